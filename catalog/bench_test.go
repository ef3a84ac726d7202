package catalog

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// benchWords are the words of the catalog's own samples, as often as they come up,
// so that the texts made of them are as like each other as replies are.
func benchWords() []string {
	var words []string
	for e := range Default().Entries() {
		for _, s := range e.Samples {
			for _, w := range strings.Fields(s.Reply + " " + s.Text) {
				if !strings.ContainsAny(w, `'*{\`) {
					words = append(words, w)
				}
			}
		}
	}
	return words
}

// manyPatterns makes a catalog of n texts, a third of them with a gap.
func manyPatterns(b *testing.B, n int) (*Catalog, []string) {
	b.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	var file strings.Builder
	var texts []string
	benchWords := benchWords()
	for i := range n {
		words := make([]string, 4+rng.IntN(5))
		for j := range words {
			words[j] = benchWords[rng.IntN(len(benchWords))]
		}
		text := strings.Join(words, " ")
		pattern := text
		if i%3 == 0 {
			pattern = strings.Join(words[:2], " ") + " * " + strings.Join(words[2:], " ")
			text = strings.Join(words[:2], " ") + " 12345 " + strings.Join(words[2:], " ")
		}
		texts = append(texts, "550 5.7.1 <ann@example.com>: "+text+" (in reply to RCPT TO command)")
		fmt.Fprintf(&file, "[[entry]]\nid = 'x/%d'\ntitle = 'T'\nclass = 'policy'\nactor = 'sender'\nmatch = ['%s']\n[[entry.sample]]\nreply = '550 x'\n", i, pattern)
	}
	c, err := loadText(file.String())
	if err != nil {
		b.Fatal(err)
	}
	return c, texts
}

func benchmarkText(b *testing.B, c *Catalog, replies []string) {
	queries := make([]Query, len(replies))
	size := 0
	for i, r := range replies {
		queries[i] = queryOf(r, "rcpt")
		size += len(r)
	}
	found := 0
	b.SetBytes(int64(size / len(replies)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if m := c.Lookup(&queries[i%len(queries)]); m.By == ByText {
			found++
		}
		i++
	}
	b.ReportMetric(float64(found)/float64(i), "found/op")
}

func BenchmarkLookupText(b *testing.B) {
	for _, n := range []int{100, 1000, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c, texts := manyPatterns(b, n)
			b.ReportMetric(float64(16*len(c.texts().finder.keys)+4*len(c.texts().finder.blocks))/1024, "KiB")
			benchmarkText(b, c, texts)
		})
	}
}

func BenchmarkLookupTextNotFound(b *testing.B) {
	c, _ := manyPatterns(b, 1000)
	benchmarkText(b, c, []string{
		"250 2.0.0 Ok: queued as 4c8Xyz1234",
		"550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
	})
}

// BenchmarkLookupSamples looks up the samples of all entries, which are what replies
// look like; most of them find a text.
func BenchmarkLookupSamples(b *testing.B) {
	b.Run("both", func(b *testing.B) { benchmarkSamples(b, false) })
	b.Run("best", func(b *testing.B) { benchmarkSamples(b, true) })
}

func benchmarkSamples(b *testing.B, best bool) {
	c := Default()
	var queries []Query
	size := 0
	for e := range c.Entries() {
		for i := range e.Samples {
			q := e.Samples[i].query("")
			q.Best = best
			queries = append(queries, q)
			size += len(e.Samples[i].Reply) + len(e.Samples[i].Text)
		}
	}
	b.SetBytes(int64(size / len(queries)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		c.Lookup(&queries[i%len(queries)])
		i++
	}
	b.ReportMetric(float64(len(c.texts().patterns)), "patterns")
}

// BenchmarkLookupWords looks up words of the samples in any order: texts that the
// finder's keys were not chosen by, of which few find more than a hint.
func BenchmarkLookupWords(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	words := benchWords()
	queries := make([]Query, 3000)
	size := 0
	for i := range queries {
		text := "550 5.7.1"
		for range 9 {
			text += " " + words[rng.IntN(len(words))]
		}
		queries[i] = queryOf(text, "")
		size += len(text)
	}
	b.SetBytes(int64(size / len(queries)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Default().Lookup(&queries[i%len(queries)])
		i++
	}
}

// BenchmarkLookupReplies looks up what stands in logs most of the time.
func BenchmarkLookupReplies(b *testing.B) {
	c := Default()
	for _, reply := range []string{
		"250 2.0.0 Ok: queued as 4c8Xyz1234",
		"550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
		"451 4.7.1 Please try again later",
	} {
		q := queryOf(reply, "")
		b.Run(reply[:3], func(b *testing.B) {
			b.SetBytes(int64(len(reply)))
			b.ReportAllocs()
			for b.Loop() {
				c.Lookup(&q)
			}
		})
	}
}

func BenchmarkLookupCode(b *testing.B) {
	q := Query{Code: 550, Enhanced: []byte("5.1.1"), Phase: "rcpt"}
	c := Default()
	b.ReportAllocs()
	for b.Loop() {
		c.Lookup(&q)
	}
}

func BenchmarkVerdict(b *testing.B) {
	c := Default()
	b.ReportAllocs()
	for b.Loop() {
		c.Verdict("RCPT", "rcpt", 550)
	}
}

func BenchmarkOpen(b *testing.B) {
	b.SetBytes(int64(len(compiled)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(compiled); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen2000(b *testing.B) {
	c, _ := manyPatterns(b, 2000)
	data, err := c.content().compile()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(string(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(dataFiles(), "."); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLang(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		builtInLang("id")
	}
}

func BenchmarkCatalogInLanguage(b *testing.B) {
	c := Default()
	l := builtInLang("id")
	// A text for every entry, whatever the language has so far.
	l.entries = l.entries[:0]
	for i := range c.entries {
		l.entries = append(l.entries, entryText{ID: c.entries[i].ID, Title: "judul"})
	}
	b.ReportAllocs()
	for b.Loop() {
		c.In(l)
	}
}
