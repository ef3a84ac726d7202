package tail

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestInterleaved rotates a log in every way while a reader follows it, and has
// the system calls of the rotation happen between any two of the reader's. The
// order is drawn, but the same for the same seed: no clock and no thread has a
// part in it. Every line is to come once and in order. SMTPLOG_SEEDS says how
// many orders are tried.
func TestInterleaved(t *testing.T) {
	notOnWindows(t)
	seeds := 8
	if n, err := strconv.Atoi(os.Getenv("SMTPLOG_SEEDS")); err == nil {
		seeds = n
	} else if testing.Short() {
		seeds = 1
	}
	begins := map[string]string{
		"":                           "",
		" that begin alike":          "begin\n",
		" that begin alike for long": strings.Repeat("begin as all of them do\n", 60),
	}
	for _, w := range ways {
		for what, begin := range begins {
			t.Run(strings.ReplaceAll(w.name+what, " ", "-"), func(t *testing.T) {
				t.Parallel()
				for seed := range seeds {
					if !t.Run(fmt.Sprint(seed), func(t *testing.T) { interleave(t, w, begin, uint64(seed)) }) {
						break
					}
				}
			})
		}
	}
}

// TestBurst has two whole rotations happen at once between two of the reader's
// system calls, after one that it was to notice: at each place in turn.
func TestBurst(t *testing.T) {
	notOnWindows(t)
	for _, w := range ways {
		if w.vanish {
			continue
		}
		t.Run(strings.ReplaceAll(w.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			for at, calls := 0, 1; at < calls && !t.Failed(); at++ {
				t.Run(fmt.Sprint(at), func(t *testing.T) { calls = burst(t, w, at) })
			}
		})
	}
}

// burst has the rotations happen before the call of that number, and tells how
// many there were.
func burst(t *testing.T, w way, at int) (calls int) {
	o := newRotator(t, w, rand.New(rand.NewPCG(0, 0)))
	looks := 0
	around := func() {
		if looks < 2 || looks > 3 {
			return
		}
		if calls++; calls == at+1 {
			o.rotate(2)
		}
	}
	wait := func() bool {
		if looks++; looks == 1 {
			o.rotate(3)
		} else if looks == 2 {
			o.rotate(1)
		}
		return looks < 6
	}
	o.follow(fmt.Sprintf("at call %d", at), around, wait)
	return calls
}

// newRotator makes a log and a rotator of it.
func newRotator(t *testing.T, w way, rng *rand.Rand) *rotator {
	return &rotator{scenario: newScenario(t, ByName), rng: rng, way: w, last: map[string]int{}}
}

// rotate writes some lines and rotates the log, n times.
func (o *rotator) rotate(n int) {
	do := func() {
		for len(o.queue) > 0 || len(o.stages) > 0 {
			o.step()
		}
	}
	for range n {
		o.put()
		do()
		o.rotations, o.stages = o.rotations+1, o.way.stages
		do()
	}
	o.put()
	do()
	o.rotations = 0
}

func interleave(t *testing.T, w way, begin string, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 1122))
	o := newRotator(t, w, rng)
	o.begin, o.rotations = begin, 25
	// Some looks are disturbed often by little, some seldom by several rotations.
	often, much := 1+rng.IntN(60), 1+rng.IntN(40)
	around := func() {
		if o.reader == nil || o.reader.cur == nil || rng.IntN(often) > 0 {
			return
		}
		for n := rng.IntN(much + 1); n > 0 && o.step(); n-- {
		}
	}
	quiet := 0
	wait := func() bool {
		o.now = o.now.Add(time.Duration(rng.IntN(1000)) * time.Millisecond)
		for n := 1 + rng.IntN(much+1); n > 0 && o.step(); n-- {
		}
		if o.rotations == 0 && len(o.queue) == 0 && len(o.stages) == 0 {
			quiet++
		}
		return quiet < 4
	}
	o.follow(fmt.Sprintf("seed %d", seed), around, wait)
}

// follow reads the log, calls around before and after what the reader does with
// files and wait when it waits. When a line that was written does not come
// once and in order, it shows what happened.
func (o *rotator) follow(what string, around func(), wait func() bool) {
	s := o.scenario
	world := &s.opts.World
	world.Open = func(name string) (*os.File, error) {
		around()
		f, err := openShared(name)
		o.note(fmt.Sprintf("\topen %s: %v", filepath.Base(name), told(f, err)))
		around()
		return f, err
	}
	world.Stat = func(name string) (fs.FileInfo, error) {
		around()
		info, err := os.Stat(name)
		around()
		return info, err
	}
	world.List = func(dir string) ([]fs.DirEntry, error) {
		around()
		list, err := os.ReadDir(dir)
		o.note("\tlist")
		around()
		return list, err
	}
	world.between = around
	world.Wait = func(time.Duration) bool {
		o.note("\twait")
		return wait()
	}
	s.reader = NewReader(s.name, s.opts)
	defer s.reader.Close()
	var got strings.Builder
	buf := make([]byte, 64<<10)
	for {
		n, err := s.reader.Read(buf)
		got.Write(buf[:n])
		for l := range bytes.SplitSeq(buf[:n], []byte{'\n'}) {
			if no, ok := bytes.CutPrefix(l, []byte("line ")); ok {
				o.given, _ = strconv.Atoi(string(no))
				o.note(fmt.Sprintf("\tgives line %d", o.given))
			}
		}
		if err != nil || !strings.HasPrefix(o.expect.String()[max(0, got.Len()-n):], string(buf[:n])) {
			break
		}
	}
	if len(s.warned) > 0 {
		s.t.Errorf("%s: warned %q", what, s.warned)
	}
	if a, b := got.String(), o.expect.String(); a != b {
		s.t.Errorf("%s: %s\n%s", what, firstDifference(a, b), strings.Join(o.happen, "\n"))
	}
}

// told says which file was opened.
func told(f *os.File, err error) string {
	if err != nil {
		return err.Error()
	}
	info, err := f.Stat()
	if err != nil {
		return err.Error()
	}
	_, inode := identityOf(f)
	return fmt.Sprintf("inode %d, %d bytes", inode, info.Size())
}

func firstDifference(got, want string) string {
	a, b := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("got %.200q, want %.200q; %d lines came, %d were written", a[i:min(len(a), i+5)], b[i:min(len(b), i+5)], len(a), len(b))
}
