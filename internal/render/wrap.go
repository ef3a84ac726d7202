package render

import (
	"strings"
	"unicode/utf8"
)

// run is a piece of a paragraph in one colour.
type run struct {
	pen  pen
	text string
}

// paragraph is text that is broken into lines at blanks. Its memory is used
// again for the next.
type paragraph struct {
	runs []run
}

// width gives the cells of the paragraph on one line.
func (p *paragraph) width() int {
	n := 0
	for i := range p.runs {
		n += Width(p.runs[i].text)
	}
	return n
}

// add appends a piece. Pieces are not parted by a blank unless one of them
// has it.
func (p *paragraph) add(pen pen, text string) {
	if text != "" {
		p.runs = append(p.runs, run{pen, text})
	}
}

// appendTo appends the paragraph in lines of at most width cells and empties
// it. The first line begins with first, the others with rest, which take the
// same number of cells. A word that is longer than a line is not broken, so
// that addresses of web pages can still be copied.
func (p *paragraph) appendTo(dst []byte, first, rest string, width int) []byte {
	room := max(width-Width(rest), 20)
	dst = append(dst, first...)
	used := 0
	blank := false // a blank is due before the next word
	seam := false  // a line may end before the next word without one
	var open pen   // what is coloured now
	for i := 0; i < len(p.runs); i++ {
		text := p.runs[i].text
		if i > 0 && !blank && !seam {
			seam = breaksBetween(p.runs[i-1].text, text)
		}
		for len(text) > 0 {
			if text[0] == ' ' {
				blank = true
				text = text[1:]
				continue
			}
			word := firstWord(text)
			text = text[len(word):]
			if (blank || seam) && used > 0 {
				cells := Width(word)
				if text == "" {
					cells += p.glued(i + 1)
				}
				if blank {
					cells++
				}
				if used+cells > room {
					// The gutter of the next line has no colour.
					dst = append(dst, open.off...)
					open = pen{}
					dst = append(dst, '\n')
					dst = append(dst, rest...)
					used = 0
				} else if blank {
					dst = append(dst, ' ')
					used++
				}
			}
			blank, seam = false, text != "" && text[0] != ' '
			used += Width(word)
			if open != p.runs[i].pen {
				dst = append(dst, open.off...)
				open = p.runs[i].pen
				dst = append(dst, open.on...)
			}
			dst = append(dst, word...)
		}
	}
	dst = append(dst, open.off...)
	p.runs = p.runs[:0]
	return append(dst, '\n')
}

// glued gives the cells of what follows from run i on up to the first place at which
// a line may be broken.
func (p *paragraph) glued(i int) int {
	cells := 0
	for ; i < len(p.runs); i++ {
		if breaksBetween(p.runs[i-1].text, p.runs[i].text) {
			break
		}
		word := firstWord(p.runs[i].text)
		cells += Width(word)
		if len(word) < len(p.runs[i].text) {
			break
		}
	}
	return cells
}

// firstWord gives what stands before the first place at which a line may be broken:
// a blank, or a rune of a script that is written without blanks. "RFC 5321 §4.2.3"
// and "49.5 %" stay together.
func firstWord(text string) string {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			if i > 0 && utf8.RuneStart(text[i]) && breaksBefore(text, i) {
				return text[:i]
			}
			continue
		}
		if text[i] != ' ' {
			if i > 0 && text[i-1] >= utf8.RuneSelf && breaksBefore(text, i) {
				return text[:i]
			}
			continue
		}
		if strings.HasPrefix(text[i+1:], "§") {
			continue
		}
		if i > 0 && text[i-1] >= '0' && text[i-1] <= '9' && strings.HasPrefix(text[i+1:], "%") {
			continue
		}
		if i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' && strings.HasSuffix(text[:i], "RFC") {
			continue
		}
		return text[:i]
	}
	return text
}
