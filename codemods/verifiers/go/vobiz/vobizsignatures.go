// Package vobizsignatures checks the webhook signatures of Vobiz.
//
// Written by plivo-to-vobiz. Needs Go 1.18 and its standard library. Running plivo-to-vobiz migrate again may replace
// this file, so keep changes of your own elsewhere.
//
// ValidateSignatureV3 and ValidateSignatureV2 take the arguments of Plivo's functions of the same name, with Vobiz's
// tokens in the place of Plivo's, so that calls keep their shape. VerifyRequest looks at a whole request and is the
// better choice for new code.
//
// Every function answers true or false. Nothing a remote sender controls makes one panic, an empty token never
// matches, and digests are compared in constant time.
//
// Vobiz signs the URL up to its query and the nonce, and nothing else. The body and the query of a request are not
// authenticated: put what must not be forged into the path, and remember nonces for about five minutes to refuse
// replays.
//
// The URL is the public one that Vobiz was given, not the one a proxy passes on.
package vobizsignatures

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Tokens are the account's auth tokens: several during rotation. An empty token never matches.
type Tokens struct {
	Vobiz []string
}

type headerNames struct {
	separator, own, main, nonce string
}

var versions = []headerNames{
	{".", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce"},
	{"", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce"},
}

// ValidateSignatureV3 tells whether Vobiz signed this URL with a V3 signature. Method and parameters are not covered,
// and ignored.
func ValidateSignatureV3(uri, nonce, method, signature string, tokens Tokens, params ...map[string]string) bool {
	text, ok := signedText(uri, nonce, ".")
	return ok && isSigned(text, nonce, signature, tokens.Vobiz)
}

// ValidateSignatureV2 tells whether Vobiz signed this URL with a V2 signature.
func ValidateSignatureV2(uri, nonce, signature string, tokens Tokens) bool {
	text, ok := signedText(uri, nonce, "")
	return ok && isSigned(text, nonce, signature, tokens.Vobiz)
}

// VerifyRequest tells whether Vobiz signed this request, by the headers it carries. Method and form are not covered,
// and ignored.
//
// A request with a header twice is refused. The newest version that is present decides; one that fails is never tried
// again as an older one. The main account's headers are accepted with any of the tokens given, so give a main token
// only where requests of its sub-accounts arrive.
func VerifyRequest(method, uri string, header http.Header, form url.Values, tokens Tokens) bool {
	for _, names := range versions {
		own, hasOwn := readHeader(header, names.own)
		main, hasMain := readHeader(header, names.main)
		nonce, hasNonce := readHeader(header, names.nonce)
		if hasOwn || hasMain || hasNonce {
			text, ok := signedText(uri, nonce, names.separator)
			byOwn := isSigned(text, nonce, own, tokens.Vobiz)
			byMain := isSigned(text, nonce, main, tokens.Vobiz)
			return ok && (byOwn || byMain)
		}
	}
	return false
}

// Empty for a header that is missing, or there more than once.
func readHeader(header http.Header, name string) (value string, isThere bool) {
	values := []string{}
	for key, given := range header {
		if strings.EqualFold(key, name) {
			values = append(values, given...)
		}
	}
	if len(values) == 1 {
		return values[0], true
	}
	return "", len(values) > 0
}

// Every token is tried, so that the place of a match does not show.
func isSigned(text, nonce, signature string, tokens []string) bool {
	if nonce == "" || signature == "" {
		return false
	}
	matched := false
	for _, token := range tokens {
		if token == "" {
			continue
		}
		mac := hmac.New(sha256.New, []byte(token))
		mac.Write([]byte(text))
		expected := []byte(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		matched = hmac.Equal(expected, []byte(signature)) || matched
	}
	return matched
}

var absolute = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]`)

// What Vobiz signs: the URL up to its query, as written, then the nonce.
func signedText(uri, nonce, separator string) (string, bool) {
	text := strings.TrimSpace(uri)
	if !absolute.MatchString(text) {
		return "", false
	}
	text, _, _ = strings.Cut(text, "#")
	base, _, _ := strings.Cut(text, "?")
	return base + separator + nonce, true
}
