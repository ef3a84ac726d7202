package catalog

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Record is an entry in the form of the TOML files, for export as TOML and JSON.
// What an entry does not have is left out.
type Record struct {
	ID           string         `toml:"id" json:"id"`
	Code         int            `toml:"code,omitempty" json:"code,omitempty"`
	Enhanced     string         `toml:"enhanced,omitempty" json:"enhanced,omitempty"`
	Phase        []string       `toml:"phase,omitempty" json:"phase,omitempty"`
	Marker       []string       `toml:"marker,omitempty" json:"marker,omitempty"`
	Match        []string       `toml:"match,omitempty" json:"match,omitempty"`
	Hint         []string       `toml:"hint,omitempty" json:"hint,omitempty"`
	Vague        bool           `toml:"vague,omitempty" json:"vague,omitempty"`
	Provider     string         `toml:"provider,omitempty" json:"provider,omitempty"`
	FromProvider bool           `toml:"from_provider,omitempty" json:"from_provider,omitempty"`
	Subject      []string       `toml:"subject,omitempty" json:"subject,omitempty"`
	Historic     string         `toml:"historic,omitempty" json:"historic,omitempty"`
	Title        string         `toml:"title" json:"title"`
	Class        Class          `toml:"class" json:"class"`
	Permanent    *bool          `toml:"permanent,omitempty" json:"permanent,omitempty"`
	Actor        Actor          `toml:"actor" json:"actor"`
	Retry        Retry          `toml:"retry,omitempty" json:"retry,omitempty"`
	Meaning      string         `toml:"meaning,omitempty" json:"meaning,omitempty"`
	When         string         `toml:"when,omitempty" json:"when,omitempty"`
	Fix          []string       `toml:"fix,omitempty" json:"fix,omitempty"`
	Use          string         `toml:"use,omitempty" json:"use,omitempty"`
	Related      []string       `toml:"related,omitempty" json:"related,omitempty"`
	Refs         []string       `toml:"refs,omitempty" json:"refs,omitempty"`
	Standard     Standard       `toml:"standard,omitempty" json:"standard,omitempty"`
	Confidence   string         `toml:"confidence,omitempty" json:"confidence,omitempty"`
	Sample       []SampleRecord `toml:"sample,omitempty" json:"sample,omitempty"`
}

// SampleRecord is a sample in the form of the TOML files.
type SampleRecord struct {
	Reply string  `toml:"reply,omitempty" json:"reply,omitempty"`
	Text  string  `toml:"text,omitempty" json:"text,omitempty"`
	After *string `toml:"after,omitempty" json:"after,omitempty"`
}

// Record gives the entry in the form of the TOML files.
func (e *Entry) Record() Record {
	r := Record{
		ID: e.ID, Code: e.Code, Enhanced: e.Enhanced, Phase: e.Phases, Marker: e.Marker, Match: e.Match,
		Hint: e.Hint, Vague: e.Vague, Subject: e.Subject, Historic: e.Historic,
		Provider: e.Provider, FromProvider: e.OnlyFrom,
		Title: e.Title, Class: e.Class, Actor: e.Actor, Retry: e.Retry,
		Meaning: e.Meaning, When: e.When, Fix: e.Fix, Use: e.Use,
		Related: e.Related, Refs: e.Refs, Standard: e.Standard, Confidence: e.Confidence,
	}
	if e.Permanent.Known() {
		permanent := e.Permanent.Bool()
		r.Permanent = &permanent
	}
	for i := range e.Samples {
		s := &e.Samples[i]
		sample := SampleRecord{Reply: s.Reply, Text: s.Text}
		if s.Placed {
			sample.After = &s.After
		}
		r.Sample = append(r.Sample, sample)
	}
	return r
}

// WriteTOML writes entries as a file that Load reads, with the providers that they
// name and the playbooks of those. It gives the error of w.
func (c *Catalog) WriteTOML(w io.Writer, entries []*Entry) error {
	encoder := toml.NewEncoder(w)
	encoder.Indent = ""
	var providers []ProviderRecord
	var books []PlaybookRecord
	for i := range c.providers {
		p := &c.providers[i]
		if !slices.ContainsFunc(entries, func(e *Entry) bool { return e.Provider == p.ID }) {
			continue
		}
		providers = append(providers, p.Record())
		if book := c.Playbook(p.ID); book != nil {
			books = append(books, book.Record())
		}
	}
	return encoder.Encode(struct {
		Provider []ProviderRecord `toml:"provider,omitempty"`
		Playbook []PlaybookRecord `toml:"playbook,omitempty"`
		Entry    []Record         `toml:"entry"`
	}{providers, books, records(entries)})
}

// WriteJSON writes entries as one object a line. It gives the error of w.
func WriteJSON(w io.Writer, entries []*Entry) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, e := range entries {
		if err := encoder.Encode(e.Record()); err != nil {
			return err
		}
	}
	return nil
}

func records(entries []*Entry) []Record {
	list := make([]Record, len(entries))
	for i, e := range entries {
		list[i] = e.Record()
	}
	return list
}

// WriteMarkdown writes entries as a page with a section each, with the headings
// of a language; lang may be nil. It gives the error of w.
func WriteMarkdown(w io.Writer, entries []*Entry, lang *Lang) error {
	for i, e := range entries {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, e.markdown(lang)); err != nil {
			return err
		}
	}
	return nil
}

func (e *Entry) markdown(l *Lang) string {
	var b strings.Builder
	name := codeName(e)
	if name == "" {
		name = e.Provider
	}
	if name != "" {
		name += ": "
	}
	fmt.Fprintf(&b, "## %s%s\n\n`%s` · %s\n", name, e.Title, e.ID, e.traits(l))
	paragraph := func(heading, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n**%s.** %s\n", l.Text("heading."+heading), text)
		}
	}
	paragraph("meaning", e.Meaning)
	paragraph("when", e.When)
	if len(e.Fix) > 0 {
		fmt.Fprintf(&b, "\n**%s.**\n\n", l.Text("heading.fix"))
		for i, step := range e.Fix {
			fmt.Fprintf(&b, "%d. %s\n", i+1, step)
		}
	}
	paragraph("use", e.Use)
	paragraph("match", quoted(slices.Concat(e.Marker, e.Match, e.Hint)))
	paragraph("related", strings.Join(e.Related, ", "))
	paragraph("refs", linked(e.Refs))
	if e.Historic != "" {
		fmt.Fprintf(&b, "\n%s.\n", upperFirst(l.Format("label.historic", "when", e.Historic)))
	}
	if e.Confidence != "" {
		fmt.Fprintf(&b, "\n%s.\n", upperFirst(l.Text("label.confidence_low")))
	}
	return b.String()
}

// traits tells class, permanence, retry and actor in one line.
func (e *Entry) traits(l *Lang) string {
	list := []string{string(e.Class)}
	switch e.Permanent {
	case Permanent:
		list = append(list, l.Text("label.permanent"))
	case Passing:
		list = append(list, l.Text("label.temporary"))
	}
	if e.Retry != "" {
		list = append(list, l.Text("retry_short."+string(e.Retry)))
	}
	list = append(list, l.Text("label.actor")+l.Text("word.colon")+l.Text("actor_short."+string(e.Actor)))
	return strings.Join(list, " · ")
}

func quoted(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "`" + strings.Join(list, "`, `") + "`"
}

func linked(refs []string) string {
	list := make([]string, len(refs))
	for i, ref := range refs {
		list[i] = ref
		if url := RefURL(ref); url != "" && !strings.HasPrefix(ref, url) {
			list[i] = "[" + ref + "](" + url + ")"
		}
	}
	return strings.Join(list, ", ")
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}
