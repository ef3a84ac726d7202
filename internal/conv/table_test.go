package conv

import (
	"math/rand/v2"
	"testing"
)

// TestTable holds the table against a map, through additions, removals and
// giving up the oldest.
func TestTable(t *testing.T) {
	const limit = 50
	rnd := rand.New(rand.NewPCG(1, 2))
	tab := newTable(limit)
	want := map[uint64]bool{}
	var order []uint64 // the least recently used first
	forget := func(key uint64) {
		for i, k := range order {
			if k == key {
				order = append(order[:i], order[i+1:]...)
				return
			}
		}
	}
	for range 100000 {
		// Few keys, of which many share the low bits that a bad hash would use.
		key := uint64(rnd.IntN(120)+1) << 40
		slot := tab.find(key)
		if (slot >= 0) != want[key] {
			t.Fatalf("key %x found %v, want %v", key, slot >= 0, want[key])
		}
		switch {
		case slot >= 0 && rnd.IntN(3) == 0:
			tab.remove(slot)
			delete(want, key)
			forget(key)
		case slot >= 0:
			tab.touch(slot)
			forget(key)
			order = append(order, key)
		default:
			if tab.full() {
				if got := tab.slots[tab.oldest].key; got != order[0] {
					t.Fatalf("the oldest is %x, want %x", got, order[0])
				}
				tab.remove(tab.oldest)
				delete(want, order[0])
				order = order[1:]
			}
			tab.add(key)
			want[key] = true
			order = append(order, key)
		}
		if tab.used != len(want) {
			t.Fatalf("%d used, want %d", tab.used, len(want))
		}
	}
	if len(tab.slots) > limit {
		t.Errorf("%d slots were made for %d", len(tab.slots), limit)
	}
}
