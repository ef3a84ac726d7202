package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// What a client did goes to the record of its own refusal, which comes later, and
// not to that of another client of the same process; what never gets one is lost,
// and counted.
func TestFaultsGoToTheClientsRecord(t *testing.T) {
	var log strings.Builder
	line := func(format string, args ...any) {
		fmt.Fprintf(&log, "Nov 22 05:00:01 mx1 postfix/postscreen[2165]: "+format+"\n", args...)
	}
	const clients = maxFaults + 10
	for i := range clients {
		line("PREGREET 6 after 0.05 from [192.0.2.%d]:4000: EHLO x", i)
	}
	for i := clients - 1; i >= 0; i -= 2 {
		line("NOQUEUE: reject: RCPT from [192.0.2.%d]:4000: 550 5.5.1 Protocol error; from=<a@example.net>, to=<b@example.org>, proto=ESMTP, helo=<x>", i)
	}
	for _, records := range []bool{true, false} {
		a := NewAnnotator(NewEngine(Everything(), catalog.Default()), records)
		told := 0
		s := parser.Scanner{Options: parser.Options{Steps: true, Year: 2026, Workers: 1}}
		s.InOrder = func(b *parser.Batch) {
			var n Notes
			a.Annotate(b.Events(), &n)
			for _, e := range b.Events() {
				for _, f := range n.Of(e).Findings {
					if f.Check.ID != "seq/greeting-first" {
						continue
					}
					told++
					if want := fmt.Sprintf("192.0.2.%d", f.Line-1); string(e.Peer.IP) != want {
						t.Errorf("records %t: what %s did is told of %s", records, want, e.Peer.IP)
					}
				}
			}
		}
		if _, err := s.Run(strings.NewReader(log.String()), nil, nil); err != nil {
			t.Fatal(err)
		}
		// The first ten had to make room; every second of the others was refused.
		wantTold, wantLost := maxFaults/2, clients-maxFaults/2
		if !records {
			wantTold, wantLost = clients, 0
		}
		if _, lost := a.End(); told != wantTold || lost != wantLost {
			t.Errorf("records %t: %d told, want %d; %d lost, want %d", records, told, wantTold, lost, wantLost)
		}
	}
}
