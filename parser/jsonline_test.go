package parser

import "testing"

func TestJSONLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{`{"MESSAGE":"x","SYSLOG_IDENTIFIER":"postfix/smtp","_PID":"437","_HOSTNAME":"mx1","__REALTIME_TIMESTAMP":"1795325938042702"}`,
			"2026-11-22T05:38:58.042702+00:00|mx1|postfix/smtp|437|x"},
		{`{"message":" x","tag":"postfix\/smtp[437]:","host":"mx1","timestamp":"2026-11-22T05:38:58Z"}`,
			"2026-11-22T05:38:58+00:00|mx1|postfix/smtp|437|x"},
		{`{"log":"Nov 22 05:38:58 mx1 postfix/smtp[437]: x\n","stream":"stdout","time":"2026-11-22T05:38:59Z"}`,
			"2026-11-22T05:38:59+00:00|mx1|postfix/smtp|437|x"},
		{`{"log":"2026-11-22T05:38:58Z mx1 postfix/smtp[437]: x\n","time":"2026-11-22T05:38:59Z"}`,
			"2026-11-22T05:38:58+00:00|mx1|postfix/smtp|437|x"},
		{`{"msg":"a\"b\\c\/d\té😀","program":"p"}`, "||p|0|a\"b\\c/d\té😀"},
		{`{"msg":"bad \ud83d half","program":"p"}`, "||p|0|bad \ufffd half"},
		{`{"msg":"bad \uzzzz","program":"p"}`, "||p|0|bad \ufffd"},
		{`{"MESSAGE":[72,105,255],"SYSLOG_IDENTIFIER":"p"}`, "||p|0|Hi\xff"},
		{`{"MESSAGE":[72,256],"SYSLOG_IDENTIFIER":"p"}`, ""},
		{`{"MESSAGE":null,"msg":"second","program":"p"}`, "||p|0|second"},
		{`{"a":{"b":[1,{"message":"inner"}]},"message":"outer","program":"p"}`, "||p|0|outer"},
		{`{"pid":437,"message":"x","program":"p"}`, "||p|437|x"},
		{` { "message" : "x" , "program" : "p" } `, "||p|0|x"},
		{`{"message":"x"}`, ""},
		{`{"program":"p"}`, ""},
		{`{"message":"never ends`, ""},
		{`{"message":"x","program":"p"`, "||p|0|x"},
		{`{`, ""},
		{`{}`, ""},
		{`[1]`, ""},
		{``, ""},
		{`{"message":"x\`, ""},
		{`{"message":[`, ""},
		{`{"__REALTIME_TIMESTAMP":"99999999999999999999","message":"x","program":"p"}`, "||p|0|x"},
	}
	for _, tt := range tests {
		var j jsonFrame
		var f frame
		b := &Batch{}
		j.parse(b, []byte(tt.in), &f)
		if got := frameOf(&f); got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}
