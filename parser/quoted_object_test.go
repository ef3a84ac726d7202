package parser

import "testing"

// An event that stands as a string in a program or on a command line is an event.
func TestQuotedObject(t *testing.T) {
	const event = `{"event":"failed","recipient":"ann@example.com","delivery-status":{"message":"550 5.1.1 no such user"}}`
	const want = `1 webhook "550 5.1.1 no such user"  <ann@example.com>`
	for _, tt := range []struct{ name, in, want string }{
		{"a command line", `  -d '` + event + `'`, want},
		{"a raw string", "body := `" + event + "`", want},
		{"a line that goes on", `curl -d '` + event + `' \`, want},
		{"no reply in it", `  -d '{"event":"failed","recipient":"ann@example.com","delivery-status":{"message":"no such user"}}'`, ""},
		{"of anything else", `  -d '{"event":"open","recipient":"ann@example.com","size":"550 5.1.1"}'`, ""},
		{"not a string", `f({"event": "failed", "recipient": "ann@example.com", "reason": "none"})`, ""},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in+"\n"), Options{})); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}
