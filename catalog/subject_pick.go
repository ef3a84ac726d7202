package catalog

import "bytes"

// rank tells how likely a name is the one that the reply is about; 0 is none yet.
type rank uint8

const (
	rankNone rank = iota
	rankInURL
	rankOfAddress  // the domain of an address, or the address of an office
	rankBesideHost // an IP address in brackets right behind a host name
	rankPlain
	rankTold // words before it say what it is
)

// subjectPicker goes over the names in a text and keeps the likeliest of each kind.
type subjectPicker struct {
	c        *Catalog
	q        *Query
	provider string
	wanted   subjectSet
	first    bool // the line is the first one

	found Subject
	ranks [5]rank // in the order of subjectKinds
}

func (k *subjectPicker) read(line []byte) {
	scan := nameScanner{text: line}
	for {
		n, ok := scan.next()
		if !ok {
			break
		}
		switch piece := line[n.from:n.to]; n.kind {
		case nameAddress:
			k.address(line[:n.from], piece)
		case nameIP:
			k.ip(line, n, piece)
		case nameHost:
			k.host(line, n, piece)
		case nameURL:
			k.url(piece)
		}
	}
	if k.wanted&aboutList != 0 && k.ranks[3] < rankPlain {
		if name := listWord(line); name != nil {
			k.keep(aboutList, rankPlain, name)
		}
	}
}

func (k *subjectPicker) keep(kind subjectSet, r rank, piece []byte) {
	if k.wanted&kind == 0 || len(piece) == 0 {
		return
	}
	for i := range k.ranks {
		if kind == 1<<i && r > k.ranks[i] {
			k.ranks[i] = r
			k.clear(kind)
			k.found.set(kind, piece)
		}
	}
}

func (k *subjectPicker) clear(kind subjectSet) {
	switch kind {
	case aboutIP:
		k.found.IP = nil
	case aboutDomain:
		k.found.Domain = nil
	case aboutAddress:
		k.found.Address = nil
	case aboutList:
		k.found.List = nil
	case aboutURL:
		k.found.URL = nil
	}
}

func (k *subjectPicker) into(s *Subject) {
	s.set(aboutIP, k.found.IP)
	s.set(aboutDomain, k.found.Domain)
	s.set(aboutAddress, k.found.Address)
	s.set(aboutList, k.found.List)
	s.set(aboutURL, k.found.URL)
}

// address keeps an address, and its domain where no other is named, unless it is the
// one to write to for help.
func (k *subjectPicker) address(before, piece []byte) {
	if toldAsContact(before) {
		return
	}
	at := bytes.LastIndexByte(piece, '@')
	r := rankPlain
	if isRoleName(piece[:at]) {
		r = rankOfAddress
	}
	k.keep(aboutAddress, r, piece)
	k.keep(aboutDomain, rankOfAddress, piece[at+1:])
}

// ip keeps an IP address unless it is that of the server that speaks.
func (k *subjectPicker) ip(line []byte, n name, piece []byte) {
	if equalFold(piece, k.q.PeerIP) {
		return
	}
	r := rankPlain
	if n.from > 1 && line[n.from-1] == '[' && startsInWord(line[n.from-2:]) {
		r = rankBesideHost
	}
	k.keep(aboutIP, r, piece)
}

// host keeps a host name as that of a list or as a domain, unless it is that of
// the server that speaks.
func (k *subjectPicker) host(line []byte, n name, piece []byte) {
	if equalFold(piece, k.q.Peer) {
		return
	}
	switch {
	case isListHost(piece):
		k.keep(aboutList, rankTold, piece)
		return
	case k.wanted&aboutList != 0 && toldAsList(line[:n.from]):
		k.keep(aboutList, rankTold, piece)
		return
	}
	if k.isGreeting(line, n) {
		return
	}
	if k.provider != "" {
		if p := k.c.ProviderOf(piece); p != nil && p.ID == k.provider {
			return
		}
	}
	r := rankPlain
	if toldAsDomain(line[:n.from]) {
		r = rankTold
	}
	k.keep(aboutDomain, r, piece)
}

// isGreeting tells whether a name is that of the server, which begins greetings and
// the replies by which it closes the connection (RFC 5321 §4.2.2).
func (k *subjectPicker) isGreeting(line []byte, n name) bool {
	if !k.first || n.from > 0 {
		return false
	}
	switch k.q.Code {
	case 421, 521, 554:
		rest := line[n.to:]
		return len(rest) == 0 || rest[0] == ' '
	}
	return false
}

// url keeps a web address, and what it names where nothing else does: the page of
// a list about an IP address.
func (k *subjectPicker) url(piece []byte) {
	k.keep(aboutURL, rankPlain, piece)
	host := urlHost(piece)
	if isListHost(host) {
		if bytes.HasPrefix(host, stringBytes("www.")) {
			host = host[len("www."):]
		}
		k.keep(aboutList, rankInURL, host)
	}
	if k.wanted&aboutIP == 0 {
		return
	}
	at := bytes.Index(piece, host) + len(host)
	scan := nameScanner{text: piece, at: at}
	for {
		n, ok := scan.next()
		if !ok {
			return
		}
		if n.kind == nameIP && !equalFold(piece[n.from:n.to], k.q.PeerIP) {
			k.keep(aboutIP, rankInURL, piece[n.from:n.to])
		}
	}
}
