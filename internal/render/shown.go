package render

import (
	"bytes"
	"unicode/utf8"

	"github.com/smtplog/smtplog/parser"
)

// Line appends the physical line of an event and a line feed: secrets masked
// unless the Text shows them, control bytes made visible for a terminal, the
// code of its reply coloured. An event without a line of its own gives nothing.
func (t *Text) Line(dst []byte, e *parser.Event) []byte {
	if e.Raw == nil {
		return dst
	}
	line := e.Raw
	if !t.opts.Secrets {
		secret := e.Secret
		if secret.Empty() {
			// The last look before a line leaves the program.
			secret = parser.FindSecret(line)
		}
		if !secret.Empty() {
			t.masked = parser.Mask(t.masked[:0], line, secret)
			line = t.masked
		}
	}
	if !t.opts.Color {
		return append(t.appendShown(dst, line), '\n')
	}
	switch e.Kind {
	case parser.KindCommand:
		dst = append(dst, t.pens.command.on...)
		dst = t.appendShown(dst, line)
		dst = append(dst, t.pens.command.off...)
	case parser.KindReply:
		from, to := findCode(line, e.Reply.Code)
		dst = t.appendShown(dst, line[:from])
		dst = t.penOf(e).append(dst, string(line[from:to]))
		dst = t.appendShown(dst, line[to:])
	default:
		dst = t.appendShown(dst, line)
	}
	return append(dst, '\n')
}

// findCode gives where a line has the reply code, as a word of its own.
func findCode(line []byte, code int) (from, to int) {
	if code < 100 || code > 999 {
		return 0, 0
	}
	digits := [3]byte{byte('0' + code/100), byte('0' + code/10%10), byte('0' + code%10)}
	for at := 0; ; {
		i := bytes.Index(line[at:], digits[:])
		if i < 0 {
			return 0, 0
		}
		from = at + i
		to = from + 3
		at = from + 1
		if from > 0 && isWord(line[from-1]) {
			continue
		}
		if to == len(line) || line[to] == ' ' || line[to] == '-' {
			return from, to
		}
	}
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == ':' || c == '-'
}

// appendShown appends a line as it may go to the terminal: what could move its
// cursor or change its state is shown as \x1b and the like.
func (t *Text) appendShown(dst, line []byte) []byte {
	if !t.opts.Terminal {
		return append(dst, line...)
	}
	return appendVisible(dst, line)
}

func appendVisible(dst, line []byte) []byte {
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case c >= ' ' && c < 0x7f || c == '\t':
			dst = append(dst, c)
			i++
			continue
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(line[i:])
			if n > 1 && r >= 0xa0 {
				dst = append(dst, line[i:i+n]...)
				i += n
				continue
			}
			if n > 1 {
				dst = append(dst, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
				i += n
				continue
			}
		}
		dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		i++
	}
	return dst
}
