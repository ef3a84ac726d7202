package check

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// kept gives what the check keeps from one step to the next in a run, made when
// it is asked for first. It has a fixed size: no check keeps more the longer a
// log is.
func kept[T any](x *Look) *T {
	p := &x.engine.own[x.check.index]
	if *p == nil {
		*p = new(T)
	}
	return (*p).(*T)
}

// tallySlots is how many keys a tally tells apart.
const tallySlots = 2048

// tally counts things by key within a time. It has a fixed number of slots; the
// one of four that was silent longest is given to a new key.
type tally struct {
	slots [tallySlots]tallied
}

// tallied is what is counted of one key, in two halves of the time, so that what
// is told is never more than there was: at any moment the count covers between
// half the time and all of it.
type tallied struct {
	key   uint64
	began int64 // of the newer half; 0 for a free slot
	last  int64
	first [2]int64 // line of the first in each half
	since [2]int64 // and its time
	n     [2]int32
	bits  [2][2]uint64 // of each half, what was counted, hashed into 128 bits
	told  bool         // for the check
}

// set gives the slots that a key may have.
func (t *tally) set(key uint64) []tallied {
	i := int(key*0x9e3779b97f4a7c15>>32) % (tallySlots / 4) * 4
	return t.slots[i : i+4]
}

// find gives the slot of a key that has one; nil for others.
func (t *tally) find(key uint64) *tallied {
	set := t.set(key)
	for k := range set {
		if c := &set[k]; c.key == key && c.began != 0 {
			return c
		}
	}
	return nil
}

// at gives the slot of a key at a time, with halves of so many milliseconds.
// What is older is forgotten.
func (t *tally) at(key uint64, now, half int64) *tallied {
	set := t.set(key)
	slot := &set[0]
	for k := range set {
		c := &set[k]
		if c.key == key && c.began != 0 {
			slot = c
			break
		}
		if c.last < slot.last {
			slot = c
		}
	}
	switch gone := now - slot.began; {
	case slot.key != key || slot.began == 0:
		*slot = tallied{key: key, began: now}
	case gone >= 2*half || gone < -2*half:
		told := slot.told
		*slot = tallied{key: key, began: now, told: told && gone > 0}
	case gone >= half:
		slot.first[1], slot.since[1], slot.n[1], slot.bits[1] = slot.first[0], slot.since[0], slot.n[0], slot.bits[0]
		slot.first[0], slot.since[0], slot.n[0], slot.bits[0] = 0, 0, 0, [2]uint64{}
		slot.began += half
	}
	slot.last = max(slot.last, now)
	return slot
}

// add counts one thing, on a line; what tells it from others.
func (c *tallied) add(line, now int64, what uint64) {
	if c.n[0] == 0 {
		c.first[0], c.since[0] = line, now
	}
	c.n[0]++
	w := what * 0x9e3779b97f4a7c15 >> 57
	c.bits[0][w>>6] |= 1 << (w & 63)
}

// count is how many were counted.
func (c *tallied) count() int { return int(c.n[0] + c.n[1]) }

// different is of how many things there certainly were different ones.
func (c *tallied) different() int {
	return bits.OnesCount64(c.bits[0][0]|c.bits[1][0]) + bits.OnesCount64(c.bits[0][1]|c.bits[1][1])
}

// start gives the line of the first that is counted, and its time.
func (c *tallied) start() (line, millis int64) {
	if c.n[1] > 0 {
		return c.first[1], c.since[1]
	}
	return c.first[0], c.since[0]
}

// clear forgets what was counted.
func (c *tallied) clear() {
	c.n, c.bits = [2]int32{}, [2][2]uint64{}
}

// keyOf gives a key for some texts by which they are found in a table, whatever the
// case of their letters, eight octets at a time. It is for what is asked at every
// delivery: hashOf tells more texts apart.
func keyOf(parts ...[]byte) uint64 {
	const fold = 0x2020202020202020
	h := uint64(hashBasis)
	for _, p := range parts {
		n := len(p)
		for len(p) >= 8 {
			h = mix(h ^ (binary.LittleEndian.Uint64(p) | fold))
			p = p[8:]
		}
		rest := uint64(n) << 56
		for i, c := range p {
			rest |= uint64(c|0x20) << (8 * i)
		}
		h = mix(h ^ rest)
	}
	return h
}

func mix(x uint64) uint64 {
	high, low := bits.Mul64(x, 0x9e3779b97f4a7c15)
	return high ^ low
}

// hashOf gives a key for a text, whatever the case of its letters.
func hashOf(parts ...[]byte) uint64 {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		for _, c := range p {
			if c-'A' <= 25 {
				c += 'a' - 'A'
			}
			h = (h ^ uint64(c)) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return h
}

// domainOf gives what stands behind the last "@" of an address; nil for none.
func domainOf(address []byte) []byte {
	if i := bytes.LastIndexByte(address, '@'); i >= 0 {
		return address[i+1:]
	}
	return nil
}
