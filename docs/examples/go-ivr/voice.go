package main

import (
	"io"
	"net/http"

	"github.com/plivo/plivo-go/v7/xml"
)

// ivr answers the URLs that Plivo calls.
type ivr struct {
	calls       *callLog
	plivoNumber string
	deskNumber  string
}

func reply(w http.ResponseWriter, elements ...interface{}) {
	w.Header().Set("Content-Type", "application/xml")
	io.WriteString(w, xml.ResponseElement{Contents: elements}.String())
}

func speak(text string) xml.SpeakElement {
	return new(xml.SpeakElement).AddSpeak(text)
}

func redirect(r *http.Request, path string) xml.RedirectElement {
	return new(xml.RedirectElement).SetMethod("POST").SetContents(publicURL(r, path))
}

func (i *ivr) answer(w http.ResponseWriter, r *http.Request) {
	i.calls.note(r.PostForm, "answer")
	reply(w,
		new(xml.GetDigitsElement).
			SetAction(publicURL(r, "/voice/menu")).
			SetMethod("POST").
			SetTimeout(7).
			SetNumDigits(1).
			SetRetries(2).
			SetValidDigits("123").
			SetContents([]interface{}{
				speak("Welcome to the Lakeside Hotel. For the front desk, press 1. " +
					"To join the meeting room, press 2. To leave a message, press 3."),
			}),
		speak("We did not hear from you. Goodbye."),
	)
}

func (i *ivr) menu(w http.ResponseWriter, r *http.Request) {
	digits := r.PostForm.Get("Digits")
	i.calls.note(r.PostForm, "pressed "+digits)
	switch digits {
	case "1":
		reply(w,
			speak("Please hold while we connect you."),
			new(xml.DialElement).
				SetAction(publicURL(r, "/voice/dialed")).
				SetMethod("POST").
				SetTimeout(20).
				SetCallerID(i.plivoNumber).
				SetContents([]interface{}{new(xml.NumberElement).SetContents(i.deskNumber)}),
		)
	case "2":
		reply(w, redirect(r, "/voice/conference"))
	case "3":
		reply(w, redirect(r, "/voice/voicemail"))
	default:
		reply(w, speak("Sorry, we do not know that key."), redirect(r, "/voice/answer"))
	}
}

func (i *ivr) dialed(w http.ResponseWriter, r *http.Request) {
	status := r.PostForm.Get("DialStatus")
	i.calls.note(r.PostForm, "dialed "+status)
	if status == "completed" {
		reply(w, speak("Thank you for calling."), new(xml.HangupElement))
		return
	}
	reply(w, speak("The front desk cannot take your call."), redirect(r, "/voice/voicemail"))
}

func (i *ivr) conference(w http.ResponseWriter, r *http.Request) {
	i.calls.note(r.PostForm, "conference")
	reply(w,
		speak("You are joining the meeting room."),
		new(xml.ConferenceElement).
			SetCallbackUrl(publicURL(r, "/voice/conference-events")).
			SetCallbackMethod("POST").
			SetEndConferenceOnExit(false).
			SetContents("lakeside-meeting"),
	)
}

func (i *ivr) conferenceEvents(w http.ResponseWriter, r *http.Request) {
	i.calls.note(r.PostForm, "conference "+r.PostForm.Get("ConferenceAction"))
}

func (i *ivr) voicemail(w http.ResponseWriter, r *http.Request) {
	i.calls.note(r.PostForm, "voicemail")
	reply(w,
		speak("Please leave a message after the tone, then press the hash key."),
		new(xml.RecordElement).
			SetAction(publicURL(r, "/voice/recorded")).
			SetMethod("POST").
			SetMaxLength(120).
			SetFinishOnKey("#").
			SetPlayBeep(true),
	)
}

func (i *ivr) recorded(w http.ResponseWriter, r *http.Request) {
	i.calls.noteMessage(r.PostForm)
	reply(w, speak("Thank you. We will call you back."), new(xml.HangupElement))
}

func (i *ivr) ring(w http.ResponseWriter, r *http.Request) {
	i.calls.note(r.PostForm, "ring")
}

func (i *ivr) hangup(w http.ResponseWriter, r *http.Request) {
	i.calls.finish(r.PostForm)
}
