package catalog

import "strings"

// Filter picks entries. Empty members do not count; the others all have to hold.
type Filter struct {
	Class    Class
	Provider string
	Phase    string
	Standard Standard
	// Code is a reply code, an enhanced code, "5xx", or an enhanced code with "*"
	// for subject or detail.
	Code string
	// Kind is one of KindReply, KindEnhanced, KindText and KindDiagnostic.
	Kind EntryKind
}

// EntryKind tells by what an entry is found.
type EntryKind string

// The values of EntryKind.
const (
	KindReply      EntryKind = "reply"      // a reply code
	KindEnhanced   EntryKind = "enhanced"   // an enhanced code
	KindText       EntryKind = "text"       // the text of a reply
	KindDiagnostic EntryKind = "diagnostic" // the text of a diagnostic
)

// Kind gives by what the entry is found.
func (e *Entry) Kind() EntryKind {
	switch {
	case e.DiagnosticOnly():
		return KindDiagnostic
	case e.ByText():
		return KindText
	case e.Code != 0:
		return KindReply
	}
	return KindEnhanced
}

// List gives the entries that a filter picks, in the order of their ids.
func (c *Catalog) List(f Filter) []*Entry {
	var list []*Entry
	for i := range c.entries {
		if e := &c.entries[i]; f.picks(e) {
			list = append(list, e)
		}
	}
	return list
}

func (f *Filter) picks(e *Entry) bool {
	return (f.Class == "" || f.Class == e.Class) &&
		(f.Provider == "" || f.Provider == e.Provider) &&
		(f.Standard == "" || f.Standard == e.Standard) &&
		(f.Kind == "" || f.Kind == e.Kind()) &&
		(f.Phase == "" || e.phases&phaseBit(f.Phase) != 0) &&
		(f.Code == "" || f.codes(e))
}

func (f *Filter) codes(e *Entry) bool {
	code := strings.ToLower(f.Code)
	if len(code) == 3 && (code[1:] == "xx" || code[1:] == "yz") {
		return e.digit() == int(code[0]-'0')
	}
	if key, ok := parseEnhancedPattern(code); ok {
		own, isCode := parseEnhancedPattern(e.Enhanced)
		return isCode && key.covers(own)
	}
	return e.Code != 0 && codeName(e) == code
}
