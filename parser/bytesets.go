package parser

import (
	"bytes"
	"strings"
	"unsafe"
)

// trimEOL takes line ends off the end of b.
func trimEOL(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}

// isBlank tells whether c is a blank or a tab.
func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// trimSpace takes blanks and tabs off both ends of b.
func trimSpace(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// trimLeft takes blanks and tabs off the beginning of b.
func trimLeft(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

// hasPrefix is bytes.HasPrefix for a string.
func hasPrefix(b []byte, p string) bool { return len(b) >= len(p) && string(b[:len(p)]) == p }

// hasSuffix is bytes.HasSuffix for a string.
func hasSuffix(b []byte, p string) bool {
	return len(b) >= len(p) && string(b[len(b)-len(p):]) == p
}

// index is bytes.Index for a string. Converting s would allocate for any that
// is longer than 32 octets, so b is looked at as a string instead; nothing
// keeps it, or changes it meanwhile.
func index(b []byte, s string) int {
	if len(b) <= shortText {
		return strings.Index(view(b), s)
	}
	return indexRare(b, s)
}

// shortText is how much text strings.Index looks through without stopping at
// each octet that s begins with.
const shortText = 63

// indexRare looks for the octet of s that is rarest in logs, and only where it
// stands for s: most texts begin with a blank or a vowel, at which one would stop
// every few octets.
func indexRare(b []byte, s string) int {
	if len(s) == 0 {
		return 0
	}
	at := rarest(s)
	for from := at; ; from++ {
		end := len(b) - (len(s) - 1 - at)
		if from >= end {
			return -1
		}
		i := bytes.IndexByte(b[from:end], s[at])
		if i < 0 {
			return -1
		}
		from += i
		if start := from - at; string(b[start:start+len(s)]) == s {
			return start
		}
	}
}

// commonness ranks octets by how often they stand in logs and transcripts, the
// rarest lowest. What is not ASCII is rarest of all.
var commonness = func() (t [256]uint8) {
	const order = " et0o2.am1sinl:rp5xcd4=3u-67f\"gvb8yh/9,T[]>N<AES@CDkPMOFB()_qRLwIHU\\jG+'z;VXZQ*~{}|#KY?WJ^%!$`&"
	for i := range len(order) {
		t[order[i]] = uint8(len(order) - i)
	}
	return t
}()

// lastIndex is bytes.LastIndex for a string. It looks for the octet of s that
// is rarest, as indexRare does.
func lastIndex(b []byte, s string) int {
	at := rarest(s)
	for end := len(b) - (len(s) - 1 - at); end > at; {
		i := bytes.LastIndexByte(b[at:end], s[at])
		if i < 0 {
			return -1
		}
		if string(b[i:i+len(s)]) == s {
			return i
		}
		end = at + i
	}
	return -1
}

// rarest gives the place of the octet of s that is rarest in logs.
func rarest(s string) int {
	at := 0
	for i := 1; i < len(s); i++ {
		if commonness[s[i]] < commonness[s[at]] {
			at = i
		}
	}
	return at
}

// lower gives t in lower case, in the memory of buf where t is ASCII.
func lower(buf, t []byte) []byte {
	buf = buf[:0]
	for _, c := range t {
		if c >= 0x80 {
			return []byte(strings.ToLower(string(t)))
		}
		if c-'A' <= 25 {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	return buf
}

// view is b as a string, in the same memory.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func isDigit(c byte) bool { return c-'0' <= 9 }

func isAlpha(c byte) bool { return (c|0x20)-'a' <= 25 }

func isAlnum(c byte) bool { return alnum[c] }

// alnum holds the ASCII letters and digits.
var alnum = func() (t [256]bool) {
	for c := range t {
		t[c] = isDigit(byte(c)) || isAlpha(byte(c))
	}
	return t
}()

func isHex(c byte) bool { return isDigit(c) || (c|0x20)-'a' <= 5 }

// atoi reads the decimal number that b begins with, up to max digits; n is the
// number of digits read.
func atoi(b []byte, max int) (v, n int) {
	for n < len(b) && n < max && isDigit(b[n]) {
		v = v*10 + int(b[n]-'0')
		n++
	}
	return v, n
}

// allDigits tells whether b is a number and nothing else.
func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) > 0
}
