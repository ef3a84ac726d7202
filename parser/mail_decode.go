package parser

import (
	"bytes"
	"html"
	"strings"
)

// transferEncoding is how the lines of a part are encoded (RFC 2045 §6).
type transferEncoding uint8

const (
	encodingNone transferEncoding = iota
	encodingQuoted
	encodingBase64
)

func encodingOf(value string) transferEncoding {
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "quoted-printable":
		return encodingQuoted
	case "base64":
		return encodingBase64
	}
	return encodingNone
}

// lineDecoder decodes a part line by line and remembers on which line of the
// file each decoded line began.
type lineDecoder struct {
	out  []byte // the decoded line that goes on
	no   int64  // where it began
	open bool
	bits uint32 // base64: what is left of the characters before
	n    uint
	wide wideText
}

func (d *lineDecoder) reset() { *d = lineDecoder{out: d.out[:0]} }

// line takes a line of the file.
func (d *lineDecoder) line(to *mailText, enc transferEncoding, line []byte, no int64) {
	switch enc {
	case encodingQuoted:
		d.quoted(to, line, no)
	case encodingBase64:
		d.base64(to, line, no)
	default:
		to.add(line, no)
	}
}

// start notes where a decoded line begins.
func (d *lineDecoder) start(no int64) {
	if !d.open {
		d.open, d.no = true, no
	}
}

// flush gives the line that goes on out.
func (d *lineDecoder) flush(to *mailText) {
	if d.open {
		to.add(trimEOL(d.out), d.no)
	}
	d.out, d.open = d.out[:0], false
}

// put adds one decoded octet.
func (d *lineDecoder) put(to *mailText, c byte, no int64) {
	d.start(no)
	if c == '\n' {
		d.flush(to)
		return
	}
	if len(d.out) < maxMailText {
		d.out = append(d.out, c)
	}
}

// quoted decodes quoted-printable (RFC 2045 §6.7). What is no valid escape
// stands for itself.
func (d *lineDecoder) quoted(to *mailText, line []byte, no int64) {
	d.start(no)
	for len(line) > 0 && isBlank(line[len(line)-1]) {
		line = line[:len(line)-1]
	}
	soft := len(line) > 0 && line[len(line)-1] == '='
	if soft {
		line = line[:len(line)-1]
	}
	for i := 0; i < len(line); i++ {
		if line[i] != '=' {
			run := line[i:]
			if k := bytes.IndexByte(run, '='); k >= 0 {
				run = run[:k]
			}
			if bytes.IndexByte(run, '\n') < 0 {
				d.start(no)
				d.out = append(d.out, run[:min(len(run), max(0, maxMailText-len(d.out)))]...)
				i += len(run) - 1
				continue
			}
		}
		if line[i] == '=' && i+2 < len(line) && isHex(line[i+1]) && isHex(line[i+2]) {
			d.put(to, unhex(line[i+1])<<4|unhex(line[i+2]), no)
			i += 2
			continue
		}
		d.put(to, line[i], no)
	}
	if !soft {
		d.start(no)
		d.flush(to)
	}
}

func unhex(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// base64Values holds the values of the alphabet (RFC 4648 §4), 0xff for all
// that is none of it.
var base64Values = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(i)
	}
	return t
}()

// base64 decodes a line of base64; what is none of the alphabet is stepped
// over (RFC 2045 §6.8). Padding ends a piece, not the part: some gateways put
// several pieces together.
func (d *lineDecoder) base64(to *mailText, line []byte, no int64) {
	for _, c := range line {
		v := base64Values[c]
		if v == 0xff {
			if c == '=' {
				d.bits, d.n = 0, 0
			}
			continue
		}
		d.bits = d.bits<<6 | uint32(v)
		if d.n += 6; d.n >= 8 {
			d.n -= 8
			d.octet(to, byte(d.bits>>d.n), no)
			d.bits &= 1<<d.n - 1
		}
	}
}

// readable gives the lines of a text in UTF-8, invisible characters taken off.
func (t *mailText) readable() []mailLine {
	list := t.lines()
	d := charset(t.label)
	for i := range list {
		l := &list[i]
		l.text = decodeLine(d, l.text)
		if bytes.IndexByte(l.text, 0xc2) >= 0 {
			l.text = bytes.ReplaceAll(l.text, []byte("\u00a0"), []byte(" "))
		}
		for len(l.text) > 0 && (l.text[len(l.text)-1] == ' ' || l.text[len(l.text)-1] == '\t' || l.text[len(l.text)-1] == '\r') {
			l.text = l.text[:len(l.text)-1]
		}
	}
	return list
}

// blockTags are those that begin a new line.
var blockTags = [...]string{"br", "p", "/p", "div", "/div", "tr", "/tr", "td", "/td", "li", "h1", "h2", "h3", "h4", "/h1", "/h2", "/h3", "/h4", "table", "/table", "pre", "/pre", "hr", "blockquote", "ul", "/ul"}

// plainLines gives the text of HTML: tags away, entities decoded, a new line
// where a block begins. It is no renderer; a reply stands in one element.
func plainLines(list []mailLine) []mailLine {
	var out []mailLine
	var cur []byte
	var no int64
	flush := func() {
		text := bytes.TrimSpace([]byte(html.UnescapeString(string(cur))))
		out = append(out, mailLine{text: text, no: no})
		cur, no = cur[:0:0], 0
	}
	tag, hidden := false, false
	var name []byte
	for _, l := range list {
		for _, c := range l.text {
			switch {
			case c == '<' && !tag:
				tag, name = true, name[:0]
			case c == '>' && tag:
				tag = false
				n := strings.ToLower(string(name))
				if i := strings.IndexAny(n, " \t/"); i > 0 {
					n = n[:i]
				}
				switch n {
				case "style", "script", "head", "title":
					hidden = true
				case "/style", "/script", "/head", "/title":
					hidden = false
				}
				for _, b := range blockTags {
					if n == b {
						flush()
						break
					}
				}
			case tag:
				if len(name) < 16 {
					name = append(name, c)
				}
				if len(name) == 1 && !isAlpha(c) && c != '/' && c != '!' && c != '?' {
					// "<" that is no tag.
					tag = false
					cur = append(append(cur, '<'), name...)
				} else if c == '@' && len(name) < 16 {
					// An address that nobody escaped.
					tag = false
					cur = append(append(cur, '<'), name...)
				}
			case !hidden:
				if no == 0 {
					no = l.no
				}
				cur = append(cur, c)
			}
		}
		if !tag && !hidden && len(cur) > 0 {
			cur = append(cur, ' ')
		}
	}
	flush()
	return out
}
