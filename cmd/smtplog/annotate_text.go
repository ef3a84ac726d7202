package main

import (
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/internal/tally"
	"github.com/smtplog/smtplog/parser"
)

// textScan gives the scan that writes annotated lines. What is told depends on
// what was told before, so everything is done in input order.
func (a *annotate) textScan(text *render.Text, headings bool) func(*feed, parser.Options) (parser.Stats, error) {
	out := make([]byte, 0, 64<<10)
	first := true
	return func(f *feed, o parser.Options) (parser.Stats, error) {
		o.Lines = a.all
		o.Dialogue = true
		if headings {
			if !first {
				out = append(out, '\n')
			}
			first = false
			out = text.Heading(out, f.name)
		}
		page := page{a: a, text: text, out: out, sums: a.sums.part(a.explainer.Catalog, a.loc)}
		scanner := parser.Scanner{Options: o, InOrder: a.checks.inOrder()}
		return scanner.Run(f, nil, func(b *parser.Batch) error {
			for _, e := range b.Events() {
				page.event(e, noteOf(b, e))
				if len(page.out) >= 64<<10 {
					if err := page.flush(); err != nil {
						return err
					}
				}
			}
			a.walk.progress.tick(f, a.counts.shown)
			// At the end of a batch, so that what comes slowly is shown at once.
			err := page.flush()
			out = page.out
			return err
		})
	}
}

// page is the text of one file.
type page struct {
	a    *annotate
	text *render.Text
	out  []byte
	sums partSums
	held []heldLine // lines that the next reply may turn out to be made of
}

// heldLine is a line of a dialogue that is shown only if its reply is.
type heldLine struct {
	no   int64
	pid  int
	text []byte
}

// maxHeld bounds the lines of one reply that a filter shows.
const maxHeld = 64

func (p *page) flush() error {
	err := writeAll(p.a.p.stdout, p.out)
	p.out = p.out[:0]
	return err
}

func (p *page) event(e *parser.Event, note check.Note) {
	if e.Kind < parser.KindReply {
		if e.Dialogue || p.a.all || len(note.Findings) > 0 && e.Step != nil && e.Step.Conversation == 0 {
			p.line(e) // of a summary log a line without a reply is shown where something is wrong with it
		}
		p.out = p.text.Findings(p.out, note.Findings)
		return
	}
	r := p.a.explainer.Record(e)
	r.Note = note
	if !p.a.sel.wants(&p.a.explainer, r) {
		p.drop(e)
		if p.a.all && p.a.sel.line(e) {
			p.out = p.text.Line(p.out, e)
		}
		return
	}
	p.a.counts.add(r)
	p.a.sums.one(&p.sums, r, tally.Source{})
	p.release(e)
	p.out = p.text.Line(p.out, e)
	p.out = p.text.Annotation(p.out, r)
	p.out = p.text.Findings(p.out, r.Findings)
}

// line shows a line without a reply, or keeps it in case it is the beginning of
// one that a filter lets through.
func (p *page) line(e *parser.Event) {
	switch {
	case p.a.all:
		if p.a.sel.line(e) {
			p.out = p.text.Line(p.out, e)
		}
	case !p.a.sel.any:
		p.out = p.text.Line(p.out, e)
	case e.Kind == parser.KindLine:
		if len(p.held) == maxHeld {
			oldest := p.held[0]
			copy(p.held, p.held[1:])
			p.held[maxHeld-1] = oldest
			p.held = p.held[:maxHeld-1]
		}
		if len(p.held) < cap(p.held) {
			p.held = p.held[:len(p.held)+1]
		} else {
			p.held = append(p.held, heldLine{})
		}
		h := &p.held[len(p.held)-1]
		h.no, h.pid = e.Line, e.PID
		h.text = p.text.Line(h.text[:0], e)
	}
}

// release shows the lines before the last of a reply.
func (p *page) release(e *parser.Event) {
	for i := range p.held {
		if h := &p.held[i]; h.no >= e.Line && h.pid == e.PID {
			p.out = append(p.out, h.text...)
		}
	}
	p.drop(e)
}

// drop forgets the lines before a reply of the same process.
func (p *page) drop(e *parser.Event) {
	kept := 0
	for i := range p.held {
		if p.held[i].pid != e.PID {
			p.held[kept], p.held[i] = p.held[i], p.held[kept]
			kept++
		}
	}
	p.held = p.held[:kept]
}
