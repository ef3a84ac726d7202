package render

import (
	"strings"
	"unicode/utf8"
)

// neverFirst are the signs that must not begin a line, neverLast those that must
// not end one, in scripts without blanks (JIS X 4051; Unicode Standard Annex #14,
// classes CL, CP, EX, NS, CJ, IS and OP).
const (
	neverFirst = "、。，．・：；？！゛゜ヽヾゝゞ々ー」』】〕〉》）］｝〙〗”’…‥～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ" + `,.:;!?)]}%/`
	neverLast  = "「『【〔〈《（［｛〘〖“‘" + "([{"
)

// breaksBefore tells whether a line may be broken before position i of a text, where
// no blank stands.
func breaksBefore(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return breaks(before, after)
}

// breaksBetween tells whether a line may be broken between two texts that no blank
// parts.
func breaksBetween(a, b string) bool {
	before, n := utf8.DecodeLastRuneInString(a)
	after, m := utf8.DecodeRuneInString(b)
	return n > 0 && m > 0 && breaks(before, after)
}

func breaks(before, after rune) bool {
	if before == ' ' || after == ' ' || !unspaced(before) && !unspaced(after) {
		return false
	}
	return !strings.ContainsRune(neverLast, before) && !strings.ContainsRune(neverFirst, after)
}

// unspaced tells whether a rune belongs to a script whose words are not parted by
// blanks, as far as such a rune takes two cells; Hangul parts its words.
func unspaced(r rune) bool {
	return r >= 0x2e80 && !(r >= 0xac00 && r <= 0xd7a3) && runeWidth(r) == 2 && r < 0x1f000 || r >= 0x20000
}
