package parser

import "testing"

// What a worker says that a line lacks is nowhere in it, not in the stamp
// before its message either: readers leave lines alone for it.
func TestPlainLacks(t *testing.T) {
	lc := newLineContext(&Options{})
	seen := 0
	look := func(name string, line []byte) {
		b := &Batch{opts: lc.opts}
		lc.line(b, line, 1)
		for _, l := range b.plains {
			if l.lacks == 0 {
				continue
			}
			seen++
			if got := l.lacks & (glanceOf(l.raw) | glanceOf(l.text)); got != 0 {
				t.Errorf("%s: %q lacks nothing of %b", name, l.raw, got)
			}
		}
	}
	eachTestLine(t, func(path string, line []byte) {
		if len(line) <= MaxLine {
			look(path, line)
		}
	})
	if seen == 0 {
		t.Error("no plain line")
	}
	for _, line := range []string{
		"2026-11-22 05:53:30 what somebody = wrote", "Nov 22 05:53:30 what somebody = wrote", "@400000005f0000000000abcd what = it",
		"web-1  | nobody = knows", "[pod/web-1/web] nobody = knows", "2026-11-22T05:53:30Z 9: nobody = knows",
	} {
		look("made up", []byte(line))
	}
}
