package check

import "testing"

func TestTallyNeverCountsTooMuch(t *testing.T) {
	const half = 1000
	var x tally
	var times []int64
	for i := range int64(5000) {
		now := 1_000_000 + i*37 + i%7*5
		c := x.at(42, now, half)
		c.add(i, now, uint64(i))
		times = append(times, now)
		exact := 0
		for _, at := range times {
			if at > now-2*half {
				exact++
			}
		}
		if c.count() > exact {
			t.Fatalf("step %d: counted %d, there were %d", i, c.count(), exact)
		}
		if c.different() > c.count() {
			t.Fatalf("step %d: %d different of %d", i, c.different(), c.count())
		}
	}
}

func TestTallyCountsABurst(t *testing.T) {
	var x tally
	var c *tallied
	for i := range int64(20) {
		c = x.at(7, 900+i*10, 1000)
		c.add(i, 900+i*10, uint64(i)*1_000_003)
	}
	if c.count() != 20 {
		t.Errorf("counted %d of 20", c.count())
	}
	if line, since := c.start(); line != 0 || since != 900 {
		t.Errorf("began on line %d at %d", line, since)
	}
}

func TestTallyForgetsWhatIsOld(t *testing.T) {
	var x tally
	c := x.at(7, 1000, 500)
	for range 9 {
		c.add(1, 1000, 1)
	}
	if c = x.at(7, 2001, 500); c.count() != 0 {
		t.Errorf("%d are left after the time", c.count())
	}
	if x.find(8) != nil {
		t.Error("a key has a slot that nobody asked for")
	}
}

func TestTallyIsBounded(t *testing.T) {
	last := uint64(99_999)
	var x tally
	for i := range uint64(100_000) {
		x.at(i*0x9e3779b97f4a7c15+1, int64(i)+1, 1000).add(1, int64(i)+1, i)
	}
	if c := x.find(last*0x9e3779b97f4a7c15 + 1); c == nil || c.count() != 1 {
		t.Error("the last one is not there")
	}
}

func TestOrganization(t *testing.T) {
	for name, want := range map[string]string{
		"gmail-smtp-in.l.google.com": "google.com", "mx.example.co.uk": "example.co.uk", "example.org": "example.org",
		"mx1.example.de.": "example.de", "localhost": "localhost", "mail.firma.com.br": "firma.com.br", "a.b.t-online.de": "t-online.de",
	} {
		if got := string(organization([]byte(name))); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestWordsKeyLeavesOutWhatDiffers(t *testing.T) {
	a := wordsKey(451, []byte("Sender ann@example.org does not resolve, id 4AF12 (mx.a.example)"))
	b := wordsKey(451, []byte("Sender bob@example.net does not resolve, id 9C0D1 (mx.b.example)"))
	if a != b {
		t.Error("addresses and ids make two of one reason")
	}
	if a == wordsKey(451, []byte("Recipient ann@example.org does not resolve, id 4AF12 (mx.a.example)")) || a == wordsKey(450, []byte("Sender a@b does not resolve, id 1 (mx.a.example)")) {
		t.Error("two reasons are one")
	}
}
