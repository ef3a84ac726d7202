package catalog

import (
	"slices"
	"strconv"
	"strings"
)

// entries gives the entries that a table stands for: one, or one a class where
// its enhanced code begins with X.
func (t *entryTable) entries(file string, line int) ([]Entry, *Error) {
	e := Entry{
		ID: t.ID, Provider: t.Provider, Related: t.Related, Refs: t.Refs,
		Standard: Standard(t.Standard), Confidence: t.Confidence,
		Code: t.Code, Enhanced: t.Enhanced, Phases: t.Phase, Match: t.Match, Marker: t.Marker, Hint: t.Hint,
		Subject: t.Subject, Historic: t.Historic, OnlyFrom: t.FromProvider,
		phases: phasesOf(t.Phase), file: file, line: line,
	}
	samples := t.samples()
	if !strings.HasPrefix(t.Enhanced, "X.") {
		if t.Temporary != nil || t.Permanently != nil || t.Success != nil || t.Classes != nil {
			return nil, e.fault(t.Enhanced, "only an enhanced code that begins with X has classes")
		}
		e.words(&t.wordTable)
		e.Samples = samples
		return []Entry{e}, nil
	}
	if !strings.Contains(t.ID, "X") {
		return nil, e.fault(t.ID, "the id of a code that begins with X has an X in its place")
	}
	var list []Entry
	for _, class := range t.classes() {
		own := e
		digit := strconv.Itoa(class)
		own.ID = strings.Replace(t.ID, "X", digit, 1)
		own.Enhanced = digit + t.Enhanced[1:]
		own.Related = ofClass(t.Related, digit)
		words := t.wordTable
		if over := t.of(class); over != nil {
			words = over.over(words)
		}
		own.words(&words)
		for _, s := range samples {
			if s.Reply == "" || strings.HasPrefix(s.Reply, digit) {
				own.Samples = append(own.Samples, s)
			}
		}
		list = append(list, own)
	}
	return list, nil
}

// ofClass puts the class in place of the X of codes.
func ofClass(codes []string, digit string) []string {
	codes = slices.Clone(codes)
	for i, c := range codes {
		if strings.HasPrefix(c, "X.") {
			codes[i] = digit + c[1:]
		}
	}
	return codes
}

func (t *entryTable) classes() []int {
	if t.Classes != nil {
		return t.Classes
	}
	if t.Success != nil {
		return []int{2, 4, 5}
	}
	return []int{4, 5}
}

func (t *entryTable) of(class int) *wordTable {
	switch class {
	case 2:
		return t.Success
	case 4:
		return t.Temporary
	case 5:
		return t.Permanently
	}
	return nil
}

func (e *Entry) words(w *wordTable) {
	e.Title, e.Class, e.Actor, e.Retry = w.Title, Class(w.Class), Actor(w.Actor), Retry(w.Retry)
	e.Meaning, e.When, e.Use = w.Meaning, w.When, w.Use
	e.Vague = w.Vague != nil && *w.Vague
	if len(w.Fix) > 0 {
		e.Fix = w.Fix
	}
	// Success is no failure, whatever the words that are shared with failures say.
	if e.digit() == 2 || e.digit() == 3 {
		e.Retry = ""
		return
	}
	if w.Permanent != nil {
		e.Permanent = Passing
		if *w.Permanent {
			e.Permanent = Permanent
		}
	}
}

// digit gives the first digit of the entry's code, 0 where it has none.
func (e *Entry) digit() int {
	if e.Code > 9 {
		return e.Code / 100
	}
	if e.Code > 0 {
		return e.Code
	}
	if e.Enhanced != "" {
		return int(e.Enhanced[0] - '0')
	}
	return 0
}

// verb gives the verb of a command, so that a sample may quote the whole of it.
func verb(command string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	return strings.ToUpper(word)
}

func (t *entryTable) samples() []Sample {
	var list []Sample
	for _, s := range t.Sample {
		sample := Sample{Reply: strings.TrimRight(s.Reply, "\r\n"), Text: s.Text}
		if s.After != nil {
			sample.After, sample.Placed = verb(*s.After), true
		}
		list = append(list, sample)
	}
	return list
}
