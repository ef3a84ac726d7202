package conv

import (
	"encoding/binary"
	"math/bits"
)

// table finds the slot that a key has, of a fixed number of slots. When all are
// used the one that was not asked for longest is given away. Keys are hashes:
// two things of the same 64 bits are one.
type table struct {
	index []uint32 // open addressing, linear probing; 0 for none, else tag<<slotBits | slot + 1
	mask  uint64
	taken []uint64 // a bit for each of index that is not 0: most keys that are asked for are not there, and this lies at hand
	slots []tableSlot
	free  []int32
	used  int
	limit int

	newest, oldest int32 // -1 for none
}

type tableSlot struct {
	key          uint64
	newer, older int32
}

// slotBits is how many bits of an index are the slot's; the others are of the key,
// so that a slot is looked at only for the key that has it.
const (
	slotBits = 17
	slotMask = 1<<slotBits - 1
)

func newTable(limit int) *table {
	limit = min(limit, slotMask)
	size := 16
	for size < 2*limit {
		size *= 2
	}
	return &table{index: make([]uint32, size), mask: uint64(size - 1), taken: make([]uint64, (size+63)/64), limit: limit, newest: -1, oldest: -1}
}

func (t *table) home(key uint64) uint64 { return spread(key) >> 20 & t.mask }

func spread(key uint64) uint64 { return key * 0x9e3779b97f4a7c15 }

// find gives the slot of a key, -1 for none.
func (t *table) find(key uint64) int32 {
	h := spread(key)
	tag := uint32(h >> (32 + slotBits))
	home := h >> 20 & t.mask
	if t.taken[home/64]>>(home%64)&1 == 0 {
		return -1
	}
	for i := home; ; i = (i + 1) & t.mask {
		x := t.index[i]
		if x == 0 {
			return -1
		}
		if x>>slotBits == tag {
			if s := int32(x&slotMask) - 1; t.slots[s].key == key {
				return s
			}
		}
	}
}

// full tells that a key can be added only in the place of another.
func (t *table) full() bool { return t.used >= t.limit }

// add gives a slot to a key that has none. The table must not be full.
func (t *table) add(key uint64) int32 {
	var s int32
	if n := len(t.free); n > 0 {
		s, t.free = t.free[n-1], t.free[:n-1]
	} else {
		s = int32(len(t.slots))
		t.slots = append(t.slots, tableSlot{})
	}
	t.slots[s].key = key
	i := t.home(key)
	for t.index[i] != 0 {
		i = (i + 1) & t.mask
	}
	t.taken[i/64] |= 1 << (i % 64)
	t.index[i] = uint32(spread(key)>>(32+slotBits))<<slotBits | uint32(s+1)
	t.used++
	t.link(s)
	return s
}

// remove takes a slot away from its key.
func (t *table) remove(s int32) {
	i := t.home(t.slots[s].key)
	for t.index[i]&slotMask != uint32(s+1) {
		i = (i + 1) & t.mask
	}
	// What lies behind and could lie here must, or it is not found any more.
	for j := (i + 1) & t.mask; t.index[j] != 0; j = (j + 1) & t.mask {
		h := t.home(t.slots[t.index[j]&slotMask-1].key)
		if (j-h)&t.mask >= (j-i)&t.mask {
			t.index[i] = t.index[j]
			i = j
		}
	}
	t.index[i] = 0
	t.taken[i/64] &^= 1 << (i % 64)
	t.unlink(s)
	t.free = append(t.free, s)
	t.used--
}

// touch makes a slot the one that was asked for last.
func (t *table) touch(s int32) {
	if t.newest != s {
		t.unlink(s)
		t.link(s)
	}
}

func (t *table) link(s int32) {
	x := &t.slots[s]
	x.older, x.newer = t.newest, -1
	if t.newest >= 0 {
		t.slots[t.newest].newer = s
	}
	t.newest = s
	if t.oldest < 0 {
		t.oldest = s
	}
}

func (t *table) unlink(s int32) {
	x := &t.slots[s]
	if x.newer >= 0 {
		t.slots[x.newer].older = x.older
	} else {
		t.newest = x.older
	}
	if x.older >= 0 {
		t.slots[x.older].newer = x.newer
	} else {
		t.oldest = x.newer
	}
}

// hash mixes bytes into a key, eight at a time: every event of a log has a key made.
func hash(h uint64, p []byte) uint64 {
	n := len(p)
	for len(p) >= 8 {
		h = mix(h ^ binary.LittleEndian.Uint64(p))
		p = p[8:]
	}
	rest := uint64(n) << 56 // so that no piece goes on in the next one
	for i, c := range p {
		rest |= uint64(c) << (8 * i)
	}
	return mix(h ^ rest)
}

func mix(x uint64) uint64 {
	high, low := bits.Mul64(x, 0x9e3779b97f4a7c15)
	return high ^ low
}

// HashName gives a host's name as a number, whatever the case of its letters; 0
// for none.
func HashName(name []byte) uint64 {
	if len(name) == 0 {
		return 0
	}
	h := uint64(hashStart)
	for _, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h | 1
}

const hashStart = 14695981039346656037
