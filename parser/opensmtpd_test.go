package parser

import "testing"

func TestUnitDelay(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
		ok   bool
	}{
		{"0s", 0, true}, {"12s", 12, true}, {"1m30s", 90, true}, {"2h3m4s", 7384, true}, {"1d2h", 93600, true},
		{"", 0, false}, {"12", 0, false}, {"s", 0, false}, {"1x", 0, false},
	} {
		if got, ok := unitDelay([]byte(c.in)); ok != c.ok || ok && got != c.want {
			t.Errorf("%q: %v %v", c.in, got, ok)
		}
	}
}

func TestSmtpdPeer(t *testing.T) {
	for _, c := range []struct {
		address, host, name, ip string
		port                    int
	}{
		{"smtp://192.0.2.1:25", "mx.example.com", "mx.example.com", "192.0.2.1", 25},
		{"smtp+tls://[2001:db8::1]:587", "mx.example.com", "mx.example.com", "2001:db8::1", 587},
		{"2001:db8::1", "<unknown>", "", "2001:db8::1", 0},
		{"local", "mx1.example.org", "mx1.example.org", "", 0},
		{"", "", "", "", 0},
	} {
		p := smtpdPeer([]byte(c.address), []byte(c.host))
		if string(p.Name) != c.name || string(p.IP) != c.ip || p.Port != c.port {
			t.Errorf("%q %q: %q %q %d", c.address, c.host, p.Name, p.IP, p.Port)
		}
	}
}

func TestMentionsReply(t *testing.T) {
	for msg, want := range map[string]bool{
		"550 5.1.1 no such user":           true,
		"peer said: 451 try later":         true,
		"result=\"550 Invalid recipient\"": true,
		"reply=(554 go away)":              true,
		"took 450 seconds":                 false,
		"size=550 nrcpt=1":                 false,
		"port 587 is open":                 false,
		"":                                 false,
		"pid 4501 left":                    false,
	} {
		if got := mentionsReply([]byte(msg)); got != want {
			t.Errorf("%q: %v", msg, got)
		}
	}
}
