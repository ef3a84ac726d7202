package check

import "testing"

func TestRates(t *testing.T) {
	const window = 1000
	var r rates
	for i, tc := range []struct {
		key  uint64
		now  int64
		want int32
	}{
		{7, 5000, 1}, {7, 5500, 2}, {8, 5500, 1}, {7, 6000, 3},
		{7, 6001, 1}, // the span is over
		{7, 5900, 2}, // a line that stands a little late
		{7, 9000, 1},
	} {
		if got := r.add(tc.key, tc.now, window); got != tc.want {
			t.Errorf("%d: %d, want %d", i, got, tc.want)
		}
	}
	r.forget(7)
	if got := r.add(7, 9001, window); got != 1 {
		t.Errorf("forgotten, and yet %d", got)
	}
}

func TestRatesAreBounded(t *testing.T) {
	var r rates
	for i := range uint64(100_000) {
		r.add(i+1, int64(i), 1000)
	}
	if len(r.slots) != rateSlots {
		t.Errorf("%d places", len(r.slots))
	}
	if got := r.add(100_000, 100_000, 1000); got != 2 {
		t.Errorf("the client that came last was forgotten: %d", got)
	}
}
