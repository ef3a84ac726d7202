package catalog

import (
	"fmt"
	"strings"
)

// tier is what kind of a pattern it is: a higher one is surer than any of a lower
// one.
type tier uint8

const (
	tierVague  tier = iota // a phrase that leaves the cause open
	tierHint               // a single word
	tierPhrase             // a phrase
	tierMarker             // a name that a provider puts into its replies for good
)

// A pattern shorter than this says too little to be told from other texts.
var minLiteral = [...]int{tierVague: 6, tierHint: 3, tierPhrase: 6, tierMarker: 4}

// A piece of a pattern is what the finder looks for first; a shorter one than
// this would come up in almost every reply.
const minKey = 4

// partKind tells what a part of a pattern stands for.
type partKind uint8

const (
	partLiteral partKind = iota
	partAny              // "*": anything, also nothing
	partDigits           // "{digits}"
	partAddr             // "{addr}": a mail address, with or without angle brackets
	partIP               // "{ip}": an IPv4 or IPv6 address, with or without square brackets
	partHost             // "{host}": a name with a dot in it
	partWord             // "{word}": anything up to white space
	partDomain           // "{domain}": like "{host}", and what the reply is about
	partList             // "{list}": like "{host}", the name of a block list
	partURL              // "{url}": a web address
)

var partNames = [...]string{
	partDigits: "digits", partAddr: "addr", partIP: "ip", partHost: "host", partWord: "word",
	partDomain: "domain", partList: "list", partURL: "url",
}

type part struct {
	kind partKind
	text string // of a literal, as it is compared
}

// pattern is a text to look for, made ready. All its literals are normalised like
// the text that it is held against. It fills one line of cache.
type pattern struct {
	source  string
	parts   []part
	entry   int32
	literal uint16 // length of all literal text: the more, the surer the match
	// anchor is where the pattern's key begins, more where two more of its grams are.
	anchor  gramPlace
	more    [2]gramPlace
	dropped bool // anchor and more are set
	tier    tier
	// No letter or digit may touch the match there.
	wordStart, wordEnd bool
	captures           subjectSet // what its classes may stand for
}

// parsePattern reads a pattern: literal text in which "*" stands for anything and
// a name in braces for a kind of text. A backslash takes the meaning from a "*",
// a "{" or a backslash behind it. A space at either end also matches the end of a
// text. No letter or digit may touch a marker that begins or ends in one, nor the
// beginning of a phrase that begins in a letter of ASCII, unless a "*" stands before it.
func parsePattern(source string, t tier) (pattern, error) {
	p := pattern{source: source, tier: t}
	if t == tierHint {
		return p, p.hint()
	}
	var literal []byte
	flush := func() {
		if len(literal) > 0 {
			text := string(appendNormalInner(nil, literal))
			p.parts = append(p.parts, part{kind: partLiteral, text: text})
			literal = literal[:0]
		}
	}
	for i := 0; i < len(source); i++ {
		switch b := source[i]; {
		case b == '\\' && i+1 < len(source) && strings.IndexByte(`*{\`, source[i+1]) >= 0:
			i++
			literal = append(literal, source[i])
		case b == '*':
			flush()
			if n := len(p.parts); n > 0 && p.parts[n-1].kind != partAny {
				p.parts = append(p.parts, part{kind: partAny})
			}
		case b == '{':
			name, isName := className(source[i+1:])
			if !isName {
				literal = append(literal, b)
				break
			}
			kind, ok := classKind(name)
			if !ok {
				return p, fmt.Errorf("{%s} is no kind of text; there are %s", name, classList())
			}
			flush()
			p.parts = append(p.parts, part{kind: kind})
			i += len(name) + 1
		default:
			literal = append(literal, b)
		}
	}
	flush()
	p.trim()
	if t == tierMarker && len(p.parts) > 0 {
		first, last := p.parts[0], p.parts[len(p.parts)-1]
		p.wordStart = source[0] != '*' && first.kind == partLiteral && startsInWord(stringBytes(first.text))
		p.wordEnd = source[len(source)-1] != '*' && last.kind == partLiteral && endsInWord(stringBytes(last.text))
	} else if len(p.parts) > 0 {
		// What stands behind a phrase may go on: "mailbox full" and "mailboxes full"
		// do not differ in their beginning, "ARC failed" and "DMARC failed" do.
		first := p.parts[0]
		p.wordStart = source[0] != '*' && first.kind == partLiteral && first.text != "" && isASCIILetter(first.text[0])
	}
	return p, p.measure()
}

// appendNormalInner is appendNormal for a piece of a text: a space at its
// beginning counts.
func appendNormalInner(dst, text []byte) []byte {
	if len(text) > 0 && folded[text[0]] == ' ' {
		dst = append(dst, ' ')
	}
	return appendNormal(dst, text)
}

// trim takes away what stands for nothing at either end, since a pattern is
// looked for anywhere in a text.
func (p *pattern) trim() {
	for len(p.parts) > 0 && empty(p.parts[len(p.parts)-1]) {
		p.parts = p.parts[:len(p.parts)-1]
	}
	for len(p.parts) > 0 && empty(p.parts[0]) {
		p.parts = p.parts[1:]
	}
}

func empty(p part) bool { return p.kind == partAny || p.kind == partLiteral && p.text == " " }

func (p *pattern) measure() error {
	longest, literal := 0, 0
	for _, q := range p.parts {
		literal += weight(q.text)
		longest = max(longest, len(q.text))
	}
	p.literal = uint16(min(literal, longestLiteral))
	if least := minLiteral[p.tier]; literal < least {
		return fmt.Errorf("has %d characters of its own, and needs %d", literal, least)
	}
	if longest < minKey {
		return fmt.Errorf("has no piece of %d characters without a gap", minKey)
	}
	return nil
}

// weight tells how much a literal says, in Latin letters: a character of a script
// that writes a syllable or a word in one says as much as three.
func weight(text string) int {
	n := 0
	for _, r := range text {
		n++
		if isWide(r) {
			n += 2
		}
	}
	return n
}

func className(s string) (string, bool) {
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	return s[:n], n > 0 && n < len(s) && s[n] == '}'
}

func classKind(name string) (partKind, bool) {
	for k, n := range partNames {
		if n != "" && n == name {
			return partKind(k), true
		}
	}
	return 0, false
}

func classList() string {
	var names []string
	for _, n := range partNames {
		if n != "" {
			names = append(names, "{"+n+"}")
		}
	}
	return strings.Join(names, ", ")
}
