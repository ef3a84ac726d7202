package parser

import "testing"

// What Nodemailer gives back of a message that was sent holds the reply, and its
// users print that; a number of things that were sent is none.
func TestTellsSent(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"an object", "{\n  accepted: [ 'ann@example.com' ],\n  response: '250 2.0.0 Ok: queued as 3CB2B11',\n  envelope: {}\n}\n", "3 nodemailer message 250 2.0.0\n"},
		{"a quotation mark in it", "  response: \"250 OK it's here\",\n", "1 nodemailer message 250\n"},
		{"an object on a line", "{ accepted: [ 'ann@example.com' ], response: '250 OK id=1abc', envelope: {} }\n", "1 nodemailer message 250\n"},
		{"printed", "Email sent: 250 2.0.0 OK  1640165544 o13sm - gsmtp\n", "1 nodemailer message 250 2.0.0\n"},
		{"JSON", `{"accepted":["ann@example.com"],"rejected":[],"response":"250 OK id=1abc"}` + "\n", "1 webhook message 250\n"},
		{"JSON, to two", `{"accepted":["ann@example.com","bob@example.com"],"response":"250 2.0.0 OK"}` + "\n", "1 webhook message 250 2.0.0\n"},

		{"a number", "Email sent: 250 recipients\n", ""},
		{"another number", "  response: '250 items',\n", ""},
		{"HTTP", "  response: '200 OK',\n", ""},
		{"an enhanced code of a failure", "Message sent: 250 5.0.0 no\n", ""},
		{"to nobody", `{"accepted":[],"response":"250 OK id=1abc"}` + "\n", ""},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// The recipient of such a reply is told where there is one.
func TestAccepted(t *testing.T) {
	for in, want := range map[string]string{
		`{"accepted":["ann@example.com"],"response":"250 2.0.0 OK"}`:                   "ann@example.com",
		`{"accepted":["ann@example.com","bob@example.com"],"response":"250 2.0.0 OK"}`: "",
	} {
		got := keepEvents(t, []byte(in+"\n"), Options{})
		if len(got) != 1 || string(got[0].Recipient) != want || got[0].Status != StatusSent {
			t.Errorf("%s: got %s", in, shortAll(got))
		}
	}
}
