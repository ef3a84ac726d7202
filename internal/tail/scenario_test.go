package tail

import (
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// scenario is a directory with a log in it, a clock that stands still between
// two looks, and a reader. What is to happen next is done while the reader
// waits, so that the order of things is certain and no test sleeps.
type scenario struct {
	t      *testing.T
	dir    string
	name   string
	now    time.Time
	w      *os.File // as the program that writes has it open
	denied bool
	warned []string
	reader *Reader
	opts   Options
}

func newScenario(t *testing.T, mode Mode) *scenario {
	t.Helper()
	s := &scenario{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)}
	s.name = filepath.Join(s.dir, "mail.log")
	s.opts = Options{Mode: mode, All: true, Warn: func(err error) { s.warned = append(s.warned, err.Error()) }}
	s.opts.World = World{
		Now: func() time.Time { return s.now },
		Open: func(name string) (*os.File, error) {
			if s.denied {
				return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
			}
			return openShared(name)
		},
	}
	s.create()
	t.Cleanup(func() {
		if s.reader != nil {
			s.reader.Close()
		}
		s.w.Close()
	})
	return s
}

func (s *scenario) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// create is what a program does that opens its log.
func (s *scenario) create() {
	s.t.Helper()
	if s.w != nil {
		s.w.Close()
	}
	w, err := os.OpenFile(s.name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	s.check(err)
	s.w = w
}

func (s *scenario) write(text string) {
	s.t.Helper()
	_, err := s.w.WriteString(text)
	s.check(err)
}

// shift makes room for mail.log.1.
func (s *scenario) shift() {
	s.t.Helper()
	names, err := Rotated(s.name)
	s.check(err)
	for _, n := range names {
		r, _ := parseRotated(strings.TrimPrefix(n, s.name))
		ext := ""
		if r.packed {
			ext = filepath.Ext(n)
		}
		if r.number >= 0 {
			s.check(os.Rename(n, fmt.Sprintf("%s.%d%s", s.name, r.number+1, ext)))
		}
	}
}

func (s *scenario) rename() { s.shift(); s.check(os.Rename(s.name, s.name+".1")) }

func (s *scenario) copyTruncate() {
	s.t.Helper()
	s.shift()
	data, err := os.ReadFile(s.name)
	s.check(err)
	s.check(os.WriteFile(s.name+".1", data, 0o644))
	s.check(os.Truncate(s.name, 0))
}

func (s *scenario) gzip(from, to string) {
	s.t.Helper()
	data, err := os.ReadFile(from)
	s.check(err)
	out, err := os.Create(to)
	s.check(err)
	z := gzip.NewWriter(out)
	_, err = z.Write(data)
	s.check(err)
	s.check(z.Close())
	s.check(out.Close())
	s.check(os.Remove(from))
}

// run has each of the steps done when the reader has nothing more to give, then
// the clock go on for a minute, and gives all that was read, what came after
// each step behind a bar.
func (s *scenario) run(steps ...func()) string {
	s.t.Helper()
	var out strings.Builder
	s.opts.World.Wait = func(d time.Duration) bool {
		s.now = s.now.Add(d)
		if len(steps) == 0 {
			return false
		}
		out.WriteByte('|')
		steps[0]()
		steps = steps[1:]
		return true
	}
	s.reader = NewReader(s.name, s.opts)
	buf := make([]byte, 300)
	for {
		n, err := s.reader.Read(buf)
		out.Write(buf[:n])
		if err == s.opts.Idle && err != nil {
			out.WriteString("(idle)")
			continue
		}
		if err != nil {
			if err != io.EOF {
				s.t.Fatalf("Read: %v", err)
			}
			break
		}
	}
	s.reader.Done(s.reader.given)
	return out.String()
}

// later lets time go by.
func (s *scenario) later(d time.Duration) func() { return func() { s.now = s.now.Add(d) } }

func (s *scenario) writes(text string) func() { return func() { s.write(text) } }

func (s *scenario) want(got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("got  %q\nwant %q", got, want)
	}
}

func (s *scenario) wantWarned(parts ...string) {
	s.t.Helper()
	if len(s.warned) != len(parts) {
		s.t.Fatalf("warned %q, want %d of them", s.warned, len(parts))
	}
	for i, p := range parts {
		if !strings.Contains(s.warned[i], p) {
			s.t.Errorf("warned %q, want %q in it", s.warned[i], p)
		}
	}
}

// notOnWindows is for what cannot be done there with a file that is open.
func notOnWindows(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be renamed over or removed at once")
	}
}
