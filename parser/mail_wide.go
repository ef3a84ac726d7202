package parser

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// wideText turns the octets of a part in UTF-16 into UTF-8 while
// they are decoded: line ends are of two octets there, so that it cannot wait
// until there are lines.
type wideText struct {
	enc  encoding // encUnknown for any other charset
	told bool     // the order of the octets is settled
	half byte     // the first octet of a unit
	held bool
	high rune // the first half of a surrogate pair
}

// wideOf gives what a charset's label says.
func wideOf(label string) wideText {
	switch strings.ToLower(strings.Trim(label, " '\"")) {
	case "utf-16", "utf16", "unicode", "iso-10646-ucs-2", "ucs-2":
		return wideText{enc: encBig}
	case "utf-16be":
		return wideText{enc: encBig, told: true}
	case "utf-16le":
		return wideText{enc: encLittle, told: true}
	}
	return wideText{}
}

// octet takes a decoded octet of a part in whatever charset.
func (d *lineDecoder) octet(to *mailText, c byte, no int64) {
	w := &d.wide
	if w.enc == encUnknown {
		d.put(to, c, no)
		return
	}
	if !w.held {
		w.half, w.held = c, true
		return
	}
	w.held = false
	if !w.told {
		w.told = true
		// QUIRK: Windows leaves the mark out and means the little end first.
		if w.half == 0xff && c == 0xfe || w.half != 0 && w.half != 0xfe && c == 0 {
			w.enc = encLittle
		}
	}
	r := rune(w.half)<<8 | rune(c)
	if w.enc == encLittle {
		r = rune(c)<<8 | rune(w.half)
	}
	switch {
	case r == 0xfeff:
		return
	case w.high == 0 && r >= 0xd800 && r < 0xdc00:
		w.high = r
		return
	case w.high != 0:
		r, w.high = utf16.DecodeRune(w.high, r), 0
	}
	var buf [utf8.UTFMax]byte
	for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
		d.put(to, c, no)
	}
}
