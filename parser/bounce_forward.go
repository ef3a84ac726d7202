package parser

import "bytes"

// forwardRulers are lines by which mail programs begin what they pass on.
var forwardRulers = newTextSet(
	"forwarded message", "original message", "begin forwarded message", "weitergeleitete nachricht", "message transféré", "mensaje reenviado", "ursprüngliche nachricht", "forwarded by", "message d'origine",
)

// forwardedText finds a bounce that somebody passes on in the text of a mail
// of his own: a ruler, the header fields of a mail system, and the text. It
// gives nil for none.
func forwardedText(text []mailLine) []mailLine {
	var low []byte
	for i, l := range text {
		if low = lower(low, l.text); len(low) > 100 || !forwardRulers.in(low) {
			continue
		}
		rest := unquoted(text[i+1:])
		var h mailHeader
		n := 0
		for n < len(rest) && len(trimSpace(rest[n].text)) == 0 {
			n++
		}
		for n < len(rest) && n < 40 && len(trimSpace(rest[n].text)) > 0 {
			h.field(bytes.ReplaceAll(trimLeft(rest[n].text), []byte("*"), nil))
			n++
		}
		if h.fromDaemon() && h.bounces() && n < len(rest) {
			return rest[n:]
		}
	}
	return nil
}

// unquoted takes the marks off that mail programs put before what they quote.
func unquoted(lines []mailLine) []mailLine {
	out := make([]mailLine, len(lines))
	for i, l := range lines {
		for len(l.text) > 0 && l.text[0] == '>' {
			l.text = l.text[1:]
			if len(l.text) > 0 && l.text[0] == ' ' {
				l.text = l.text[1:]
			}
		}
		out[i] = l
	}
	return out
}
