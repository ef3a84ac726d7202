package tally

import (
	"bytes"
	"hash/maphash"
)

// keySpan is where a key stands in the memory of its table.
type keySpan struct {
	from, to int32
	hash     uint64
}

// keyTable gives numbers to keys, in the order in which they came. Its memory is used
// again after reset, which a map's would not be.
type keyTable struct {
	memory []byte
	spans  []keySpan
	slots  []int32 // number of a key plus one; 0 is free
	seed   maphash.Seed
}

func newKeyTable() keyTable {
	return keyTable{slots: make([]int32, 64), seed: maphash.MakeSeed()}
}

func (t *keyTable) reset() {
	t.memory, t.spans = t.memory[:0], t.spans[:0]
	clear(t.slots)
}

func (t *keyTable) key(i int) []byte { return t.memory[t.spans[i].from:t.spans[i].to] }

// number gives the number of a key, and whether it is new.
func (t *keyTable) number(key []byte) (n int, fresh bool) {
	h := maphash.Bytes(t.seed, key)
	mask := uint64(len(t.slots) - 1)
	i := h & mask
	for ; t.slots[i] != 0; i = (i + 1) & mask {
		n := int(t.slots[i] - 1)
		if t.spans[n].hash == h && bytes.Equal(t.key(n), key) {
			return n, false
		}
	}
	n = len(t.spans)
	from := len(t.memory)
	t.memory = append(t.memory, key...)
	t.spans = append(t.spans, keySpan{int32(from), int32(len(t.memory)), h})
	t.slots[i] = int32(n + 1)
	if 2*len(t.spans) > len(t.slots) {
		t.grow()
	}
	return n, true
}

func (t *keyTable) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for n, s := range t.spans {
		i := s.hash & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = int32(n + 1)
	}
}
