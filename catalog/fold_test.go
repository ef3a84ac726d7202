package catalog

import (
	"testing"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"User unknown", "User unknown"},
		{"<bob@example.com>: User unknown", "{addr}: User unknown"},
		{"bob@example.com, ann@example.org: no", "{addr}, {addr}: no"},
		{"Client host [192.0.2.7] blocked using zen.example.org", "Client host {ip} blocked using {host}"},
		{"[192.0.2.7 12] and 2001:db8::7.", "[{ip} {digits}] and {ip}."},
		{"see https://example.org/q?ip=192.0.2.7, then wait 300 seconds", "see {url}, then wait {digits} seconds"},
		{"queued as 4c8Xyz1234ab", "queued as *"},
		{"gsmtp d2e1a72fcca58-7ec8311d2dsi6871285479.249", "gsmtp *"},
		{"id=41-06b1f4e2-9d1c-4a5b-8a66-0123456789ab ok", "id={digits}-* ok"},
		{"no * or {ip} here", `no \* or \{ip} here`},
		{"SPF spf1 S3140 TSS04 keeps", "SPF spf1 S3140 TSS04 keeps"},
		{"Boîte de 3 pièces", "Boîte de {digits} pièces"},
	} {
		got := string(Fold(nil, []byte(test.text)))
		if test.want != got {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

// What comes out is a pattern that finds the text.
func FuzzFold(f *testing.F) {
	f.Add("550 <ann@example.com>: blocked by zen.example.org [192.0.2.7] id 4XyZ12abC9; see http://example.org/a?b=1.")
	f.Add("a@b.cc:d@e.ff 1.2.3.4.5 ::1:: x.yy/zz")
	f.Fuzz(func(t *testing.T, text string) {
		folded := string(Fold(nil, []byte(text)))
		p, err := parsePattern(folded, tierPhrase)
		if err != nil {
			return
		}
		if !p.matches(framed(text)) {
			t.Errorf("%q gives %q, which does not find it", text, folded)
		}
	})
}
