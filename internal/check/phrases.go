package check

import "encoding/binary"

// phrases looks for several phrases in one pass over a text. They are of ASCII in
// lower case, of four octets or more; a text may have them in capitals too.
type phrases struct {
	starts [1 << phraseBits / 64]uint64 // by hash of the first four octets
	list   []string
}

const phraseBits = 10

func newPhrases(list ...string) *phrases {
	p := &phrases{list: list}
	for _, s := range list {
		h := phraseHash(binary.LittleEndian.Uint32([]byte(s)))
		p.starts[h>>6] |= 1 << (h & 63)
	}
	return p
}

// phraseHash takes no heed of case, and of some more.
func phraseHash(four uint32) uint32 { return (four | 0x20202020) * 0x9e3779b1 >> (32 - phraseBits) }

// in tells whether one of them stands in a text.
func (p *phrases) in(text []byte) bool {
	for i := 0; i+4 <= len(text); i++ {
		h := phraseHash(binary.LittleEndian.Uint32(text[i:]))
		if p.starts[h>>6]>>(h&63)&1 != 0 && p.at(text[i:]) {
			return true
		}
	}
	return false
}

// at tells whether a text begins with one of them.
func (p *phrases) at(text []byte) bool {
	for _, s := range p.list {
		n := 0
		for n < len(s) && n < len(text) && lower(text[n]) == s[n] {
			n++
		}
		if n == len(s) {
			return true
		}
	}
	return false
}
