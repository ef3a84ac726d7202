package parser

import "bytes"

// What people put before every line of a log when they show it to others: the
// blanks of a block of code, the marks of a quotation, of a list, of code, of a
// comment.
//
//	    Nov 22 05:38:58 mx1 postfix/smtp[437]: …
//	> Nov 22 05:38:58 mx1 postfix/smtp[437]: …
//	* "SMTPD"	5700	25	"2026-11-22 05:38:58.004"	…
//	`Nov 22 05:38:58 mx1 postfix/smtp[437]: …`
//
// It counts only where what stands behind it is a line of a log: transcripts
// have marks of the same octets, and a meaning for them.

// pasteMarks are the octets with which that may begin.
const pasteMarks = blanks + ">*-`|/#"

// maxPaste bounds how far it is looked for.
const maxPaste = 64

var pasteFirst = func() (t [256]bool) {
	for i := range len(pasteMarks) {
		t[pasteMarks[i]] = true
	}
	return t
}()

// minPasted is the length of the shortest line of a log.
const minPasted = 20

// trimPaste takes such marks off.
func trimPaste(line []byte) []byte {
	i := 0
	for i < len(line) && i < maxPaste && pasteFirst[line[i]] {
		n := 1
		switch c := line[i]; c {
		case '/':
			if n = 2; !hasPrefix(line[i:], "// ") {
				return line[i:] // a path
			}
		case '*', '-', '#', '|':
			if i+1 < len(line) && line[i+1] != ' ' {
				return line[i:] // an arrow, emphasis, the header of a log
			}
		}
		i += n
	}
	return line[i:]
}

// marksBefore gives how many octets stand before what a line says that set it
// off: such marks, then those of a string.
func marksBefore(line []byte) int {
	i := len(line) - len(trimPaste(line))
	for i < len(line) && i < maxPaste && (isQuote(line[i]) || line[i] == ';' || line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}

// behindPaste gives what stands behind such marks; nil where there are none, or
// nothing stands there with which a line of a log begins.
func behindPaste(line []byte) []byte {
	rest := trimPaste(line)
	if len(rest) == len(line) || len(rest) < minPasted {
		return nil
	}
	switch c := rest[0]; {
	case isAlnum(c), c == '[', c == '{', c == '"', c == '#':
	case c == '<' && isDigit(rest[1]):
	case c == '@' && isDigit(rest[1]):
	default:
		return nil
	}
	return rest
}

// loggedPaste gives what stands behind such marks where a line of a log may; nil
// where none does.
func loggedPaste(line []byte) []byte {
	rest := behindPaste(line)
	if rest == nil || noLog(rest) || rest[0]-'a' < 26 && containerPrefix(rest) == 0 {
		return nil // stamps begin with none of these; see also quotedTag, quotedWords
	}
	if msg := rubyMessage(rest); msg != nil {
		return msg
	}
	return rest
}

// rubyMessage gives the message of an event as Logstash shows it on a terminal,
// `"message" => "…",` among the other members; nil for anything else.
func rubyMessage(line []byte) []byte {
	const mark = `"message" => "`
	if !hasPrefix(line, mark) {
		return nil
	}
	msg := line[len(mark):]
	if i := bytes.LastIndexByte(msg, '"'); i > minPasted {
		return msg[:i]
	}
	return nil
}

// rubyMember tells whether a line is a member of such an event.
func rubyMember(line []byte) bool {
	if line[0] != '"' {
		return false
	}
	i := bytes.IndexByte(line[1:], '"')
	return i > 0 && hasPrefix(line[i+2:], " => ")
}

// tableCell gives the message of a row that was copied out of a table of log
// lines, as web interfaces show them: time, level, message, with tabs between
// them; nil for anything else. seen is what octets are known to be in it, 0 where
// that is not known.
func tableCell(line []byte, seen glance) []byte {
	if len(line) < minPasted || !isDigit(line[0]) || seen != 0 && !seen.may(glanceControl) {
		return nil
	}
	_, rest, _ := bytes.Cut(line[:len(line):len(line)], []byte{'\t'})
	level, msg, ok := bytes.Cut(rest, []byte{'\t'})
	if !ok || !isLevel(level) {
		return nil
	}
	return msg
}

// unpasted gives a plain line without such marks.
func unpasted(line []byte) []byte {
	if len(line) > 0 && pasteFirst[line[0]] {
		if rest := behindPaste(line); rest != nil {
			return rest
		}
	}
	return line
}
