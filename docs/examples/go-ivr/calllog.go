package main

import (
	"net/url"
	"strconv"
	"sync"
)

type call struct {
	ID      string   `json:"id"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Status  string   `json:"status"`
	Seconds int      `json:"seconds"`
	Message string   `json:"message,omitempty"`
	Steps   []string `json:"steps"`
}

// callLog knows what happened to each call. In memory: gone after a restart.
type callLog struct {
	mutex sync.Mutex
	calls map[string]*call
}

func newCallLog() *callLog {
	return &callLog{calls: map[string]*call{}}
}

func (l *callLog) note(params url.Values, step string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.find(params, step)
}

func (l *callLog) noteMessage(params url.Values) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.find(params, "recorded").Message = params.Get("RecordUrl")
}

// finish adds up: a hangup counted twice bills the guest twice.
func (l *callLog) finish(params url.Values) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	c := l.find(params, "hangup")
	c.Status = params.Get("CallStatus")
	seconds, _ := strconv.Atoi(params.Get("Duration"))
	c.Seconds += seconds
}

func (l *callLog) all() []call {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	calls := []call{}
	for _, c := range l.calls {
		calls = append(calls, *c)
	}
	return calls
}

func (l *callLog) find(params url.Values, step string) *call {
	id := params.Get("CallUUID")
	if l.calls[id] == nil {
		l.calls[id] = &call{ID: id, From: params.Get("From"), To: params.Get("To")}
	}
	l.calls[id].Steps = append(l.calls[id].Steps, step)
	return l.calls[id]
}
