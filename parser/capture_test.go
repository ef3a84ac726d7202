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

	"github.com/gopacket/gopacket/layers"
)

// captureTalk has what is hard in a conversation: replies of several lines,
// commands sent together, AUTH, a message that quotes a conversation.
const captureTalk = `
S: 220 mx.example.com ESMTP
C: EHLO client.example.net
S: 250-mx.example.com
S+ 250-PIPELINING
S: 250-SIZE 1000
S+ 250 AUTH PLAIN LOGIN
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YW5uQGV4YW1wbGUuY29t
S: 334 UGFzc3dvcmQ6
C: aHVudGVyMg==
S: 235 2.7.0 Authentication successful
C: MAIL FROM:<ann@example.com>
C+ RCPT TO:<bob@example.org>
C+ RCPT TO:<nobody@example.org>
C: DATA
S: 250 2.1.0 Ok
S+ 250 2.1.5 Ok
S: 550-5.1.1 <nobody@example.org>: Recipient address rejected:
S+ 550 5.1.1 User unknown
S: 354 End data with <CR><LF>.<CR><LF>
C: Subject: what they said
C+ 
C+ 220 relay.example.com ESMTP
C+ MAIL FROM:<x@example.com>
C: 550 5.7.1 no
C+ ..
C+ QUIT
C: .
S: 250 2.0.0 Ok: queued as 4jXHtl37jt
C: VRFY ann
S: 252 2.0.0 ann
C: QUIT
S: 221 2.0.0 Bye
`

// saidReplies gives the replies of a capture, one string each, without where
// and when.
func saidReplies(t testing.TB, file []byte, opts Options) (list []string, err error) {
	t.Helper()
	opts.Workers = 1
	_, err = Scan(bytes.NewReader(file), opts, func(e *Event) error {
		if e.Kind == KindReply {
			list = append(list, wireSaid(e))
		}
		return nil
	})
	return list, err
}

// said names a reply: what it answers, and its beginning.
func wireSaid(e *Event) string {
	return fmt.Sprintf("%s %s %s %s %d %s %q", e.Phase, e.Command.Verb, e.Command.Arg, e.Recipient, e.Reply.Code, e.Reply.Enhanced, e.Reply.Text)
}

func TestCaptureTalk(t *testing.T) {
	want := []string{
		`connect    220  ["mx.example.com ESMTP"]`,
		`ehlo EHLO client.example.net  250  ["mx.example.com" "PIPELINING" "SIZE 1000" "AUTH PLAIN LOGIN"]`,
		`auth AUTH LOGIN  334  ["VXNlcm5hbWU6"]`,
		`auth AUTH LOGIN  334  ["UGFzc3dvcmQ6"]`,
		`auth AUTH LOGIN  235 2.7.0 ["Authentication successful"]`,
		`mail MAIL FROM:<ann@example.com>  250 2.1.0 ["Ok"]`,
		`rcpt RCPT TO:<bob@example.org> bob@example.org 250 2.1.5 ["Ok"]`,
		`rcpt RCPT TO:<nobody@example.org> nobody@example.org 550 5.1.1 ["<nobody@example.org>: Recipient address rejected:" "User unknown"]`,
		`data DATA   354  ["End data with <CR><LF>.<CR><LF>"]`,
		`message .  bob@example.org 250 2.0.0 ["Ok: queued as 4jXHtl37jt"]`,
		`vrfy VRFY ann  252 2.0.0 ["ann"]`,
		`quit QUIT   221 2.0.0 ["Bye"]`,
	}
	segs := talkSegs(0, captureTalk)
	for _, style := range []captureStyle{
		{link: layers.LinkTypeEthernet}, {link: layers.LinkTypeEthernet, vlans: 1}, {link: layers.LinkTypeEthernet, vlans: 2},
		{link: layers.LinkTypeEthernet, big: true}, {link: layers.LinkTypeEthernet, nano: true, big: true}, {link: layers.LinkTypeEthernet, ng: true},
		{link: layers.LinkTypeEthernet, ipv6: true}, {link: layers.LinkTypeEthernet, ipv6: true, exts: true, ng: true},
		{link: layers.LinkTypeRaw}, {link: layers.LinkTypeRaw, ipv6: true, nano: true}, {link: layers.LinkTypeNull}, {link: layers.LinkTypeNull, ipv6: true},
		{link: layers.LinkTypeLoop}, {link: layers.LinkTypeLinuxSLL}, {link: layers.LinkTypeLinuxSLL2, ipv6: true, ng: true}, {link: layers.LinkTypeLinuxSLL2},
		{link: layers.LinkTypeEthernet, port: 25}, {link: layers.LinkTypeEthernet, port: 50000},
	} {
		got, err := saidReplies(t, buildCapture(t, style, segs), Options{})
		if d := firstDifference(got, want); d != "" || err != nil {
			t.Errorf("%+v: %v %s", style, err, d)
		}
	}
}

// Where and when a reply was said, and whose it is.
func TestCapturePlace(t *testing.T) {
	segs := talkSegs(0, "S: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250-mx.example.com\nC: NOOP\nS: 250 SIZE\nS+ 250 2.0.0 Ok\n")
	for style, want := range map[captureStyle]string{
		{link: layers.LinkTypeRaw}: "6 reply lines=2 format=pcap time=2026-11-22T05:53:02.553617+00:00 session=192.0.2.9:40000-192.0.2.1:2500 " +
			"origin=wire dialogue ip=192.0.2.1 port=2500 verb=EHLO arg=x phase=ehlo code=250 text=\"mx.example.com\" text=\"SIZE\"",
		{link: layers.LinkTypeRaw, ipv6: true, nano: true}: "6 reply lines=2 format=pcap time=2026-11-22T05:53:02.553617123+00:00 " +
			"session=[2001:db8::9]:40000-[2001:db8::1]:2500 origin=wire dialogue ip=2001:db8::1 port=2500 verb=EHLO arg=x phase=ehlo code=250 text=\"mx.example.com\" text=\"SIZE\"",
	} {
		list := keepEvents(t, buildCapture(t, style, segs), Options{Workers: 1})
		if len(list) != 3 {
			t.Fatalf("%d events", len(list))
		}
		if got := dump(&list[1].Event); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// However the octets lie in segments, and however these come, the same was
// said.
func TestCaptureSegments(t *testing.T) {
	segs := talkSegs(0, captureTalk)
	style := captureStyle{link: layers.LinkTypeRaw}
	want, _ := saidReplies(t, buildCapture(t, style, segs), Options{})
	check := func(what string, list []wireSeg) {
		t.Helper()
		got, err := saidReplies(t, buildCapture(t, style, list), Options{})
		if d := firstDifference(got, want); d != "" || err != nil {
			t.Errorf("%s: %v %s", what, err, d)
		}
	}
	for size := 1; size < 9; size++ {
		check(fmt.Sprint("pieces of ", size), splitSegs(segs, size))
	}
	for i := 3; i < len(segs)-1; i++ {
		swapped := slices.Clone(segs)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		check(fmt.Sprint("swapped at ", i), swapped)
		check(fmt.Sprint("sent again ", i), slices.Insert(slices.Clone(segs), min(i+4, len(segs)), segs[i]))
		check(fmt.Sprint("sent again after the end ", i), append(slices.Clone(segs), segs[i]))
		late := slices.Delete(slices.Clone(segs), i, i+1)
		check(fmt.Sprint("late ", i), slices.Insert(late, min(i+5, len(late)), segs[i]))
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		list := splitSegs(segs, 1+rng.IntN(40))
		for i := 3; i < len(list); i++ {
			switch j := max(i-rng.IntN(4), 3); rng.IntN(4) {
			case 0:
				list[i], list[j] = list[j], list[i]
			case 1:
				list = slices.Insert(list, i, list[j])
			}
		}
		check("shuffled", list)
	}
}

// splitSegs cuts the segments into pieces of at most size octets.
func splitSegs(segs []wireSeg, size int) (list []wireSeg) {
	for _, s := range segs {
		for len(s.data) > size {
			p := s
			p.data = s.data[:size]
			list = append(list, p)
			s.data = s.data[size:]
			s.seq += uint32(size)
		}
		list = append(list, s)
	}
	return list
}

// A capture that lacks any one packet, its beginning, or the ends of its
// packets tells nothing that was not said, and all that it has.
func TestCaptureLoss(t *testing.T) {
	segs := talkSegs(0, captureTalk)
	for _, style := range []captureStyle{{link: layers.LinkTypeRaw}, {link: layers.LinkTypeRaw, port: 25}} {
		truth, _ := saidReplies(t, buildCapture(t, style, segs), Options{})
		for i := range segs {
			holdToTruth(t, fmt.Sprint("without packet ", i+1), style, slices.Delete(slices.Clone(segs), i, i+1), truth, style.port == 25)
			if i > 0 {
				holdToTruth(t, fmt.Sprint("from packet ", i+1), style, segs[i:], truth, style.port == 25)
			}
			for j := i + 1; j < min(i+5, len(segs)); j++ {
				list := slices.Delete(slices.Clone(segs), j, j+1)
				holdToTruth(t, fmt.Sprint("without packets ", i+1, j+1), style, slices.Delete(list, i, i+1), truth, style.port == 25)
			}
		}
		for snaplen := 40; snaplen < 140; snaplen++ {
			s := style
			s.snaplen = snaplen
			holdToTruth(t, fmt.Sprint("snapshot length ", snaplen), s, segs, truth, false)
		}
	}
}

// holdToTruth reads segs: every reply that is told was said so, and what
// stands whole in a segment is told when all says that it must be.
func holdToTruth(t *testing.T, what string, style captureStyle, segs []wireSeg, truth []string, all bool) {
	t.Helper()
	var told []string
	_, err := Scan(bytes.NewReader(buildCapture(t, style, segs)), Options{Workers: 1}, func(e *Event) error {
		if e.Kind != KindReply {
			return nil
		}
		told = append(told, wireSaid(e))
		first := string(e.Reply.Text[0])
		ok := slices.ContainsFunc(truth, func(s string) bool {
			phase, rest, _ := strings.Cut(s, " ")
			verb, _, _ := strings.Cut(rest, " ")
			return strings.Contains(s, fmt.Sprint(" ", e.Reply.Code, " ")) && strings.Contains(s, strings.Trim(fmt.Sprintf("%q", first), `"`)) &&
				(e.Phase == PhaseUnknown || e.Phase.String() == phase && e.Command.Verb == verb)
		})
		if !ok {
			t.Errorf("%s: told %s", what, wireSaid(e))
		}
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if !all {
		return
	}
	n := 0
	for _, s := range segs {
		if !s.client {
			for line := range strings.Lines(s.data) {
				if len(line) > 3 && line[3] == ' ' {
					n++
				}
			}
		}
	}
	if len(told) < n {
		t.Errorf("%s: %d replies, %d stand there: %q", what, len(told), n, told)
	}
}

// Conversations at the same time are kept apart.
func TestCaptureSideBySide(t *testing.T) {
	a, b := talkSegs(0, captureTalk), talkSegs(1, "S: 220 b.example.com ESMTP\nC: HELO b\nS: 250 b\nC: HELP\nS: 214 2.0.0 no help\nC: QUIT\nS: 221 2.0.0 Bye\n")
	style := captureStyle{link: layers.LinkTypeRaw}
	var both []wireSeg
	for i := range a {
		both = append(both, a[i])
		if i < len(b) {
			both = append(both, b[i])
		}
	}
	bySession := map[string][]string{}
	for _, k := range keepEvents(t, buildCapture(t, style, both), Options{Workers: 1}) {
		bySession[string(k.Session)] = append(bySession[string(k.Session)], wireSaid(&k.Event))
	}
	for i, list := range [][]wireSeg{a, b} {
		want, _ := saidReplies(t, buildCapture(t, style, list), Options{})
		if d := firstDifference(bySession[fmt.Sprintf("192.0.2.9:4000%d-192.0.2.1:2500", i)], want); d != "" {
			t.Error(d)
		}
	}
}

func TestCaptureWhatIsSaid(t *testing.T) {
	for name, tt := range map[string]struct {
		talk string
		want []string
	}{
		"chunks": {"S: 220 a ESMTP\nC: EHLO b\nS: 250 a\nC: MAIL FROM:<>\nS: 250 ok\nC: BDAT 16\nC+ QUIT\nC+ .\nC+ DATA\nC+ \\0$\nC: BDAT 1 LAST\nC+ x$\nS: 250 16 octets\nS: 250 2.6.0 done\nC: RSET\nS: 250 2.0.0 Ok\n", []string{
			"connect    220  [\"a ESMTP\"]", "ehlo EHLO b  250  [\"a\"]", "mail MAIL FROM:<>  250  [\"ok\"]",
			"message BDAT 16  250  [\"16 octets\"]", "message BDAT 1 LAST  250 2.6.0 [\"done\"]", "rset RSET   250 2.0.0 [\"Ok\"]",
		}},
		"STARTTLS": {"S: 220 a ESMTP\nC: EHLO b\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC: \\x16\\3\\3 250 no$\nS: \\x16\\3\\3 250 no\nS: 250 2.0.0 no\n", []string{
			"connect    220  [\"a ESMTP\"]", "ehlo EHLO b  250  [\"STARTTLS\"]", "starttls STARTTLS   220  [\"go\"]",
		}},
		"STARTTLS refused": {"S: 220 a ESMTP\nC: STARTTLS\nS: 454 4.7.0 no TLS\nC: NOOP\nS: 250 Ok\n", []string{
			"connect    220  [\"a ESMTP\"]", "starttls STARTTLS   454 4.7.0 [\"no TLS\"]", "noop NOOP   250  [\"Ok\"]",
		}},
		"LMTP": {"S: 220 a LMTP\nC: LHLO b\nS: 250 a\nC: MAIL FROM:<>\nC+ RCPT TO:<c@d>\nC+ RCPT TO:<e@f>\nC+ DATA\nS: 250 1\nS+ 250 2\nS+ 250 3\nS+ 354 go\nC: x\nC+ .\nS: 250 2.0.0 c\nS+ 452 4.2.2 e\n", []string{
			"connect    220  [\"a LMTP\"]", "ehlo LHLO b  250  [\"a\"]", "mail MAIL FROM:<>  250  [\"1\"]", "rcpt RCPT TO:<c@d> c@d 250  [\"2\"]",
			"rcpt RCPT TO:<e@f> e@f 250  [\"3\"]", "data DATA   354  [\"go\"]", "message .  c@d 250 2.0.0 [\"c\"]", "message .  e@f 452 4.2.2 [\"e\"]",
		}},
		"refused at once": {"S: 554 5.7.1 a.example.com refuses you\n", []string{"connect    554 5.7.1 [\"a.example.com refuses you\"]"}},
		"said unasked": {"S: 220 a ESMTP\nC: HELO b\nS: 250 a\nS: 421 4.4.2 a Timeout\n", []string{
			"connect    220  [\"a ESMTP\"]", "ehlo HELO b  250  [\"a\"]", "    421 4.4.2 [\"a Timeout\"]",
		}},
		"lines without CR": {"S: 220 a ESMTP\nC: HELO b\\n$\nS: 250 a\\n$\nC: MAIL FROM:<c@d>\\n$\nS: 250 ok\\n$\nC: DATA\\n$\nS: 354 go\\n$\nC: x\\n.\\nQUIT\\n$\nS: 250 took it\\n$\nS: 221 bye$\n", []string{
			"connect    220  [\"a ESMTP\"]", "ehlo HELO b  250  [\"a\"]", "mail MAIL FROM:<c@d>  250  [\"ok\"]", "data DATA   354  [\"go\"]",
			"message .   250  [\"took it\"]", "quit QUIT   221  [\"bye\"]",
		}},
		"behind a proxy": {"C: PROXY TCP4 198.51.100.1 198.51.100.11 80 25\nS: 220 a ESMTP\nC: HELO b\nS: 250 a\n", []string{
			"connect    220  [\"a ESMTP\"]", "ehlo HELO b  250  [\"a\"]",
		}},
		"FTP":     {"S: 220 (vsFTPd 3.0.3)\nC: USER ann\nS: 331 Please specify the password.\nC: PASS x\nS: 530 Login incorrect.\nC: QUIT\nS: 221 Goodbye.\n", nil},
		"NNTP":    {"S: 200 news.example.com ready\nC: HELP\nS: 100 help follows\nC: QUIT\nS: 205 bye\n", nil},
		"HTTP":    {"C: GET / HTTP/1.1\nC+ Host: a\nC+ \nS: HTTP/1.1 200 OK\nS+ \nS+ 220 mx.example.com ESMTP\n", nil},
		"POP3":    {"S: +OK ready\nC: USER a\nS: +OK\nC: QUIT\nS: +OK\n", nil},
		"TLS":     {"C: \\x16\\3\\3$\nS: \\x16\\3\\3$\nS: 220 mx.example.com ESMTP\n", nil},
		"nothing": {"", nil},
	} {
		got, err := saidReplies(t, buildCapture(t, captureStyle{link: layers.LinkTypeEthernet}, talkSegs(0, tt.talk)), Options{})
		if d := firstDifference(got, tt.want); d != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, d)
		}
	}
}

// The dialogue as it is shown: readable, its secrets marked, a message only
// when all lines are asked for.
func TestCaptureShown(t *testing.T) {
	file := buildCapture(t, captureStyle{link: layers.LinkTypeRaw}, talkSegs(0, captureTalk))
	var shown, allShown strings.Builder
	for opts, out := range map[*Options]*strings.Builder{{Dialogue: true}: &shown, {Lines: true}: &allShown} {
		opts.Workers = 1
		if _, err := Scan(bytes.NewReader(file), *opts, func(e *Event) error {
			if e.Raw != nil {
				out.Write(Mask(nil, e.Raw, e.Secret))
				out.WriteByte('\n')
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"YW5uQGV4YW1wbGUuY29t", "aHVudGVyMg"} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%q is shown", secret)
			}
		}
	}
	for _, line := range []string{
		"05:53:02.550 192.0.2.1:2500 > 192.0.2.9:40000  220 mx.example.com ESMTP\n",
		"192.0.2.9:40000 > 192.0.2.1:2500  [redacted]\n",
		"192.0.2.9:40000 > 192.0.2.1:2500  [107 octets of message text]\n",
		"192.0.2.1:2500 > 192.0.2.9:40000  250 AUTH PLAIN LOGIN\n",
	} {
		if !strings.Contains(shown.String(), line) {
			t.Errorf("%q is not in\n%s", line, shown.String())
		}
	}
	if body := "  Subject: what they said\n"; strings.Contains(shown.String(), body) || !strings.Contains(allShown.String(), body) {
		t.Errorf("%q: shown without being asked for, or not at all", body)
	}
}

// A file that breaks off anywhere tells so, after what could be read.
func TestCaptureBreaksOff(t *testing.T) {
	segs := talkSegs(0, captureTalk)
	for _, style := range []captureStyle{{link: layers.LinkTypeEthernet}, {link: layers.LinkTypeRaw, ng: true}} {
		file := buildCapture(t, style, segs)
		whole, _ := saidReplies(t, file, Options{})
		last := 0
		for n := 24; n < len(file); n++ {
			got, err := saidReplies(t, file[:n], Options{})
			var cut *CaptureError
			if err != nil && (!errors.As(err, &cut) || !errors.Is(err, errCutOff)) {
				t.Fatalf("at %d: %v", n, err)
			}
			if len(got) < last || len(got) > len(whole) {
				t.Fatalf("at %d: %d replies, before it %d", n, len(got), last)
			}
			last = len(got)
		}
	}
	if _, err := saidReplies(t, buildCapture(t, captureStyle{link: layers.LinkTypeIEEE802_11}, segs), Options{}); err == nil {
		t.Error("no word of a link type that is not read")
	}
	bad := errors.New("bad disk")
	file := buildCapture(t, captureStyle{link: layers.LinkTypeRaw}, segs)
	_, err := Scan(io.MultiReader(bytes.NewReader(file), iotest.ErrReader(bad)), Options{}, func(*Event) error { return nil })
	if !errors.Is(err, bad) {
		t.Errorf("error %v", err)
	}
}

// Neither the reader's pieces nor the number of workers are of consequence,
// and every packet is counted once.
func TestCaptureReadsAndWorkers(t *testing.T) {
	var segs []wireSeg
	for i := range 300 {
		segs = append(segs, talkSegs(i, captureTalk)...)
	}
	for _, style := range []captureStyle{{link: layers.LinkTypeEthernet}, {link: layers.LinkTypeEthernet, ng: true}} {
		file := buildCapture(t, style, segs)
		want := scanAll(bytes.NewReader(file), all)
		if len(want.events) < 300*12 {
			t.Fatalf("%d events", len(want.events))
		}
		for _, workers := range []int{1, 3} {
			o := all
			o.Workers = workers
			same(t, "half", scanAll(iotest.HalfReader(bytes.NewReader(file)), o), want)
			same(t, "pieces", scanAll(&cutReader{file, func() int { return 11 }}, o), want)
		}
		same(t, "bytes", scanAll(iotest.OneByteReader(bytes.NewReader(file)), all), want)
		stats, _ := Scan(bytes.NewReader(file), Options{}, func(*Event) error { return nil })
		checkStats(t, &stats)
		if stats.Lines != int64(len(segs)) || stats.Bytes != int64(len(file)) || stats.Replies != 300*12 {
			t.Errorf("%+v", stats)
		}
	}
}

// What was captured from real servers and clients.
func TestCaptureTruth(t *testing.T) {
	files, _ := filepath.Glob("../testdata/lab/pcap/*.pcap")
	if len(files) == 0 {
		t.Fatal("no captures")
	}
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, k := range keepEvents(t, file, Options{Workers: 1}) {
			got = append(got, fmt.Sprintf("%s %s", k.Phase, k.key()))
		}
		for _, s := range readTruth(t, path+".truth") {
			for i := range s.replies {
				want = append(want, fmt.Sprintf("%s %s", s.replies[i].phase, s.replies[i].key()))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if d := firstDifference(got, want); d != "" {
			t.Errorf("%s: %s", path, d)
		}
	}
}
