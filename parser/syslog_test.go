package parser

import (
	"fmt"
	"testing"
)

// frameOf shows what the framing of a line is.
func frameOf(f *frame) string {
	if !f.framed {
		return ""
	}
	return fmt.Sprintf("%s|%s|%s|%d|%s", dumpStamp(&f.stamp), f.host, f.program, f.pid, f.msg)
}

// wholeFrame is frameOf with what no log's own header has.
func wholeFrame(f *frame) string {
	return fmt.Sprintf("%s|%s|%t %d %t", frameOf(f), f.body, f.inner, f.stream, f.part)
}

var frameTests = []struct{ in, want string }{ // stamp|host|program|pid|message; "" for no framing
	{"Nov 22 05:38:58 mx1 postfix/smtp[437]: text: more", "0000-11-22T05:38:58|mx1|postfix/smtp|437|text: more"},
	{"Nov 22 05:38:58 mx1 postfix/smtp[437]:  two blanks", "0000-11-22T05:38:58|mx1|postfix/smtp|437| two blanks"},
	{"Nov 22 05:38:58 mx1 kernel: [550.250] x", "0000-11-22T05:38:58|mx1|kernel|0|[550.250] x"},
	{"Nov 22 05:38:58 mx1 opendkim[12:34]: x", "0000-11-22T05:38:58|mx1|opendkim|0|x"},
	{"Nov 22 05:38:58 2001:db8::1 sm-mta[7]: x", "0000-11-22T05:38:58|2001:db8::1|sm-mta|7|x"},
	{"Nov 22 05:38:58 postfix/smtp[437]: no host", "0000-11-22T05:38:58||postfix/smtp|437|no host"},
	{"<22>Nov 22 05:38:58 mx1 postfix/smtp[437]: x", "0000-11-22T05:38:58|mx1|postfix/smtp|437|x"},
	{"<191>Nov 22 05:38:58 mx1 a: x", "0000-11-22T05:38:58|mx1|a|0|x"},
	{"<1234>Nov 22 05:38:58 mx1 a: x", ""},
	{"<>Nov 22 05:38:58 mx1 a: x", ""},
	{"<22>1 2026-11-22T05:38:58Z mx1 postfix/smtp 437 - - x", "2026-11-22T05:38:58+00:00|mx1|postfix/smtp|437|x"},
	{"<22>1 2026-11-22T05:38:58Z mx1 a 437 ID [x@1 y=\"]\\\"\"] msg", "2026-11-22T05:38:58+00:00|mx1|a|437|msg"},
	{"<22>1 - - a - - - msg", "||a|0|msg"},
	{"<22>1 - - - - - - msg", "|||0|msg"},
	{"<22>1 - mx1 a - - - \xef\xbb\xbfmsg", "|mx1|a|0|msg"},
	{"<22>1 2026-11-22T05:38:58Z mx1 a 437", ""},
	{"<22>1 yesterday mx1 a 437 - - x", ""},
	{"2026-11-22T05:38:58.042702+00:00 mx1 postfix/smtp[437]: x", "2026-11-22T05:38:58.042702+00:00|mx1|postfix/smtp|437|x"},
	{"2026-11-22 05:38:58,123 mx1 exim[7]: x", "2026-11-22T05:38:58.123|mx1|exim|7|x"},
	{"Sun 2026-11-22 05:38:58 UTC mx1 postfix/smtp[437]: x", "2026-11-22T05:38:58+00:00|mx1|postfix/smtp|437|x"},
	{"mail-1  | Nov 22 05:38:58 mx1 postfix/smtp[437]: x", "0000-11-22T05:38:58|mx1|postfix/smtp|437|x"},
	{"mail_1 | 2026-11-22T05:38:58Z mx1 postfix/smtp[437]: x", "2026-11-22T05:38:58+00:00|mx1|postfix/smtp|437|x"},
	{"mail 1 | Nov 22 05:38:58 mx1 a: x", ""},
	{"Nov 22 05:38:58\tmx1\tpostfix/smtp[437]:\tcopied from a table", "0000-11-22T05:38:58|mx1|postfix/smtp|437|copied from a table"},
	{"2026-11-22T05:38:58Z\tmx1\tpostfix/smtp[437]\tx", "2026-11-22T05:38:58+00:00|mx1|postfix/smtp|437|x"},
	{"Nov 22 05:38:58\tpostfix/smtp[437]: x", "0000-11-22T05:38:58||postfix/smtp|437|x"},
	{"Nov 22 05:38:58 \tmx1 postfix/smtp[437]: long enough", "0000-11-22T05:38:58|mx1|postfix/smtp|437|long enough"},
	{"Nov 22 05:38:58 mx1 no tag here", ""},
	{"Nov 22 05:38:58 mx1 a=b: x", ""},
	{"Nov 22 05:38:58", ""},
	{"Nov 22 05:38:58 ", ""},
	{"250 Ok: this is no log", ""},
	{"", ""},
}

func TestFraming(t *testing.T) {
	for _, tt := range frameTests {
		var f frame
		f.parse([]byte(tt.in))
		if got := frameOf(&f); got != tt.want {
			t.Errorf("%q:\n got %q\nwant %q", tt.in, got, tt.want)
		}
		if !f.framed && len(f.msg) > len(tt.in) {
			t.Errorf("%q: message %q", tt.in, f.msg)
		}
	}
}

// The short way for the commonest lines reads what the long way reads, also
// when the line before it was of the same second, host and program.
func TestQuickFraming(t *testing.T) {
	lines := make([]string, 0, 2*len(frameTests))
	for _, tt := range frameTests {
		lines = append(lines, tt.in, tt.in)
	}
	for _, l := range []string{
		"Nov 22 05:38:58 mx1 postfix/smtp[437]: 5BAF1: one",
		"Nov 22 05:38:58 mx1 postfix/smtp[437]: 5BAF1: another",
		"Nov 22 05:38:58 mx12 postfix/smtp[437]: 5BAF1: a host that begins alike",
		"Nov 22 05:38:59 mx1 postfix/smtp[12345678901]: 5BAF1: a pid that is none",
		"Nov 22 05:38:59 mx1 postfix/smtp[437]:no blank behind the colon here",
		"Nov 22 05:38:59 mx1  postfix/smtp[437]: two blanks before the tag here",
		"Nov 22 05:38:59  mx1 postfix/smtp[437]: two blanks before the host here",
		"Nov 22 05:38:59 postfix/smtp[437]: no host, and the rest is long enough",
		"Nov 22 05:38:59.5 mx1 postfix/smtp[437]: a fraction of a second",
		"Nov  2 05:38:59 mx1 postfix/smtp[437]: a day of one digit",
		"Nov 2 05:38:59 mx1 postfix/smtp[437]: a day of one digit and one blank",
		"2026-11-22T05:38:59Z mx1 postfix/smtp[437]: RFC 3339 and long enough",
		"2026-11-22T05:38:59+01:00 mx1 postfix/smtp[0]: RFC 3339 and long enough",
	} {
		lines = append(lines, l, l)
	}
	lc := newLineContext(&Options{})
	n := 0
	for _, l := range lines {
		lc.f.inner, lc.f.stream, lc.f.part = true, streamErr, true // as of the line before
		if lc.quick([]byte(l)) == nil {
			continue
		}
		n++
		got := wholeFrame(&lc.f)
		var f frame
		f.parse([]byte(l))
		if want := wholeFrame(&f); got != want {
			t.Errorf("%q:\nquick %q\n long %q", l, got, want)
		}
	}
	if n < 10 {
		t.Errorf("only %d lines went the short way", n)
	}
}
