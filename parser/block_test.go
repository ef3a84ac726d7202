package parser

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// blockLines reads all blocks; every line is given with its length, and its
// first bytes and whether its end is there.
func blockLines(t *testing.T, r io.Reader) (lines []string, eol byte) {
	t.Helper()
	br := &blockReader{r: r}
	b := &Batch{opts: &Options{}}
	for {
		b.reset()
		err := br.next(b)
		if err == io.EOF {
			return lines, br.eol
		}
		if err != nil {
			t.Fatal(err)
		}
		if b.lines > maxBlockLines {
			t.Fatalf("%d lines in a block", b.lines)
		}
		block, n := b.block, 0
		for len(block) > 0 {
			line := block
			if i := bytes.IndexByte(block, br.eol); i >= 0 {
				line, block = block[:i], block[i+1:]
			} else {
				block = nil
			}
			n++
			s := string(line)
			if len(line) > 100 {
				s = fmt.Sprintf("%d bytes, %q…", len(line), line[:4])
				if bytes.HasSuffix(line, []byte("tail")) {
					s += "tail"
				}
			}
			if b.cut {
				s += " (cut)"
			}
			lines = append(lines, s)
		}
		if n != b.lines {
			t.Fatalf("a block says %d lines and has %d", b.lines, n)
		}
	}
}

func TestBlocks(t *testing.T) {
	long := func(n int) string { return "head" + strings.Repeat("x", n-8) + "tail" }
	whole := func(n int) string { return fmt.Sprintf("%d bytes, %q…tail", n, "head") }
	cut := fmt.Sprintf("%d bytes, %q… (cut)", MaxLine, "head")
	most := fmt.Sprintf("%d bytes, %q…tail", MaxLine, "head")
	tests := []struct {
		name, in string
		want     []string
		eol      byte
	}{
		{"empty", "", nil, '\n'},
		{"a line", "a\n", []string{"a"}, '\n'},
		{"without its end", "a", []string{"a"}, '\n'},
		{"an empty line last", "a\n\n", []string{"a", ""}, '\n'},
		{"CR alone", "a\rb\r", []string{"a", "b"}, '\r'},
		{"CR alone, without the last", "a\rb", []string{"a", "b"}, '\r'},
		{"CR before the first LF", "a\rb\nc", []string{"a\rb", "c"}, '\n'},
		{"a block less one", long(BlockSize-1) + "\nz", []string{whole(BlockSize - 1), "z"}, '\n'},
		{"a block", long(BlockSize) + "\nz", []string{whole(BlockSize), "z"}, '\n'},
		{"a block and one", long(BlockSize+1) + "\nz", []string{whole(BlockSize + 1), "z"}, '\n'},
		{"the longest line less one", long(MaxLine-1) + "\nz\n", []string{whole(MaxLine - 1), "z"}, '\n'},
		{"the longest line", long(MaxLine) + "\nz\n", []string{most, "z"}, '\n'},
		{"the longest line, at the end", "a\n" + long(MaxLine), []string{"a", most}, '\n'},
		{"one byte more", long(MaxLine+1) + "\nz\n", []string{cut, "z"}, '\n'},
		{"one byte more, at the end", long(MaxLine + 1), []string{cut}, '\n'},
		{"a block more", long(MaxLine+BlockSize) + "\nz\n", []string{cut, "z"}, '\n'},
		{"two in a row", long(MaxLine+9) + "\n" + long(3*MaxLine) + "\nz", []string{cut, cut, "z"}, '\n'},
		{"CR, over-long", "a\r" + long(MaxLine+2) + "\rz\r", []string{"a", cut, "z"}, '\r'},
		{"LF too late to count", long(MaxLine-2) + "\rab\n", []string{whole(MaxLine - 2), "ab\n"}, '\r'},
	}
	for _, tt := range tests {
		readers := map[string]io.Reader{
			"whole": strings.NewReader(tt.in),
			"half":  iotest.HalfReader(strings.NewReader(tt.in)),
			"EOF":   iotest.DataErrReader(strings.NewReader(tt.in)),
			"odd":   &cutReader{[]byte(tt.in), func() int { return 100003 }},
			"to the limit": &cutReader{[]byte(tt.in), func() func() int {
				first := true
				return func() int {
					if first {
						first = false
						return MaxLine - 1
					}
					return 1
				}
			}()},
		}
		for name, r := range readers {
			got, eol := blockLines(t, r)
			if d := firstDifference(got, tt.want); d != "" || eol != tt.eol {
				t.Errorf("%s, read %s: line end %q: %s", tt.name, name, eol, d)
			}
		}
	}
}

// An input of nothing but line ends comes in blocks of bounded size.
func TestBlocksOfEmptyLines(t *testing.T) {
	for _, n := range []int{maxBlockLines - 1, maxBlockLines, maxBlockLines + 1, 3*maxBlockLines + 7} {
		lines, _ := blockLines(t, strings.NewReader(strings.Repeat("\n", n)))
		if len(lines) != n {
			t.Errorf("%d lines of %d", len(lines), n)
		}
	}
}

// A cut line keeps what was understood of it, says that it is cut, and is
// counted as one line; the line after it has the right number.
func TestCutLine(t *testing.T) {
	head := "Nov 22 05:38:58 mx1 postfix/smtp[437]: 5BAF1: to=<z@cut.example>, relay=mx[192.0.2.13]:25, delay=1, dsn=5.7.1, status=bounced (host mx[192.0.2.13] said: 554 5.7.1 "
	in := head + strings.Repeat("x", MaxLine) + "\n" + newYearLog
	for _, workers := range []int{1, 3} {
		events := keepEvents(t, []byte(in), Options{Workers: workers})
		if len(events) != 8 {
			t.Fatalf("%d events", len(events))
		}
		if k := events[0]; !k.Cut || k.Line != 1 || k.Reply.Code != 554 || len(k.Raw) != MaxLine || string(k.Recipient) != "z@cut.example" {
			t.Errorf("the cut line: cut %v, line %d, code %d, %d bytes", k.Cut, k.Line, k.Reply.Code, len(k.Raw))
		}
		if k := events[1]; k.Cut || k.Line != 2 {
			t.Errorf("the line after it: cut %v, line %d", k.Cut, k.Line)
		}
	}
	stats, err := Scan(strings.NewReader(in), Options{}, func(*Event) error { return nil })
	if err != nil || stats.Cut != 1 || stats.Lines != 10 {
		t.Errorf("error %v, %+v", err, stats)
	}
}
