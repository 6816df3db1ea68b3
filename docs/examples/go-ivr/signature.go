package main

import (
	"net/http"

	"github.com/plivo/plivo-go/v7"
)

// publicURL is the address the client called. net/http knows path and host; the load balancer says which scheme it was.
func publicURL(r *http.Request, path string) string {
	scheme := r.Header.Get("X-Forwarded-Proto")
	if scheme == "" {
		scheme = "http"
	}
	return scheme + "://" + r.Host + path
}

// fromPlivo lets nobody but Plivo in: 403 unless the request carries Plivo's V3 signature.
func fromPlivo(authToken string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		if err := r.ParseForm(); err != nil {
			http.Error(w, "bad form", http.StatusBadRequest)
			return
		}
		signature := r.Header.Get("X-Plivo-Signature-V3")
		nonce := r.Header.Get("X-Plivo-Signature-V3-Nonce")
		if signature == "" || nonce == "" {
			http.Error(w, "missing signature", http.StatusForbidden)
			return
		}
		params := map[string]string{}
		for name := range r.PostForm {
			params[name] = r.PostForm.Get(name)
		}
		url := publicURL(r, r.URL.RequestURI())
		if !plivo.ValidateSignatureV3(url, nonce, r.Method, signature, authToken, params) {
			http.Error(w, "invalid signature", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}
