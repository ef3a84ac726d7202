package catalog

import (
	"strconv"
	"strings"
)

// enhancedKey packs an enhanced code so that comparing keys compares class,
// subject and detail. A part that stands for any is anyPart.
type enhancedKey uint32

const anyPart = 1023

func makeKey(class, subject, detail uint32) enhancedKey {
	return enhancedKey(class<<20 | subject<<10 | detail)
}

func (k enhancedKey) class() uint32   { return uint32(k) >> 20 }
func (k enhancedKey) subject() uint32 { return uint32(k) >> 10 & 1023 }
func (k enhancedKey) detail() uint32  { return uint32(k) & 1023 }

// withClass gives the same subject and detail in another class.
func (k enhancedKey) withClass(class uint32) enhancedKey {
	return makeKey(class, k.subject(), k.detail())
}

func (k enhancedKey) String() string {
	part := func(n uint32) string {
		if n == anyPart {
			return "*"
		}
		return strconv.Itoa(int(n))
	}
	return part(k.class()) + "." + part(k.subject()) + "." + part(k.detail())
}

// parseEnhanced reads an enhanced code as RFC 2034 §4 and RFC 3463 §2 write it: a
// class of 2, 4 or 5, a subject and a detail of one to three digits without
// leading zeros. Nothing may follow.
func parseEnhanced[T string | []byte](s T) (enhancedKey, bool) {
	if len(s) < 5 || s[1] != '.' || s[0] != '2' && s[0] != '4' && s[0] != '5' {
		return 0, false
	}
	subject, n := shortNumber(s[2:])
	if n == 0 || 2+n >= len(s) || s[2+n] != '.' {
		return 0, false
	}
	rest := s[2+n+1:]
	detail, m := shortNumber(rest)
	if m == 0 || m != len(rest) {
		return 0, false
	}
	return makeKey(uint32(s[0]-'0'), subject, detail), true
}

// shortNumber reads one to three digits and tells how many it read; 0 where it
// is no such number.
func shortNumber[T string | []byte](s T) (value uint32, n int) {
	for n < len(s) && s[n]-'0' <= 9 {
		if n == 3 {
			return 0, 0
		}
		value = value*10 + uint32(s[n]-'0')
		n++
	}
	if n > 1 && s[0] == '0' {
		return 0, 0
	}
	return value, n
}

// parseEnhancedPattern reads an enhanced code in which the detail, or subject and
// detail, may be "*".
func parseEnhancedPattern(s string) (enhancedKey, bool) {
	if k, ok := parseEnhanced(s); ok {
		return k, true
	}
	parts := strings.Split(s, ".")
	if len(parts) != 3 || parts[2] != "*" || len(parts[0]) != 1 || !strings.Contains("245", parts[0]) {
		return 0, false
	}
	class := uint32(parts[0][0] - '0')
	if parts[1] == "*" {
		return makeKey(class, anyPart, anyPart), true
	}
	subject, n := shortNumber(parts[1])
	if n == 0 || n != len(parts[1]) {
		return 0, false
	}
	return makeKey(class, subject, anyPart), true
}

// parseReplyCode reads a three-digit reply code (RFC 5321 §4.2). It takes first
// digits outside 2 to 5 too, since such codes have to be judged.
func parseReplyCode(s string) (int, bool) {
	if len(s) != 3 {
		return 0, false
	}
	n, m := shortDigits(s)
	return n, m == 3
}

func shortDigits(s string) (value, n int) {
	for n < len(s) && s[n]-'0' <= 9 {
		value = value*10 + int(s[n]-'0')
		n++
	}
	return value, n
}
