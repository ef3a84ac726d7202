package parser

import "testing"

// Events that are given out as a table are those of an object.
func TestWebhookTable(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"quoted", "\"date\",\"event\",\"email\",\"reason\"\n\"2026-11-22 05:38:58\",\"bounce\",\"ann@example.com\",\"550 5.1.1 User unknown\"\n", `2 webhook "550 5.1.1 User unknown"  <ann@example.com>`},
		{"bare", "status,recipient,smtp response\nfailed,ann@example.com,smtp;550 5.1.1 no\nsent,bob@example.com,250 2.0.0 ok\n", `2 webhook "550 5.1.1 no"  <ann@example.com>` + "\n" + `3 webhook "250 2.0.0 ok"  <bob@example.com>`},
		{"semicolons", "to;from;status;error message\nann@example.com;me@example.net;deferred;451 4.7.1 later\n", `2 webhook "451 4.7.1 later"  <ann@example.com>`},
		{"tabs", "Recipient\tStatus\tDetails\nann@example.com\tbounced\t550 no\n", `2 webhook "550  no"  <ann@example.com>`},
		{"behind a mark", "#Software: Mailing\n#Fields: DateTime,Status,[To],[ErrorMsg]\n\"2026/11/22 05:38:58\",\"Error\",\"ann@example.com\",\"550 no, not here\"\n", `3 webhook "550  no, not here"  <ann@example.com>`},
		{"in the midst of a text", "This is the file:\n\nevent,email,reason\nbounce,ann@example.com,550 5.1.1 no\nand more, it says, in words\n", `4 webhook "550 5.1.1 no"  <ann@example.com>`},

		{"no column of replies", "status,recipient,size\nfailed,ann@example.com,550 5.1.1 no\n", ""},
		{"nobody whom it is about", "street,town,description\nHigh Street,550 Springs,550 people live here\n", ""},
		{"codes of another protocol", "name,status,message\napi,failed,503 Service Unavailable\nweb,sent,200 OK\n", ""},
		{"a number of things", "time,status,details\n2026-11-22 05:38:58,failed,500 items were not found\n", ""},
		{"an enhanced code in place of an address", "time,status,details\n2026-11-22 05:38:58,failed,550 5.1.1 no\n", `2 webhook "550 5.1.1 no"  <>`},
		{"a hidden address", "Recipient\tStatus\tDetails\n[email protected]\tError\t550 no\n", `2 webhook "550  no"  <>`},
		{"no reply", "event,email,reason\nbounce,ann@example.com,mailbox is gone\n", ""},
		{"too few fields", "event,email,reason\n550 5.1.1 was said, they tell\n", ""},
		{"prose", "Status, recipient, reason: all that\n550 of them, to be exact, are here\n", ""},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in), Options{})); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
