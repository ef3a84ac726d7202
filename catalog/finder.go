package catalog

import (
	"encoding/binary"
	"slices"
)

// finder finds the patterns that may stand in a text, in one pass over it. Each
// pattern has a key, four to eight bytes from a rare place of it. A filter passes over
// most places of a text by the six bytes that stand there; where it does not, the keys
// that begin with the same four bytes, and few others, are compared. Most keys that
// are found belong to patterns of which nothing else stands in the text: so the pass
// also notes which runs of four bytes the text has, and a pattern is only looked at if
// two more of its own are among them. That keeps the cost nearly independent of the
// number of patterns, which is mostly that of memory that is out of the caches: a place
// that is not passed over touches one line of them.
//
// This takes the place of an automaton over whole literals (Aho and Corasick):
// that visits two or three states for each byte of a text, each a load that waits
// for the one before, and took about three times as long on replies.
type finder struct {
	// blocks are for each hash of a gram 16 bits of the filter and, above them, where
	// the list of its keys begins, in units; one more is behind them.
	blocks *[1<<gramBits + 1]uint32 // nil for no pattern at all
	keys   []foundKey
	unit   uint32 // how many keys make one
}

// foundKey is a key in a list.
type foundKey struct {
	text   uint64
	number uint32 // of its pattern, and in the lowest bits its length less gram
	more   uint32 // two more of the pattern's grams, as they are noted
}

const (
	gram       = minKey // bytes that decide in which list a key stands
	keyLength  = 2 * gram
	gramBits   = 14
	lengthBits = 3
	notedBits  = 12 // hashes of grams that are noted of a text
	// What must stand behind a text that is scanned, for the last gram's sake.
	scanRoom = keyLength - gram
)

// unitOf gives in what units the beginnings of lists are told for so many keys, so
// that they take 16 bits.
func unitOf(keys int) uint32 {
	unit := 1
	for keys/unit+1<<gramBits > 1<<16-1 {
		unit *= 2
	}
	return uint32(unit)
}

// textNotes is what a pass over a text notes.
type textNotes struct {
	noted [1 << notedBits]uint8 // by hash of a gram: the pass that noted it last
	pass  uint8
	at    []uint32 // where the filter did not pass over
	hits  []hit
}

// begin makes all that was noted before count no more.
func (p *textNotes) begin() {
	p.hits = p.hits[:0]
	if p.pass++; p.pass == 0 {
		clear(p.noted[:])
		p.pass = 1
	}
}

// hit is a pattern that may stand in a text, and the place of its key there, in such
// a way that sorting sorts by pattern.
type hit uint64

func (h hit) pattern() uint32 { return uint32(h >> (32 + lengthBits)) }
func (h hit) at() int         { return int(uint32(h)) }

func gramHash(w uint64) uint32 { return uint32(w) * 0x9e3779b1 }

// blockOf is the number of the block, and of the list, for the hash of a gram.
func blockOf(hash uint32) uint32 { return hash >> (32 - gramBits) }

func notedAs(hash uint32) uint32 { return hash >> (32 - notedBits) }

// blockBit is which bit of a block stands for the fifth and sixth of some bytes.
func blockBit(w uint64) uint32 { return uint32(w>>32^w>>39) & 15 }

// scan goes over text, which is normalised, and gives the patterns that may stand in
// it, in no order. A pattern comes up once for each place. The outcome lives in p until
// the next call. Behind text there must be scanRoom more bytes; what
// stands there does not matter.
func (f *finder) scan(text []byte, p *textNotes) []hit {
	p.begin()
	if f.blocks == nil || len(text) < gram {
		return nil
	}
	f.note(text, p)
	f.compare(text, p)
	return p.hits
}

// note notes the grams of a text, and the places where the filter does not pass over.
// No branch depends on the text.
func (f *finder) note(text []byte, p *textNotes) {
	n := len(text) - gram + 1
	p.at = slices.Grow(p.at[:0], n)
	at := p.at[:n]
	rest := text[:n+keyLength-1]
	blocks, pass, k := f.blocks, p.pass, 0
	for i := 0; len(rest) >= keyLength; i++ {
		w := binary.LittleEndian.Uint64(rest)
		h := gramHash(w)
		p.noted[notedAs(h)] = pass
		at[k] = uint32(i)
		if blocks[blockOf(h)]>>blockBit(w)&1 != 0 {
			k++
		}
		rest = rest[1:]
	}
	p.at = at[:k]
}

// lacks gives 0 where a gram of this noted hash stands in the text, or one that shares
// its hash.
func (p *textNotes) lacks(noted uint32) uint8 { return p.noted[noted%(1<<notedBits)] ^ p.pass }

// compare notes the keys that stand where the filter did not pass over. Whether one
// does cannot be foreseen, so no branch depends on it.
func (f *finder) compare(text []byte, p *textNotes) {
	hits, n, blocks, unit := p.hits[:cap(p.hits)], 0, f.blocks, f.unit
	whole := text[:len(text)+scanRoom]
	for _, at := range p.at {
		w := binary.LittleEndian.Uint64(whole[at:])
		block := blockOf(gramHash(w))
		list := f.keys[blocks[block]>>16*unit : blocks[block+1]>>16*unit]
		if len(hits) < n+len(list) {
			hits = append(hits, make([]hit, n+len(list)-len(hits)+64)...)
		}
		to := hits[n:]
		k := 0
		for i := range list {
			key := &list[i]
			short := gram - key.number%(1<<lengthBits)
			differ := (w ^ key.text) << (8 * short & 63)
			// What stands behind the text is no part of it.
			differ |= uint64(int64(len(text))-int64(at+keyLength-short)) >> 63
			differ |= uint64(p.lacks(key.more)) | uint64(p.lacks(key.more>>16))
			to[k] = hit(key.number)<<32 | hit(at)
			k += int((differ|-differ)>>63 ^ 1)
		}
		n += k
	}
	p.hits = hits[:n]
}

// finderKey is what the finder knows of a pattern.
type finderKey struct {
	text string    // four to eight bytes of one of its literals
	more [2]string // two more of its grams, which may be the key's own
}

// buildFinder makes the tables for keys; key i reports pattern number i. The outcome
// depends on the keys and their order alone.
func buildFinder(keys []finderKey) finder {
	if len(keys) == 0 {
		return finder{}
	}
	lists := make([][]int, 1<<gramBits)
	filter := make([]uint32, 1<<gramBits)
	for i := range keys {
		w := keyWord(keys[i].text)
		block := blockOf(gramHash(w))
		lists[block] = append(lists[block], i)
		filter[block] |= blockBits(w, len(keys[i].text))
	}
	f := finder{blocks: &[1<<gramBits + 1]uint32{}, unit: unitOf(len(keys))}
	begin := func(block int) {
		// What fills the list before up to here is found twice, which does not matter.
		for len(f.keys)%int(f.unit) > 0 {
			f.keys = append(f.keys, f.keys[len(f.keys)-1])
		}
		f.blocks[block] = uint32(len(f.keys)) / f.unit << 16
	}
	for block, list := range lists {
		begin(block)
		f.blocks[block] |= filter[block]
		for _, i := range list {
			f.keys = append(f.keys, keys[i].found(uint32(i)))
		}
	}
	begin(len(lists))
	return f
}

func (k *finderKey) found(number uint32) foundKey {
	more := func(i int) uint32 { return notedAs(gramHash(keyWord(k.more[i]))) }
	return foundKey{
		text: keyWord(k.text), number: number<<lengthBits | uint32(len(k.text)-gram), more: more(0) | more(1)<<16,
	}
}

// blockBits gives the bits of a block that stand for a key of n bytes.
func blockBits(w uint64, n int) uint32 {
	switch n {
	case gram:
		return 1<<16 - 1
	case gram + 1:
		// The sixth byte is not known, and tells all but the lowest bit of the number.
		return 0x5555 << (blockBit(w) & 1)
	}
	return 1 << blockBit(w)
}
