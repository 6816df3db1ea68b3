// Package vobizsignatures checks the webhook signatures of Plivo and of Vobiz, for the time both send calls.
//
// Written by plivo-to-vobiz. Needs Go 1.18 and its standard library. Running plivo-to-vobiz migrate again may replace
// this file, so keep changes of your own elsewhere.
//
// ValidateSignatureV3 and ValidateSignatureV2 take the arguments of Plivo's functions of the same name, with the
// tokens of both providers in the place of Plivo's, and accept a signature of either. VerifyRequest looks at a whole
// request and is the better choice for new code.
//
// Every function answers true or false. Nothing a remote sender controls makes one panic, an empty token never
// matches, and digests are compared in constant time.
//
// What is signed differs: Plivo V3 covers the URL, its query and the form; Vobiz covers the URL up to its query and
// the nonce, and nothing else. The body and the query of a Vobiz request are not authenticated: put what must not be
// forged into the path, and remember nonces for about five minutes to refuse replays.
//
// The URL is the public one that the provider was given, not the one a proxy passes on.
package vobizsignatures

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"sort"
	"strings"
	"unicode/utf16"
)

// Tokens are the auth tokens of both accounts; several during rotation. An empty token never matches.
type Tokens struct {
	Plivo []string
	Vobiz []string
}

type headerNames struct {
	version, own, main, nonce string
}

var plivoHeaders = []headerNames{
	{"v3", "X-Plivo-Signature-V3", "X-Plivo-Signature-Ma-V3", "X-Plivo-Signature-V3-Nonce"},
	{"v2", "X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2", "X-Plivo-Signature-V2-Nonce"},
}

var vobizHeaders = []headerNames{
	{"v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce"},
	{"v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce"},
}

// ValidateSignatureV3 tells whether Plivo or Vobiz signed this request with a V3 signature.
func ValidateSignatureV3(uri, nonce, method, signature string, tokens Tokens, params ...map[string]string) bool {
	form := url.Values{}
	for _, fields := range params {
		for name, value := range fields {
			form.Set(name, value)
		}
	}
	plivo, ok := plivoV3Text(method, uri, nonce, form)
	byPlivo := ok && isSigned(plivo, nonce, signature, tokens.Plivo, true)
	vobiz, ok := vobizText(uri, nonce, ".")
	byVobiz := ok && isSigned(vobiz, nonce, signature, tokens.Vobiz, false)
	return byPlivo || byVobiz
}

// ValidateSignatureV2 tells whether Plivo or Vobiz signed this URL with a V2 signature.
func ValidateSignatureV2(uri, nonce, signature string, tokens Tokens) bool {
	plivo, ok := plivoV2Text(uri, nonce)
	byPlivo := ok && isSigned(plivo, nonce, signature, tokens.Plivo, true)
	vobiz, ok := vobizText(uri, nonce, "")
	byVobiz := ok && isSigned(vobiz, nonce, signature, tokens.Vobiz, false)
	return byPlivo || byVobiz
}

// FirstOf gives the first of these values that is not empty: the header of whichever provider sent the request.
func FirstOf(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// VerifyRequest tells whether Plivo or Vobiz signed this request, by the headers it carries.
//
// A request with headers of both providers is refused, and so is one with a header twice. The newest version that is
// present decides; one that fails is never tried again as an older one. The main account's headers are accepted with
// any of the tokens given, so give a main token only where requests of its sub-accounts arrive.
//
// The form is r.PostForm after r.ParseForm; Plivo V3 covers it.
func VerifyRequest(method, uri string, header http.Header, form url.Values, tokens Tokens) bool {
	plivo, hasPlivo := readHeaders(header, plivoHeaders)
	vobiz, hasVobiz := readHeaders(header, vobizHeaders)
	if hasPlivo == hasVobiz {
		return false
	}
	if hasVobiz {
		separator := ""
		if vobiz.version == "v3" {
			separator = "."
		}
		text, ok := vobizText(uri, vobiz.nonce, separator)
		return ok && vobiz.matches(text, tokens.Vobiz, false)
	}
	if plivo.version == "v3" {
		text, ok := plivoV3Text(method, uri, plivo.nonce, form)
		return ok && plivo.matches(text, tokens.Plivo, true)
	}
	text, ok := plivoV2Text(uri, plivo.nonce)
	return ok && plivo.matches(text, tokens.Plivo, true)
}

// What one request carries of one version: empty for a header that is missing, or there more than once.
type presented struct {
	version, own, main, nonce string
}

func (p presented) matches(text string, tokens []string, mayBeList bool) bool {
	byOwn := isSigned(text, p.nonce, p.own, tokens, mayBeList)
	byMain := isSigned(text, p.nonce, p.main, tokens, mayBeList)
	return byOwn || byMain
}

func readHeaders(header http.Header, versions []headerNames) (presented, bool) {
	for _, names := range versions {
		own, hasOwn := readHeader(header, names.own)
		main, hasMain := readHeader(header, names.main)
		nonce, hasNonce := readHeader(header, names.nonce)
		if hasOwn || hasMain || hasNonce {
			return presented{names.version, own, main, nonce}, true
		}
	}
	return presented{}, false
}

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
func isSigned(text, nonce, signature string, tokens []string, mayBeList bool) bool {
	if nonce == "" || signature == "" {
		return false
	}
	entries := []string{signature}
	if mayBeList {
		entries = strings.Split(signature, ",")
		for index, entry := range entries {
			entries[index] = strings.Trim(entry, " \t")
		}
	}
	matched := false
	for _, token := range tokens {
		if token == "" {
			continue
		}
		mac := hmac.New(sha256.New, []byte(token))
		mac.Write([]byte(text))
		expected := []byte(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		for _, entry := range entries {
			matched = hmac.Equal(expected, []byte(entry)) || matched
		}
	}
	return matched
}

// What Vobiz signs: the URL up to its query, as written, then the nonce.
func vobizText(uri, nonce, separator string) (string, bool) {
	base, _, ok := splitURL(uri)
	return base + separator + nonce, ok
}

func plivoV2Text(uri, nonce string) (string, bool) {
	base, _, ok := splitURL(uri)
	return withoutCredentials(base) + nonce, ok
}

// What Plivo signs: the URL, its sorted query, the sorted form, then the nonce.
func plivoV3Text(method, uri, nonce string, form url.Values) (string, bool) {
	base, query, ok := splitURL(uri)
	method = strings.ToUpper(method)
	if !ok || (method != http.MethodGet && method != http.MethodPost) {
		return "", false
	}
	inQuery := queryPairs(query)
	inForm := formPairs(form)
	if method == http.MethodGet {
		for _, pair := range inForm {
			if !contains(inQuery, pair) {
				inQuery = append(inQuery, pair)
			}
		}
		inForm = nil
	}
	text := join(inQuery, "=", "&")
	if len(inForm) > 0 {
		if text != "" {
			text += "."
		}
		text += join(inForm, "", "")
	}
	if len(inQuery)+len(inForm) > 0 {
		text = "?" + text
	}
	return withoutCredentials(base) + text + "." + nonce, true
}

var absolute = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]`)

// The URL before its query, and the query. Nothing is decoded or normalised.
func splitURL(uri string) (base, query string, ok bool) {
	text := strings.TrimSpace(uri)
	if !absolute.MatchString(text) {
		return "", "", false
	}
	text, _, _ = strings.Cut(text, "#")
	base, query, _ = strings.Cut(text, "?")
	return base, query, true
}

func withoutCredentials(base string) string {
	scheme, rest, _ := strings.Cut(base, "://")
	host, path := rest, ""
	if slash := strings.Index(rest, "/"); slash >= 0 {
		host, path = rest[:slash], rest[slash:]
	}
	return scheme + "://" + host[strings.LastIndex(host, "@")+1:] + path
}

type pair struct {
	name, value string
}

func queryPairs(query string) []pair {
	pairs := []pair{}
	for _, part := range strings.Split(query, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			pairs = append(pairs, pair{decode(name), decode(value)})
		}
	}
	return pairs
}

func formPairs(form url.Values) []pair {
	pairs := []pair{}
	for name, values := range form {
		for _, value := range values {
			pairs = append(pairs, pair{name, value})
		}
	}
	return pairs
}

func contains(pairs []pair, wanted pair) bool {
	for _, one := range pairs {
		if one == wanted {
			return true
		}
	}
	return false
}

// Plus signs are blanks; an escape that is none stays as it is.
func decode(text string) string {
	text = strings.ReplaceAll(text, "+", " ")
	var decoded strings.Builder
	for index := 0; index < len(text); index++ {
		if text[index] == '%' && index+2 < len(text) {
			high, low := fromHex(text[index+1]), fromHex(text[index+2])
			if high >= 0 && low >= 0 {
				decoded.WriteByte(byte(high<<4 | low))
				index += 2
				continue
			}
		}
		decoded.WriteByte(text[index])
	}
	return strings.ToValidUTF8(decoded.String(), "\uFFFD")
}

func fromHex(char byte) int {
	switch {
	case char >= '0' && char <= '9':
		return int(char - '0')
	case char >= 'a' && char <= 'f':
		return int(char-'a') + 10
	case char >= 'A' && char <= 'F':
		return int(char-'A') + 10
	}
	return -1
}

// By name, then value, each by UTF-16 code unit, as Plivo sorts.
func join(pairs []pair, between, after string) string {
	sort.SliceStable(pairs, func(a, b int) bool {
		if pairs[a].name != pairs[b].name {
			return isLess(pairs[a].name, pairs[b].name)
		}
		return isLess(pairs[a].value, pairs[b].value)
	})
	parts := make([]string, len(pairs))
	for index, one := range pairs {
		parts[index] = one.name + between + one.value
	}
	return strings.Join(parts, after)
}

func isLess(a, b string) bool {
	left, right := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for index := 0; index < len(left) && index < len(right); index++ {
		if left[index] != right[index] {
			return left[index] < right[index]
		}
	}
	return len(left) < len(right)
}
