package input

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"
)

// samples are the same log, stored in every way that is read; the packed ones in two parts of their format, the first of
// 4000 bytes.
var samples = []struct {
	file        string
	compression Compression
	magic       int // how many bytes tell the compression
}{
	{"sample.log", None, 0},
	{"sample.gz", Gzip, 3},
	{"sample.zst", Zstd, 4},
	{"sample.xz", XZ, 6},
	{"sample.bz2", Bzip2, 10},
}

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readStdin reads all of data as standard input; an error of Open fails the test.
func readStdin(t testing.TB, data io.Reader) ([]byte, *Source, error) {
	t.Helper()
	s, err := Open(Stdin, Options{Stdin: data})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer s.Close()
	out, err := io.ReadAll(s)
	return out, s, err
}

func TestOpen(t *testing.T) {
	want := testdata(t, "sample.log")
	stamp := time.Date(2023, 3, 4, 5, 6, 7, 0, time.UTC)
	gzipStamp := time.Date(2024, 11, 22, 6, 0, 0, 0, time.UTC)
	for _, sample := range samples {
		for _, ext := range []string{"", ".log", ".gz", ".bz2"} {
			t.Run(sample.file+ext, func(t *testing.T) {
				data := testdata(t, sample.file)
				name := filepath.Join(t.TempDir(), "mail"+ext)
				if err := os.WriteFile(name, data, 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chtimes(name, stamp, stamp); err != nil {
					t.Fatal(err)
				}
				s, err := Open(name, Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				got, err := io.ReadAll(s)
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("read %d bytes, error %v; want the %d of the log", len(got), err, len(want))
				}
				wantTime := stamp
				if sample.compression == Gzip {
					wantTime = gzipStamp
				}
				if s.Name != name || s.Compression != sample.compression || !s.ModTime.Equal(wantTime) || s.Terminal {
					t.Errorf("source is %q, %q, %v, terminal %v; want %q, %q, %v, false",
						s.Name, s.Compression, s.ModTime, s.Terminal, name, sample.compression, wantTime)
				}
				if size := int64(len(data)); s.Size != size || s.Consumed() != size {
					t.Errorf("size %d, consumed %d; want %d", s.Size, s.Consumed(), size)
				}
				if w := s.Warning(); w != "" {
					t.Errorf("warning %q", w)
				}
			})
		}
	}
}

// How the input is cut into pieces must not matter, on either side.
func TestPieces(t *testing.T) {
	want := testdata(t, "sample.log")
	pieces := map[string]func(io.Reader) io.Reader{
		"whole":    func(r io.Reader) io.Reader { return r },
		"one byte": iotest.OneByteReader,
		"half":     iotest.HalfReader,
		"data+EOF": iotest.DataErrReader,
	}
	for _, sample := range samples {
		for piece, cut := range pieces {
			t.Run(sample.file+"/"+piece, func(t *testing.T) {
				in := cut(bytes.NewReader(testdata(t, sample.file)))
				s, err := Open(Stdin, Options{Stdin: in})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				if err := iotest.TestReader(s, want); err != nil {
					t.Error(err)
				}
				if s.Compression != sample.compression || s.Size != -1 || s.Name != "-" {
					t.Errorf("source is %q, %q, size %d", s.Name, s.Compression, s.Size)
				}
				if s.ModTime.IsZero() == (sample.compression == Gzip) {
					t.Errorf("time is %v", s.ModTime)
				}
			})
		}
	}
}

func TestStdinFile(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "sample.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(3000, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	got, s, err := readStdin(t, f)
	if err != nil || s.Size != 459 || s.Consumed() != 459 || len(got) != 459 {
		t.Errorf("read %d bytes, size %d, consumed %d, error %v; want 459", len(got), s.Size, s.Consumed(), err)
	}
	if !s.ModTime.IsZero() {
		t.Errorf("time is %v, want none", s.ModTime)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Errorf("standard input was closed: %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		name, text string
		is         error
		hint       string
	}{
		{filepath.Join(dir, "none.log"), "none.log: ", fs.ErrNotExist, ""},
		{filepath.Join(dir, "*.log"), "*.log: ", fs.ErrNotExist, "pattern"},
		{filepath.Join(dir, "a\x1bm"), `a\x1bm`, fs.ErrNotExist, ""},
		{"", `"": `, fs.ErrNotExist, ""},
		{dir, "is a directory", ErrDirectory, "smtplog annotate " + filepath.Join(dir, "*.log")},
	}
	for _, test := range tests {
		s, err := Open(test.name, Options{})
		var e *Error
		if s != nil || !errors.As(err, &e) {
			t.Errorf("Open(%q) = %v, %v; want an *Error", test.name, s, err)
			continue
		}
		if e.Name != test.name || e.Op != "open" || !errors.Is(err, test.is) {
			t.Errorf("Open(%q): name %q, op %q, error %v; want open, %v", test.name, e.Name, e.Op, err, test.is)
		}
		if (e.Hint == "") != (test.hint == "") || !strings.Contains(e.Hint, test.hint) {
			t.Errorf("Open(%q): hint %q, want %q in it", test.name, e.Hint, test.hint)
		}
		if !strings.Contains(err.Error(), test.text) || strings.ContainsAny(err.Error(), "\n\x1b") {
			t.Errorf("Open(%q): %q, want %q in it", test.name, err, test.text)
		}
	}
}

func TestStdinDirectory(t *testing.T) {
	f, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := Open(Stdin, Options{Stdin: f}); !errors.Is(err, ErrDirectory) {
		t.Errorf("Open gave %v, want ErrDirectory", err)
	}
}

// A failing store is told as what it is, whatever the decompressor thinks of the end of its data.
func TestReadFails(t *testing.T) {
	for _, sample := range samples {
		t.Run(sample.file, func(t *testing.T) {
			half := testdata(t, sample.file)[:400]
			got, _, err := readStdin(t, io.MultiReader(bytes.NewReader(half), iotest.ErrReader(syscall.EIO)))
			var e *Error
			if !errors.As(err, &e) || e.Op != "read" || e.Name != Stdin || !errors.Is(err, syscall.EIO) || errors.Is(err, ErrBrokenOff) {
				t.Errorf("error is %#v, want a read error of EIO", err)
			}
			if !bytes.HasPrefix(testdata(t, "sample.log"), got) {
				t.Error("what came before is not the beginning of the log")
			}
		})
	}
}

func TestShrunk(t *testing.T) {
	// Data that does not pack keeps the read-ahead, of less than 1 MiB, away from the place of the cut.
	plain := make([]byte, 4<<20)
	rand.NewChaCha8([32]byte{}).Read(plain)
	for c, data := range map[Compression][]byte{None: plain, Gzip: packGzip(t, plain), Zstd: packZstd(t, plain)} {
		name := filepath.Join(t.TempDir(), "mail.log")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if s.Compression != c {
			t.Errorf("%q taken for %q", c, s.Compression)
		}
		if err := os.Truncate(name, 2<<20); err != nil {
			t.Skip(err)
		}
		got, err := io.ReadAll(s)
		if !errors.Is(err, ErrShrunk) || errors.Is(err, ErrBrokenOff) {
			t.Errorf("%q: error %v, want ErrShrunk", c, err)
		}
		if len(got) < 1<<20 || !bytes.HasPrefix(plain, got) {
			t.Errorf("%q: the %d bytes read are not the beginning", c, len(got))
		}
	}
}

func TestEmpty(t *testing.T) {
	name := filepath.Join(t.TempDir(), "empty.gz")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(name, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := io.ReadAll(s); err != nil || len(got) != 0 || s.Compression != None || s.Size != 0 {
		t.Errorf("read %q, error %v, compression %q, size %d", got, err, s.Compression, s.Size)
	}
}
