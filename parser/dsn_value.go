package parser

import (
	"bytes"
	"strings"
)

// typed takes the type off a value "rfc822; ann@example.com" (RFC 3464
// §2.1.2); kind is empty where there is none.
func typed(v []byte) (kind, value []byte) {
	i := bytes.IndexByte(v, ';')
	if i <= 0 || i > 40 {
		return nil, v
	}
	kind = trimSpace(v[:i])
	for _, c := range kind {
		if !isAlnum(c) && c != '-' && c != '_' && c != '.' {
			return nil, v
		}
	}
	return kind, trimSpace(v[i+1:])
}

// dsnAddress gives the address of a recipient field.
func dsnAddress(v []byte) []byte {
	_, a := typed(v)
	if i := bytes.IndexByte(a, '<'); i >= 0 {
		if p := bracketed(a[i:]); p != nil {
			return p
		}
	}
	a = bytes.TrimSuffix(bytes.TrimPrefix(a, []byte("<")), []byte(">"))
	if i := index(a, " ("); i > 0 {
		a = a[:i]
	}
	if i := bytes.LastIndexByte(a, ' '); i >= 0 && bytes.IndexByte(a[i:], '@') > 0 && bytes.IndexByte(a, '"') < 0 {
		a = a[i+1:]
	}
	return bytes.TrimPrefix(trimSpace(a), []byte("mailto:"))
}

// dsnHost gives the host of "dns; mx.example.com (TCP|…)" and its address,
// where it is given.
func dsnHost(v []byte) Peer {
	_, h := typed(v)
	w, rest := word(h)
	w = bytes.Trim(w, "<>,;")
	var p Peer
	if i := bytes.IndexByte(w, '['); i >= 0 {
		p = parsePeer(w)
	} else if i := bytes.LastIndexByte(w, ':'); i > 0 && bytes.IndexByte(w, ':') == i {
		port, n := atoi(w[i+1:], 5)
		if n > 0 && i+1+n == len(w) {
			p.Port, w = port, w[:i]
		}
		p.Name = w
	} else {
		p.Name = w
	}
	p.Name = bytes.TrimSuffix(p.Name, []byte("."))
	if p.IP == nil && looksAddressIP(p.Name) {
		p.Name, p.IP = nil, p.Name
	}
	if p.IP == nil {
		if i := bytes.IndexAny(rest, "[("); i >= 0 && i+1 < len(rest) {
			ip := rest[i+1:]
			ip = bytes.TrimPrefix(ip, []byte("["))
			if j := bytes.IndexAny(ip, "]), "); j > 0 && looksAddressIP(ip[:j]) {
				p.IP = ip[:j]
			}
		}
	}
	if len(p.Name) == 0 || strings.EqualFold(string(p.Name), "unknown") {
		p.Name = nil
	}
	return p
}

// looksAddressIP tells an IP address from a name of hexadecimal letters.
func looksAddressIP(b []byte) bool {
	return looksIP(b) && (bytes.Count(b, []byte(":")) >= 2 || bytes.Count(b, []byte(".")) == 3 && isDigit(b[0]))
}
