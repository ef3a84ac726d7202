package catalog

import (
	"bytes"
	"unsafe"
)

// stringBytes lends the bytes of a string to functions that only read them.
func stringBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// kindLength gives how many bytes at the beginning of text, which is normalised,
// are of the kind, always the longest such piece; 0 where there is none.
func kindLength(kind partKind, text []byte) int {
	switch kind {
	case partDigits:
		return span(text, isDigit)
	case partWord:
		return span(text, func(b byte) bool { return b != ' ' })
	case partHost, partDomain, partList:
		return hostLength(text)
	case partURL:
		return urlLength(text)
	case partIP:
		return bracketed(text, '[', ']', ipLength)
	case partAddr:
		return bracketed(text, '<', '>', addrLength)
	}
	return 0
}

func span(text []byte, is func(byte) bool) int {
	n := 0
	for n < len(text) && is(text[n]) {
		n++
	}
	return n
}

func isDigit(b byte) bool { return b-'0' <= 9 }

// bracketed measures what inner measures, alone or within a pair of brackets.
func bracketed(text []byte, left, right byte, inner func([]byte) int) int {
	if len(text) == 0 || text[0] != left {
		return inner(text)
	}
	n := inner(text[1:])
	if n == 0 || 1+n >= len(text) || text[1+n] != right {
		return 0
	}
	return n + 2
}

func hostLength(text []byte) int {
	n := span(text, func(b byte) bool {
		return b >= 'a' && b <= 'z' || isDigit(b) || b == '-' || b == '.' || b == '_' || b >= 0x80
	})
	// A full stop or a hyphen behind a name belongs to the sentence.
	for n > 0 && (text[n-1] == '.' || text[n-1] == '-') {
		n--
	}
	for i := 1; i < n-1; i++ {
		if text[i] == '.' && text[0] != '.' {
			return n
		}
	}
	return 0
}

// urlLength measures a web address: "https://…", "http://…" or "www.…" up to what
// cannot stand in one or ends the sentence.
func urlLength(text []byte) int {
	if !bytes.HasPrefix(text, stringBytes("https://")) && !bytes.HasPrefix(text, stringBytes("http://")) &&
		!bytes.HasPrefix(text, stringBytes("www.")) {
		return 0
	}
	return urlSpan(text)
}

// urlSpan tells how much of text belongs to the web address with which it begins.
func urlSpan(text []byte) int {
	n := span(text, func(b byte) bool {
		return b > ' ' && b != '"' && b != '<' && b != '>' && b != '[' && b != ']' && b != ')' && b != '\'' && b != '`'
	})
	for n > 0 && (text[n-1] == '.' || text[n-1] == ',' || text[n-1] == ';' || text[n-1] == ':' || text[n-1] == '!') {
		n--
	}
	return n
}

func ipLength(text []byte) int {
	n := span(text, func(b byte) bool { return isDigit(b) || b >= 'a' && b <= 'f' || b == ':' || b == '.' })
	for n > 0 && text[n-1] == '.' {
		n--
	}
	// A colon behind an IPv4 address begins what is said of it.
	if n > 0 && text[n-1] == ':' && isIPv4(text[:n-1]) {
		n--
	}
	if isIPv4(text[:n]) || isIPv6(text[:n]) {
		return n
	}
	return 0
}

func isIPv4(text []byte) bool {
	dots := 0
	for {
		value, n := shortNumber(text)
		if n == 0 || value > 255 {
			return false
		}
		if text = text[n:]; len(text) == 0 {
			return dots == 3
		}
		if text[0] != '.' {
			return false
		}
		dots++
		text = text[1:]
	}
}

func isIPv6(text []byte) bool {
	colons, digits := 0, 0
	for _, b := range text {
		if b == ':' {
			colons++
			digits = 0
			continue
		}
		if digits++; digits > 4 && colons < 2 {
			return false
		}
	}
	return colons >= 2 && colons <= 8
}

func addrLength(text []byte) int {
	n, sign := 0, 0
	for n < len(text) {
		switch b := text[n]; b {
		case ' ', '<', '>', '(', ')', '[', ']', '"', '\'', ',', ';', ':':
			return addrEnd(text, n, sign)
		case '@':
			sign = n
		}
		n++
	}
	return addrEnd(text, n, sign)
}

func addrEnd(text []byte, n, sign int) int {
	for n > 0 && text[n-1] == '.' {
		n--
	}
	if sign == 0 || sign >= n-1 {
		return 0
	}
	return n
}
