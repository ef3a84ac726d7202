package render

import (
	"testing"

	"github.com/smtplog/smtplog/parser"
)

func TestOutcomeAndFailed(t *testing.T) {
	diagnostic := func(s parser.Status) parser.Event {
		return parser.Event{Kind: parser.KindDiagnostic, Status: s}
	}
	coded := func(code int, enhanced string, s parser.Status) parser.Event {
		return parser.Event{Kind: parser.KindReply, Status: s, Reply: parser.Reply{Code: code, Enhanced: []byte(enhanced)}}
	}
	for _, c := range []struct {
		e       parser.Event
		outcome Outcome
		failed  bool
	}{
		{coded(250, "", parser.StatusSent), OutcomePositive, false},
		{coded(354, "", 0), OutcomePositive, false},
		{coded(450, "", 0), OutcomeTemporary, true},
		{coded(550, "", parser.StatusBounced), OutcomePermanent, true},
		{coded(550, "", parser.StatusWarned), OutcomePermanent, true},
		{coded(250, "", parser.StatusDeferred), OutcomePositive, true},
		{coded(0, "5.7.1", 0), OutcomePermanent, true},
		{coded(0, "4.7.1", 0), OutcomeTemporary, true},
		{coded(0, "", 0), OutcomeOther, true},
		{coded(0, "", parser.StatusSent), OutcomePositive, false},
		{parser.Event{Kind: parser.KindReply, Status: parser.StatusSent, DSN: []byte("5.0.0")}, OutcomePositive, false},
		{coded(0, "", parser.StatusDeferred), OutcomeTemporary, true},
		{coded(0, "", parser.StatusBounced), OutcomePermanent, true},
		{coded(0, "", parser.StatusRejected), OutcomeOther, true},
		{parser.Event{Kind: parser.KindReply, DSN: []byte("2.0.0")}, OutcomePositive, false},
		{parser.Event{Kind: parser.KindReply, DSN: []byte("5.1.1"), Reply: parser.Reply{Enhanced: []byte("4.2.1")}}, OutcomeTemporary, true},
		{parser.Event{Kind: parser.KindReply, DSN: []byte("5.1.1"), Reply: parser.Reply{Code: 250}}, OutcomePositive, false},
		{coded(199, "", 0), OutcomeOther, true},
		{diagnostic(parser.StatusDeferred), OutcomeDiagnostic, true},
		{diagnostic(0), OutcomeDiagnostic, true},
		{diagnostic(parser.StatusDeliverable), OutcomeDiagnostic, false},
		{diagnostic(parser.StatusUndeliverable), OutcomeDiagnostic, true},
	} {
		if got := OutcomeOf(&c.e); got != c.outcome {
			t.Errorf("%v: outcome %d, want %d", c.e.Reply, got, c.outcome)
		}
		if got := Failed(&c.e); got != c.failed {
			t.Errorf("%v %s: failed %v, want %v", c.e.Reply, c.e.Status, got, c.failed)
		}
	}
}

func TestParseDetail(t *testing.T) {
	for i, word := range Details() {
		if d, ok := ParseDetail(word); !ok || d != Detail(i) {
			t.Errorf("ParseDetail(%q) = %d, %v", word, d, ok)
		}
	}
	if _, ok := ParseDetail("most"); ok {
		t.Error("a detail that does not exist was read")
	}
}
