package catalog

import (
	"errors"
	"slices"
	"strings"
)

// check finds what would make lookups wrong or impossible: words outside the
// closed lists, codes that are none, ids and codes that stand twice. How an entry
// is written is for Verify.
func (s *content) check() error {
	var faults []error
	add := func(e *Error) { faults = append(faults, e) }
	ids := map[string]*Entry{}
	codes := map[string]*Entry{}
	for i := range s.entries {
		e := &s.entries[i]
		e.checkWords(add)
		e.checkCode(add)
		if first, ok := ids[e.ID]; ok {
			add(e.fault(e.ID, "the id is used twice, first at %s:%d", first.file, first.line))
		} else {
			ids[e.ID] = e
		}
		for _, key := range e.codeKeys() {
			if first, ok := codes[key]; ok && first.layer == e.layer {
				add(e.fault(key, "stands for the same code and phase as %s", first.ID))
			} else {
				codes[key] = e
			}
		}
	}
	s.checkProviders(add)
	s.checkPlaybooks(add)
	for i := range s.commands {
		s.commands[i].check(add)
	}
	var err error
	s.found, s.hints, err = s.patterns()
	return errors.Join(append(faults, err)...)
}

// codeKeys names each code and phase that the entry is found by.
func (e *Entry) codeKeys() []string {
	if e.ByText() {
		return nil
	}
	code := codeName(e)
	if len(e.Phases) == 0 {
		return []string{code}
	}
	keys := make([]string, len(e.Phases))
	for i, p := range e.Phases {
		keys[i] = code + "/" + p
	}
	return keys
}

func (e *Entry) checkWords(add func(*Error)) {
	if e.ID == "" {
		add(e.fault("", "has no id"))
	}
	if e.ID != strings.ToLower(e.ID) || strings.ContainsAny(e.ID, " \t") {
		add(e.fault(e.ID, "the id is not in lower case or has a space"))
	}
	if !known(classes, e.Class) {
		add(e.fault(string(e.Class), "class is none of the list"))
	}
	if !known(actors, e.Actor) {
		add(e.fault(string(e.Actor), "actor is none of the list"))
	}
	if e.Retry != "" && !known(retries, e.Retry) {
		add(e.fault(string(e.Retry), "retry is none of the list"))
	}
	switch e.Standard {
	case StandardRFC, StandardExtension, StandardNonstandard:
	case "":
		if !e.ByText() {
			add(e.fault("", "does not say whether the code is standard"))
		}
	default:
		add(e.fault(string(e.Standard), "standard is none of standard, extension, nonstandard"))
	}
	if e.Confidence != "" && e.Confidence != "low" {
		add(e.fault(e.Confidence, "confidence can only be low"))
	}
	for _, k := range e.Subject {
		if !slices.Contains(subjectKinds, k) {
			add(e.fault(k, "subject is none of %s", strings.Join(subjectKinds, ", ")))
		}
	}
	for _, p := range e.Phases {
		if phaseBit(p) == 0 {
			add(e.fault(p, "phase is none of the list"))
		}
	}
}

func (e *Entry) checkCode(add func(*Error)) {
	if e.Code < 0 || e.Code > 999 || e.Code > 9 && e.Code < 100 {
		add(e.fault(codeName(e), "code is neither a reply code nor a first digit"))
	}
	if e.Enhanced != "" {
		if _, ok := parseEnhancedPattern(e.Enhanced); !ok {
			add(e.fault(e.Enhanced, "enhanced is no enhanced code"))
		}
	}
	switch {
	case e.ByText():
	case e.Code == 0 && e.Enhanced == "":
		add(e.fault("", "has neither code nor enhanced nor marker, match or hint, so it can never be found"))
	case e.Code != 0 && e.Enhanced != "":
		add(e.fault(e.Enhanced, "has both code and enhanced; without match it can have one"))
	}
	if e.OnlyFrom && e.Provider == "" {
		add(e.fault("", "from_provider is set, and no provider"))
	}
}

func (s *content) checkProviders(add func(*Error)) {
	ids := map[string]bool{}
	hosts := map[string]string{}
	for i := range s.providers {
		p := &s.providers[i]
		fault := func(input, message string) {
			add(&Error{File: p.file, Line: p.line, Input: input, Message: "provider " + p.ID + ": " + message})
		}
		if p.ID == "" || ids[p.ID] {
			fault(p.ID, "the id is missing or used twice")
		}
		ids[p.ID] = true
		for _, h := range p.Hosts {
			if h == "" || h != strings.ToLower(h) || strings.HasPrefix(h, ".") || strings.HasPrefix(h, "*") {
				fault(h, "a host is a plain name in lower case; it stands for all below it")
			}
			if other, ok := hosts[h]; ok {
				fault(h, "the host belongs to "+other+" too")
			}
			hosts[h] = p.ID
		}
	}
	for i := range s.entries {
		if e := &s.entries[i]; e.Provider != "" && !ids[e.Provider] && e.ByText() {
			add(e.fault(e.Provider, "there is no [[provider]] of this id"))
		} else if e.OnlyFrom && !ids[e.Provider] {
			add(e.fault(e.Provider, "from_provider needs a provider whose hosts are known"))
		}
	}
}

func (c *Command) check(add func(*Error)) {
	fault := func(input, message string) {
		add(&Error{File: c.file, Line: c.line, Input: input, Message: "command " + c.Verb + ": " + message})
	}
	if c.Verb != strings.ToUpper(c.Verb) {
		fault(c.Verb, "the verb is not in upper case")
	}
	if c.Phase != "" && phaseBit(c.Phase) == 0 {
		fault(c.Phase, "phase is none of the list")
	}
	for i := range c.Replies {
		r := &c.Replies[i]
		if kindOf(r.Code) == "" || kindOf(r.Code) != r.Kind {
			fault(string(r.Kind), "the kind is not that of the code")
		}
		if r.Enhanced != "" {
			if _, ok := parseEnhanced(r.Enhanced); !ok {
				fault(r.Enhanced, "enhanced is no enhanced code")
			}
		}
		if len(r.Refs) == 0 {
			fault("", "a reply has no ref")
		}
	}
}
