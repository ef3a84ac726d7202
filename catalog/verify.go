package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxTitle = 72

// Verify tests the catalog as a whole, by the rules of catalog/data/README.md:
// every sample finds its own entry, titles are short, what is left out for success
// is left out, and the codes and sections that entries name exist. It gives what
// is wrong in the order of ids; nil says that all is well.
//
// Where files are laid over, the samples of the entries under them are left alone:
// what was laid over may rightly take their place.
//
// Load and Overlay have already made sure of what lookups rest on.
func (c *Catalog) Verify() []*Error {
	var faults []*Error
	add := func(e *Error) { faults = append(faults, e) }
	codes := c.codeNames()
	overlaid := slices.ContainsFunc(c.entries, func(e Entry) bool { return e.layer > 0 })
	for i := range c.entries {
		e := &c.entries[i]
		e.verifyWords(add)
		e.verifyPlace(c, add)
		for _, code := range e.Related {
			if !codes[code] && c.Entry(code) == nil {
				add(e.fault(code, "related names a code that has no entry"))
			}
		}
		for _, ref := range e.Refs {
			if why := c.refFault(ref); why != "" {
				add(e.fault(ref, "%s", why))
			}
		}
		if e.layer > 0 || !overlaid {
			c.verifySamples(e, add)
		}
	}
	c.verifyPatterns(add)
	for i := range c.commands {
		c.verifyCommand(&c.commands[i], add)
	}
	for _, f := range faults {
		c.sources.place(f)
	}
	return faults
}

// codeName gives the code of an entry as one would type it: "252", "4.2.2", "2"
// for a first digit.
func codeName(e *Entry) string {
	if e.Code != 0 {
		return strconv.Itoa(e.Code)
	}
	return e.Enhanced
}

func (c *Catalog) codeNames() map[string]bool {
	codes := map[string]bool{}
	for i := range c.entries {
		if e := &c.entries[i]; !e.ByText() {
			codes[codeName(e)] = true
		}
	}
	for digit := 2; digit <= 5; digit++ {
		if codes[strconv.Itoa(digit)] {
			codes[fmt.Sprintf("%dxx", digit)] = true
		}
	}
	return codes
}

func (e *Entry) verifyWords(add func(*Error)) {
	if n := utf8.RuneCountInString(e.Title); n == 0 || n > maxTitle {
		add(e.fault(e.Title, "title has %d characters; 1 to %d are good", n, maxTitle))
	}
	if strings.HasSuffix(e.Title, ".") {
		add(e.fault(e.Title, "title ends in a full stop"))
	}
	for _, t := range []struct{ name, text string }{{"meaning", e.Meaning}, {"when", e.When}} {
		if t.text == "" {
			add(e.fault("", "has no %s", t.name))
		}
	}
	if e.Use == "" && !e.ByText() {
		add(e.fault("", "has no use"))
	}
	if len(e.Samples) == 0 && !e.hasSibling() {
		add(e.fault("", "has no sample"))
	}
	good := e.digit() == 2 || e.digit() == 3
	switch {
	case good && (e.Permanent.Known() || e.Retry != ""):
		add(e.fault("", "permanent and retry are left out for 2xx and 3xx"))
	case !good && e.Class != ClassOK && (!e.Permanent.Known() || e.Retry == ""):
		add(e.fault("", "permanent or retry is missing"))
	}
	if why := e.contradiction(); why != "" {
		add(e.fault(string(e.Retry), "%s", why))
	}
	for _, list := range [][]string{{e.Meaning, e.When, e.Use}, e.Fix} {
		for _, s := range list {
			if s != strings.TrimSpace(s) || strings.Contains(s, "\n\n") {
				add(e.fault(s, "has white space at its ends or an empty line"))
			}
		}
	}
}

// contradiction tells what permanent, retry and actor say against one another, or
// nothing. Temporary with after-fix is none: the message waits in the queue, and
// passes unchanged once a server, a record or a login has been mended.
func (e *Entry) contradiction() string {
	switch {
	case e.Permanent == Passing && e.Retry == "useless":
		return "permanent = false says that the message can pass, retry that it never will"
	case e.Permanent == Permanent && (e.Retry == "helps" || e.Retry == "slower"):
		return "permanent = true says that the message never passes, retry that it will"
	case e.Retry == "after-fix" && e.Actor == "nobody":
		return "retry waits for a fix, and actor names nobody who could make it"
	}
	return ""
}

// hasSibling tells whether the entry is one of several that come from one table
// with an enhanced code that begins with X; the samples of the table belong to the
// classes whose replies they are.
func (e *Entry) hasSibling() bool {
	return e.Enhanced != "" && !e.ByText()
}

// verifyPlace checks that an entry for certain phases says so in its id and that
// there is one for the others.
func (e *Entry) verifyPlace(c *Catalog, add func(*Error)) {
	if e.phases == 0 || e.ByText() {
		return
	}
	last := e.ID[strings.LastIndexByte(e.ID, '/')+1:]
	if phaseBit(last)&e.phases == 0 {
		add(e.fault(e.ID, "the id does not end in a phase of the entry"))
	}
	slot := codeSlot{}
	if e.Code != 0 {
		slot = c.basicSlot(e.Code)
	} else if key, ok := parseEnhancedPattern(e.Enhanced); ok {
		slot = c.enhancedSlot(key)
	}
	if _, general := c.pick(slot, 0); general == nil {
		add(e.fault(codeName(e), "no entry stands for the other phases of the code"))
	}
}

func (c *Catalog) verifySamples(e *Entry, add func(*Error)) {
	for i := range e.Samples {
		s := &e.Samples[i]
		text := s.Reply + s.Text
		if (s.Reply == "") == (s.Text == "") {
			add(e.fault(text, "a sample has either reply or text"))
			continue
		}
		if code, enhanced, _ := splitReplyLine(s.Reply); s.Reply != "" && code+enhanced == "" && !e.ByText() {
			add(e.fault(text, "a reply begins with a code"))
			continue
		}
		for _, phase := range e.phasesToTry(s) {
			q := s.query(phase)
			q.Peer = c.peerOf(e)
			if !e.ByText() {
				// The codes have to lead to the entry; what the text of a reply
				// tells beyond them is another entry's matter.
				q.Text = nil
			}
			m := c.Lookup(&q)
			if m.Entry == e {
				continue
			}
			found := "nothing"
			if m.Entry != nil {
				found = m.Entry.ID
			}
			where := ""
			if phase != "" {
				where = " in phase " + phase
			}
			add(e.fault(text, "its sample finds %s%s", found, where))
		}
	}
}

// peerOf gives a host of the entry's provider where the entry asks for one.
func (c *Catalog) peerOf(e *Entry) []byte {
	if !e.OnlyFrom {
		return nil
	}
	if p := c.Provider(e.Provider); p != nil && len(p.Hosts) > 0 {
		return []byte(p.Hosts[0])
	}
	return nil
}

func (c *Catalog) verifyCommand(cmd *Command, add func(*Error)) {
	for i := range cmd.Replies {
		r := &cmd.Replies[i]
		refs := r.Refs
		if r.Must != "" {
			refs = append(refs[:len(refs):len(refs)], r.Must)
		}
		for _, ref := range refs {
			if why := c.refFault(ref); why != "" {
				add(&Error{File: cmd.file, Line: cmd.line, Input: ref,
					Message: fmt.Sprintf("command %s, reply %d: %s", cmd.Verb, r.Code, why)})
			}
		}
	}
}
