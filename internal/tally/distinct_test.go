package tally

import (
	"fmt"
	"math"
	"testing"
)

func TestDistinctCounts(t *testing.T) {
	for _, c := range []struct {
		n    int
		how  Precision
		most float64 // part by which it may be off
	}{
		{0, Exact, 0}, {1, Exact, 0}, {4, Exact, 0}, {5, Exact, 0}, {13, Exact, 0}, {700, Exact, 0},
		{2000, About, 0.05}, {10_000, About, 0.05}, {100_000, About, 0.05}, {1_000_000, About, 0.05},
	} {
		var d Distinct
		b := budget(mostSlots * 4)
		for range 2 { // what comes again does not count
			for i := range c.n {
				d.Add(hash(fmt.Sprintf("user%d@example.org", i)), &b)
			}
		}
		got, how := d.Count()
		if how != c.how || math.Abs(float64(got)-float64(c.n)) > c.most*float64(c.n) {
			t.Errorf("%d: counted %s %d", c.n, how, got)
		}
		if rounded, _ := d.Rounded(); how == About && (rounded%10 != 0 || rounded == 0) || how == Exact && rounded != got {
			t.Errorf("%d: rounded to %d", c.n, rounded)
		}
		if b < 0 {
			t.Errorf("%d: took %d more than there was", c.n, -b)
		}
	}
}

func TestDistinctWithoutRoom(t *testing.T) {
	for _, c := range []struct {
		room budget
		want int64
	}{{0, 4}, {4 * firstSlots, 13}, {4*firstSlots + 4*firstSlots, 25}} {
		var d Distinct
		b := c.room
		for i := range 1000 {
			d.Add(hash(fmt.Sprint(i)), &b)
		}
		if n, how := d.Count(); n != c.want || how != AtLeast {
			t.Errorf("room %d: %s %d, want at least %d", c.room, how, n, c.want)
		}
	}
}

func TestHashTellsNoCases(t *testing.T) {
	if hash("Ann@Example.ORG") != hash([]byte("ann@example.org")) {
		t.Error("letters of another case are another name")
	}
	if hash("") == 0 || hash("a") == hash("b") {
		t.Error("names are not told apart")
	}
}
