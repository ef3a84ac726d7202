package catalog

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
