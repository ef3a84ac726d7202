package catalog

import (
	"slices"
	"strings"
	"time"
)

// Playbook tells what to do when mail to one provider is refused or put off,
// step by step.
type Playbook struct {
	// Provider is the id of the provider that it is about.
	Provider string
	Title    string
	// Short is the whole thing for who reads only one or two sentences.
	Short string
	// Log holds what to read in one's own log first, mostly commands.
	Log []string
	// Steps are in order.
	Steps []string
	// Slow tells when and how to slow down, Stop when to stop and what to do then.
	Slow, Stop string
	// Avoid holds what not to do.
	Avoid []string
	// Pages are forms and pages of the provider.
	Pages []Page

	layer uint8 // 0 built in, 1 and more laid over
	file  string
	line  int
}

// Page is a page or a form of a provider.
type Page struct {
	// What it is, such as "delisting form".
	What string
	URL  string
	// Seen is the day on which the page was last read, as YYYY-MM-DD; empty where
	// it was not.
	Seen string
}

// Playbooks gives the playbooks in the order of their providers' ids.
func (c *Catalog) Playbooks() []Playbook { return c.playbooks }

// Playbook gives the playbook for the provider with this id, or nil.
func (c *Catalog) Playbook(provider string) *Playbook {
	i, ok := slices.BinarySearchFunc(c.playbooks, provider, func(p Playbook, id string) int { return strings.Compare(p.Provider, id) })
	if !ok {
		return nil
	}
	return &c.playbooks[i]
}

func (t *playbookTable) playbook(file string, line int) Playbook {
	p := Playbook{
		Provider: t.Provider, Title: t.Title, Short: t.Short, Log: t.Log, Steps: t.Steps,
		Slow: t.Slow, Stop: t.Stop, Avoid: t.Avoid, file: file, line: line,
	}
	for _, page := range t.Page {
		p.Pages = append(p.Pages, Page(page))
	}
	return p
}

func writePlaybooks(w *wireWriter, list []Playbook) {
	w.number(len(list))
	for i := range list {
		p := &list[i]
		for _, s := range []string{p.Provider, p.Title, p.Short, p.Slow, p.Stop} {
			w.text(s)
		}
		w.number(int(p.layer))
		for _, l := range [][]string{p.Log, p.Steps, p.Avoid} {
			w.texts(l)
		}
		w.number(len(p.Pages))
		for _, page := range p.Pages {
			w.text(page.What)
			w.text(page.URL)
			w.text(page.Seen)
		}
	}
}

func readPlaybooks(r *wireReader) []Playbook {
	list := make([]Playbook, r.count())
	for i := range list {
		p := &list[i]
		p.Provider, p.Title, p.Short, p.Slow, p.Stop = r.text(), r.text(), r.text(), r.text(), r.text()
		p.layer = uint8(r.number())
		p.Log, p.Steps, p.Avoid = r.texts(), r.texts(), r.texts()
		p.Pages = make([]Page, r.count())
		for j := range p.Pages {
			p.Pages[j] = Page{What: r.text(), URL: r.text(), Seen: r.text()}
		}
	}
	return list
}

func (s *content) checkPlaybooks(add func(*Error)) {
	providers := map[string]bool{}
	for i := range s.providers {
		providers[s.providers[i].ID] = true
	}
	seen := map[string]bool{}
	for i := range s.playbooks {
		p := &s.playbooks[i]
		fault := func(input, message string) {
			add(&Error{File: p.file, Line: p.line, Input: input, Message: "playbook " + p.Provider + ": " + message})
		}
		if !providers[p.Provider] {
			fault(p.Provider, "there is no [[provider]] of this id")
		}
		if seen[p.Provider] {
			fault(p.Provider, "the provider has a playbook already")
		}
		seen[p.Provider] = true
		if p.Title == "" || p.Short == "" || len(p.Steps) == 0 {
			fault("", "title, short and steps are needed")
		}
		for _, page := range p.Pages {
			if page.What == "" || !isWebAddress(page.URL) {
				fault(page.URL, "a page has what, and a url that begins with https://")
			}
			if page.Seen != "" && !isDate(page.Seen) {
				fault(page.Seen, "seen is a date such as 2026-11-22")
			}
		}
	}
}

func isWebAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	return ok && rest != "" && !strings.ContainsAny(rest, " \t")
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
