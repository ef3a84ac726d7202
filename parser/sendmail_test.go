package parser

import "testing"

func TestSendmailDelay(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
		ok   bool
	}{
		{"00:00:03", 3, true}, {"01:02:03", 3723, true}, {"1+02:03:04", 93784, true}, {"5+00:00:00", 432000, true},
		{"", 0, false}, {"00:03", 3, false}, {"x", 0, false}, {"1+", 0, false}, {"+00:00:01", 0, false},
	} {
		if got, ok := sendmailDelay([]byte(c.in)); ok != c.ok || ok && got != c.want {
			t.Errorf("%q: %v %v, want %v %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

func TestSendmailPeer(t *testing.T) {
	for _, c := range []struct{ in, name, ip string }{
		{"mx.example.com. [192.0.2.1]", "mx.example.com", "192.0.2.1"},
		{"[127.0.0.1] [127.0.0.1]", "", "127.0.0.1"},
		{"[192.0.2.1]", "", "192.0.2.1"},
		{"host.example.net [192.0.2.1] (may be forged)", "host.example.net", "192.0.2.1"},
		{"mx.example.com [IPv6:2001:db8::1]", "mx.example.com", "2001:db8::1"},
		{"root@localhost", "", ""},
		{"mx.example.com.", "mx.example.com", ""},
		{"/var/run/lmtp", "", ""},
		{"", "", ""},
	} {
		if p := sendmailPeer([]byte(c.in)); string(p.Name) != c.name || string(p.IP) != c.ip {
			t.Errorf("%q: %q %q, want %q %q", c.in, p.Name, p.IP, c.name, c.ip)
		}
	}
}

func TestSendmailID(t *testing.T) {
	for _, c := range []struct{ in, id, rest string }{
		{"6AM5Tms4000167: to=<a>", "6AM5Tms4000167", "to=<a>"},
		{"MAA12345: to=<a>", "MAA12345", "to=<a>"},
		{"NOQUEUE: connect from x", "", "connect from x"},
		{"STARTTLS: x", "", "STARTTLS: x"},
		{"timeout: x", "", "timeout: x"},
		{"6AM5Tms4000167:", "", "6AM5Tms4000167:"},
	} {
		id, rest := sendmailID([]byte(c.in))
		if string(id) != c.id || string(rest) != c.rest {
			t.Errorf("%q: %q %q", c.in, id, rest)
		}
	}
}

func TestFieldOf(t *testing.T) {
	s := []byte("client, relay=mx.example.com., myrelay=no, version=TLSv1.3, cipher=X")
	for key, want := range map[string]string{"relay=": "mx.example.com.", "version=": "TLSv1.3", "cipher=": "X", "lay=": "", "bits=": ""} {
		if got := string(fieldOf(s, key)); got != want {
			t.Errorf("%s %q, want %q", key, got, want)
		}
	}
}
