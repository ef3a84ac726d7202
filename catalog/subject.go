package catalog

import "bytes"

// Subject is what a reply is about, as the reply names it: pieces of the text of
// the query, empty where it names none. They live as long as that text.
type Subject struct {
	// IP is an IPv4 or IPv6 address, without brackets.
	IP []byte
	// Domain is a domain or host name.
	Domain []byte
	// Address is a mail address, without angle brackets.
	Address []byte
	// List names a block list: its host name, or the name it goes by.
	List []byte
	// URL is a web address.
	URL []byte
}

// Any tells whether the text names anything.
func (s *Subject) Any() bool {
	return len(s.IP)+len(s.Domain)+len(s.Address)+len(s.List)+len(s.URL) > 0
}

// Pieces gives all kinds of subject in the order of [SubjectKinds], empty where the
// text names none.
func (s *Subject) Pieces() [5][]byte { return [...][]byte{s.IP, s.Domain, s.Address, s.List, s.URL} }

// SubjectKinds gives the words for what a reply may be about. The slice is shared.
func SubjectKinds() []string { return subjectKinds }

// subjectKinds are the kinds of what a reply may be about.
var subjectKinds = []string{"ip", "domain", "address", "list", "url"}

// subjectSet has a bit for each kind.
type subjectSet uint8

const (
	aboutIP subjectSet = 1 << iota
	aboutDomain
	aboutAddress
	aboutList
	aboutURL
)

func subjectsOf(kinds []string) subjectSet {
	var set subjectSet
	for _, k := range kinds {
		for i, name := range subjectKinds {
			if k == name {
				set |= 1 << i
			}
		}
	}
	return set
}

// subjectsOfClass tells what a reply of a class is about where its entry does not
// say.
func subjectsOfClass(c Class) subjectSet {
	switch c {
	case "blocklist-ip":
		return aboutIP | aboutList | aboutURL
	case "blocklist-domain":
		return aboutDomain | aboutList | aboutURL
	case "invalid-recipient", "mailbox-full", "mailbox-disabled", "recipient-restricted", "moved", "suppressed", "relay-denied":
		return aboutAddress
	case "invalid-sender":
		return aboutAddress | aboutDomain
	case "auth-spf", "auth-dkim", "auth-dmarc", "auth-arc", "rdns", "reputation":
		return aboutIP | aboutDomain
	case "rate-limit", "greylist":
		return aboutIP
	case "dns-failure":
		return aboutDomain
	}
	return 0
}

// Subject picks out of the text of a query what the reply is about; m is what
// [Catalog.Lookup] found for the query. What the classes in the pattern stand for
// comes first, then what the text names. Nothing comes from anywhere else: not from
// the peer, and not from the entry. It does not allocate.
func (c *Catalog) Subject(q *Query, m *Match) Subject {
	var s Subject
	e := m.Entry
	if e == nil {
		return s
	}
	wanted := e.about
	if len(e.Subject) == 0 {
		wanted = subjectsOfClass(e.Class)
	}
	if m.By >= ByText {
		if list := c.texts().patterns; m.number < int32(len(list)) && list[m.number].captures != 0 {
			c.capture(q, &list[m.number], wanted, &s)
		}
	}
	if wanted &^= s.kinds(); wanted == 0 {
		return s
	}
	pick := subjectPicker{c: c, q: q, provider: e.Provider, wanted: wanted}
	if len(q.Diagnostic) > 0 {
		pick.read(q.Diagnostic)
	}
	for i, line := range q.Text {
		pick.first = i == 0
		pick.read(line)
	}
	pick.into(&s)
	return s
}

func (s *Subject) kinds() subjectSet {
	var set subjectSet
	for i, piece := range s.Pieces() {
		if len(piece) > 0 {
			set |= 1 << i
		}
	}
	return set
}

// set keeps the first piece of a kind.
func (s *Subject) set(kind subjectSet, piece []byte) {
	var to *[]byte
	switch kind {
	case aboutIP:
		to = &s.IP
	case aboutDomain:
		to = &s.Domain
	case aboutAddress:
		to = &s.Address
	case aboutList:
		to = &s.List
	case aboutURL:
		to = &s.URL
	default:
		return
	}
	if len(*to) == 0 {
		*to = piece
	}
}

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

// equalFold compares names, whose letters are ASCII where case matters.
func equalFold(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if folded[a[i]] != folded[b[i]] {
			return false
		}
	}
	return true
}
