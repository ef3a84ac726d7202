package parser

import (
	"bytes"
	"encoding/binary"
)

// plainText gives text as a terminal would have shown it: what script(1) and
// its like record holds escape sequences, the backspaces of somebody's typing
// and carriage returns of its own. A line without any of these comes back as
// it is; another is copied into memory of b.
func plainText(b *Batch, text []byte) []byte {
	for len(text) > 0 && text[len(text)-1] == '\r' {
		text = text[:len(text)-1]
	}
	if i := controlAt(text); i >= 0 {
		return typedText(b, text, i)
	}
	return text
}

// controlAt gives the index of the first octet that does something to a
// terminal, -1 for none.
func controlAt(text []byte) int {
	if noControl(text) {
		return -1
	}
	for i, c := range text {
		if isControl(c) {
			return i
		}
	}
	return -1
}

// noControl tells that no control octet stands in text, no tab either. It may
// give false where there is none, for octets that are not ASCII.
func noControl(text []byte) bool {
	if len(text) < 8 {
		for _, c := range text {
			if c < ' ' || c == 0x7f {
				return false
			}
		}
		return true
	}
	// Eight octets at a time, some of the last twice: the high bit of one that is
	// under 0x20 is set by taking that away, of one that is 0x7f by adding 1.
	found := highBits(text[len(text)-8:])
	for ; len(text) > 8; text = text[8:] {
		found |= highBits(text)
	}
	return found&(each*0x80) == 0
}

func highBits(text []byte) uint64 {
	w := binary.LittleEndian.Uint64(text)
	return (w - each*0x20 | w + each) &^ w
}

// isControl tells whether c does something to a terminal but for going on.
func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }

// typedText is plainText for a line whose first control byte stands at first.
func typedText(b *Batch, text []byte, first int) []byte {
	n := len(b.arena)
	b.arena = append(b.arena, text[:first]...)
	at := first // where the cursor is
	for i := first; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\b' || c == 0x7f:
			at = max(at-1, 0)
		case c == '\r':
			at = 0
		case c == 0x1b:
			skip, erase, move := escape(text[i:])
			i += skip - 1
			at = min(max(at+move, 0), len(b.arena)-n)
			if erase {
				b.arena = b.arena[:n+at]
			}
		case c == 7:
		case n+at < len(b.arena):
			b.arena[n+at] = c
			at++
		default:
			b.arena = append(b.arena, c)
			at++
		}
	}
	shown := b.arena[n:len(b.arena):len(b.arena)]
	if len(shown) > at && blank(shown[at:]) {
		// "\b \b" wipes a character out with a blank.
		shown = shown[:at]
	}
	for i := 0; i+3 <= len(shown); i++ {
		if isReplyish(shown[i:]) && !bytes.Contains(text, shown[i:i+3]) {
			return text // a code that was put together stands nowhere
		}
	}
	return shown
}

// blank tells whether there is nothing but blanks in p.
func blank(p []byte) bool {
	return len(p) == 0 || isBlank(p[0]) && len(trimSpace(p)) == 0
}

// escape reads the escape sequence that p begins with (ECMA-48 §5.4): how many
// bytes it has, whether it erases what is right of the cursor, and by how much
// it moves it.
func escape(p []byte) (n int, erase bool, move int) {
	if len(p) < 2 {
		return len(p), false, 0
	}
	switch p[1] {
	case '[':
		for n = 2; n < len(p) && (p[n] < 0x40 || p[n] > 0x7e); n++ {
		}
		if n == len(p) {
			return n, false, 0
		}
		by, digits := atoi(p[2:], 4)
		if digits == 0 {
			by = 1
		}
		switch p[n] {
		case 'K', 'J':
			return n + 1, digits == 0 || by == 0, 0
		case 'D':
			return n + 1, false, -by
		case 'C':
			return n + 1, false, by
		}
		return n + 1, false, 0
	case ']', 'P', '_', '^':
		for n = 2; n < len(p); n++ {
			if p[n] == 7 {
				return n + 1, false, 0
			}
			if p[n] == 0x1b && n+1 < len(p) && p[n+1] == '\\' {
				return n + 2, false, 0
			}
		}
		return n, false, 0
	case '(', ')', '#', '%':
		return min(3, len(p)), false, 0
	}
	return 2, false, 0
}
