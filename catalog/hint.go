package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// A hint is a single word that tells a cause where nothing else does: it counts
// only where no phrase and no marker was found and the codes are vague. Words are
// runs of letters and digits; those of an address, of a host name or of a web
// address say nothing about the cause.

// In scripts that put no space between words, a hint is looked for in every run of
// letters, with so many characters as this.
const longestWideHint = 8

// hint reads the pattern as one word.
func (p *pattern) hint() error {
	word := normal(p.source)
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			return errors.New("a hint is one word of letters and digits; write a phrase as match")
		}
	}
	p.parts = []part{{kind: partLiteral, text: word}}
	literal := weight(word)
	p.literal = uint16(min(literal, longestLiteral))
	if literal < minLiteral[tierHint] {
		return fmt.Errorf("has %d characters, and needs %d", literal, minLiteral[tierHint])
	}
	if r, _ := utf8.DecodeRuneInString(word); isWide(r) && utf8.RuneCountInString(word) > longestWideHint {
		return fmt.Errorf("has more than %d characters; write it as match", longestWideHint)
	}
	return nil
}

// isWide tells whether a letter is of a script that puts no space between words,
// or hangs endings on them so freely that words are of no help (Korean).
func isWide(r rune) bool {
	return r >= 0x0e00 && (r <= 0x0eff || r >= 0x1100 && r <= 0x11ff || r >= 0x2e80 && r <= 0xd7ff ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xff66 && r <= 0xff9f || r >= 0x20000 && r <= 0x3ffff)
}

func startsInWord(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	if text[0] < utf8.RuneSelf {
		return isWordByte(text[0])
	}
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func endsInWord(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	if last := text[len(text)-1]; last < utf8.RuneSelf {
		return isWordByte(last)
	}
	r, _ := utf8.DecodeLastRune(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isWordByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || isDigit(b) }

func (x *textIndex) indexHints() {
	x.hinted = make(map[string][]int32, len(x.hints))
	for i := range x.hints {
		if parts := x.hints[i].parts; len(parts) == 1 {
			word := parts[0].text
			x.hinted[word] = append(x.hinted[word], int32(i))
			h := hintHash(stringBytes(word))
			x.hintBits[h>>6] |= 1 << (h & 63)
		}
	}
}

// hintsFor gives the numbers of the hints that are this word. Most words are none, and
// their first letters tell.
func (x *textIndex) hintsFor(word []byte) []int32 {
	if h := hintHash(word); x.hintBits[h>>6]>>(h&63)&1 == 0 {
		return nil
	}
	return x.hinted[string(word)]
}

const hintBits = 12

// hintHash is the hash of the first letters and the length of a word, 0 where it is
// shorter than any hint.
func hintHash(word []byte) uint32 {
	if len(word) < minLiteral[tierHint] {
		return 0
	}
	return (uint32(word[0]) | uint32(word[1])<<8 | uint32(word[2])<<16 | uint32(len(word))<<24) * 0x9e3779b1 >> (32 - hintBits)
}

// What a byte says of the token that it stands in.
const (
	tokenEnd   = 1 << iota // parts the words of a sentence, but stands in no address
	tokenName              // may belong to an address, a host name or a web address
	tokenMixed             // is neither letter nor digit of ASCII
)

var tokenBytes = func() (t [256]uint8) {
	for i := range t {
		if !isWordByte(byte(i)) {
			t[i] = tokenMixed
		}
	}
	for _, b := range []byte(" <>()[]{}\"'`,;|") {
		t[b] |= tokenEnd
	}
	for _, b := range []byte("@:.") {
		t[b] |= tokenName
	}
	return t
}()

// eachHintWord calls found with each word of text, which is normalised, that may be
// a hint, and with the place where it begins.
func eachHintWord(text []byte, found func(word []byte, at int)) {
	for at := 0; at < len(text); {
		what, end := uint8(0), at
		for end < len(text) {
			is := tokenBytes[text[end]]
			if is&tokenEnd != 0 {
				break
			}
			what |= is
			end++
		}
		switch {
		case end == at:
			end++
		case what&tokenMixed == 0:
			found(text[at:end], at)
		case what&tokenName == 0 || !isName(text[at:end]):
			eachWord(text[at:end], at, found)
		}
		at = end
	}
}

// isName tells whether a token is or holds an address, a host name or a web
// address.
func isName(token []byte) bool {
	for i, b := range token {
		switch b {
		case '@':
			return true
		case ':':
			if bytes.HasPrefix(token[i:], stringBytes("://")) {
				return true
			}
		case '.':
			// What ends a sentence without a space behind it looks like a name
			// too; that costs a hint, while the other way round would make one up.
			if i > 0 && i+2 < len(token) && startsInWord(token[i-1:]) && isLetterByte(token[i+1]) && isLetterByte(token[i+2]) {
				return true
			}
		}
	}
	return false
}

func isLetterByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= utf8.RuneSelf }

func eachWord(token []byte, at int, found func(word []byte, at int)) {
	begin, wide := -1, false
	flush := func(end int) {
		switch {
		case begin < 0:
		case wide:
			eachWideWord(token[begin:end], at+begin, found)
		default:
			found(token[begin:end], at+begin)
		}
		begin, wide = -1, false
	}
	for i := 0; i < len(token); {
		if token[i] < utf8.RuneSelf {
			if !isWordByte(token[i]) || wide {
				flush(i)
			}
			if begin < 0 && isWordByte(token[i]) {
				begin = i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(token[i:])
		switch {
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r):
			flush(i)
		default:
			if begin >= 0 && isWide(r) != wide {
				flush(i)
			}
			if begin < 0 {
				begin, wide = i, isWide(r)
			}
		}
		i += n
	}
	flush(len(token))
}

// eachWideWord gives all pieces that may be a hint.
func eachWideWord(run []byte, at int, found func(word []byte, at int)) {
	for i := 0; i < len(run); {
		end := i
		for range longestWideHint {
			if end == len(run) {
				break
			}
			_, n := utf8.DecodeRune(run[end:])
			end += n
			found(run[i:end], at+i)
		}
		_, n := utf8.DecodeRune(run[i:])
		i += n
	}
}

func isASCIILetter(b byte) bool { return (b|0x20)-'a' <= 25 }
