package catalog

import (
	"sync"
	"testing"
)

func TestLookupByCodes(t *testing.T) {
	c := openFixture(t)
	for _, test := range []struct {
		name, reply, phase, want string
		by                       By
		second                   string
	}{
		{"basic", "450 later", "", "rfc/450", ByCode, ""},
		{"basic in its phase", "550 no", "rcpt", "rfc/550/rcpt", ByCode, ""},
		{"basic in a second phase of the entry", "550 no", "vrfy", "rfc/550/rcpt", ByCode, ""},
		{"basic in another phase", "550 no", "mail", "rfc/550", ByCode, ""},
		{"phase not known", "550 no", "", "rfc/550", ByCode, ""},
		{"enhanced before basic", "550 5.1.1 no", "", "rfc/5.1.1", ByEnhanced, "rfc/550"},
		{"enhanced before basic in its phase", "550 5.1.1 no", "rcpt", "rfc/5.1.1", ByEnhanced, "rfc/550/rcpt"},
		{"enhanced in its phase", "550 5.1.1 no", "vrfy", "rfc/5.1.1/vrfy", ByEnhanced, "rfc/550/rcpt"},
		{"X.0.0 says less than basic", "550 5.0.0 no", "", "rfc/550", ByCode, "rfc/5.0.0"},
		{"X.0.0 says less than basic in its phase", "550 5.0.0 no", "rcpt", "rfc/550/rcpt", ByCode, "rfc/5.0.0"},
		{"X.0.0 says more than a digit", "597 5.0.0 no", "", "rfc/5.0.0", ByEnhanced, ""},
		{"X.7.0 is no X.0.0", "550 5.7.0 no", "", "rfc/5.7.x", BySubject, "rfc/550"},
		{"unregistered, basic without the phase", "550 5.7.511 no", "mail", "rfc/5.7.x", BySubject, "rfc/550"},
		{"unregistered, basic with the phase", "550 5.7.511 no", "rcpt", "rfc/550/rcpt", ByCode, "rfc/5.7.x"},
		{"unregistered subject", "550 5.9.9 no", "", "rfc/550", ByCode, ""},
		{"both unregistered", "598 5.9.9 no", "", "rfc/5.x.x", ByClass, ""},
		{"unregistered basic", "598 no", "", "rfc/5xx", ByClass, ""},
		{"unregistered 2yz", "297 2.9.9 fine", "", "rfc/2xx", ByClass, ""},
		{"class of basic first", "550 4.7.1 no", "", "rfc/5.7.1", ByEnhanced, "rfc/550"},
		{"class of basic first, temporary", "450 5.1.1 no", "", "rfc/4.1.1", ByEnhanced, "rfc/450"},
		{"as written where the class of basic has none", "450 5.2.1 no", "", "rfc/5.2.1", ByEnhanced, "rfc/450"},
		{"phase of the class of basic", "550 4.1.1 no", "vrfy", "rfc/5.1.1/vrfy", ByEnhanced, "rfc/550/rcpt"},
		{"success beside failure does not count", "550 2.1.5 no", "", "rfc/550", ByCode, ""},
		{"failure beside success does not count", "250 5.1.1 fine", "", "rfc/250", ByCode, ""},
		{"success goes by basic", "250 2.6.4 fine", "", "rfc/250", ByCode, "rfc/2.6.4"},
		{"success goes by basic in its phase", "250 2.1.5 fine", "rcpt", "rfc/250/rcpt", ByCode, ""},
		{"enhanced of an unregistered 2yz", "297 2.6.4 fine", "", "rfc/2.6.4", ByEnhanced, ""},
		{"intermediate", "354 go", "data", "rfc/354", ByCode, ""},
		{"enhanced alone", "5.1.1 no", "", "rfc/5.1.1", ByEnhanced, ""},
		{"enhanced alone, subject", "5.7.999 no", "", "rfc/5.7.x", BySubject, ""},
		{"enhanced alone, class", "4.9.9 no", "", "rfc/4.x.x", ByClass, ""},
		{"not an SMTP code", "199 no", "", "", ByNone, ""},
		{"digit without an entry", "399 no", "", "", ByNone, ""},
		{"neither code nor text", "hello", "", "", ByNone, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := queryOf(test.reply, test.phase)
			m := c.Lookup(&q)
			if idOf(m.Entry) != test.want || m.By != test.by || idOf(m.Second) != test.second {
				t.Errorf("%q in %q: got %q by %v, second %q; want %q by %v, second %q",
					test.reply, test.phase, idOf(m.Entry), m.By, idOf(m.Second), test.want, test.by, test.second)
			}
		})
	}
}

func TestLookupByText(t *testing.T) {
	c := openFixture(t)
	for _, test := range []struct {
		name, reply, phase, peer, want, second string
	}{
		{"text before codes", "550 5.1.1 User <bob> is unknown here", "", "", "acme/user-unknown", "rfc/5.1.1"},
		{"letters and white space", "550 USER \t bob  IS unknown\there", "", "", "acme/user-unknown", "rfc/550"},
		{"no condition holds", "550 looks like spam to us", "", "", "acme/spam", "rfc/550"},
		{"first digit is a condition", "451 looks like spam to us", "", "", "acme/spam-later", "acme/spam"},
		{"code and phase are conditions", "550 looks like spam to us", "rcpt", "", "acme/spam-at-rcpt", "acme/spam"},
		{"the phase is not known", "550 looks like spam to us", "", "", "acme/spam", "rfc/550"},
		{"enhanced is a condition", "554 5.7.28 looks like spam to us", "", "", "acme/spam-5.7.28", "acme/spam"},
		{"longer text", "550 looks like spam to us: see x.example", "rcpt", "", "acme/spam-longer", "acme/spam-at-rcpt"},
		{"kind does not hold", "550 looks like spam to us: see us", "", "", "acme/spam", "rfc/550"},
		{"only from its provider", "450 temporarily deferred", "", "mx1.acme.example", "acme/deferred", "rfc/450"},
		{"host as it stands", "450 temporarily deferred", "", "MX.acme-mail.EXAMPLE", "acme/deferred", "rfc/450"},
		{"not from another", "450 temporarily deferred", "", "mx.other.example", "rfc/450", ""},
		{"not from a name that ends so", "450 temporarily deferred", "", "notacme.example", "rfc/450", ""},
		{"peer not known", "450 temporarily deferred", "", "", "rfc/450", ""},
		{"digits", "450 limit of 100 messages", "", "", "any/limit", "rfc/450"},
		{"no digits", "450 limit of many messages", "", "", "rfc/450", ""},
		{"address", "450 cannot take a.b@example.com now", "", "", "any/address", "rfc/450"},
		{"no address", "450 cannot take it now", "", "", "rfc/450", ""},
		{"ip", "450 client 2001:db8::1 rejected", "", "", "any/address", "rfc/450"},
		{"no ip", "450 client 1.2.3.400 rejected", "", "", "rfc/450", ""},
		{"over lines", "550-the first line\n550 and the second", "", "", "any/wrapped", "rfc/550"},
		{"parts in the wrong order", "550 is unknown here, user", "", "", "rfc/550", ""},
		{"a diagnostic's text in a reply", "450 connection timed out", "", "", "rfc/450", ""},
		{"no code", "looks like spam to us", "", "", "acme/spam", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := queryOf(test.reply, test.phase)
			q.Peer = []byte(test.peer)
			m := c.Lookup(&q)
			if idOf(m.Entry) != test.want || idOf(m.Second) != test.second {
				t.Errorf("%q in %q from %q: got %q, second %q; want %q, second %q",
					test.reply, test.phase, test.peer, idOf(m.Entry), idOf(m.Second), test.want, test.second)
			}
			if (m.By >= ByText) != (m.Pattern != "") {
				t.Errorf("found by %v with pattern %q", m.By, m.Pattern)
			}
		})
	}
}

func TestLookupDiagnostic(t *testing.T) {
	c := openFixture(t)
	for _, test := range []struct{ text, status, phase, want string }{
		{"connect to mx.example.com[192.0.2.1]:25: Connection timed out", "4.4.1", "connect", "local/timed-out"},
		{"Host not found", "", "dns", "local/dns"},
		{"Host not found", "5.1.1", "rcpt", "rfc/5.1.1"},
		{"looks like spam to us", "", "", "acme/spam"},
		{"something else", "4.1.1", "", "rfc/4.1.1"},
		{"something else", "", "", ""},
	} {
		q := Query{Diagnostic: []byte(test.text), Enhanced: []byte(test.status), Phase: test.phase}
		if m := c.Lookup(&q); idOf(m.Entry) != test.want {
			t.Errorf("%q %q in %q: got %q, want %q", test.text, test.status, test.phase, idOf(m.Entry), test.want)
		}
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	c := openFixture(t)
	for _, reply := range []string{
		"250 2.1.5 Ok", "550 5.1.1 User <bob> is unknown here", "550-the first line\n550 and the second",
		"450 cannot take Ünïcode a.b@example.com now",
	} {
		q := queryOf(reply, "rcpt")
		q.Peer = []byte("mx1.acme.example")
		c.Lookup(&q)
		if n := testing.AllocsPerRun(100, func() { c.Lookup(&q) }); pools && n >= 1 {
			t.Errorf("%q: %v allocations a lookup", reply, n)
		}
	}
}

func TestLookupFromManyGoroutines(t *testing.T) {
	c := openFixture(t)
	var wait sync.WaitGroup
	for i := range 8 {
		reply, want := "550 looks like spam to us", "acme/spam"
		if i%2 == 0 {
			reply, want = "450 limit of 100 messages", "any/limit"
		}
		wait.Go(func() {
			q := queryOf(reply, "")
			for range 200 {
				if m := c.Lookup(&q); idOf(m.Entry) != want {
					t.Errorf("%q: got %q", reply, idOf(m.Entry))
					return
				}
			}
		})
	}
	wait.Wait()
}

// The order in which entries stand in files must not matter.
func TestLookupOrderDoesNotMatter(t *testing.T) {
	a, b := textEntry("x/a", "refused by rule one"), textEntry("x/b", "refused by rule two of many")
	for _, text := range []string{a + b, b + a} {
		c, err := loadText(text)
		if err != nil {
			t.Fatal(err)
		}
		q := queryOf("550 refused by rule one, refused by rule two of many", "")
		if m := c.Lookup(&q); idOf(m.Entry) != "x/b" || idOf(m.Second) != "x/a" {
			t.Errorf("got %q, second %q", idOf(m.Entry), idOf(m.Second))
		}
	}
}

func FuzzLookup(f *testing.F) {
	f.Add("550 5.1.1 User <bob> is unknown here", "rcpt", "mx.acme.example")
	f.Add("450 client [2001:db8::1] rejected", "", "")
	f.Add("\xff\xc3 \xe2\x84\xaa limit of 9 messages", "data", ".")
	c := openFixture(f)
	f.Fuzz(func(t *testing.T, text, phase, peer string) {
		q := queryOf(text, phase)
		q.Peer = []byte(peer)
		first, again := c.Lookup(&q), c.Lookup(&q)
		if first != again {
			t.Errorf("%q: %v, then %v", text, first, again)
		}
		if (first.Entry == nil) != (first.By == ByNone) {
			t.Errorf("%q: entry %q by %v", text, idOf(first.Entry), first.By)
		}
		if first.Entry != nil && first.Entry == first.Second {
			t.Errorf("%q: %q is first and second", text, first.Entry.ID)
		}
	})
}
