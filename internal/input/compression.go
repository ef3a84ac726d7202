package input

import "bufio"

// Compression is how a source is stored.
type Compression string

// The compressions that are unpacked. None is the empty string.
const (
	None  Compression = ""
	Gzip  Compression = "gzip"
	Zstd  Compression = "zstd"
	XZ    Compression = "xz"
	Bzip2 Compression = "bzip2"
)

// A magic is the beginning of compressed data, each byte within lo and hi.
type magic struct {
	compression Compression
	lo, hi      string
}

// Bzip2's three letters could begin a line of text, so the magic of the first block, or of the end of an empty file,
// has to follow them. A zstd file may begin with a skippable frame (RFC 8878 §3.1.2), as those of pzstd do.
var magics = []magic{
	{Gzip, "\x1f\x8b\x08", "\x1f\x8b\x08"},
	{Zstd, "\x28\xb5\x2f\xfd", "\x28\xb5\x2f\xfd"},
	{Zstd, "\x50\x2a\x4d\x18", "\x5f\x2a\x4d\x18"},
	{XZ, "\xfd7zXZ\x00", "\xfd7zXZ\x00"},
	{Bzip2, "BZh1\x31\x41\x59\x26\x53\x59", "BZh9\x31\x41\x59\x26\x53\x59"},
	{Bzip2, "BZh1\x17\x72\x45\x38\x50\x90", "BZh9\x17\x72\x45\x38\x50\x90"},
}

// compare says whether head begins with the magic, or might if there were more of it.
func (m magic) compare(head []byte) (is, might bool) {
	for i := range len(m.lo) {
		if i == len(head) {
			return false, true
		}
		if head[i] < m.lo[i] || head[i] > m.hi[i] {
			return false, false
		}
	}
	return true, false
}

// sniff tells the compression from the first bytes and takes none of them. It waits for no more than it needs: the first
// byte of a log is nearly always enough. Data that ends before a magic is complete is plain.
func sniff(br *bufio.Reader) Compression {
	for need := 1; ; need++ {
		head, err := br.Peek(need)
		undecided := false
		for _, m := range magics {
			is, might := m.compare(head)
			if is {
				return m.compression
			}
			undecided = undecided || might
		}
		if !undecided || err != nil {
			return None
		}
	}
}

// MagicSize is how many first bytes IsPacked needs at most.
const MagicSize = 10

// IsPacked tells whether head, the first bytes of a file, begins compressed
// data that Open would unpack.
func IsPacked(head []byte) bool {
	for _, m := range magics {
		if is, _ := m.compare(head); is {
			return true
		}
	}
	return false
}
