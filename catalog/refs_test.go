package catalog

import "testing"

func TestRefFault(t *testing.T) {
	c, err := Load(dataFiles(), "refs.toml")
	if err != nil {
		t.Fatal(err)
	}
	for ref, fine := range map[string]bool{
		"RFC 5321 §4.2.3":             true,
		"RFC 5321":                    true,
		"RFC 5321 §F.1":               true,
		"RFC 5321 §4.2.9":             false,
		"RFC 5321 §":                  false,
		"RFC 5321 4.2":                false,
		"RFC5321":                     false,
		"RFC 1 §1":                    false,
		"":                            false,
		"https://example.com/replies": true,
		"draft-hall-prdr":             true,
	} {
		if why := c.refFault(ref); (why == "") != fine {
			t.Errorf("%q: %q", ref, why)
		}
	}
	if got := c.RefTitle("RFC 5321 §4.2.4"); got != "Reply Code 502" {
		t.Errorf("title %q", got)
	}
	for ref, want := range map[string]string{
		"RFC 5321 §4.2.3":     "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3",
		"RFC 5321 §F.1":       "https://www.rfc-editor.org/rfc/rfc5321#appendix-F.1",
		"RFC 2034":            "https://www.rfc-editor.org/rfc/rfc2034",
		"https://example.com": "https://example.com",
		"draft-hall-prdr":     "",
	} {
		if got := RefURL(ref); got != want {
			t.Errorf("%q: got %q, want %q", ref, got, want)
		}
	}
}
