package parser

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// testLogs gives all test data by path: the goldens' logs and the lab's.
func testLogs(t testing.TB) map[string][]byte {
	t.Helper()
	logs := map[string][]byte{}
	for _, pattern := range []string{"../testdata/logs/*/*.log", "../testdata/lab/*/*.log", "../testdata/lab/*/*.jsonl", "../testdata/lab/*/*.txt", "../testdata/lab/*/*.typescript"} {
		list, err := filepath.Glob(pattern)
		if err != nil || len(list) == 0 {
			t.Fatal(pattern, err)
		}
		for _, path := range list {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			logs[path] = data
		}
	}
	return logs
}

// bigLog is more than four blocks of everything there is, every copy from
// another host, so that no conversation goes on from one to the next. Lines
// that belong to no log stand between those that do.
func bigLog(t testing.TB) []byte {
	t.Helper()
	logs := testLogs(t)
	paths := make([]string, 0, len(logs))
	for p := range logs {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	var big bytes.Buffer
	for i := 0; big.Len() < 4*BlockSize; i++ {
		for _, p := range paths {
			big.Write(bytes.ReplaceAll(logs[p], []byte(" mx1 "), fmt.Appendf(nil, " mx%d ", i+2)))
			big.WriteByte('\n')
		}
	}
	return big.Bytes()
}

// cutReader gives its data in pieces whose sizes next says.
type cutReader struct {
	data []byte
	next func() int
}

func (r *cutReader) Read(p []byte) (int, error) {
	if len(r.data) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.data[:min(max(r.next(), 0), len(r.data))])
	r.data = r.data[n:]
	return n, nil
}

// all asks for everything that a scan can give.
var all = Options{Lines: true, Dialogue: true, Workers: 1}

// How the reader cuts its bytes, and how many workers there are, must be of no
// consequence.
func TestScanDoesNotDependOnReadsOrWorkers(t *testing.T) {
	big := bigLog(t)
	random := func(seed uint64, most int) func() int {
		rng := rand.New(rand.NewPCG(seed, 1))
		return func() int { return rng.IntN(most) }
	}
	readers := []struct {
		name string
		open func() io.Reader
	}{
		{"whole", func() io.Reader { return bytes.NewReader(big) }},
		{"half of what is asked for", func() io.Reader { return iotest.HalfReader(bytes.NewReader(big)) }},
		{"data with EOF", func() io.Reader { return iotest.DataErrReader(bytes.NewReader(big)) }},
		{"one byte", func() io.Reader { return iotest.OneByteReader(bytes.NewReader(big)) }},
		{"lines", func() io.Reader { return &cutReader{big, random(1, 300)} }},
		{"pieces", func() io.Reader { return &cutReader{big, random(2, 9000)} }},
		{"large pieces", func() io.Reader { return &cutReader{big, random(3, 3*BlockSize)} }},
	}
	for i, opts := range []Options{all, {Workers: 1}, {Workers: 1, Dialogue: true, Secrets: true}} {
		want := scanAll(bytes.NewReader(big), opts)
		if len(want.events) < 1500 || want.err != nil {
			t.Fatalf("%v: only %d events, error %v", i, len(want.events), want.err)
		}
		for _, r := range readers {
			for _, workers := range []int{1, 2, 4, 7} {
				if (workers > 2 || i > 0) && r.name != "whole" && r.name != "pieces" || i > 0 && workers == 1 {
					continue // cuts and workers have been met by then
				}
				o := opts
				o.Workers = workers
				same(t, fmt.Sprintf("%s, %d workers, %+v", r.name, workers, opts), scanAll(r.open(), o), want)
			}
		}
	}
}

// Every place at which one read can end and the next begin gives the same:
// for logs over New Year and for dialogues whose replies are cut in two.
func TestScanAtEveryCut(t *testing.T) {
	logs := map[string]string{
		"New Year": newYearLog,
		"CR":       strings.ReplaceAll(newYearLog, "\n", "\r"),
		"CRLF":     strings.ReplaceAll(newYearLog, "\n", "\r\n"),
	}
	for _, name := range []string{"dialogue", "framing"} {
		data, err := os.ReadFile("../testdata/logs/postfix/" + name + ".log")
		if err != nil {
			t.Fatal(err)
		}
		logs[name] = string(data)
	}
	for name, log := range logs {
		step := 1
		if len(log) > 2000 {
			step = len(log) / 300
		}
		want := scanAll(strings.NewReader(log), all)
		if len(want.events) == 0 {
			t.Fatal(name, "gives nothing")
		}
		for cut := 0; cut <= len(log); cut += step {
			got := scanAll(io.MultiReader(strings.NewReader(log[:cut]), strings.NewReader(log[cut:])), all)
			same(t, fmt.Sprintf("%s cut at %d", name, cut), got, want)
		}
		// At every line at once.
		got := scanAll(&cutReader{[]byte(log), func() int { return 1 }}, all)
		same(t, name+" byte by byte", got, want)
	}
}

const newYearLog = `Dec 30 23:59:58 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 a; from=<a@b> to=<c@d> proto=SMTP helo=<e>
Dec 31 23:59:58 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 b; from=<a@b> to=<c@d> proto=SMTP helo=<e>
Jan  1 00:00:01 mx1 postfix/smtpd[2]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 c; from=<a@b> to=<c@d> proto=SMTP helo=<e>
Dec 31 23:59:59 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 d; from=<a@b> to=<c@d> proto=SMTP helo=<e>
Jan  1 00:00:00 mx1 CRON[3]: a line of another program
Dec 31 23:59:59 mx1 kernel: a straggler
Jan  1 00:00:02 mx1 postfix/smtpd[2]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 e; from=<a@b> to=<c@d> proto=SMTP helo=<e>
Feb 29 12:00:00 mx1 postfix/smtpd[2]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 f; from=<a@b> to=<c@d> proto=SMTP helo=<e>
Mar  1 12:00:00 mx1 postfix/smtpd[2]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 g; from=<a@b> to=<c@d> proto=SMTP helo=<e>
`

// Line ends of all kinds give the same events; only Raw's length may not.
func TestScanLineEnds(t *testing.T) {
	data, err := os.ReadFile("../testdata/logs/postfix/delivery.log")
	if err != nil {
		t.Fatal(err)
	}
	log := strings.TrimSuffix(string(data), "\n")
	want := scanAll(strings.NewReader(log+"\n"), all)
	for name, in := range map[string]string{
		"no newline at the end": log,
		"CRLF":                  strings.ReplaceAll(log, "\n", "\r\n") + "\r\n",
		"CR":                    strings.ReplaceAll(log, "\n", "\r") + "\r",
		"CR, none at the end":   strings.ReplaceAll(log, "\n", "\r"),
	} {
		got := scanAll(strings.NewReader(in), all)
		if d := firstDifference(got.events, want.events); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

var errReader = errors.New("the disk is gone")

// What came before an error is told before it.
func TestScanReaderError(t *testing.T) {
	log := newYearLog
	for _, workers := range []int{1, 3} {
		opts := all
		opts.Workers = workers
		want := scanAll(strings.NewReader(log), opts)
		want.err = errReader
		got := scanAll(io.MultiReader(strings.NewReader(log), iotest.ErrReader(errReader)), opts)
		same(t, "error by itself", got, want)

		r := &dataAndError{data: []byte(log)}
		same(t, "error with data", scanAll(r, opts), want)
	}
}

// dataAndError gives its data and the error in one call.
type dataAndError struct{ data []byte }

func (r *dataAndError) Read(p []byte) (int, error) {
	n := copy(p, r.data)
	r.data = r.data[n:]
	return n, errReader
}

// A reader that gives nothing for ever ends the scan.
func TestScanNoProgress(t *testing.T) {
	for _, workers := range []int{1, 2} {
		r := io.MultiReader(strings.NewReader(newYearLog), &cutReader{[]byte("x"), func() int { return 0 }})
		got := scanAll(r, Options{Workers: workers})
		if !errors.Is(got.err, errNoProgress) {
			t.Errorf("%d workers: error %v", workers, got.err)
		}
		if len(got.events) != 7 {
			t.Errorf("%d workers: %d events before it", workers, len(got.events))
		}
	}
}

// The error of the function ends the scan, at the event at which it came, and
// no further one is told.
func TestScanStops(t *testing.T) {
	big := bigLog(t)
	stop := errors.New("enough")
	for _, workers := range []int{1, 2, 5} {
		for _, at := range []int{1, 2, 700} {
			n := 0
			_, err := Scan(bytes.NewReader(big), Options{Workers: workers}, func(*Event) error {
				if n++; n == at {
					return stop
				}
				return nil
			})
			if err != stop || n != at {
				t.Errorf("%d workers: error %v after %d events, want it after %d", workers, err, n, at)
			}
		}
	}
}

// The function that works on batches sees every event that done sees, and what
// it leaves in Out and Aux comes to done with the same batch.
func TestRunWork(t *testing.T) {
	big := bigLog(t)
	want := scanAll(bytes.NewReader(big), Options{Workers: 1})
	for _, workers := range []int{1, 3} {
		s := Scanner{Options: Options{Workers: workers, Modified: modified}}
		var lines []string
		_, err := s.Run(bytes.NewReader(big), func(b *Batch) {
			for _, e := range b.Events() {
				b.Out = append(b.Out, dump(e)+fmt.Sprintf(" raw=%q\n", e.Raw)...)
			}
		}, func(b *Batch) error {
			lines = append(lines, strings.SplitAfter(string(b.Out), "\n")...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range lines {
			if l != "" {
				got = append(got, strings.TrimSuffix(l, "\n"))
			}
		}
		if d := firstDifference(got, want.events); d != "" {
			t.Errorf("%d workers: %s", workers, d)
		}
	}
}

// Lines that no reader knew are told in order and with their numbers.
func TestScanUnparsedInOrder(t *testing.T) {
	var in strings.Builder
	for i := range 30000 {
		fmt.Fprintf(&in, "Nov 22 05:38:58 mx1 postfix/smtpd[12]: nobody knows line %d\n", i+1)
	}
	for _, workers := range []int{1, 4} {
		got := scanAll(strings.NewReader(in.String()), Options{Workers: workers})
		if len(got.unparsed) != 30000 {
			t.Fatalf("%d lines", len(got.unparsed))
		}
		for i, l := range got.unparsed {
			if !strings.HasPrefix(l, fmt.Sprintf("%d \"", i+1)) || !strings.HasSuffix(l, fmt.Sprintf("line %d\"", i+1)) {
				t.Fatalf("at %d: %s", i, l)
			}
		}
	}
}

// No line of the test data, cut off anywhere, makes a panic or a code that is
// not in what is left of it.
func TestScanPieces(t *testing.T) {
	var lines [][]byte
	seen := map[string]bool{}
	for path, log := range testLogs(t) {
		if strings.Contains(path, "lab") && !strings.Contains(path, "smtpd-rejects") && !strings.Contains(path, "milter") && !strings.Contains(path, "clients") {
			continue // of the same kinds as those that are left
		}
		for _, l := range bytes.Split(log, []byte("\n")) {
			if len(l) > 0 && len(l) <= 4096 && !seen[string(l)] {
				seen[string(l)] = true
				lines = append(lines, l)
			}
		}
	}
	b := &Batch{opts: &all, eol: '\n'}
	lc := newLineContext(&all)
	for _, l := range lines {
		for n := range len(l) + 1 {
			piece := l[:n:n]
			b.reset()
			b.opts = &all
			b.block, b.first, b.lines = piece, 1, 1
			b.parse(lc)
			sq := newSequencer(&all)
			b.err = io.EOF
			sq.batch(b)
			for _, e := range b.Events() {
				if e.Kind == KindReply && e.Reply.Code != 0 && !codeStandsIn(piece, e.Reply.Code) {
					t.Fatalf("code %d is invented of %q", e.Reply.Code, piece)
				}
			}
		}
	}
}

// codeStandsIn looks for the three digits, as text or as the journal's numbers.
func codeStandsIn(line []byte, code int) bool {
	c := fmt.Sprint(code)
	return bytes.Contains(line, []byte(c)) || bytes.Contains(line, fmt.Appendf(nil, "%d,%d,%d", c[0], c[1], c[2]))
}
