// A phone menu on Plivo.
package main

import (
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"
)

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func main() {
	authToken := os.Getenv("PLIVO_AUTH_TOKEN")
	if authToken == "" {
		log.Fatal("PLIVO_AUTH_TOKEN is not set")
	}
	i := &ivr{
		calls:       newCallLog(),
		plivoNumber: env("PLIVO_NUMBER", "+14155550100"),
		deskNumber:  env("DESK_NUMBER", "+14155550133"),
	}

	mux := http.NewServeMux()
	for path, handler := range map[string]http.HandlerFunc{
		"/voice/answer":            i.answer,
		"/voice/menu":              i.menu,
		"/voice/dialed":            i.dialed,
		"/voice/conference":        i.conference,
		"/voice/conference-events": i.conferenceEvents,
		"/voice/voicemail":         i.voicemail,
		"/voice/recorded":          i.recorded,
		"/voice/ring":              i.ring,
		"/voice/hangup":            i.hangup,
	} {
		mux.HandleFunc(path, fromPlivo(authToken, handler))
	}
	// Behind the VPN
	mux.HandleFunc("/admin/calls", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(i.calls.all())
	})

	listener, err := net.Listen("tcp", env("HOST", "0.0.0.0")+":"+env("PORT", "8080"))
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("IVR listening on port %d", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, mux))
}
