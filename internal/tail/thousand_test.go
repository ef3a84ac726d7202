package tail

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// kinds are the ways to rotate of the long tests. Those that take the only name
// of a file away need a look between two of them: nothing could find it.
var kinds = []struct {
	name   string
	vanish bool
	rotate func(s *scenario)
}{
	{"rename", false, func(s *scenario) { s.rename(); s.create() }},
	{"copytruncate", false, func(s *scenario) { s.copyTruncate() }},
	{"delete", true, func(s *scenario) { s.check(os.Remove(s.name)); s.create() }},
	{"gzip", false, func(s *scenario) { s.shift(); s.gzip(s.name, s.name+".1.gz"); s.create() }},
	{"rename and gzip", false, func(s *scenario) {
		s.rename()
		s.create()
		if _, err := os.Stat(s.name + ".2"); err == nil {
			s.gzip(s.name+".2", s.name+".2.gz")
		}
	}},
	{"symlink", true, nil},
}

// symlinkRotation points the log's name to another file each time.
func symlinkRotation() func(s *scenario) {
	targets := 0
	return func(s *scenario) {
		targets++
		target := fmt.Sprintf("%s/target%d", s.dir, targets)
		s.check(os.WriteFile(target, nil, 0o644))
		s.check(os.Symlink(target, s.name+".new"))
		s.check(os.Rename(s.name+".new", s.name))
		s.create()
		if targets > 100 {
			os.Remove(fmt.Sprintf("%s/target%d", s.dir, targets-100))
		}
	}
}

// TestThousandRotations rotates a log a thousand times in each way while lines
// come at 20,000 a second by the scenario's clock: some looks find nothing,
// some one line, some the lines of several rotations. Every line is to come
// once and in order.
func TestThousandRotations(t *testing.T) {
	notOnWindows(t)
	rotations := 1000
	if testing.Short() {
		rotations = 50
	}
	for _, kind := range kinds {
		t.Run(strings.ReplaceAll(kind.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			s := newScenario(t, ByName)
			rng := rand.New(rand.NewPCG(22, 11))
			rotate := kind.rotate
			if rotate == nil {
				rotate = symlinkRotation()
			}
			lines, done := 0, 0
			put := func(n int) {
				var b strings.Builder
				for range n {
					lines++
					fmt.Fprintf(&b, "Nov 22 05:38:58 mx1 postfix/smtp[437]: line %d\n", lines)
				}
				s.write(b.String())
			}
			half := false
			s.opts.World.Wait = func(time.Duration) bool {
				// A look every 10 ms, in which 200 lines come.
				s.now = s.now.Add(wakeEvery)
				if done == rotations {
					return false
				}
				looks := 1
				if !kind.vanish {
					looks = 1 + rng.IntN(3)
				}
				for range looks {
					put(1 + rng.IntN(400/looks))
					if rng.IntN(4) == 0 {
						break // a look without a rotation
					}
					if half = rng.IntN(8) == 0; half && !kind.vanish {
						// A line is torn by the look, not by the rotation.
						s.write("Nov 22 05:38:58 mx1 postfix/smtp[437]: ")
						lines++
						s.write(fmt.Sprintf("line %d\n", lines))
					}
					rotate(s)
					done++
					if done == rotations {
						break
					}
				}
				for names, _ := Rotated(s.name); len(names) > 8; names = names[1:] {
					s.check(os.Remove(names[0]))
				}
				return true
			}
			s.reader = NewReader(s.name, s.opts)
			next := 1
			var rest []byte
			buf := make([]byte, 64<<10)
			for {
				n, err := s.reader.Read(buf)
				rest = append(rest, buf[:n]...)
				for {
					i := bytes.IndexByte(rest, '\n')
					if i < 0 {
						break
					}
					line := string(rest[:i])
					rest = rest[i+1:]
					if want := fmt.Sprintf("Nov 22 05:38:58 mx1 postfix/smtp[437]: line %d", next); line != want {
						t.Fatalf("after %d rotations: got %q, want %q", done, line, want)
					}
					next++
				}
				if err != nil {
					break
				}
			}
			if next-1 != lines {
				t.Errorf("%d lines came, %d were written", next-1, lines)
			}
			t.Logf("%d rotations, %d lines", done, lines)
		})
	}
}
