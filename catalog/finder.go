package catalog

import (
	"encoding/binary"
	"slices"
)

// finder finds the keys of all patterns in a text in one pass. A key is four to
// eight bytes from a rare place of a pattern. A filter passes over nearly every
// place of a text at once; where it does not, a hash table gives the keys that
// begin with the four bytes that stand there.
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
	filterBits = 15
	filterSize = 1 << (filterBits - 3)
	slotSize   = 8
	itemSize   = 12 // in a list: number of the pattern, rest of its key, mask for the rest
)

func gramHash(g uint32) uint32 { return g * 0x9e3779b1 >> (32 - filterBits) }

// u32 reads a little-endian number. The compiler makes one load of it.
func u32(s string, at uint32) uint32 {
	b := s[at : at+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// scan goes over text, which is normalised, and calls hit with the number of each
// pattern whose key stands somewhere in it. A pattern comes up once for each place.
// Behind text there must be room for a key; what stands there does not matter.
func (f *finder) scan(text []byte, hit func(pattern uint32)) {
	if len(f.filter) != filterSize {
		return
	}
	filter := f.filter[:filterSize]
	n := len(text) - gram
	text = text[:len(text)+keyLength]
	for i := 0; i <= n; i++ {
		g := binary.LittleEndian.Uint32(text[i:])
		h := gramHash(g)
		if filter[h>>3]>>(h&7)&1 != 0 {
			f.lookUp(g, h, binary.LittleEndian.Uint32(text[i+gram:]), n-i, hit)
		}
	}
}

// lookUp finds the list of a gram and reports the keys in it that go on as the text
// does, of which left bytes are left behind the gram.
func (f *finder) lookUp(g, hash, rest uint32, left int, hit func(pattern uint32)) {
	mask := uint32(len(f.slots)/slotSize - 1)
	for slot := hash & mask; ; slot = (slot + 1) & mask {
		list := u32(f.slots, slot*slotSize+4)
		if list == 0 {
			return
		}
		if u32(f.slots, slot*slotSize) == g {
			f.report(list, rest, left, hit)
			return
		}
	}
}

// report goes over a list: a count and that many items.
func (f *finder) report(list, rest uint32, left int, hit func(pattern uint32)) {
	n := u32(f.lists, list)
	if left < gram {
		// What stands behind the text is no part of it.
		rest &= 1<<(8*left) - 1
	}
	for item := list + 4; n > 0; n-- {
		if rest&u32(f.lists, item+8) == u32(f.lists, item+4) {
			hit(u32(f.lists, item))
		}
		item += itemSize
	}
}

// buildFinder makes the tables for keys, each of four to eight bytes; key i reports
// pattern number i. The outcome depends on the keys and their order alone.
func buildFinder(keys []string) finder {
	if len(keys) == 0 {
		return finder{}
	}
	numbers := map[uint32][]uint32{}
	var grams []uint32
	for i, k := range keys {
		g := u32(k, 0)
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
			for i := range copy(rest[:], keys[n][gram:]) {
				mask[i] = 0xff
			}
			lists = binary.LittleEndian.AppendUint32(lists, n)
			lists = append(append(lists, rest[:]...), mask[:]...)
		}
	}
	return finder{filter: string(filter), slots: string(slots), lists: string(lists)}
}
