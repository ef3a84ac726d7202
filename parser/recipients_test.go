package parser

import (
	"strings"
	"testing"
)

func TestNextRecipient(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<a@b.org>, delay=1", "a@b.org"},
		{"<a@b.org>,<c@d.org>, ctladdr=<me@x.org>", "a@b.org|c@d.org"},
		{"<a@b.org>,c@d.org,<e@f.org>", "a@b.org|c@d.org|e@f.org"},
		{"ann,bob, delay=1", "ann|bob"},
		{`<"a, b"@c.org>,<"d>,<e"@f.org>, delay=1`, `"a, b"@c.org|"d>,<e"@f.org`},
		{"<a@b.org>,<c@d.o", "a@b.org"},
		{"<>,<a@b.org>", "<>|a@b.org"},
		{"<a@b.org> [more], delay=1", "a@b.org"},
		{"|/usr/bin/vacation ann, delay=1", "|/usr/bin/vacation ann"},
		{"", ""}, {",", ""}, {", a", ""}, {",,", ""}, {"<", ""},
	} {
		var got []string
		for list := []byte(c.in); ; {
			var r []byte
			if r, list = nextRecipient(list); r == nil {
				break
			}
			got = append(got, string(r))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %q, want %q", c.in, s, c.want)
		}
	}
}

// One line of several recipients gives a record for each, of one line.
func TestSeveralRecipients(t *testing.T) {
	log := "Nov 22 05:29:48 mx1 sm-mta[1]: 6AM5Tms4000167: to=<a@b.org>,<c@d.org>,<e@f.org>, delay=00:00:03, mailer=esmtp, relay=mx.b.org. [192.0.2.1], dsn=5.7.1, reply=550 5.7.1 no, stat=Service unavailable\n"
	for _, lines := range []bool{false, true} {
		var got []string
		stats, err := Scan(strings.NewReader(log), Options{Workers: 1, Lines: lines, Modified: modified}, func(e *Event) error {
			if (e.Raw != nil) != (len(got) == 0) || e.Line != 1 || e.Reply.Code != 550 || e.Status != StatusBounced {
				t.Errorf("%s", dump(e))
			}
			got = append(got, string(e.Recipient))
			return nil
		})
		if err != nil || strings.Join(got, " ") != "a@b.org c@d.org e@f.org" || stats.Replies != 3 {
			t.Errorf("lines %v: %q, %d replies, %v", lines, got, stats.Replies, err)
		}
	}
	quiet := "Nov 22 05:29:48 mx1 sm-mta[1]: 6AM5Tms4000167: to=<a@b.org>,<c@d.org>, delay=00:00:03, mailer=local, dsn=2.0.0, stat=Sent\n"
	if all := keepEvents(t, []byte(quiet), Options{Lines: true}); len(all) != 1 {
		t.Errorf("%d events of a line that tells no reply", len(all))
	}
}
