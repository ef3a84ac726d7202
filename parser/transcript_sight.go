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
}

// sight looks at one line outside any conversation.
func (t *transcript) sight(line []byte, s *Stamp) sighting {
	p, l := line, leadNone
	for i := range maxLeads {
		if m, text := dialectsBy.mark(nil, p, l); m != nil && m.d.sure {
			bare := text
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
		if n, ok := dialectsBy.note(nil, p); ok {
			return sighting{kind: sightNote, d: n.d, note: n, text: p}
		}
		if blankOnly := i == 0 || l == leadNone && len(trimLeft(line)) == len(p); blankOnly {
			if sh := replyShape(p); sh != shapeNone {
				return sighting{kind: sightReply, text: p, shape: sh}
			}
			if sh := commandShape(p); sh != shapeNone {
				return sighting{kind: sightCommand, text: p, shape: sh}
			}
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
	return sighting{}
}

// dull tells, of most lines of prose and quickly, that they can be nothing of
// a conversation: they begin with a word that is no verb, and have no label.
func dull(line []byte) bool {
	if len(line) < 4 || !isAlpha(line[0]) {
		return len(line) == 0
	}
	verb := 0
	for i, c := range line[:min(len(line), maxLabel+12)] {
		switch c {
		case ':', '>', '|', '=', '[', '(':
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
	_, noted := dialectsBy.note(nil, line)
	return !noted && (!isDigit(line[len(line)-1]) || month(line) == 0)
}

// startsMail tells whether line is a header field that mails have and
// conversations do not show outside of their message text.
func startsMail(line []byte) bool {
	if len(line) < 5 || !isAlpha(line[0]) || line[0] > 'Z' {
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
