package main

import (
	"bytes"
	"strings"

	"github.com/smtplog/smtplog/parser"
)

// addressPattern is an address, or all addresses of a domain ("*@example.com").
// It is in lower case.
type addressPattern struct {
	local  string // empty for any
	domain string
}

// parseAddress reads one value of --address.
func parseAddress(text string) (addressPattern, error) {
	text = strings.ToLower(strings.Trim(strings.TrimSpace(text), "<>"))
	at := strings.LastIndexByte(text, '@')
	if text == "" {
		return addressPattern{}, nil // the null sender, written <>
	}
	if at < 0 || at == len(text)-1 {
		return addressPattern{}, wrongUse("--address %q is no address; give ann@example.com, *@example.com, or <> for the null sender", text)
	}
	p := addressPattern{local: text[:at], domain: text[at+1:]}
	if p.local == "*" {
		p.local = ""
	} else if p.local == "" {
		return addressPattern{}, wrongUse("--address %q has nothing before the @; for all addresses of a domain give *@%s", text, p.domain)
	}
	return p, nil
}

// matches compares without regard to case, in the local part too: RFC 5321
// §2.4 lets a server tell upper from lower case there, and none does.
func (p addressPattern) matches(address []byte) bool {
	if p.domain == "" {
		return string(address) == "<>"
	}
	at := bytes.LastIndexByte(address, '@')
	if at < 0 || !equalFold(address[at+1:], p.domain) {
		return false
	}
	return p.local == "" || equalFold(address[:at], p.local)
}

// about tells whether the event is about such an address.
func (p addressPattern) about(e *parser.Event) bool {
	return p.matches(e.Recipient) || p.matches(e.Sender)
}

// equalFold compares with a word in lower case, ASCII letters without regard
// to case.
func equalFold(b []byte, lower string) bool {
	if len(b) != len(lower) {
		return false
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			// What is not ASCII is left to the table of Unicode.
			return bytes.EqualFold(b, []byte(lower))
		}
	}
	return true
}
