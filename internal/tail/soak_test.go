//go:build unix

package tail

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestSoak is TestThousandRotations with a real clock and real events: a writer
// of 20,000 lines a second, a log that is rotated 1,000 times in each way, and
// a reader beside them. It runs when SMTPLOG_SOAK is set, takes about two
// minutes, and logs what it measured: docs/following.md has the figures.
func TestSoak(t *testing.T) {
	if os.Getenv("SMTPLOG_SOAK") == "" {
		t.Skip("set SMTPLOG_SOAK to run it")
	}
	for _, kind := range kinds {
		every := 20 * time.Millisecond
		if kind.vanish {
			// It takes a look at each file.
			every *= 2
		}
		rotate := kind.rotate
		if rotate == nil {
			rotate = symlinkRotation()
		}
		t.Run(strings.ReplaceAll(kind.name, " ", "-"), func(t *testing.T) { soak(t, 1000, every, kind.vanish, rotate) })
	}
	t.Run("quiet", soakQuiet)
}

// soakReader follows the log of a scenario with all that is real, and gives
// every line to take, until stop is closed.
func soakReader(t *testing.T, s *scenario, stop <-chan struct{}, take func(line []byte)) *sync.WaitGroup {
	w, err := NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	watch := w.Add(s.name)
	r := NewReader(s.name, Options{Mode: ByName, All: true, Stop: stop, Wake: watch.C, Moved: watch.Refresh, Warn: func(err error) { t.Log(err) }})
	var wg sync.WaitGroup
	wg.Go(func() {
		defer w.Close()
		defer r.Close()
		buf := make([]byte, 256<<10)
		var rest []byte
		for {
			n, err := r.Read(buf)
			rest = append(rest, buf[:n]...)
			for {
				i := bytes.IndexByte(rest, '\n')
				if i < 0 {
					break
				}
				take(rest[:i])
				rest = rest[i+1:]
			}
			r.Done(r.given)
			if err == io.EOF {
				return
			}
		}
	})
	return &wg
}

// soak rotates a log each time that much time went by. A file that is made and
// deleted between two looks is nobody's: where it would vanish, the log is not
// rotated before its first line was read.
func soak(t *testing.T, rotations int, every time.Duration, vanish bool, rotate func(s *scenario)) {
	s := newScenario(t, ByName)
	var mu sync.Mutex
	var delays []time.Duration
	next, wrong := 1, 0
	seen := make(chan struct{}, 1)
	stop := make(chan struct{})
	wg := soakReader(t, s, stop, func(line []byte) {
		var no, at int64
		now := time.Now().UnixNano()
		fmt.Sscanf(string(line), "line %d at %d", &no, &at)
		mu.Lock()
		defer mu.Unlock()
		if int(no) != next {
			if wrong++; wrong < 5 {
				t.Errorf("got %q, want line %d", line, next)
			}
			next = int(no)
		}
		next++
		delays = append(delays, time.Duration(now-at))
		select {
		case seen <- struct{}{}:
		default:
		}
	})
	begin := time.Now()
	lines, done := 0, 0
	first := 1 // number of the first line of the file
	last := begin
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for done < rotations {
		<-tick.C
		due := int(time.Since(begin).Seconds() * 20000)
		var b strings.Builder
		for now := time.Now().UnixNano(); lines < due; {
			lines++
			fmt.Fprintf(&b, "line %d at %d %s\n", lines, now, strings.Repeat("x", 90))
		}
		s.write(b.String())
		if time.Since(last) < every {
			continue
		}
		mu.Lock()
		unseen := next <= first
		mu.Unlock()
		if vanish && unseen {
			continue
		}
		last = time.Now()
		rotate(s)
		done++
		first = lines + 1
		for names, _ := Rotated(s.name); len(names) > 60; names = names[1:] {
			s.check(os.Remove(names[0]))
		}
	}
	took := time.Since(begin)
	limit := time.After(5 * time.Second)
	for waiting := true; waiting; {
		mu.Lock()
		waiting = next <= lines
		mu.Unlock()
		if waiting {
			select {
			case <-seen:
			case <-limit:
				waiting = false
			}
		}
	}
	close(stop)
	wg.Wait()
	if next-1 != lines || len(delays) != lines {
		t.Errorf("%d lines written, %d read, the last %d", lines, len(delays), next-1)
	}
	slices.Sort(delays)
	n := len(delays)
	t.Logf("%d rotations, %d lines in %.1f s (%.0f a second); %d out of order; delay: median %v, 99 %% %v, longest %v",
		done, lines, took.Seconds(), float64(lines)/took.Seconds(), wrong, delays[n/2].Round(100*time.Microsecond), delays[n*99/100].Round(100*time.Microsecond), delays[n-1].Round(100*time.Microsecond))
}

// soakQuiet measures what following costs while nothing comes.
func soakQuiet(t *testing.T) {
	s := newScenario(t, ByName)
	stop := make(chan struct{})
	wg := soakReader(t, s, stop, func([]byte) {})
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	const quiet = 10 * time.Second
	<-time.After(quiet)
	spent := used() - before
	close(stop)
	wg.Wait()
	t.Logf("%v of processor time in %v of quiet (%.3f %%)", spent.Round(10*time.Microsecond), quiet, 100*spent.Seconds()/quiet.Seconds())
}
