package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// cleanCuts are the lengths to which a sample can be cut and still be whole by the rules of its format.
func cleanCuts(c Compression, data []byte) map[int]bool {
	end := map[int]bool{0: true, len(data): true}
	switch c {
	case Gzip:
		end[bytes.LastIndex(data, []byte("\x1f\x8b\x08"))] = true
	case Zstd:
		skippable := bytes.Index(data, []byte("\x51\x2a\x4d\x18"))
		end[skippable], end[skippable+8+5] = true, true
	case XZ:
		second := bytes.LastIndex(data, []byte("\xfd7zXZ\x00"))
		end[second], end[second-4], end[second-8] = true, true, true // eight bytes of stream padding
	case Bzip2:
		end[bytes.LastIndex(data, []byte("BZh1"))] = true
	}
	return end
}

func TestTruncated(t *testing.T) {
	want := testdata(t, "sample.log")
	for _, sample := range samples[1:] {
		t.Run(sample.file, func(t *testing.T) {
			data := testdata(t, sample.file)
			clean := cleanCuts(sample.compression, data)
			longest := 0
			for n := range len(data) + 1 {
				got, s, err := readStdin(t, bytes.NewReader(data[:n]))
				if n < sample.magic {
					if err != nil || s.Compression != None || !bytes.Equal(got, data[:n]) {
						t.Errorf("cut to %d: read %q as %q, error %v; want it as it is", n, got, s.Compression, err)
					}
					continue
				}
				var e *Error
				switch {
				case clean[n]:
					if err != nil {
						t.Errorf("cut to %d: error %v, want none", n, err)
					}
				case !errors.Is(err, ErrBrokenOff) || !errors.As(err, &e) || e.Op != "decompress" || e.Hint == "":
					t.Errorf("cut to %d: error %#v, want ErrBrokenOff", n, err)
				case !strings.Contains(err.Error(), string(sample.compression)+" data breaks off"):
					t.Errorf("cut to %d: %q does not say that it breaks off", n, err)
				}
				if !bytes.HasPrefix(want, got) {
					t.Errorf("cut to %d: what was read is not the beginning of the log", n)
				}
				if len(got) < longest {
					t.Errorf("cut to %d: read %d bytes, and %d from less", n, len(got), longest)
				}
				longest = len(got)
			}
			if longest != len(want) {
				t.Errorf("uncut: read %d bytes, want %d", longest, len(want))
			}
		})
	}
}

// Damage anywhere neither panics nor hangs, and gives io.EOF or an *Error with what came before it.
func TestDamaged(t *testing.T) {
	want := testdata(t, "sample.log")
	for _, sample := range samples[1:] {
		t.Run(sample.file, func(t *testing.T) {
			data := testdata(t, sample.file)
			broken := 0
			for i := range data {
				data[i] ^= 0x55
				_, _, err := readStdin(t, bytes.NewReader(data))
				data[i] ^= 0x55
				var e *Error
				if err != nil && !errors.As(err, &e) {
					t.Errorf("byte %d: error %#v, want an *Error", i, err)
				}
				if errors.Is(err, ErrBrokenOff) {
					broken++
				}
			}
			if broken < len(data)/2 {
				t.Errorf("damage was noticed at %d of %d bytes", broken, len(data))
			}
			data[len(data)-5] ^= 0x55
			got, _, err := readStdin(t, bytes.NewReader(data))
			if !errors.Is(err, ErrBrokenOff) || !bytes.HasPrefix(want, got) || len(got) < 1200 {
				t.Errorf("damaged near the end: read %d bytes, error %v", len(got), err)
			}
		})
	}
}

func TestAfterTheEnd(t *testing.T) {
	want := testdata(t, "sample.log")
	gz, bz := testdata(t, "sample.gz"), testdata(t, "sample.bz2")
	empty := packGzip(t, nil)
	tests := []struct {
		name    string
		data    []byte
		after   string
		want    []byte
		warning string
		err     error
	}{
		{"nothing", gz, "", want, "", nil},
		{"zeros", gz, strings.Repeat("\x00", 100_000), want, "", nil},
		{"one zero", gz, "\x00", want, "", nil},
		{"text", gz, "Nov 22 05:38:58 mx1", want, "gzip", nil},
		{"one byte", gz, "N", want, "gzip", nil},
		{"zeros and text", gz, "\x00\x00text", want, "gzip", nil},
		{"zeros and a member", gz, "\x00\x00" + string(gz), want, "gzip", nil},
		{"a byte that is no member", gz, "\x1fx", want, "gzip", nil},
		{"a member", gz, string(gz), append(bytes.Clone(want), want...), "", nil},
		{"empty members", gz, strings.Repeat(string(empty), 1000), want, "", nil},
		{"half a magic", gz, "\x1f", want, "", ErrBrokenOff},
		{"no method", gz, "\x1f\x8b", want, "", ErrBrokenOff},
		{"another method", gz, "\x1f\x8b\x07\x00\x00\x00\x00\x00\x00\x00", want, "", ErrBrokenOff},
		{"empty gzip", empty, "", nil, "", nil},
		{"bzip2 and text", bz, "text", want, "bzip2", nil},
		{"bzip2 and half a magic", bz, "B", want, "", ErrBrokenOff},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, s, err := readStdin(t, bytes.NewReader(append(bytes.Clone(test.data), test.after...)))
			if !bytes.Equal(got, test.want) || !errors.Is(err, test.err) {
				t.Errorf("read %d bytes, error %v; want %d, %v", len(got), err, len(test.want), test.err)
			}
			if w := s.Warning(); (w == "") != (test.warning == "") || !strings.Contains(w, test.warning) {
				t.Errorf("warning %q, want %q in it", w, test.warning)
			}
		})
	}
}

func TestPlainThatLooksPacked(t *testing.T) {
	for _, text := range []string{
		"\x1f", "\x1f\x8b", "\x1f\x8b\x07 pack", "\x28\xb5", "\x28\xb5\x2f\xfc", "\xfd7z", "\xfd7zXZ\x01",
		"B", "BZ", "BZh9", "BZh9 is how a line may begin", "BZh91AY&S", "BZh01AY&SY", "P*M", "P*M\x19", "PK\x03\x04", "\x00",
		"Nov 22", "\n",
	} {
		got, s, err := readStdin(t, strings.NewReader(text))
		if string(got) != text || err != nil || s.Compression != None {
			t.Errorf("%q: read %q as %q, error %v", text, got, s.Compression, err)
		}
	}
}

// Only the outer of two compressions is unpacked.
func TestTwicePacked(t *testing.T) {
	inner := testdata(t, "sample.zst")
	got, s, err := readStdin(t, bytes.NewReader(packGzip(t, inner)))
	if err != nil || s.Compression != Gzip || !bytes.Equal(got, inner) {
		t.Errorf("read %d bytes as %q, error %v; want the %d of the inner file", len(got), s.Compression, err, len(inner))
	}
}

func TestWindow(t *testing.T) {
	log := testdata(t, "sample.log")
	tests := []struct {
		file      string
		maxWindow int64
		before    int    // bytes delivered
		message   string // "" where it can be read
	}{
		{"window-128MiB.zst", 0, 0, "over the cap of 64 MiB"},
		{"window-128MiB.zst", 128<<20 - 1, 0, "over the cap of 128 MiB"},
		{"window-128MiB.zst", 128 << 20, 1000, ""},
		{"window-128MiB.xz", 0, 0, "window of 128 MiB, over the cap of 64 MiB"},
		{"window-128MiB.xz", 1, 0, "over the cap of 1 MiB"},
		{"window-128MiB.xz", 128 << 20, 1000, ""},
		{"window-128MiB-later.xz", 0, 1500, "window of 128 MiB, over the cap of 64 MiB"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.file, test.maxWindow), func(t *testing.T) {
			name := filepath.Join("testdata", test.file)
			s, err := Open(name, Options{MaxWindow: test.maxWindow})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			got, err := io.ReadAll(s)
			if !bytes.Equal(got, log[:test.before]) {
				t.Errorf("read %d bytes, want %d", len(got), test.before)
			}
			var e *Error
			switch {
			case test.message == "":
				if err != nil {
					t.Errorf("error %v", err)
				}
			case !errors.Is(err, ErrWindow) || errors.Is(err, ErrBrokenOff) || !errors.As(err, &e):
				t.Errorf("error %v, want ErrWindow", err)
			case !strings.Contains(err.Error(), test.message) || !strings.Contains(e.Hint, " -dc") || !strings.Contains(e.Hint, name):
				t.Errorf("error %q, want %q and how to unpack it", err, test.message)
			}
		})
	}
}

func TestUnsupported(t *testing.T) {
	packed := packZstd(t, testdata(t, "sample.log"), zstd.WithEncoderDictRaw(7, bytes.Repeat([]byte("postfix/smtp "), 100)))
	tests := map[string][]byte{"LZMA2": testdata(t, "filter.xz"), "dictionary": packed}
	for message, data := range tests {
		got, _, err := readStdin(t, bytes.NewReader(data))
		if len(got) != 0 || !errors.Is(err, ErrUnsupported) || errors.Is(err, ErrBrokenOff) || !strings.Contains(err.Error(), message) {
			t.Errorf("read %d bytes, error %v; want ErrUnsupported with %q", len(got), err, message)
		}
	}
}

// What is taken from the heap does not grow with the input.
func TestMemory(t *testing.T) {
	plain := make([]byte, 96<<20)
	name := filepath.Join(t.TempDir(), "zeros")
	for c, data := range map[Compression][]byte{
		None: plain,
		Gzip: packGzip(t, plain),
		Zstd: packZstd(t, plain, zstd.WithWindowSize(1<<20)),
	} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		p := make([]byte, aheadBlock)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s, err := Open(name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var total int
		for err == nil {
			var n int
			n, err = s.Read(p)
			total += n
		}
		s.Close()
		runtime.ReadMemStats(&after)
		if s.Compression != c || total != len(plain) || err != io.EOF {
			t.Errorf("%q: read %d bytes as %q, error %v", c, total, s.Compression, err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 6<<20 {
			t.Errorf("%q: took %d bytes from the heap", c, took)
		}
	}
}

func packGzip(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func packZstd(t testing.TB, data []byte, opts ...zstd.EOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
