package catalog

import (
	"errors"
	"slices"
	"strings"
)

// query makes the query that a sample stands for, in a phase.
func (s *Sample) query(phase string) Query {
	if s.Reply == "" {
		return Query{Phase: phase, Diagnostic: []byte(s.Text)}
	}
	q := Query{Phase: phase}
	for line := range strings.SplitSeq(s.Reply, "\n") {
		code, enhanced, text := splitReplyLine(strings.TrimRight(line, "\r"))
		if q.Code == 0 {
			q.Code, _ = parseReplyCode(code)
		}
		if q.Enhanced == nil && enhanced != "" {
			q.Enhanced = []byte(enhanced)
		}
		q.Text = append(q.Text, []byte(text))
	}
	return q
}

// splitReplyLine takes a reply line apart (RFC 5321 §4.2, RFC 2034 §4). What is
// not there is empty; logs of milters tell replies without their reply code.
func splitReplyLine(line string) (code, enhanced, text string) {
	text = line
	if _, ok := parseReplyCode(line[:min(3, len(line))]); ok && (len(line) == 3 || line[3] == ' ' || line[3] == '-') {
		code = line[:3]
		text = strings.TrimLeft(line[min(4, len(line)):], " ")
	}
	word, rest, _ := strings.Cut(text, " ")
	if _, ok := parseEnhanced(word); ok {
		return code, word, strings.TrimLeft(rest, " ")
	}
	if n := len(word); n > 0 && word[n-1] == ':' {
		if _, ok := parseEnhanced(word[:n-1]); ok {
			return code, word[:n-1], strings.TrimLeft(rest, " ")
		}
	}
	return code, "", text
}

// phasesToTry gives the phases in which a sample must find its entry.
func (e *Entry) phasesToTry(s *Sample) []string {
	if s.Placed {
		return []string{PhaseOf(s.After)}
	}
	if len(e.Phases) > 0 {
		return e.Phases
	}
	return []string{""}
}

// ties finds samples for which two entries are equally sure, so that only their
// ids would decide.
func (c *Catalog) ties() error {
	var faults []error
	told := map[[2]string]bool{}
	// Entries of different layers cannot tie, and those of lower ones have been
	// tested when they were laid.
	top := uint8(0)
	for i := range c.entries {
		top = max(top, c.entries[i].layer)
	}
	for i := range c.entries {
		e := &c.entries[i]
		if e.layer < top {
			continue
		}
		for j := range e.Samples {
			for _, phase := range e.phasesToTry(&e.Samples[j]) {
				q := e.Samples[j].query(phase)
				for _, pair := range c.equals(&q) {
					if !told[pair] {
						told[pair] = true
						faults = append(faults, e.fault(e.Samples[j].Reply+e.Samples[j].Text,
							"%s and %s match the same sample equally well", pair[0], pair[1]))
					}
				}
			}
		}
	}
	return errors.Join(faults...)
}

// equals gives the pairs of entries that match a query by text with the greatest
// strength, where there are several.
func (c *Catalog) equals(q *Query) [][2]string {
	if len(c.texts().patterns) == 0 {
		return nil
	}
	key, hasKey := parseEnhanced(q.Enhanced)
	var ids []string
	list := c.textCandidates(q, phaseBit(q.Phase), key, hasKey)
	for _, d := range list {
		if d.strong == list[0].strong && !slices.Contains(ids, d.Entry.ID) {
			ids = append(ids, d.Entry.ID)
		}
	}
	var pairs [][2]string
	for i := 1; i < len(ids); i++ {
		pairs = append(pairs, [2]string{ids[0], ids[i]})
	}
	return pairs
}
