package catalog

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func naive(keys []string, text string) []uint32 {
	var hits []uint32
	for start := range text {
		for i, k := range keys {
			if strings.HasPrefix(text[start:], k) {
				hits = append(hits, uint32(i))
			}
		}
	}
	slices.Sort(hits)
	return hits
}

// keysOf makes keys that ask for nothing more.
func keysOf(texts []string) []finderKey {
	keys := make([]finderKey, len(texts))
	for i, text := range texts {
		keys[i] = finderKey{text: text, more: [2]string{text[:gram], text[:gram]}}
	}
	return keys
}

func scanned(f *finder, text string) []uint32 {
	var hits []uint32
	for _, h := range f.scan(append([]byte(text), "lastaaaa"...)[:len(text)], &textNotes{}) {
		hits = append(hits, h.pattern())
	}
	slices.Sort(hits)
	return hits
}

func TestFinder(t *testing.T) {
	for _, test := range []struct {
		keys []string
		text string
	}{
		{nil, "anything"},
		{[]string{"hers", "shers", "hist"}, "ushers history"},
		{[]string{"aaaa", "aaaaa", "aaaaaa"}, "aaaaaaa"},
		{[]string{"same", "same"}, "the same same"},
		{[]string{"abcde", "bcde"}, "abcd abcde"},
		{[]string{"last"}, "las"},
		{[]string{"last"}, "at last"},
		{[]string{"\xc3\xa4bc", "b\x00cd"}, "\xc3\xa4bc b\x00cd"},
	} {
		f := buildFinder(keysOf(test.keys))
		if got, want := scanned(&f, test.text), naive(test.keys, test.text); !slices.Equal(got, want) {
			t.Errorf("%q in %q: got %v, want %v", test.keys, test.text, got, want)
		}
	}
}

func TestFinderAgainstNaive(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	word := func(least, most int) string {
		b := make([]byte, least+rng.IntN(most))
		for i := range b {
			b[i] = "abc d"[rng.IntN(5)]
		}
		return string(b)
	}
	for range 200 {
		keys := make([]string, 1+rng.IntN(60))
		for i := range keys {
			keys[i] = word(gram, keyLength-gram+1)
		}
		f := buildFinder(keysOf(keys))
		text := word(0, 300)
		if got, want := scanned(&f, text), naive(keys, text); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: got %v, want %v", keys, text, got, want)
		}
	}
}

// A pattern comes up only where two more of its grams stand in the text.
func TestFinderAsksForMore(t *testing.T) {
	key := finderKey{text: "unknown", more: [2]string{"user", "here"}}
	f := buildFinder([]finderKey{key})
	for text, want := range map[string]int{
		"user is unknown here": 1, "here unknown user, unknown": 2, "user is unknown": 0, "unknown here": 0, "user, here": 0,
	} {
		if got := scanned(&f, text); len(got) != want {
			t.Errorf("%q: got %v, want %d", text, got, want)
		}
	}
}

// Of more keys than 16 bits can count, the lists begin at every second one, or fewer.
func TestFinderOfManyKeys(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	texts := make([]string, 70_000)
	for i := range texts {
		b := make([]byte, gram+rng.IntN(keyLength-gram+1))
		for j := range b {
			b[j] = 'a' + byte(rng.IntN(26))
		}
		texts[i] = string(b)
	}
	f := buildFinder(keysOf(texts))
	if f.unit < 2 {
		t.Errorf("lists begin in units of %d", f.unit)
	}
	for i := 0; i < len(texts); i += 97 {
		if got := scanned(&f, "- "+texts[i]+" -"); !slices.Contains(got, uint32(i)) {
			t.Fatalf("%q: key %d is not found, but %v", texts[i], i, got)
		}
	}
}

// What one text had does not count for any that comes later on the same notes.
func TestFinderForgets(t *testing.T) {
	f := buildFinder([]finderKey{{text: "unknown", more: [2]string{"user", "here"}}})
	notes := &textNotes{}
	for i := range 600 {
		text, want := "unknown here", 0
		if i%255 == 0 {
			text, want = "user unknown here", 1
		}
		if got := f.scan(append([]byte(text), "12345678"...)[:len(text)], notes); len(got) != want {
			t.Fatalf("scan %d of %q: %v, want %d", i, text, got, want)
		}
	}
}
