package parser

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// When the input is over, what is open of many conversations is told in batches of
// bounded size, whoever reads them, and the oldest first.
func TestEndOfManyConversations(t *testing.T) {
	const open = 5*maxEnds/2 + 1
	var log strings.Builder
	for i := range open {
		fmt.Fprintf(&log, "Nov 22 05:38:58 mx1 postfix/smtpd[%d]: > c[192.0.2.1]: 220-mx1\n", 1000+i)
	}
	for _, workers := range []int{1, 3} {
		s := Scanner{Options: Options{Steps: true, Workers: workers, Modified: modified}}
		replies, closed := 0, 0
		last := int64(0)
		var tail []int64
		stats, err := s.Run(strings.NewReader(log.String()), nil, func(b *Batch) error {
			if n := len(b.Events()); n > max(3*maxEnds, maxBlockLines) {
				t.Errorf("%d workers: a batch of %d events", workers, n)
			}
			tail = append(tail, b.LastLine())
			for _, e := range b.Events() {
				switch {
				case e.Kind == KindReply:
					replies++
					if e.Line != last+1 {
						t.Fatalf("%d workers: line %d told after line %d", workers, e.Line, last)
					}
					last = e.Line
				case e.Step != nil && e.Step.Kind == StepClose:
					closed++
				}
			}
			return nil
		})
		if err != nil || replies != open || closed != open || stats.Replies != open || stats.Lines != open {
			t.Errorf("%d workers: %v, %d replies and %d ends of %d; %+v", workers, err, replies, closed, open, stats)
		}
		if n := len(tail); n < 5 || tail[n-1] != open || tail[n-2] != open {
			t.Errorf("%d workers: batches end with lines %d", workers, tail)
		}
	}
	// An error of whoever gets the batches stops it there.
	s := Scanner{Options: Options{Workers: 2, Modified: modified}}
	if _, err := s.Run(strings.NewReader(log.String()), nil, func(b *Batch) error {
		if len(b.Events()) > 0 {
			return io.ErrClosedPipe
		}
		return nil
	}); err != io.ErrClosedPipe {
		t.Errorf("error %v", err)
	}
}
