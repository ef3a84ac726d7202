package parser

import (
	"bytes"
	"strings"
	"testing"
)

func TestMemberOf(t *testing.T) {
	for _, x := range jsonMembers {
		if got := memberOf([]byte(x.name)); got != x.is {
			t.Errorf("%s: %d, want %d", x.name, got, x.is)
		}
		if got := memberOf([]byte(x.name + "x")); got != jsonNone {
			t.Errorf("%sx: %d", x.name, got)
		}
	}
	if memberOf(nil) != jsonNone {
		t.Error("no name")
	}
}

// Strings of an object end where they end, wherever their escapes stand.
func TestJSONStrings(t *testing.T) {
	b := &Batch{}
	for n := range 40 {
		for _, x := range []struct{ in, want string }{{``, ``}, {`\"`, `"`}, {`\\`, `\`}, {`a\nb\\`, "a\nb\\"}, {`\\\"c`, `\"c`}} {
			lead := strings.Repeat("-", n)
			s := jsonScanner{in: []byte(`"` + lead + x.in + lead + `",1`)}
			v, ok := s.value(b)
			if !ok || string(v) != lead+x.want+lead || s.in[s.at] != ',' {
				t.Fatalf("%s: %q", s.in, v)
			}
			open := jsonScanner{in: bytes.TrimSuffix(s.in, []byte(`",1`))}
			if _, ok := open.value(b); ok {
				t.Fatalf("%s: has an end", open.in)
			}
		}
	}
}

// The name of a member may be the path of another.
func TestQueueObjectNames(t *testing.T) {
	const in = `{"queue_id": "6985E2075A", "recipients[].address": "a@b.example", "recipients[].delay_reason": "550 no", "recipients": [{"address": "c@d.example", "delay_reason": "host mx[192.0.2.1] said: 451 4.2.0 no"}]}` + "\n"
	got := keepEvents(t, []byte(in), Options{})
	if len(got) != 1 || got[0].Reply.Code != 451 || string(got[0].Recipient) != "c@d.example" {
		t.Errorf("%d events", len(got))
	}
}
