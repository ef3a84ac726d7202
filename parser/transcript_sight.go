package parser

// sightKind says what a line may be.
type sightKind uint8

const (
	sightNone sightKind = iota
	sightNote
	sightCommand
	sightReply
)

// sighting is what a line may be, by itself.
type sighting struct {
	kind  sightKind
	d     *dialect // of the mark or the note; nil for a label or none
	note  noteOf
	label label // nothing in it for none
	text  []byte
	shape int
	// prefix is what stands before it that is no part of a dialect.
	prefix []byte
}

// look looks at one line outside any conversation, and behind what a mail
// program or a container may have put before all lines.
func (t *transcript) look(line []byte, s *Stamp) sighting {
	if len(t.held.prefix) > 0 {
		// Others of its kind were seen.
		if rest, ok := t.held.prefix.strip(line); ok {
			if at := t.sight(rest, s); at.kind != sightNone && len(at.prefix) == 0 {
				at.prefix = line[:len(line)-len(rest)]
				return at
			}
		}
	}
	at := t.sight(line, s)
	if at.kind != sightNone {
		return at
	}
	if n := carried(line); n > 0 {
		if at = t.sight(line[n:], s); len(at.prefix) == 0 {
			at.prefix = line[:n]
			return at
		}
	}
	return sighting{}
}

// sight looks at one line outside any conversation.
func (t *transcript) sight(line []byte, s *Stamp) sighting {
	p, l := line, leadNone
	if d := t.held.d; d != nil && d.listed {
		if m, text := dialectsBy.mark(d, p, l); m != nil && m.side == sideClient && commandShape(text) != shapeNone {
			return sighting{kind: sightCommand, d: d, text: text, shape: commandShape(text)}
		}
	}
	for i := range maxLeads {
		if m, text := dialectsBy.mark(nil, p, l); m != nil && (m.d.sure || m.d == t.held.noted || m.d.listed && listedShape(text)) {
			bare := text
			if m.d.stamped {
				bare = behindStamp(bare)
			}
			if m.d.quote == quoteString {
				for len(bare) > 0 && (bare[0] == 'b' || bare[0] == 'u' || bare[0] == '"' || bare[0] == '\'') && !isDigit(bare[0]) {
					if bare[0] == '"' || bare[0] == '\'' {
						bare = bare[1:]
						break
					}
					bare = bare[1:]
				}
				bare = bare[:literalEnd(bare, '\'')]
				if i := index(bare, `\r\n`); i >= 0 {
					bare = bare[:i]
				}
			}
			switch {
			case m.d.quote == quoteTail, m.d.quote == quoteCRLF:
				bare = m.d.quote.firstLine(bare)
			case m.d.listed && len(bare) > 3 && bare[3] == ']':
				bare = bare[:3]
			}
			bare = cutTails(bare, m.d.tails)
			if m.d.dump {
				return sighting{kind: sightCommand, d: m.d, text: text, shape: shapeClear}
			}
			if sh := replyShape(bare); sh != shapeNone && m.side == sideServer {
				return sighting{kind: sightReply, d: m.d, text: bare, shape: sh}
			}
			if sh := commandShape(bare); sh != shapeNone && m.side == sideClient {
				return sighting{kind: sightCommand, d: m.d, text: bare, shape: sh}
			}
			if o := dialectsBy.other(m); o != nil {
				if sh := replyShape(bare); sh != shapeNone && o.side == sideServer {
					return sighting{kind: sightReply, d: o.d, text: bare, shape: sh}
				}
				if sh := commandShape(bare); sh != shapeNone && o.side == sideClient {
					return sighting{kind: sightCommand, d: o.d, text: bare, shape: sh}
				}
			}
		}
		if n, ok := dialectsBy.note(nil, p, t.lacking()); ok {
			return sighting{kind: sightNote, d: n.d, note: n, text: p}
		}
		at := sighting{text: p}
		if blankOnly := i == 0 || l == leadNone && len(trimLeft(line)) == len(p); !blankOnly {
			at.prefix = line[:len(line)-len(p)]
		}
		if at.shape = replyShape(p); at.shape != shapeNone && !numbersProcess(p) && (at.prefix == nil || at.shape == shapeClear || t.held.clear > 0 || greetingShape(p) != shapeNone) {
			at.kind = sightReply
			return at
		}
		if at.shape = commandShape(p); at.shape == shapeClear || at.shape == shapeWeak && at.prefix == nil {
			at.kind = sightCommand
			return at
		}
		if lab, text, ok := labelOf(p); ok {
			text = trimLeft(text)
			if sh := replyShape(text); sh != shapeNone {
				return sighting{kind: sightReply, label: lab, text: text, shape: sh}
			}
			if sh := commandShape(text); sh != shapeNone {
				return sighting{kind: sightCommand, label: lab, text: text, shape: sh}
			}
		}
		rest, l2 := takeLead(p, s)
		if rest == nil {
			break
		}
		if l2 != leadNone {
			l = l2
		}
		p = rest
	}
	return t.inner(line)
}

// maxInnerLabel is how far from its beginning a line's label may stand.
const maxInnerLabel = 120

// inner looks for a label in the midst of a line: an arrow, or the letter of a
// side, with a reply or a command behind it. Whatever stands before it is taken
// for what a logger puts before every line; that of the others must be like it.
func (t *transcript) inner(line []byte) sighting {
	if t.lacking().not(glanceBits['>']) && t.lacking().not(glanceBits['<']) && t.lacking().not(glanceBits[':']) {
		return sighting{}
	}
	for i := 4; i+5 < len(line) && i < maxInnerLabel; i++ {
		switch c := line[i]; {
		case line[i-1] != ' ' && line[i-1] != ']':
			continue
		case c == '<', c == '>', c == '-' && line[i+1] != ' ', c == '=':
		case (c == 'S' || c == 'C') && line[i+1] == ':':
		default:
			continue
		}
		lab, text, ok := labelOf(line[i:])
		if !ok {
			continue
		}
		text = cutEscapedEOL(trimLeft(text))
		at := sighting{kind: sightReply, label: lab, text: text, prefix: line[:i]}
		if at.shape = replyShape(text); at.shape != shapeNone {
			return at
		}
		at.kind = sightCommand
		if at.shape = commandShape(text); at.shape != shapeNone {
			return at
		}
	}
	return sighting{}
}

// cutEscapedEOL takes a line end that a logger escaped off the end of text.
func cutEscapedEOL(text []byte) []byte {
	for hasSuffix(text, `\n`) || hasSuffix(text, `\r`) {
		text = text[:len(text)-2]
	}
	return text
}

// dull tells, of most lines of prose and quickly, that they can be nothing of
// a conversation: they begin with a word that is no verb, and have no label.
func dull(line []byte, lacks glance) bool {
	if len(line) < 4 || !isAlpha(line[0]) {
		return len(line) == 0
	}
	verb := 0
	for i, c := range line[:min(len(line), maxLabel+12)] {
		switch c {
		case ':', '<', '>', '|', '=', '[', '(':
			return false
		case ' ':
			if verb == 0 {
				verb = i
			}
		}
	}
	if verb == 0 {
		verb = len(line)
	}
	if lookupVerb(line[:verb]) != nil {
		return false
	}
	_, noted := dialectsBy.note(nil, line, lacks)
	return !noted && (!isDigit(line[len(line)-1]) || month(line) == 0)
}

// mailFirst holds the octets with which the fields of startsMail begin.
var mailFirst = [256]byte{'R': 1, 'D': 1, 'M': 1, 'X': 1, 'F': 1}

// startsMail tells whether line is a header field that mails have and
// conversations do not show outside of their message text.
func startsMail(line []byte) bool {
	if len(line) < 5 || mailFirst[line[0]] == 0 {
		return false
	}
	for _, name := range [...]string{"Return-Path: ", "Received: ", "Delivered-To: ", "Message-ID: ", "Message-Id: ", "MIME-Version: ", "X-Original-To: "} {
		if hasPrefix(line, name) {
			return true
		}
	}
	return hasPrefix(line, "From ") && index(line, ":") > 0 && hasYear(line)
}

// hasYear tells whether line ends in a year or has one before its zone, as
// the line does that separates the mails of a mailbox.
func hasYear(line []byte) bool {
	i := lastIndex(line, " 20")
	return i > 0 && i+5 <= len(line) && isDigit(line[i+3]) && isDigit(line[i+4])
}
