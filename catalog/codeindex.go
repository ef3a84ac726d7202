package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// codeSlot is the span of Catalog.coded that holds the entries of one code: those
// for certain phases first, then those for any.
type codeSlot struct {
	first, count int32
}

type enhancedSlot struct {
	key  enhancedKey
	slot codeSlot
}

// indexCodes makes the tables by which entries are found by their codes.
func (c *Catalog) indexCodes() {
	type numbered struct {
		code   int
		key    enhancedKey
		number int32
	}
	list := make([]numbered, 0, len(c.entries))
	for i := range c.entries {
		e := &c.entries[i]
		if e.ByText() {
			continue
		}
		n := numbered{code: e.Code, number: int32(i)}
		if n.code == 0 {
			n.key, _ = parseEnhancedPattern(e.Enhanced)
		}
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b numbered) int {
		if a.code != b.code {
			return a.code - b.code
		}
		if a.key != b.key {
			return int(a.key) - int(b.key)
		}
		return comparePlaced(&c.entries[a.number], &c.entries[b.number])
	})
	c.coded = make([]int32, len(list))
	for i, n := range list {
		c.coded[i] = n.number
		if i > 0 && list[i-1].code == n.code && list[i-1].key == n.key {
			c.widen(n.code)
			continue
		}
		slot := codeSlot{first: int32(i), count: 1}
		if n.code != 0 {
			c.basic[n.code] = slot
		} else {
			c.enhanced = append(c.enhanced, enhancedSlot{key: n.key, slot: slot})
		}
	}
}

func (c *Catalog) widen(code int) {
	if code != 0 {
		c.basic[code].count++
	} else {
		c.enhanced[len(c.enhanced)-1].slot.count++
	}
}

// comparePlaced puts entries for certain phases before those for any, what is
// laid over before what is built in, and then the one for fewer phases first.
func comparePlaced(a, b *Entry) int {
	return cmp.Or(
		cmp.Compare(boolInt(a.phases == 0), boolInt(b.phases == 0)),
		cmp.Compare(b.layer, a.layer),
		cmp.Compare(len(a.Phases), len(b.Phases)),
		strings.Compare(a.ID, b.ID))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *Catalog) basicSlot(code int) codeSlot { return c.basic[code] }

func (c *Catalog) enhancedSlot(key enhancedKey) codeSlot {
	low, high := 0, len(c.enhanced)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if c.enhanced[mid].key < key {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(c.enhanced) && c.enhanced[low].key == key {
		return c.enhanced[low].slot
	}
	return codeSlot{}
}

// pick gives the entry of a slot that is made for the phase, and the one that
// stands for any; either may be nil.
func (c *Catalog) pick(slot codeSlot, bit phaseSet) (placed, general *Entry) {
	for _, n := range c.coded[slot.first : slot.first+slot.count] {
		e := &c.entries[n]
		if e.phases == 0 {
			return placed, e
		}
		if placed == nil && e.phases&bit != 0 {
			placed = e
		}
	}
	return placed, nil
}

// anyOf gives the entry of a slot that is made for the phase, else the one that
// stands for any, else nil.
func (c *Catalog) anyOf(slot codeSlot, bit phaseSet) *Entry {
	placed, general := c.pick(slot, bit)
	if placed != nil {
		return placed
	}
	return general
}
