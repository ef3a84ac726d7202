package catalog

import "testing"

func TestBestIsTheSameAlone(t *testing.T) {
	c := Default()
	for _, q := range samplesAsQueries() {
		want := c.Lookup(&q)
		q.Best = true
		if got := c.Lookup(&q); got.Entry != want.Entry || got.By != want.By || got.Pattern != want.Pattern || got.number != want.number {
			t.Errorf("%q: %s by %q alone, %s by %q with a second", q.Text, got.Entry.ID, got.Pattern, want.Entry.ID, want.Pattern)
		}
	}
}
