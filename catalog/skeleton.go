package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestPhrase bounds the phrase that a skeleton proposes: the more of a reply it
// takes in, the less of others it finds.
const longestPhrase = 70

// Skeleton writes an entry for a reply or a diagnostic as a file to be filled in:
// what can be read off it is there, a pattern and the sample among it; the words are
// left empty. verb is the command that was answered, and counts only if placed is
// set. Load takes the file; Verify names what is still empty.
func (c *Catalog) Skeleton(q *Query, verb string, placed bool) string {
	var b strings.Builder
	b.WriteString("# An entry of your own. Fill in what is empty, then test it: smtplog catalog verify FILE\n\n")
	c.skeleton(&b, &Draft{Query: *q, Verb: verb, Placed: placed}, nil)
	return b.String()
}

// skeleton writes a draft; beside are the others of the file, nil where it stands alone.
func (c *Catalog) skeleton(b *strings.Builder, d *Draft, beside *Drafts) {
	q := &d.Query
	m := c.Lookup(q)
	near, provider := d.Near, d.Provider
	if near == nil {
		near = m.Entry
	}
	if provider == nil {
		provider = c.ProviderOf(q.Peer)
	}
	if provider == nil && m.By >= ByText {
		provider = c.Provider(m.Entry.Provider)
	}
	text := q.folded()
	phrases := beside.order(phrasesOf(text), text)
	owner := "mine"
	w := skeletonWriter{b: b, bare: beside != nil && len(beside.ids) > 0}
	b.WriteString("[[entry]]\n")
	if provider != nil {
		owner = provider.ID
	}
	w.member("id", quoteTOML(beside.id(c, owner+"/"+slug(phrases))), "yours to choose; lower case")
	if provider != nil {
		w.member("provider", quoteTOML(provider.ID), "")
	} else {
		w.optional(`provider = ""`, "who words it so, if a [[provider]] has that id")
	}
	w.optional("Literal text; * stands for anything, {addr} {ip} {host} {url} {digits} {word} for one such thing.", "")
	if len(phrases) == 0 {
		b.WriteString("match = []\n")
	} else {
		w.member("match", "["+quoteTOML(phrases[0])+"]", "")
		for _, p := range phrases[1:] {
			b.WriteString("# or " + quoteTOML(p) + "\n")
		}
	}
	w.optional(`marker = [""]`, "rather, if the reply has a code name that nobody else uses")
	w.member("title", `""`, "at most 72 characters, no full stop")
	w.traits(near)
	w.member("meaning", `""`, "what the server says and what follows from it")
	w.member("when", `""`, "when one meets it, likeliest cause first")
	w.member("fix", `[""]`, "steps, the first one first; [] when nothing is to do")
	w.optional(`subject = ["ip", "list"]`, "what the text names: "+strings.Join(subjectKinds, ", "))
	w.optional(`refs = ["https://…"]`, "")
	b.WriteString("[[entry.sample]]\n")
	if len(q.Diagnostic) > 0 {
		w.member("text", quoteTOML(string(q.Diagnostic)), "")
		return
	}
	w.member("reply", quoteTOML(q.reply()), "")
	if d.Placed {
		w.member("after", quoteTOML(d.Verb), "the command that it answered")
	}
}

// skeletonWriter writes the members of an entry, with notes that explain them unless it is
// bare, since a file of many needs them once.
type skeletonWriter struct {
	b    *strings.Builder
	bare bool
}

func (w *skeletonWriter) member(name, value, note string) {
	w.b.WriteString(name + " = " + value)
	if note != "" && !w.bare {
		w.b.WriteString("  # " + note)
	}
	w.b.WriteByte('\n')
}

// optional writes a member that is commented out.
func (w *skeletonWriter) optional(text, note string) {
	if w.bare {
		return
	}
	w.b.WriteString("# " + text)
	if note != "" {
		w.b.WriteString("  # " + note)
	}
	w.b.WriteByte('\n')
}

// traits proposes what the nearest entry says.
func (w *skeletonWriter) traits(e *Entry) {
	if e == nil {
		e = &Entry{Class: classUnknown, Permanent: Permanent, Actor: "sender-admin", Retry: "after-fix"}
	}
	w.member("class", quoteTOML(string(e.Class)), "the cause; smtplog catalog list --class ? names them all")
	if e.Permanent.Known() {
		w.member("permanent", strconv.FormatBool(e.Permanent.Bool()), "can the same message never pass?")
	}
	w.member("actor", quoteTOML(string(e.Actor)), "sender, sender-admin, recipient, recipient-admin, nobody")
	if e.Retry != "" {
		w.member("retry", quoteTOML(string(e.Retry)), "helps, slower, after-fix, useless")
	}
}

// folded gives the text of a query, folded into one line.
func (q *Query) folded() string {
	var text []byte
	for _, line := range q.Text {
		text = append(append(text, line...), ' ')
	}
	text = Fold(nil, bytes.TrimSpace(append(text, q.Diagnostic...)))
	return strings.Join(strings.Fields(string(text)), " ")
}

// phrasesOf gives the sentences of a folded text that can be a pattern, the one that says the
// most first.
func phrasesOf(text string) []string {
	var list []string
	literal := map[string]int{}
	for _, sentence := range strings.FieldsFunc(strings.NewReplacer(". ", "\n", "; ", "\n", ".\n", "\n").Replace(text), func(r rune) bool { return r == '\n' }) {
		s := strings.Trim(strings.Join(strings.Fields(sentence), " "), " .,;:")
		if len(s) > longestPhrase {
			s = cutAtWord(s, longestPhrase)
		}
		if p, err := parsePattern(s, tierPhrase); err == nil {
			list = append(list, s)
			literal[s] = int(p.literal)
			if strings.Contains(s, "{url}") {
				literal[s] = 0 // it says where to read on, not what is the matter
			}
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(literal[b], literal[a]) })
	return list
}

// cutAtWord shortens a pattern at a blank.
func cutAtWord(s string, most int) string {
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
		return s[:i]
	}
	return s
}

// slug makes the last part of an id out of the first words of a phrase.
func slug(phrases []string) string {
	if len(phrases) == 0 {
		return "new"
	}
	var words []string
	for _, w := range strings.FieldsFunc(normal(phrases[0]), func(r rune) bool { return (r < 'a' || r > 'z') && r < utf8.RuneSelf }) {
		if len(w) > 2 && len(words) < 4 && w != "addr" && w != "digits" && w != "host" && w != "url" {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return "new"
	}
	return strings.Join(words, "-")
}

// reply puts the reply together again as it goes over the wire.
func (q *Query) reply() string {
	lines := make([]string, max(len(q.Text), 1))
	for i := range lines {
		line := ""
		if q.Code != 0 {
			line = fmt.Sprintf("%03d", q.Code)
			if i < len(lines)-1 {
				line += "-"
			} else {
				line += " "
			}
		}
		if len(q.Enhanced) > 0 {
			line += string(q.Enhanced) + " "
		}
		if i < len(q.Text) {
			line += string(q.Text[i])
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// quoteTOML writes a TOML string.
func quoteTOML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
