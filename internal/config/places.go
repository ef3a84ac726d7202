package config

import (
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// places knows on which line of a file each key and each element of a list
// stands. The TOML package tells the place of syntax errors only, and a fault
// is of little use without its line.
type places struct {
	lines map[string]int // key, or key and number of the element, to its line
}

// line gives the line of a key, 0 where it is not known.
func (p *places) line(key string) int { return p.lines[key] }

// element gives the line of the element i of a list.
func (p *places) element(key string, i int) int { return p.lines[elementKey(key, i)] }

// elementKey names an element in the table of lines; no key has a NUL.
func elementKey(key string, i int) string { return key + "\x00" + strconv.Itoa(i) }

// placer walks over a text that is known to be TOML.
type placer struct {
	text   string
	at     int
	number int // of the line of at
	places places
}

func findPlaces(text string) places {
	p := placer{text: text, number: 1, places: places{map[string]int{}}}
	p.document()
	return p.places
}

func (p *placer) document() {
	table := ""
	for {
		p.space(true)
		if p.at >= len(p.text) {
			return
		}
		if p.text[p.at] == '[' {
			line := p.number
			for p.peek() == '[' {
				p.step()
			}
			table = p.key("")
			p.note(table, line)
			p.toLineEnd()
			continue
		}
		p.pair(table)
		p.toLineEnd()
	}
}

// pair takes a key and what stands behind it.
func (p *placer) pair(table string) {
	line := p.number
	key := p.key(table)
	p.note(key, line)
	p.space(false)
	if p.peek() == '=' {
		p.step()
	}
	p.space(false)
	p.value(key)
}

// note keeps where a key is first seen.
func (p *placer) note(key string, line int) {
	if _, ok := p.places.lines[key]; !ok {
		p.places.lines[key] = line
	}
}

// key takes a key of one part or more and puts it behind the table. The parts of
// a dotted key are tables, too.
func (p *placer) key(table string) string {
	path := table
	for {
		p.space(false)
		var part string
		switch p.peek() {
		case '"', '\'':
			part = p.quoted()
		default:
			from := p.at
			for p.at < len(p.text) && !strings.ContainsRune(" \t\r\n.=]#", rune(p.text[p.at])) {
				p.step()
			}
			part = p.text[from:p.at]
		}
		if path != "" {
			path += "."
		}
		path += part
		p.space(false)
		if p.peek() != '.' {
			return path
		}
		p.note(path, p.number)
		p.step()
	}
}

// value takes what stands behind a key.
func (p *placer) value(key string) {
	switch p.peek() {
	case '"', '\'':
		p.quoted()
	case '[':
		p.step()
		for i := 0; ; i++ {
			p.space(true)
			if p.peek() == ']' || p.at >= len(p.text) {
				p.step()
				return
			}
			p.note(elementKey(key, i), p.number)
			before := p.at
			p.value(elementKey(key, i))
			p.space(true)
			if p.peek() == ',' {
				p.step()
			}
			if p.at == before {
				return
			}
		}
	case '{':
		p.step()
		for {
			p.space(true)
			if p.peek() == '}' || p.at >= len(p.text) {
				p.step()
				return
			}
			before := p.at
			p.pair(key)
			p.space(true)
			if p.peek() == ',' {
				p.step()
			}
			if p.at == before {
				return
			}
		}
	default:
		for p.at < len(p.text) && !strings.ContainsRune(",]}#\r\n", rune(p.text[p.at])) {
			p.step()
		}
	}
}

// quoted takes a string in any of TOML's four forms and gives what it says.
func (p *placer) quoted() string {
	quote := p.text[p.at : p.at+1]
	escapes := quote == `"`
	if strings.HasPrefix(p.text[p.at:], quote+quote+quote) {
		quote += quote + quote
	}
	from := p.at
	p.skip(len(quote))
	for p.at < len(p.text) && !strings.HasPrefix(p.text[p.at:], quote) {
		if escapes && p.text[p.at] == '\\' {
			p.step()
		}
		p.step()
	}
	p.skip(len(quote))
	for len(quote) == 3 && p.peek() == quote[0] {
		p.step() // a quote that ends with one or two quotes of its own
	}
	var v struct{ S string }
	if _, err := toml.Decode("S = "+p.text[from:p.at], &v); err != nil {
		return p.text[from:p.at]
	}
	return v.S
}

// space skips blanks, and with lines comments and line ends as well.
func (p *placer) space(lines bool) {
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == ' ' || c == '\t' || c == '\r':
		case lines && c == '\n':
		case lines && c == '#':
			p.toLineEnd()
			continue
		default:
			return
		}
		p.step()
	}
}

func (p *placer) toLineEnd() {
	for p.at < len(p.text) && p.text[p.at] != '\n' {
		p.step()
	}
}

// peek gives the next byte, 0 at the end.
func (p *placer) peek() byte {
	if p.at >= len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *placer) skip(n int) {
	for range n {
		p.step()
	}
}

func (p *placer) step() {
	if p.at < len(p.text) {
		if p.text[p.at] == '\n' {
			p.number++
		}
		p.at++
	}
}
