package tally

import (
	"math"
	"math/bits"
)

// Precision tells how sure a count is.
type Precision uint8

// The values of Precision.
const (
	Exact   Precision = iota
	About             // an estimate, off by 2 % as a rule
	AtLeast           // there was no room to count them all
)

var precisionNames = [...]string{"exact", "about", "at-least"}

// String gives the word for it.
func (p Precision) String() string { return precisionNames[p] }

const (
	fewest      = 4    // hashes that are kept in place
	firstSlots  = 16   // of the table that comes next
	mostSlots   = 1024 // of a table; a sketch takes as much memory
	registerBit = 12
	registers   = 1 << registerBit // of a sketch, four in a word
)

// Distinct counts different things by their hashes: exactly while they are few, then by an
// estimate from a sketch of 4 KiB (HyperLogLog). The zero value is empty.
type Distinct struct {
	few    [fewest]uint32
	words  []uint32 // a table of hashes, or the registers of the sketch
	n      int32
	sketch bool
	capped bool
}

// Add counts the thing with this hash; 0 is none.
func (d *Distinct) Add(h uint32, b *budget) {
	switch {
	case h == 0 || d.capped:
	case d.sketch:
		d.register(h)
	case d.words == nil:
		d.addFew(h, b)
	default:
		d.addMany(h, b)
	}
}

func (d *Distinct) addFew(h uint32, b *budget) {
	for _, k := range d.few[:d.n] {
		if k == h {
			return
		}
	}
	if d.n < fewest {
		d.few[d.n] = h
		d.n++
		return
	}
	if !b.take(4 * firstSlots) {
		d.capped = true
		return
	}
	d.words = make([]uint32, firstSlots)
	for _, k := range append(d.few[:], h) {
		insert(d.words, k)
	}
	d.n = fewest + 1
}

func (d *Distinct) addMany(h uint32, b *budget) {
	if !insert(d.words, h) {
		return
	}
	d.n++
	if int(d.n) <= len(d.words)/4*3 {
		return
	}
	old := d.words
	if len(old) == mostSlots {
		d.words, d.sketch = make([]uint32, registers/4), true
		for _, k := range old {
			if k != 0 {
				d.register(k)
			}
		}
		return
	}
	if !b.take(4 * len(old)) {
		// The table has room left, but a full one would be slow to look into.
		d.capped = true
		return
	}
	d.words = make([]uint32, 2*len(old))
	for _, k := range old {
		if k != 0 {
			insert(d.words, k)
		}
	}
}

// insert puts a hash into a table that has room, and tells whether it is new.
func insert(table []uint32, h uint32) bool {
	mask := uint32(len(table) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch table[i] {
		case h:
			return false
		case 0:
			table[i] = h
			return true
		}
	}
}

// register keeps in the register that the first bits of a hash name the longest run of
// zeros that was met behind them.
func (d *Distinct) register(h uint32) {
	at := h >> (32 - registerBit)
	run := uint32(min(bits.LeadingZeros32(h<<registerBit), 32-registerBit) + 1)
	word, shift := &d.words[at/4], at%4*8
	if *word>>shift&0xff < run {
		*word = *word&^(0xff<<shift) | run<<shift
	}
}

// Count gives the number of different things and how sure it is.
func (d *Distinct) Count() (int64, Precision) {
	switch {
	case d.sketch:
		return d.estimate(), About
	case d.capped:
		return int64(d.n), AtLeast
	}
	return int64(d.n), Exact
}

// Rounded gives Count with an estimate rounded to the three digits that mean something.
func (d *Distinct) Rounded() (int64, Precision) {
	n, how := d.Count()
	if how != About {
		return n, how
	}
	unit := int64(1)
	for n/unit >= 1000 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit, how
}

// estimate is that of Flajolet, Fusy, Gandouet and Meunier (2007), with their corrections
// for few things and for hashes of 32 bits.
func (d *Distinct) estimate() int64 {
	const m = float64(registers)
	sum, empty := 0.0, 0
	for _, w := range d.words {
		for range 4 {
			run := w & 0xff
			if run == 0 {
				empty++
			}
			sum += 1 / float64(uint64(1)<<run)
			w >>= 8
		}
	}
	e := 0.7213 / (1 + 1.079/m) * m * m / sum
	const all = float64(1 << 32)
	switch {
	case e <= 2.5*m && empty > 0:
		e = m * math.Log(m/float64(empty))
	case e > all/30:
		e = -all * math.Log(1-e/all)
	}
	return int64(math.Round(e))
}

// hash gives the hash of a name, letters of either case alike; never 0. It is the same in
// every run, so that estimates are.
func hash[T string | []byte](name T) uint32 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := uint64(offset)
	for i := range len(name) {
		h = (h ^ uint64(lower(name[i]))) * prime
	}
	// The low bits of FNV depend on few bits of the name.
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return max(uint32(h), 1)
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}
