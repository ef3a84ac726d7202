package catalog

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// finder finds the patterns that may stand in a text, in one pass over it. Each
// pattern has a key, four to eight bytes from a rare place of it. A filter passes over
// nearly every place of a text at once; where it does not, a hash table gives the keys
// that begin with the four bytes that stand there. Most keys that are found belong to
// patterns of which nothing else stands in the text: so the pass also notes which runs
// of four bytes the text has, and a pattern is only looked at if two more of its own
// are among them. That keeps the cost nearly independent of the number of patterns.
//
// This takes the place of an automaton over whole literals (Aho and Corasick):
// that visits two or three states for each byte of a text, each a load that waits
// for the one before, and took about three times as long on replies.
//
// The tables are read out of the compiled data as they are, so that opening costs
// nothing.
type finder struct {
	filter string // filterSize bytes: a bit for each hash of a gram
	slots  string // a power of two of slots: gram, place of its list; 0 is none
	lists  string // see report
}

const (
	gram       = minKey // bytes that filter and table look at
	keyLength  = 2 * gram
	filterBits = 17
	filterSize = 1 << (filterBits - 3)
	slotSize   = 8
	// In a list: number of the pattern, rest of its key, mask for the rest, and two
	// more of its grams as they are noted.
	itemSize = 16

	notedBits = 12 // hashes of grams that are noted of a text
)

// textNotes is what a pass over a text notes.
type textNotes struct {
	noted [1 << notedBits / 64]uint64
	at    []uint32 // where the filter did not pass over
	hits  []hit
}

// hit is a pattern that may stand in a text, and the place of its key there.
type hit struct{ pattern, at uint32 }

func gramHash(g uint32) uint32 { return g * 0x9e3779b1 >> (32 - filterBits) }

func notedHash(hash uint32) uint32 { return hash >> (filterBits - notedBits) }

// u32 reads a little-endian number. The compiler makes one load of it.
func u32(s string, at uint32) uint32 {
	b := s[at : at+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// scan goes over text, which is normalised, and gives the patterns that may stand in
// it, by their numbers. A pattern comes up once for each place. The outcome lives in p
// until the next call. Behind text there must be room for a key; what stands there
// does not matter.
func (f *finder) scan(text []byte, p *textNotes) []hit {
	p.hits = p.hits[:0]
	if len(f.filter) != filterSize || len(text) < gram {
		return nil
	}
	f.note(text, p)
	n := len(text) - gram
	text = text[:len(text)+keyLength]
	for _, at := range p.at {
		f.lookUp(text, at, n-int(at), p)
	}
	sortHits(p.hits)
	return p.hits
}

// sortHits sorts by pattern. There are few, and slices.SortFunc would cost more than
// all the rest.
func sortHits(hits []hit) {
	if len(hits) > 64 {
		slices.SortFunc(hits, func(a, b hit) int { return cmp.Compare(a.pattern, b.pattern) })
		return
	}
	for i := 1; i < len(hits); i++ {
		h := hits[i]
		j := i
		for ; j > 0 && hits[j-1].pattern > h.pattern; j-- {
			hits[j] = hits[j-1]
		}
		hits[j] = h
	}
}

// note goes over a text once. No branch depends on the text.
func (f *finder) note(text []byte, p *textNotes) {
	filter := f.filter[:filterSize]
	n := len(text) - gram + 1
	clear(p.noted[:])
	p.at = slices.Grow(p.at[:0], n)
	at := p.at[:n]
	k := 0
	for i := range n {
		h := gramHash(binary.LittleEndian.Uint32(text[i:]))
		noted := notedHash(h)
		p.noted[noted>>6] |= 1 << (noted & 63)
		at[k] = uint32(i)
		k += int(filter[h>>3] >> (h & 7) & 1)
	}
	p.at = at[:k]
}

// lookUp finds the list of the gram that stands at a place and notes the keys in it
// that go on as the text does, of which left bytes are left behind the gram.
func (f *finder) lookUp(text []byte, at uint32, left int, p *textNotes) {
	g := binary.LittleEndian.Uint32(text[at:])
	mask := uint32(len(f.slots)/slotSize - 1)
	for slot := gramHash(g) & mask; ; slot = (slot + 1) & mask {
		list := u32(f.slots, slot*slotSize+4)
		if list == 0 {
			return
		}
		if u32(f.slots, slot*slotSize) == g {
			f.report(list, binary.LittleEndian.Uint32(text[at+gram:]), at, left, p)
			return
		}
	}
}

// report goes over a list: a count and that many items.
func (f *finder) report(list, rest, at uint32, left int, p *textNotes) {
	n := u32(f.lists, list)
	if left < gram {
		// What stands behind the text is no part of it.
		rest &= 1<<(8*left) - 1
	}
	items := f.lists[list+4 : list+4+n*itemSize]
	for ; len(items) >= itemSize; items = items[itemSize:] {
		if rest&u32(items, 8) != u32(items, 4) {
			continue
		}
		if more := u32(items, 12); p.has(more&0xffff) && p.has(more>>16) {
			p.hits = append(p.hits, hit{u32(items, 0), at})
		}
	}
}

// has tells whether a gram of this noted hash stands in the text, or one that shares
// its hash.
func (p *textNotes) has(noted uint32) bool {
	return p.noted[noted>>6%uint32(len(p.noted))]>>(noted&63)&1 != 0
}

// finderKey is what the finder knows of a pattern.
type finderKey struct {
	text string    // four to eight bytes of one of its literals
	more [2]uint32 // two more of its grams, which may be the key's own
}

// buildFinder makes the tables for keys; key i reports pattern number i. The outcome
// depends on the keys and their order alone.
func buildFinder(keys []finderKey) finder {
	if len(keys) == 0 {
		return finder{}
	}
	numbers := map[uint32][]uint32{}
	var grams []uint32
	for i, k := range keys {
		g := u32(k.text, 0)
		if numbers[g] == nil {
			grams = append(grams, g)
		}
		numbers[g] = append(numbers[g], uint32(i))
	}
	slices.Sort(grams)
	size := 1
	for size < 2*len(grams) {
		size *= 2
	}
	filter, slots, lists := make([]byte, filterSize), make([]byte, size*slotSize), make([]byte, 4)
	for _, g := range grams {
		h := gramHash(g)
		filter[h>>3] |= 1 << (h & 7)
		slot := h & uint32(size-1)
		for binary.LittleEndian.Uint32(slots[slot*slotSize+4:]) != 0 {
			slot = (slot + 1) & uint32(size-1)
		}
		binary.LittleEndian.PutUint32(slots[slot*slotSize:], g)
		binary.LittleEndian.PutUint32(slots[slot*slotSize+4:], uint32(len(lists)))
		lists = binary.LittleEndian.AppendUint32(lists, uint32(len(numbers[g])))
		for _, n := range numbers[g] {
			var rest, mask [gram]byte
			for i := range copy(rest[:], keys[n].text[gram:]) {
				mask[i] = 0xff
			}
			lists = binary.LittleEndian.AppendUint32(lists, n)
			lists = append(append(lists, rest[:]...), mask[:]...)
			for _, g := range keys[n].more {
				lists = binary.LittleEndian.AppendUint16(lists, uint16(notedHash(gramHash(g))))
			}
		}
	}
	return finder{filter: string(filter), slots: string(slots), lists: string(lists)}
}
