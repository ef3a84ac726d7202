package parser

import (
	"sort"
	"strings"
)

// sideMark is a mark of the table: what stands before a line of one side.
type sideMark struct {
	text string
	d    *dialect
	side side
	// begins is of the text, but for a blank at its end.
	begins beginning
}

func newSideMark(text string, d *dialect, s side) sideMark {
	return sideMark{text: text, d: d, side: s, begins: beginningOf(strings.TrimSuffix(text, " "))}
}

// dialectIndex finds what the table says of a line by the line's first byte,
// so that a line is compared with few texts, most with none.
type dialectIndex struct {
	marks [256][]sideMark
	notes [256][]noteOf
	infix []noteOf // notes that may begin with anything
	tells [256][]tellingOf
	every []tellingOf // tellings that may begin with anything
}

// tellingOf is a telling with the dialect that it is of.
type tellingOf struct {
	*telling
	d *dialect
}

// noteOf is a note with the dialect that it is of.
type noteOf struct {
	*note
	d    *dialect
	want glance // of the octets of its texts
}

var dialectsBy = indexDialects(dialects)

func indexDialects(list []*dialect) *dialectIndex {
	x := &dialectIndex{}
	for _, d := range list {
		d.straight = d.plain() && len(d.client) > 0
		add := func(texts []string, s side) {
			for _, text := range texts {
				at := &x.marks[text[0]]
				*at = append(*at, newSideMark(text, d, s))
			}
		}
		add(d.server, sideServer)
		add(d.client, sideClient)
		for i := range d.notes {
			n := noteOf{note: &d.notes[i], d: d}
			n.want = glanceAt(n.prefix) | glanceAt(n.has)
			if n.prefix == "" {
				x.infix = append(x.infix, n)
				continue
			}
			x.notes[n.prefix[0]] = append(x.notes[n.prefix[0]], n)
		}
		for i := range d.tells {
			t := tellingOf{telling: &d.tells[i], d: d}
			if t.prefix == "" {
				x.every = append(x.every, t)
				continue
			}
			x.tells[t.prefix[0]] = append(x.tells[t.prefix[0]], t)
		}
	}
	for i := range x.marks {
		m, n := x.marks[i], x.notes[i]
		sort.SliceStable(m, func(i, j int) bool {
			if len(m[i].text) != len(m[j].text) {
				return len(m[i].text) > len(m[j].text)
			}
			return m[i].d.lead > m[j].d.lead // those that ask for more first
		})
		sort.SliceStable(n, func(i, j int) bool {
			if len(n[i].prefix) != len(n[j].prefix) {
				return len(n[i].prefix) > len(n[j].prefix)
			}
			return len(n[i].has) > len(n[j].has)
		})
	}
	for i := range x.marks {
		for _, m := range x.marks[i] {
			m.d.marks = append(m.d.marks, m)
		}
	}
	return x
}

// mark finds the mark of the dialect that a line begins with, nil for none, and
// what stands behind it. What must stand before a mark it does not know.
func (d *dialect) mark(line []byte) (m *sideMark, text []byte) {
	first := eightOctets(line)
	for i := range d.marks {
		if m := &d.marks[i]; m.begins.of(first) {
			if n, ok := m.length(line); ok {
				return m, line[n:]
			}
		}
	}
	return nil, nil
}

// length gives how much of a line that has the first octets of the mark is the
// mark. One that ends in a blank also stands for the whole of a line whose last
// blank got lost.
func (m *sideMark) length(line []byte) (n int, ok bool) {
	n = len(m.text)
	last := n - 1
	if n > 8 {
		if hasPrefix(line, m.text) {
			return n, true
		}
		return last, len(line) == last && m.text[last] == ' ' && string(line) == m.text[:last]
	}
	if m.text[last] != ' ' || len(line) > last && line[last] == ' ' {
		return n, true
	}
	return last, len(line) == last
}

// mark finds the mark of d that line begins with; of any dialect when d is
// nil. The quote that ends the mark of a quoted line is left with the text.
func (x *dialectIndex) mark(d *dialect, line []byte, l lead) (m *sideMark, text []byte) {
	if len(line) == 0 {
		return nil, nil
	}
	list := x.marks[line[0]]
	if len(list) == 0 {
		return nil, nil
	}
	first := eightOctets(line)
	for i := range list {
		m := &list[i]
		if !m.begins.of(first) || d != nil && m.d != d || m.d.lead != leadNone && m.d.lead != l {
			continue
		}
		n, ok := m.length(line)
		if !ok {
			continue
		}
		if m.d.quote == quoteString && !m.d.stamped {
			n--
			if line[n-1] == 'b' || line[n-1] == 'u' {
				n--
			}
		}
		return m, line[n:]
	}
	return nil, nil
}

// other finds the mark of another dialect that is the same text as m and
// stands for the other side: a program that debugs as a client and as a server
// writes both.
func (x *dialectIndex) other(m *sideMark) *sideMark {
	list := x.marks[m.text[0]]
	for i := range list {
		if o := &list[i]; o.d != m.d && o.side != m.side && o.text == m.text && o.d.sure {
			return o
		}
	}
	return nil
}

// note finds the note that line is, of d, or of any dialect when d is nil;
// lacks is what was found lacking in it.
func (x *dialectIndex) note(d *dialect, line []byte, lacks glance) (noteOf, bool) {
	if len(line) == 0 {
		return noteOf{}, false
	}
	list := x.notes[line[0]]
	infix := x.infix
	if d != nil && !d.bareServer {
		infix = nil
	}
	if len(list)+len(infix) == 0 {
		return noteOf{}, false
	}
	for i := range list {
		if n := &list[i]; (d == nil && n.kind != noteNoise || n.d == d) && !lacks.not(n.want) && n.is(line) {
			return *n, true
		}
	}
	for i := range infix {
		if n := &infix[i]; (d == nil || n.d == d) && !lacks.not(n.want) && n.is(line) {
			return *n, true
		}
	}
	return noteOf{}, false
}

// is tells whether the note is this line.
func (n *note) is(line []byte) bool {
	return hasPrefix(line, n.prefix) && (n.has == "" || index(line[len(n.prefix):], n.has) >= 0)
}

// cipher reads what a noteTLS tells.
func (n *note) cipher(line []byte) TLS {
	rest := line[len(n.prefix):]
	if n.sep == "" {
		rest = trimSpace(rest)
		if hasPrefix(rest, "TLSv") || hasPrefix(rest, "SSLv") {
			return TLS{Version: rest}
		}
		return TLS{Cipher: rest}
	}
	i := index(rest, n.sep)
	if i < 0 {
		return TLS{}
	}
	t := TLS{Version: rest[:i]}
	rest = rest[i+len(n.sep):]
	end := 0
	for end < len(rest) && rest[end] != ' ' && rest[end] != ':' {
		end++
	}
	t.Cipher = rest[:end]
	return t
}
