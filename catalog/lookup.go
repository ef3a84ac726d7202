package catalog

// Query is what is known of a reply or of a diagnostic.
//
// All byte slices are borrowed: Lookup does not keep them and does not change
// them.
type Query struct {
	// Code is the reply code, 0 where there is none.
	Code int
	// Enhanced is the enhanced code as it stands in the reply, or the status that
	// the MTA recorded with a diagnostic.
	Enhanced []byte
	// Phase is where in the conversation it stands (see [Phases]); empty where
	// that is not known.
	Phase string
	// Text holds the lines of the reply, codes taken off.
	Text [][]byte
	// Diagnostic is what an MTA wrote itself when nothing came over the wire.
	Diagnostic []byte
	// Best is set where Match.Second is not wanted, which costs about as much as the
	// best entry; it may or may not be given then.
	Best bool
	// Peer is the host name of the other side, PeerIP its address.
	Peer, PeerIP []byte
}

// By tells what an entry was found by, the surest last.
type By uint8

// The values of By.
const (
	ByNone     By = iota
	ByClass       // the first digit alone
	BySubject     // class and subject of the enhanced code
	ByHint        // a single word of the text
	ByCode        // the reply code
	ByEnhanced    // the enhanced code
	ByText        // a phrase of the text
	ByMarker      // a name that the provider puts into its replies
)

var byNames = [...]string{"none", "class", "subject", "hint", "code", "enhanced", "text", "marker"}

// String gives the word for it.
func (b By) String() string { return byNames[b] }

// Match is what Lookup found.
type Match struct {
	// Entry is the best entry, nil where nothing is known.
	Entry *Entry
	// By tells what it was found by.
	By By
	// Pattern is the marker, phrase or hint that was found, as it stands in the
	// data; empty where codes decided.
	Pattern string
	// Second is the entry that would have been given without the first: the next
	// best text, or what the codes say. It may be nil.
	Second *Entry

	number int32 // of the pattern
}

// Lookup finds the entry for a reply or a diagnostic. It does not allocate, and
// what it finds does not depend on the order of the data.
//
// A text decides before codes do, since many servers say with one code what
// another code stands for; among texts the one with the most literal characters
// wins, then the one with more conditions, then that of the peer's own provider,
// then that of a file laid over. Of the codes, the enhanced one decides for
// failures and the reply code for anything else; an entry made for the phase comes
// before one for any. Where the classes of the two disagree, the reply code rules
// what a client does (RFC 5321 §4.2.1), so its digit is tried first
// (RFC 2034 §4 wants them to agree).
//
// Where no text names a cause, codes that do decide; beside codes that do not, a
// single word does (a hint), and then the words of entries that are vague themselves.
func (c *Catalog) Lookup(q *Query) Match {
	var m, byCode Match
	bit := phaseBit(q.Phase)
	key, hasKey := parseEnhanced(q.Enhanced)
	if len(q.Text) > 0 || len(q.Diagnostic) > 0 {
		m = c.byText(q, bit, key, hasKey)
		if m.Second != nil || q.Best && m.Entry != nil {
			return m
		}
	}
	switch {
	case q.Code != 0:
		byCode = c.byCodes(q.Code, bit, key, hasKey)
	case hasKey:
		byCode = c.byEnhanced(key, bit)
	}
	if m.Entry != nil {
		if byCode.Entry != m.Entry {
			m.Second = byCode.Entry
		}
		return m
	}
	return byCode
}

// isVague tells whether the codes leave the cause open, so that a hint may tell it.
// An enhanced code of success beside a failure does not count.
func (c *Catalog) isVague(code int, bit phaseSet, key enhancedKey, hasKey bool) bool {
	if hasKey && (code < 400 || key.class() >= 4) {
		e := c.anyOf(c.enhancedSlot(key), bit)
		if e == nil && code >= 400 && code < 600 {
			e = c.anyOf(c.enhancedSlot(key.withClass(uint32(code/100))), bit)
		}
		if e != nil && !e.Vague {
			return false
		}
	}
	if code < 100 || code > 999 {
		return true
	}
	placed, basic := c.pick(c.basicSlot(code), bit)
	if placed != nil {
		basic = placed
	}
	if basic == nil {
		basic = c.anyOf(c.basicSlot(code/100), bit)
	}
	return basic == nil || basic.Vague
}

// byCodes finds the entry for a reply code and an optional enhanced code.
func (c *Catalog) byCodes(code int, bit phaseSet, key enhancedKey, hasKey bool) Match {
	if code < 100 || code > 999 {
		return Match{}
	}
	digit := uint32(code / 100)
	placed, basic := c.pick(c.basicSlot(code), bit)
	if placed != nil {
		basic = placed
	}
	if digit != 4 && digit != 5 || !hasKey || key.class() < 4 {
		// An enhanced code of success beside a failure is the server's slip.
		return c.bySuccess(basic, digit, bit, key, hasKey)
	}
	asRuled := key.withClass(digit)
	enhanced := c.anyOf(c.enhancedSlot(asRuled), bit)
	if enhanced == nil && asRuled != key {
		enhanced = c.anyOf(c.enhancedSlot(key), bit)
	}
	if key.subject() == 0 && key.detail() == 0 && basic != nil {
		// X.0.0 says nothing that the first digit has not said.
		return Match{Entry: basic, By: ByCode, Second: enhanced}
	}
	if enhanced != nil {
		return Match{Entry: enhanced, By: ByEnhanced, Second: basic}
	}
	subject := c.anyOf(c.enhancedSlot(makeKey(digit, key.subject(), anyPart)), bit)
	switch {
	case placed != nil:
		return Match{Entry: placed, By: ByCode, Second: subject}
	case subject != nil:
		return Match{Entry: subject, By: BySubject, Second: basic}
	case basic != nil:
		return Match{Entry: basic, By: ByCode}
	}
	return c.byClass(digit, bit)
}

// bySuccess finds the entry for a code by which the reply code alone decides.
func (c *Catalog) bySuccess(basic *Entry, digit uint32, bit phaseSet, key enhancedKey, hasKey bool) Match {
	var enhanced *Entry
	if digit == 2 && hasKey && key.class() == 2 && key.detail() != 0 {
		enhanced = c.anyOf(c.enhancedSlot(key), bit)
	}
	switch {
	case basic != nil:
		return Match{Entry: basic, By: ByCode, Second: enhanced}
	case enhanced != nil:
		return Match{Entry: enhanced, By: ByEnhanced}
	}
	return c.byDigit(digit, bit)
}

// byEnhanced finds the entry for an enhanced code alone.
func (c *Catalog) byEnhanced(key enhancedKey, bit phaseSet) Match {
	subject := c.anyOf(c.enhancedSlot(makeKey(key.class(), key.subject(), anyPart)), bit)
	if enhanced := c.anyOf(c.enhancedSlot(key), bit); enhanced != nil {
		return Match{Entry: enhanced, By: ByEnhanced, Second: subject}
	}
	if subject != nil {
		return Match{Entry: subject, By: BySubject}
	}
	return c.byClass(key.class(), bit)
}

// byClass finds the entry for the class of an enhanced code.
func (c *Catalog) byClass(class uint32, bit phaseSet) Match {
	if e := c.anyOf(c.enhancedSlot(makeKey(class, anyPart, anyPart)), bit); e != nil {
		return Match{Entry: e, By: ByClass}
	}
	return c.byDigit(class, bit)
}

// byDigit finds the entry for the first digit of a reply code.
func (c *Catalog) byDigit(digit uint32, bit phaseSet) Match {
	if e := c.anyOf(c.basicSlot(int(digit)), bit); e != nil {
		return Match{Entry: e, By: ByClass}
	}
	return Match{}
}
