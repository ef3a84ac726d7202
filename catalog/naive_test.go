package catalog

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// naiveMatches tries every pattern of a catalog on a text by itself and gives the
// numbers of those that stand in it. Only a pattern with two bytes side by side that
// stand so nowhere in the text is not tried, since the test would take too long.
func naiveMatches(x *textIndex, text []byte) []uint32 {
	pairs := &[1 << 16]bool{}
	for i := 1; i < len(text); i++ {
		pairs[uint16(text[i-1])<<8|uint16(text[i])] = true
	}
	var list []uint32
	for i := range x.patterns {
		if p := &x.patterns[i]; p.mayStandBeside(pairs) && p.matches(text) {
			list = append(list, uint32(i))
		}
	}
	return list
}

func (p *pattern) mayStandBeside(pairs *[1 << 16]bool) bool {
	for _, q := range p.parts {
		for i := 1; i < len(q.text); i++ {
			if !pairs[uint16(q.text[i-1])<<8|uint16(q.text[i])] {
				return false
			}
		}
	}
	return true
}

// naiveBest chooses among patterns without any order and any shortcut: the strongest
// wins, of such as are equal the one whose entry comes first; the second is the best
// of another entry. -1 stands for none.
func naiveBest(t *textSearch, found []uint32) (best, second int32) {
	type match struct {
		strong strength
		entry  int32
		number int32
	}
	var list []match
	for _, number := range found {
		if p := &t.texts.terms[number]; t.allows(p) {
			list = append(list, match{t.strengthIn(p), p.entry, int32(number)})
		}
	}
	slices.SortFunc(list, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.strong, a.strong), cmp.Compare(a.entry, b.entry), cmp.Compare(a.number, b.number))
	})
	best, second = -1, -1
	for _, m := range list {
		switch {
		case best < 0:
			best = m.number
		case second < 0 && m.entry != t.texts.terms[best].entry:
			second = m.number
		}
	}
	return best, second
}

// holdAgainstNaive looks a query up in both ways, with and without the second best.
func holdAgainstNaive(t *testing.T, c *Catalog, q Query) {
	t.Helper()
	s := &scratch{}
	s.fill(&q)
	if want := naiveNormal(&q); string(s.text) != want {
		t.Fatalf("%q is compared as %q, want %q", q.Text, s.text, want)
	}
	holdHints(t, c.texts(), s.text)
	found := naiveMatches(c.texts(), s.text)
	var hits []uint32
	for _, h := range c.texts().finder.scan(s.text, &s.notes) {
		hits = append(hits, h.pattern())
	}
	for _, number := range found {
		if !slices.Contains(hits, number) {
			t.Errorf("%q: the finder misses %q", s.text, c.texts().patterns[number].source)
		}
	}
	key, hasKey := parseEnhanced(q.Enhanced)
	asked := newTextSearch(c, c.texts(), &q, phaseBit(q.Phase), key, hasKey, s)
	best, second := naiveBest(&asked, found)
	if success := q.Code != 0 && q.Code < 400 && len(q.Diagnostic) == 0; best >= 0 && success && !c.texts().successes.mayMatch(q.Text) {
		t.Errorf("%q: passed over, though it has %q", q.Text, c.texts().patterns[best].source)
	}
	for _, alone := range []bool{false, true} {
		q.Best = alone
		m := newTextSearch(c, c.texts(), &q, phaseBit(q.Phase), key, hasKey, s)
		m.decide(c.texts().finder.scan(s.text, &s.notes))
		if m.bestAt != best || !alone && m.nextAt != second {
			t.Errorf("%q, best alone %v: %s and %s, want %s and %s", s.text, alone,
				sourceOf(c, m.bestAt), sourceOf(c, m.nextAt), sourceOf(c, best), sourceOf(c, second))
		}
	}
}

func sourceOf(c *Catalog, number int32) string {
	if number < 0 {
		return "none"
	}
	return c.texts().patterns[number].source
}

// naiveNormal is the text of a query, taken byte by byte and rune by rune.
func naiveNormal(q *Query) string {
	text := []byte{' '}
	for _, line := range append([][]byte{q.Diagnostic}, q.Text...) {
		room := maxText - len(text)
		if room <= 0 {
			break
		}
		text = appendNormalUTF8(text, line[:min(len(line), room)])
		if text[len(text)-1] != ' ' {
			text = append(text, ' ')
		}
	}
	return string(text)
}

// naiveWords gives the words that may be hints, token by token.
func naiveWords(text []byte) (words []string) {
	for _, token := range strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune(" <>()[]{}\"'`,;|", r) }) {
		if !isName([]byte(token)) {
			eachWord([]byte(token), 0, func(word []byte, _ int) { words = append(words, string(word)) })
		}
	}
	return words
}

// holdHints looks for the hints of a text in a table of all words.
func holdHints(t *testing.T, x *textIndex, text []byte) {
	t.Helper()
	var words []string
	eachHintWord(text, func(word []byte, at int) {
		words = append(words, string(word))
		if string(text[at:at+len(word)]) != string(word) {
			t.Errorf("%q: %q does not stand at %d", text, word, at)
		}
		if got, want := x.hintsFor(word), x.hinted[string(word)]; !slices.Equal(got, want) {
			t.Errorf("%q: hints %v, want %v", word, got, want)
		}
	})
	if want := naiveWords(text); !slices.Equal(words, want) {
		t.Errorf("%q: words %q, want %q", text, words, want)
	}
}

func TestLookupAgainstNaive(t *testing.T) {
	c := Default()
	rng := rand.New(rand.NewPCG(5, 6))
	queries := samplesAsQueries()
	for i, q := range queries {
		if testing.Short() && i%8 > 0 {
			continue
		}
		holdAgainstNaive(t, c, q)
		holdAgainstNaive(t, c, mutated(rng, q, queries[rng.IntN(len(queries))]))
	}
	// A text in which more is found than is put in order one by one.
	long := Query{Code: 550}
	for range 40 {
		long.Text = append(long.Text, queries[rng.IntN(len(queries))].Text...)
	}
	holdAgainstNaive(t, c, long)
}

// mutated changes some of what is known of a query, and its text in places; other is
// where it takes pieces from.
func mutated(rng *rand.Rand, q, other Query) Query {
	const marks = " \t\n.,:;<>[]()-_/*'\"0aZ\x80\xc3\xa4\xe5\x9e\x83"
	line := []byte{}
	for _, l := range append([][]byte{q.Diagnostic}, q.Text...) {
		line = append(append(line, l...), ' ')
	}
	from := append([]byte{' '}, slices.Concat(other.Text...)...)
	for range 1 + rng.IntN(3) {
		at := rng.IntN(len(line))
		switch rng.IntN(6) {
		case 0:
			line[at] = marks[rng.IntN(len(marks))]
		case 1:
			line = slices.Insert(line, at, marks[rng.IntN(len(marks))])
		case 2:
			line = slices.Delete(line, at, min(len(line), at+1+rng.IntN(9)))
		case 3:
			line[at] ^= 0x20
		case 4:
			line = slices.Insert(line, at, from[rng.IntN(len(from)):]...)
		case 5:
			line = line[:at+1]
		}
		line = append(line, ' ')
	}
	m := q
	m.Text, m.Diagnostic = [][]byte{line}, nil
	switch rng.IntN(8) {
	case 0:
		m.Code = other.Code
	case 1:
		m.Phase = phaseNames[rng.IntN(len(phaseNames))]
	case 2:
		m.Enhanced = other.Enhanced
	case 3:
		m.Text, m.Diagnostic = nil, line
	case 4:
		m.Text = [][]byte{line[:len(line)/2], line[len(line)/2:]}
	case 5:
		providers := Default().Providers()
		if hosts := providers[rng.IntN(len(providers))].Hosts; len(hosts) > 0 {
			m.Peer = []byte("mx." + hosts[0])
		}
	}
	return m
}

func FuzzLookupAgainstNaive(f *testing.F) {
	f.Add("550 5.1.1 <ann@example.com>: Recipient  address rejected: User unknown in virtual mailbox table", "rcpt", "")
	f.Add("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints", "", "mta5.am0.yahoodns.net")
	f.Add("554 5.7.1 Das Postfach ist \xc3\x9cBERLASTET\t\xe5\x9e\x83\xe5\x9c\xbe\xe9\x82\xae\xe4\xbb\xb6", "message", "")
	f.Add("connect to mx.example.com[192.0.2.1]:25: Connection timed out", "connect", "mx.example.com")
	c := Default()
	f.Fuzz(func(t *testing.T, text, phase, peer string) {
		q := queryOf(text, phase)
		q.Peer = []byte(peer)
		holdAgainstNaive(t, c, q)
		q.Diagnostic, q.Text = []byte(text), nil
		holdAgainstNaive(t, c, q)
	})
}
