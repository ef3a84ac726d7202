package input

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// benchLog makes a log whose lines differ about as much as those of a busy server, and pack about as well.
func benchLog(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	says := []string{
		"250 2.0.0 Ok: queued as %X", "550 5.1.1 <user%d@example.org>: User unknown", "452 4.2.2 mailbox of user%d is full",
		"421 4.7.0 too many connections, id %X",
	}
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "Nov 22 %02d:%02d:%02d mx1 postfix/smtp[%d]: %010X: to=<user%d@example.org>, relay=mx%d.example.net[192.0.2.%d]:25, delay=%d.%d, dsn=2.0.0, status=sent (",
			i/36000%24, i/600%60, i/10%60, 1000+r.IntN(50), r.Int64N(1<<40), r.IntN(20000), r.IntN(9), r.IntN(250), r.IntN(9), r.IntN(99))
		fmt.Fprintf(&b, says[r.IntN(len(says))], r.Int64N(1<<32))
		b.WriteString(")\n")
	}
	return b.Bytes()[:size]
}

// bench compares a Source with the bare reader of the same file, first with a consumer that only takes the bytes and then
// with one that works on them about as long as a parser does. Both take whole blocks, as a parser does.
func bench(b *testing.B, name string, size int, bare func(io.Reader) (io.Reader, error)) {
	work := map[string]func([]byte){
		"take": func([]byte) {},
		"work": func(p []byte) {
			for range 20 {
				crc32.ChecksumIEEE(p)
			}
		},
	}
	for _, consumer := range []string{"take", "work"} {
		use := work[consumer]
		run := func(how string, open func() (io.Reader, func())) {
			b.Run(how+"/"+consumer, func(b *testing.B) {
				b.SetBytes(int64(size))
				b.ReportAllocs()
				p := make([]byte, aheadBlock)
				for b.Loop() {
					r, done := open()
					total := 0
					for {
						n, err := fill(r, p)
						use(p[:n])
						total += n
						if err == io.EOF {
							break
						}
						if err != nil {
							b.Fatal(err)
						}
					}
					done()
					if total != size {
						b.Fatalf("read %d bytes, want %d", total, size)
					}
				}
			})
		}
		run("bare", func() (io.Reader, func()) {
			f, err := os.Open(name)
			if err != nil {
				b.Fatal(err)
			}
			r, err := bare(f)
			if err != nil {
				b.Fatal(err)
			}
			return r, func() { f.Close() }
		})
		run("source", func() (io.Reader, func()) {
			s, err := Open(name, Options{})
			if err != nil {
				b.Fatal(err)
			}
			return s, func() { s.Close() }
		})
	}
}

// benchFile stores what pack makes of the log.
func benchFile(b *testing.B, log []byte, pack func(io.Writer) (io.WriteCloser, error)) string {
	b.Helper()
	name := filepath.Join(b.TempDir(), "mail.log")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w, err := pack(f)
	if err == nil {
		_, err = w.Write(log)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	return name
}

func BenchmarkPlain(b *testing.B) {
	const size = 64 << 20
	name := filepath.Join(b.TempDir(), "mail.log")
	if err := os.WriteFile(name, benchLog(size), 0o600); err != nil {
		b.Fatal(err)
	}
	bench(b, name, size, func(r io.Reader) (io.Reader, error) { return r, nil })
}

func BenchmarkGzip(b *testing.B) {
	const size = 64 << 20
	name := benchFile(b, benchLog(size), func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
	bench(b, name, size, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
}

func BenchmarkZstd(b *testing.B) {
	const size = 64 << 20
	name := benchFile(b, benchLog(size), func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
	bench(b, name, size, func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r, zstd.WithDecoderConcurrency(1)) })
}

func BenchmarkXZ(b *testing.B) {
	const size = 4 << 20
	name := benchFile(b, benchLog(size), func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) })
	bench(b, name, size, func(r io.Reader) (io.Reader, error) { return xz.NewReader(bufio.NewReaderSize(r, storedBuffer)) })
}

// Nothing here packs bzip2, so the sample stands in, and this is mostly the cost of opening.
func BenchmarkBzip2(b *testing.B) {
	bench(b, filepath.Join("testdata", "sample.bz2"), len(testdata(b, "sample.log")),
		func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil })
}
