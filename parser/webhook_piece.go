package parser

// pieceOfJSON reads a piece of such an object, as people copy it: lines that
// each begin with a member or are brackets, and no line with which it begins.
type pieceOfJSON struct {
	sq    *sequencer
	text  []byte
	lines []pieceLine
	has   signs
}

// pieceLine is where a line of the piece begins in its text.
type pieceLine struct {
	at int
	no int64
}

const (
	maxPieceOctets = 64 << 10
	maxJSONLines   = 1024
)

func init() {
	registerSource(sourceKind{starts: pasteMarks + `"{`, apart: true, make: func(sq *sequencer) sourceReader { return &pieceOfJSON{sq: sq} }})
}

func (p *pieceOfJSON) end(b *Batch) { p.finish(b) }

func (p *pieceOfJSON) line(b *Batch, e *Event) bool {
	if len(p.lines) == 0 && e.lacking().not(glanceMember) {
		return false
	}
	text := trimSpace(trimPaste(e.text))
	if len(text) == 0 || len(p.lines) == maxJSONLines || len(p.text)+len(text) > maxPieceOctets {
		p.finish(b)
		return false
	}
	switch text[0] {
	case '"':
		if name := prettyName(text); !isMemberName(name) && (len(p.lines) == 0 || text[len(text)-1] != '"' && text[len(text)-1] != ',') {
			p.finish(b)
			return false
		}
	case '{', '}', '[', ']', ',':
		if len(p.lines) == 0 && (len(text) < 4 || text[0] != '{' || text[1] != '"' || text[len(text)-1] != ',') {
			return false // whole objects have their readers
		}
	default:
		p.finish(b)
		return false
	}
	if len(p.lines) == 0 {
		p.text = append(p.text, '\n') // signs are looked for behind a first octet
	}
	at := len(p.text)
	p.lines = append(p.lines, pieceLine{at, e.Line})
	p.text = append(append(p.text, text...), '\n')
	p.has |= signsOf(p.text[at-1:])
	return true
}

// isMemberName tells whether a text is what services call the members of their
// events: a line of a log in quotation marks may have a colon behind it as well.
func isMemberName(name []byte) bool {
	for _, c := range name {
		if !isAlnum(c) && c != '_' && c != '-' && c != '.' && c != '$' && c != ' ' {
			return false
		}
	}
	return len(name) > 0
}

// glanceMember is of a line that begins with a member.
var glanceMember = glanceAt(`":`)

// errors looks into a piece that is no event of a service for the messages of an
// error that tell a reply in their midst. They are told once: an object of an
// error has its message in several members.
func (p *pieceOfJSON) errors(b *Batch, text []byte, lines []pieceLine) {
	if index(text, "SMTP") < 0 && index(text, "smtp") < 0 {
		return
	}
	var had map[uint64]bool
	t := p.sq.trans
	for i := range lines {
		end := len(text)
		if i+1 < len(lines) {
			end = lines[i+1].at
		}
		line := b.keep(trimEOL(text[lines[i].at:end]))
		x := Event{Raw: line, Line: lines[i].no, Lines: 1, side: sidePlain, text: line}
		t.lacks, t.raw = 0, line
		if !t.midst(b, &x) || x.Kind != KindReply {
			continue
		}
		if had == nil {
			had = map[uint64]bool{}
		}
		h := x.hash()
		x.Retold = x.Retold || had[h]
		had[h] = true
		if p.sq.opts.Lines {
			x.Raw, x.Secret = nil, Span{} // the lines were given out as they came
		}
		b.stats.Plain--
		b.formatLines(x.Format)
		b.give(&x)
	}
}

// finish gives out what stands in the piece.
func (p *pieceOfJSON) finish(b *Batch) {
	if len(p.lines) == 0 {
		return
	}
	lines, has := p.lines, p.has
	p.lines, p.has = p.lines[:0], 0
	b.stats.Plain += int64(len(lines))
	text := p.text
	p.text = p.text[:0]
	if has&webhookSigns == 0 {
		p.errors(b, text, lines)
		return
	}
	text = b.keep(text)
	var s webhookScan
	s.scan(b, text)
	told := s.told(b)
	if len(told) == 0 {
		p.errors(b, text, lines)
	} else {
		b.stats.Plain -= int64(len(lines))
		b.stats.count([]byte(webhook.Name), false, int64(len(lines)))
	}
	for _, r := range told {
		x := b.extra()
		x.Format, x.Lines = webhook, 1
		for i := range lines {
			if lines[i].at <= r.at {
				x.Line = lines[i].no
				if end := len(text); !p.sq.opts.Lines {
					if i+1 < len(lines) {
						end = lines[i+1].at
					}
					x.Raw = trimEOL(text[lines[i].at:end])
				}
			}
		}
		r.event(b, x)
	}
}
