package parser

import (
	"bytes"
	"io"
	"os"
	"testing"
	"time"
)

// benchLog is a log of the lab, repeated to 16 MiB.
func benchLog(b *testing.B, name string) []byte {
	b.Helper()
	data, err := os.ReadFile("../testdata/lab/postfix/" + name)
	if err != nil {
		b.Fatal(err)
	}
	return bytes.Repeat(data, 16<<20/len(data)+1)
}

// BenchmarkScan reads whole logs on one core, as a caller does who counts
// events. SMTPLOG_BENCH_LOG names a log of the reader's own.
func BenchmarkScan(b *testing.B) {
	logs := map[string][]byte{}
	order := []string{"postfix", "syslog-json", "rfc5424", "verbose"}
	for i, name := range []string{"outbound-all.log", "syslog-json.jsonl", "syslog-rfc5424.log", "smtpd-v.log"} {
		logs[order[i]] = benchLog(b, name)
	}
	if path := os.Getenv("SMTPLOG_BENCH_LOG"); path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		order, logs["own"] = append(order, "own"), data
	}
	for _, name := range order {
		b.Run(name, func(b *testing.B) {
			data := logs[name]
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			events := 0
			for b.Loop() {
				if _, err := Scan(bytes.NewReader(data), Options{Workers: 1, Modified: modified}, func(*Event) error { events++; return nil }); err != nil {
					b.Fatal(err)
				}
			}
			if events == 0 {
				b.Fatal("no events")
			}
		})
	}
}

// BenchmarkBlocks reads blocks and does nothing else: what the reader costs.
func BenchmarkBlocks(b *testing.B) {
	data := benchLog(b, "outbound-all.log")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	batch := &Batch{opts: &Options{}}
	for b.Loop() {
		br := &blockReader{r: bytes.NewReader(data)}
		for br.next(batch) != io.EOF {
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	for _, bb := range []struct{ name, line string }{
		{"bsd", "Nov 22 05:38:58 mx1 postfix/smtp[437]: 5BAF1: to=<a@b>, relay=mx[192.0.2.1]:25"},
		{"rfc3339", "2026-11-22T05:38:58.042702+00:00 mx1 postfix/smtp[437]: 5BAF1: to=<a@b>, relay=mx[192.0.2.1]:25"},
		{"rfc5424", "<22>1 2026-11-22T05:38:58Z mx1 postfix/smtp 437 - - 5BAF1: to=<a@b>, relay=mx[192.0.2.1]:25"},
	} {
		line := []byte(bb.line)
		b.Run(bb.name, func(b *testing.B) {
			var f frame
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				f.parse(line)
			}
		})
		b.Run(bb.name+"-quick", func(b *testing.B) {
			lc := newLineContext(&Options{})
			if lc.quick(line) == nil {
				b.Skip("not one of the commonest")
			}
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				lc.quick(line)
			}
		})
	}
}

// BenchmarkTime reads stamps, and lets time.Parse read the same.
func BenchmarkTime(b *testing.B) {
	for _, bb := range []struct{ name, text, layout string }{
		{"bsd", "Nov 22 05:38:58", time.Stamp},
		{"rfc3339", "2026-11-22T05:38:58.042702+00:00", time.RFC3339Nano},
	} {
		text := []byte(bb.text)
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var s Stamp
				if s.bsd(text) == 0 && s.iso(text) == 0 {
					b.Fatal(bb.text)
				}
			}
		})
		b.Run(bb.name+"-time.Parse", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := time.Parse(bb.layout, bb.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReply(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"one-line", "550 5.1.1 <ann@example.com>: Recipient address rejected: User unknown in virtual mailbox table"},
		{"flattened", "550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550-5.7.26 Every sender must pass 550-5.7.26 SPF or DKIM. 550 5.7.26 gsmtp"},
	} {
		text := []byte(bb.text)
		b.Run(bb.name, func(b *testing.B) {
			var lines [][]byte
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				lines = lines[:0]
				if _, ok := parseFlat(text, &lines); !ok {
					b.Fatal(bb.text)
				}
			}
		})
	}
}
