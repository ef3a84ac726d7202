package parser

import "bytes"

// Programs put a long line together of several strings, one a line:
//
//	"Nov 22 05:45:14 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from "
//	"mx.example.net[192.0.2.7]: 450 4.2.0 <ann@example.com>: later; …"

// stringGoesOn tells whether what stands in line from from to to is such a string,
// and none that ends the list that it may be in.
func stringGoesOn(line []byte, from, to int) bool {
	return from > 0 && to < len(line) && isQuote(line[from-1]) && line[to] == line[from-1] && joint(line[to+1:])
}

// joint tells whether nothing but what joins two strings stands in b: nothing,
// an operator, or the mark of a line that goes on.
func joint(b []byte) bool {
	switch b = trimSpace(b); len(b) {
	case 0:
		return true
	case 1:
		return b[0] == '+' || b[0] == '.' || b[0] == '\\' || b[0] == '&'
	}
	return false
}

// stringPiece gives what is in the string that a line holds, nil where it holds
// none; the operator may stand before it.
func stringPiece(line []byte, quote byte) []byte {
	line = trimSpace(line)
	n := bytes.IndexByte(line, quote)
	if n < 0 || n > 3 || !joint(line[:n]) {
		return nil
	}
	line = line[n+1:]
	if n = bytes.LastIndexByte(line, quote); n < 0 {
		return nil
	}
	return line[:n]
}
