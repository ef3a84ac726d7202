package catalog

import (
	"bytes"
	"unicode/utf8"
)

type nameKind uint8

const (
	nameAddress nameKind = iota // a mail address
	nameIP                      // an IPv4 or IPv6 address
	nameHost                    // a host or domain name with a dot in it
	nameURL                     // a web address
)

// name is a place in a text where something is named.
type name struct {
	kind     nameKind
	from, to int
}

// nameScanner finds the names in a text, one after the other, in a single pass.
type nameScanner struct {
	text []byte
	at   int
	end  int // of the token whose pieces are being looked at
}

// isNameEnd has true for what stands in no name that is looked for. A colon parts
// names too, but stands within IPv6 addresses; it is dealt with in a token.
var isNameEnd = func() (t [256]bool) {
	for b := range 0x21 {
		t[b] = true
	}
	for _, b := range []byte("<>()[]{}\"'`,;|=*!?&#\\^~$%") {
		t[b] = true
	}
	return t
}()

func (s *nameScanner) next() (name, bool) {
	for s.at < len(s.text) {
		if s.at >= s.end {
			if isNameEnd[s.text[s.at]] {
				s.at++
				continue
			}
			if first := s.text[s.at] | 0x20; first == 'h' || first == 'w' {
				if n := webAddressLength(s.text[s.at:]); n > 0 {
					from := s.at
					s.at += n
					return name{nameURL, from, s.at}, true
				}
			}
			if !s.token() {
				s.at = s.end
				continue
			}
		}
		if n, ok := s.inToken(); ok {
			return n, true
		}
	}
	return name{}, false
}

// token finds the end of the token that begins here, and tells whether there may be
// a name in it: nearly all words are passed over so.
func (s *nameScanner) token() bool {
	end, dots, colons := s.at, false, 0
	for end < len(s.text) && !isNameEnd[s.text[end]] {
		switch s.text[end] {
		case '.':
			dots = true
		case ':':
			colons++
		}
		end++
	}
	s.end = end
	return dots && s.text[end-1] != '.' || dots && bytes.IndexByte(s.text[s.at:end-1], '.') >= 0 || colons > 1
}

// inToken looks at what is left of a token, and moves behind the piece it looked at.
func (s *nameScanner) inToken() (name, bool) {
	from, to := s.at, s.end
	for to > from && isNameTail(s.text[to-1]) {
		to--
	}
	token := s.text[from:to]
	if at := bytes.IndexByte(token, '@'); at >= 0 {
		return s.address(token, at)
	}
	if isIPv4(token) || isIPv6Text(token) {
		s.at = s.end
		return name{nameIP, from, to}, true
	}
	// A piece ends at a colon or a slash: "ip:192.0.2.1", "mx.example.com:25".
	piece := len(token)
	if i := bytes.IndexAny(token, ":/"); i >= 0 {
		piece = i
	}
	s.at = from + piece + 1
	if s.at >= to {
		s.at = s.end
	}
	switch end := from + piece; {
	case isIPv4(token[:piece]):
		return name{nameIP, from, end}, true
	case end == s.end && end < len(s.text) && s.text[end] == '=':
		// A key, or a piece of a rewritten address.
	case isHostName(token[:piece]):
		return name{nameHost, from, end}, true
	}
	return name{}, false
}

// address takes the address out of a token with an "@": "to:ann@example.com".
func (s *nameScanner) address(token []byte, at int) (name, bool) {
	from := s.at
	s.at = s.end
	begin := 0
	if i := bytes.LastIndexByte(token[:at], ':'); i >= 0 {
		begin = i + 1
	}
	end := at + 1
	for end < len(token) && token[end] != ':' && token[end] != '/' && token[end] != '@' {
		end++
	}
	host := token[at+1 : end]
	if !isHostName(host) {
		return name{}, false
	}
	if begin == at && s.localBefore(from) == from {
		return name{nameHost, from + at + 1, from + end}, true
	}
	if begin == 0 {
		begin = s.localBefore(from) - from
	}
	return name{nameAddress, from + begin, from + end}, true
}

// localBefore gives where the local part of an address begins whose last piece
// begins at from. An apostrophe and "=" part names, but may stand in an address too:
// "o'neil@…", "bounce+ann=example.com@…".
func (s *nameScanner) localBefore(from int) int {
	begin := from
	for begin > 0 && (!isNameEnd[s.text[begin-1]] || s.text[begin-1] == '\'' || s.text[begin-1] == '=') {
		begin--
	}
	before := s.text[begin:from]
	switch {
	case len(before) < 2 || before[0] == '\'' || before[0] == '=':
		return from
	case bytes.IndexByte(before, '=') < 0, bytes.IndexByte(before, '+') >= 0,
		hasPrefixFold(before, "srs0="), hasPrefixFold(before, "srs1="), hasPrefixFold(before, "prvs="), hasPrefixFold(before, "btv1="):
		return begin
	}
	return from
}

// isNameTail tells what may stand behind a name without being part of it.
func isNameTail(b byte) bool {
	return b == '.' || b == ':' || b == '-' || b == '/' || b == '_' || b == '+'
}

// isHostName tells whether a text is a host name whose last label could be that of
// a top-level domain. A capital behind a dot begins a sentence that somebody wrote
// without a space before it.
func isHostName(text []byte) bool {
	last := -1
	for i, b := range text {
		switch {
		case b == '.':
			if i == 0 || i == last+1 {
				return false
			}
			last = i
		case isWordByte(b) || b == '-' || b == '_' || b >= utf8.RuneSelf:
		default:
			return false
		}
	}
	if last < 1 || len(text)-last-1 < 2 || text[0] == '-' {
		return false
	}
	label := text[last+1:]
	if len(label) > 4 && (bytes.HasPrefix(label, stringBytes("xn--")) || bytes.HasPrefix(label, stringBytes("XN--"))) {
		return true
	}
	lower := false
	for _, b := range label {
		if isDigit(b) || b == '-' || b == '_' {
			return false
		}
		lower = lower || b >= 'a'
	}
	return !(lower && label[0] >= 'A' && label[0] <= 'Z')
}

// isIPv6Text tells whether a text that is not normalised is an IPv6 address.
func isIPv6Text(text []byte) bool {
	if len(text) < 3 || len(text) > len("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255") {
		return false
	}
	digits := false
	for _, b := range text {
		switch c := folded[b]; {
		case isDigit(c) || c >= 'a' && c <= 'f':
			digits = true
		case c != ':' && c != '.':
			return false
		}
	}
	// A time of day looks like one.
	return digits && isIPv6(text) && (bytes.Contains(text, stringBytes("::")) || bytes.Count(text, stringBytes(":")) >= 6)
}

// webAddressLength is urlLength for a text that is not normalised.
func webAddressLength(text []byte) int {
	switch {
	case hasPrefixFold(text, "https://"), hasPrefixFold(text, "http://"), hasPrefixFold(text, "www."):
		return urlSpan(text)
	}
	return 0
}

func hasPrefixFold(text []byte, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if folded[text[i]] != prefix[i] {
			return false
		}
	}
	return true
}

// urlHost gives the host name out of a web address.
func urlHost(url []byte) []byte {
	if i := bytes.Index(url, stringBytes("://")); i >= 0 {
		url = url[i+3:]
	}
	for i, b := range url {
		if b == '/' || b == '?' || b == ':' || b == '#' {
			return url[:i]
		}
	}
	return url
}
