package input

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
)

// bigGzip unpacks to far more than the read-ahead holds, so that its goroutine is still there when Close comes.
func bigGzip(t testing.TB) []byte {
	return packGzip(t, bytes.Repeat([]byte("250 2.0.0 Ok\r\n"), 1<<20))
}

// A synctest bubble fails if a goroutine that was started in it is left behind.
func TestCloseStopsReadAhead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "big.gz")
	if err := os.WriteFile(name, bigGzip(t), 0o600); err != nil {
		t.Fatal(err)
	}
	data := bigGzip(t)
	for _, read := range []int{0, 1, 100_000, 2_000_000} {
		synctest.Test(t, func(t *testing.T) {
			for _, opts := range []Options{{}, {Stdin: bytes.NewReader(data)}} {
				from := name
				if opts.Stdin != nil {
					from = Stdin
				}
				s, err := Open(from, opts)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := io.CopyN(io.Discard, s, int64(read)); err != nil {
					t.Errorf("reading %d bytes: %v", read, err)
				}
				if err := s.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
				if err := s.Close(); err != nil {
					t.Errorf("second Close: %v", err)
				}
				var e *Error
				if n, err := s.Read(make([]byte, 10)); n != 0 || !errors.Is(err, fs.ErrClosed) || !errors.As(err, &e) {
					t.Errorf("Read after Close gave %d, %v; want fs.ErrClosed", n, err)
				}
			}
		})
	}
}

func TestCloseWakesRead(t *testing.T) {
	for _, sample := range samples[1:] {
		data := testdata(t, sample.file)
		synctest.Test(t, func(t *testing.T) {
			r, w := io.Pipe()
			go w.Write(data[:400])
			s, err := Open(Stdin, Options{Stdin: r})
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan error)
			go func() {
				_, err := io.ReadAll(s)
				ended <- err
			}()
			synctest.Wait()
			if s.Consumed() != 400 {
				t.Errorf("%s: consumed %d, want 400", sample.file, s.Consumed())
			}
			s.Close()
			if err := <-ended; !errors.Is(err, fs.ErrClosed) {
				t.Errorf("%s: Read ended with %v, want fs.ErrClosed", sample.file, err)
			}
			w.Close()
		})
	}
}

// A line that comes over a pipe is there for the reader before the next one is written.
func TestPipeIsNotHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		defer w.Close()
		for _, line := range []string{"5", "B", "\x1f"} {
			go w.Write([]byte(line + "\n"))
			s, err := Open(Stdin, Options{Stdin: r})
			if err != nil {
				t.Fatal(err)
			}
			p := make([]byte, 100)
			if n, err := s.Read(p); string(p[:n]) != line+"\n" || err != nil {
				t.Errorf("read %q, %v; want %q", p[:n], err, line+"\n")
			}
		}
	})
}
