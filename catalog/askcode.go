package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// Asked is a code that someone typed: a reply code, an enhanced code, both, or
// the class of a reply code.
type Asked struct {
	Code     int    // 0 where none was given; a single digit for a class
	Enhanced string // empty where none was given
}

// ParseCode reads "550", "5.1.1", "550 5.1.1", "550-5.1.1" and "5xx" ("5yz" too).
func ParseCode(s string) (Asked, error) {
	var a Asked
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '\t' })
	for _, f := range fields {
		code, isCode := parseReplyCode(f)
		lower := strings.ToLower(f)
		_, isEnhanced := parseEnhanced(f)
		switch {
		case isEnhanced && a.Enhanced == "":
			a.Enhanced = f
		case isCode && a.Code == 0 && a.Enhanced == "":
			a.Code = code
		case len(f) == 3 && isDigit(f[0]) && (lower[1:] == "xx" || lower[1:] == "yz") && a == Asked{}:
			a.Code = int(f[0] - '0')
		default:
			return Asked{}, fmt.Errorf("%q is no code; write 550, 5.1.1, 550 5.1.1 or 5xx", s)
		}
	}
	if a == (Asked{}) {
		return a, fmt.Errorf("%q is no code; write 550, 5.1.1, 550 5.1.1 or 5xx", s)
	}
	return a, nil
}

// String gives the code as one would type it.
func (a Asked) String() string {
	switch {
	case a.Code > 0 && a.Code < 10:
		return strconv.Itoa(a.Code) + "xx"
	case a.Code == 0:
		return a.Enhanced
	case a.Enhanced == "":
		return fmt.Sprintf("%03d", a.Code)
	}
	return fmt.Sprintf("%03d %s", a.Code, a.Enhanced)
}

// digit gives the digit that rules what a client does.
func (a Asked) digit() int {
	switch {
	case a.Code >= 10:
		return a.Code / 100
	case a.Code > 0:
		return a.Code
	}
	return int(a.Enhanced[0] - '0')
}

// find looks the code up without any context.
func (c *Catalog) find(a Asked) Match {
	if a.Code > 0 && a.Code < 10 {
		return c.byDigit(uint32(a.Code), 0)
	}
	q := Query{Code: a.Code, Enhanced: []byte(a.Enhanced)}
	return c.Lookup(&q)
}
