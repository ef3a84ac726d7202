package catalog

import (
	"bytes"
	"fmt"
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
	m := c.Lookup(q)
	provider := c.ProviderOf(q.Peer)
	if provider == nil && m.By >= ByText {
		provider = c.Provider(m.Entry.Provider)
	}
	phrases := q.phrases()
	owner := "mine"
	var b strings.Builder
	b.WriteString("# An entry of your own. Fill in what is empty, then test it: smtplog catalog verify FILE\n\n[[entry]]\n")
	if provider != nil {
		owner = provider.ID
	}
	fmt.Fprintf(&b, "id = %s  # yours to choose; lower case\n", quoteTOML(owner+"/"+slug(phrases)))
	if provider != nil {
		fmt.Fprintf(&b, "provider = %s\n", quoteTOML(provider.ID))
	} else {
		b.WriteString("# provider = \"\"  # who words it so, if a [[provider]] has that id\n")
	}
	b.WriteString("# Literal text; * stands for anything, {addr} {ip} {host} {url} {digits} {word} for one such thing.\n")
	if len(phrases) == 0 {
		b.WriteString("match = []\n")
	} else {
		fmt.Fprintf(&b, "match = [%s]\n", quoteTOML(phrases[0]))
		for _, p := range phrases[1:] {
			fmt.Fprintf(&b, "# or %s\n", quoteTOML(p))
		}
	}
	b.WriteString("# marker = [\"\"]  # rather, if the reply has a code name that nobody else uses\n")
	b.WriteString("title = \"\"  # at most 72 characters, no full stop\n")
	skeletonTraits(&b, m.Entry)
	b.WriteString("meaning = \"\"  # what the server says and what follows from it\n")
	b.WriteString("when = \"\"  # when one meets it, likeliest cause first\n")
	b.WriteString("fix = [\"\"]  # steps, the first one first; [] when nothing is to do\n")
	fmt.Fprintf(&b, "# subject = [\"ip\", \"list\"]  # what the text names: %s\n", strings.Join(subjectKinds, ", "))
	b.WriteString("# refs = [\"https://…\"]\n[[entry.sample]]\n")
	if len(q.Diagnostic) > 0 {
		fmt.Fprintf(&b, "text = %s\n", quoteTOML(string(q.Diagnostic)))
	} else {
		fmt.Fprintf(&b, "reply = %s\n", quoteTOML(q.reply()))
		if placed {
			fmt.Fprintf(&b, "after = %s  # the command that it answered\n", quoteTOML(verb))
		}
	}
	return b.String()
}

// skeletonTraits proposes what the nearest entry says.
func skeletonTraits(b *strings.Builder, e *Entry) {
	if e == nil {
		e = &Entry{Class: classUnknown, Permanent: Permanent, Actor: "sender-admin", Retry: "after-fix"}
	}
	fmt.Fprintf(b, "class = %s  # the cause; smtplog catalog list --class ? names them all\n", quoteTOML(string(e.Class)))
	if e.Permanent.Known() {
		fmt.Fprintf(b, "permanent = %t  # can the same message never pass?\n", e.Permanent.Bool())
	}
	fmt.Fprintf(b, "actor = %s  # sender, sender-admin, recipient, recipient-admin, nobody\n", quoteTOML(string(e.Actor)))
	if e.Retry != "" {
		fmt.Fprintf(b, "retry = %s  # helps, slower, after-fix, useless\n", quoteTOML(string(e.Retry)))
	}
}

// phrases gives the sentences of the text, folded, those that can be a pattern.
func (q *Query) phrases() []string {
	var text []byte
	for _, line := range q.Text {
		text = append(append(text, line...), ' ')
	}
	text = Fold(nil, bytes.TrimSpace(append(text, q.Diagnostic...)))
	var list []string
	for _, sentence := range strings.FieldsFunc(strings.NewReplacer(". ", "\n", "; ", "\n", ".\n", "\n").Replace(string(text)), func(r rune) bool { return r == '\n' }) {
		s := strings.Trim(strings.Join(strings.Fields(sentence), " "), " .,;:")
		if len(s) > longestPhrase {
			s = cutAtWord(s, longestPhrase)
		}
		if _, err := parsePattern(s, tierPhrase); err == nil {
			list = append(list, s)
		}
	}
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
