// Computes and checks Plivo signatures with the vendor's Go package: a JSON list of calls on stdin, a JSON list of
// answers on stdout. The package panics on some input; such a call has neither a signature nor a yes.
package main

import (
	"encoding/json"
	"os"

	"github.com/plivo/plivo-go/v7"
)

type call struct {
	Version   string            `json:"version"`
	Method    string            `json:"method"`
	URL       string            `json:"url"`
	Nonce     string            `json:"nonce"`
	Token     string            `json:"token"`
	Params    map[string]string `json:"params"`
	Signature string            `json:"signature"`
}

type answer struct {
	Signature string `json:"signature"`
	Valid     bool   `json:"valid"`
}

func ask(c call) (a answer) {
	defer func() {
		if recover() != nil {
			a = answer{}
		}
	}()
	if c.Version == "v2" {
		a.Signature = plivo.ComputeSignatureV2(c.Token, c.URL, c.Nonce)
		a.Valid = plivo.ValidateSignatureV2(c.URL, c.Nonce, c.Signature, c.Token)
		return a
	}
	a.Signature = plivo.ComputeSignatureV3(c.Token, c.URL, c.Method, c.Nonce, c.Params)
	a.Valid = plivo.ValidateSignatureV3(c.URL, c.Nonce, c.Method, c.Signature, c.Token, c.Params)
	return a
}

func main() {
	var calls []call
	if err := json.NewDecoder(os.Stdin).Decode(&calls); err != nil {
		panic(err)
	}
	answers := make([]answer, 0, len(calls))
	for _, c := range calls {
		answers = append(answers, ask(c))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
