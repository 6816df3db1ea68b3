// Calls the Go verifier for the tests: one call a line on stdin, one character a call on stdout.
package main

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"verifiers/vobizsignatures"
)

func decode(text string) string {
	decoded, err := url.PathUnescape(text)
	if err != nil {
		panic(err)
	}
	return decoded
}

func list(text string) []string {
	items := []string{}
	for _, item := range strings.Split(text, "&") {
		if item != "" {
			items = append(items, decode(strings.TrimPrefix(item, "=")))
		}
	}
	return items
}

func pairs(text string) map[string][]string {
	found := map[string][]string{}
	for _, item := range strings.Split(text, "&") {
		if item != "" {
			name, value, _ := strings.Cut(item, "=")
			found[decode(name)] = append(found[decode(name)], decode(value))
		}
	}
	return found
}

func answer(line string) (verdict string) {
	defer func() {
		if recover() != nil {
			verdict = "E"
		}
	}()
	f := strings.Split(line, "\t")
	method, uri, nonce, signature := decode(f[1]), decode(f[2]), decode(f[3]), decode(f[4])
	form := pairs(f[6])
	tokens := vobizsignatures.Tokens{Plivo: list(f[7]), Vobiz: list(f[8])}
	valid := false
	switch f[0] {
	case "verify":
		valid = vobizsignatures.VerifyRequest(method, uri, http.Header(pairs(f[5])), url.Values(form), tokens)
	case "v2":
		valid = vobizsignatures.ValidateSignatureV2(uri, nonce, signature, tokens)
	case "v3":
		single := map[string]string{}
		for name, values := range form {
			single[name] = values[0]
		}
		valid = vobizsignatures.ValidateSignatureV3(uri, nonce, method, signature, tokens, single)
	}
	if valid {
		return "1"
	}
	return "0"
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		fmt.Print(answer(lines.Text()))
	}
}
