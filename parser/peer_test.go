package parser

import "testing"

// Words with brackets are no peers unless an address or a socket stands there.
func TestFirstPeer(t *testing.T) {
	for _, tt := range []struct{ in, name, ip string }{
		{"connect to mx.example.com[192.0.2.1]:25: Connection refused", "mx.example.com", "192.0.2.1"},
		{"lost connection with mx.example.com[2001:db8::1] while receiving", "mx.example.com", "2001:db8::1"},
		{"connect to mx.example.net[private/lmtp]: No such file", "mx.example.net", ""},
		{"see postfix/smtp[437] of mx.example.com[192.0.2.1]", "mx.example.com", "192.0.2.1"},
		{"conversation with mx.example.com[xxx.xxx.xxx.xxx] timed out", "mx.example.com", ""},
		{"see postfix/smtp[437]", "", ""},
		{"table lists[main] is not there", "", ""},
		{"lists[main of mx.example.com[192.0.2.1]", "mx.example.com", "192.0.2.1"},
		{"[192.0.2.1] alone", "", ""},
	} {
		if p := firstPeer([]byte(tt.in)); string(p.Name) != tt.name || string(p.IP) != tt.ip {
			t.Errorf("%s: got %q %q, want %q %q", tt.in, p.Name, p.IP, tt.name, tt.ip)
		}
	}
}

// An address has parts.
func TestLooksIP(t *testing.T) {
	for in, want := range map[string]bool{
		"192.0.2.1": true, "2001:db8::1": true, "::1": true, "fe80::1%eth0": false, "fe80::1%e0": true, "IPv6:2001:db8::1": true,
		"": false, "437": false, "cafe": false, "unknown": false, "private/lmtp": false, ".": false, "mx.example.com": false,
	} {
		if got := looksIP([]byte(in)); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
