package main

import (
	"errors"
	"io"
	"sync"

	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// live writes what several inputs give at the same time, as soon as it comes.
// What is to be told depends on what was told before, whichever the input.
type live struct {
	a    *annotate
	text *render.Text // nil for records
	many bool         // inputs, so that text needs headings

	mu   sync.Mutex
	last string // the input of the heading that was written last
	out  []byte
}

// liveInput is one of the inputs.
type liveInput struct {
	feed
	page      page
	encoder   *render.JSON
	explainer render.Explainer
	sums      partSums // of records; text has its own
}

func (a *annotate) newLive(text *render.Text, inputs int) *live {
	return &live{a: a, text: text, many: inputs > 1}
}

func (v *live) input(f feed) *liveInput {
	sums := v.a.sums.part(v.a.explainer.Catalog, v.a.loc)
	in := &liveInput{feed: f, page: page{a: v.a, text: v.text, sums: sums}, sums: sums}
	if r := v.a.report; r != nil {
		v.mu.Lock()
		r.reads(f.name)
		v.mu.Unlock()
	}
	if v.text == nil {
		in.encoder = render.NewJSON(f.name, v.a.loc, v.a.detail)
		in.explainer = render.Explainer{Catalog: v.a.explainer.Catalog}
	}
	return in
}

// options are those of the parser: nothing is held back for the sake of speed.
func (v *live) options(o parser.Options) parser.Options {
	o.Workers = 1
	if v.text != nil {
		o.Lines, o.Dialogue = v.a.all, true
	}
	if unparsed := o.Unparsed; unparsed != nil {
		o.Unparsed = func(line []byte, no int64) {
			v.mu.Lock()
			defer v.mu.Unlock()
			unparsed(line, no)
		}
	}
	return o
}

// scan reads an input to its end. handled is called when all up to a line was
// written.
func (v *live) scan(in *liveInput, o parser.Options, handled func(line int64) error) error {
	scanner := parser.Scanner{Options: v.options(o)}
	stats, err := scanner.Run(in.Reader, nil, func(b *parser.Batch) error {
		if err := v.write(in, b.Events()); err != nil {
			return err
		}
		return handled(b.LastLine())
	})
	v.mu.Lock()
	defer v.mu.Unlock()
	v.a.walk.stats.Add(&stats)
	var unreadable *input.Error
	if errors.As(err, &unreadable) {
		v.a.walk.complain(err)
		return nil
	}
	return err
}

// write writes events of one input, in one piece.
func (v *live) write(in *liveInput, events []*parser.Event) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.out = v.out[:0]
	for _, e := range events {
		v.add(in, e)
	}
	return writeAll(v.a.p.stdout, v.out)
}

// add appends what is to be shown of an event, behind a heading when the input
// changes.
func (v *live) add(in *liveInput, e *parser.Event) {
	if r := v.a.report; r != nil {
		v.out = r.event(v.out, &in.feed, e)
		return
	}
	if v.text == nil {
		v.record(in, e)
		return
	}
	p := &in.page
	p.out = p.out[:0]
	p.event(e, v.a.checks.event(e))
	if len(p.out) == 0 {
		return
	}
	if v.many && v.last != in.name {
		if v.last != "" {
			v.out = append(v.out, '\n')
		}
		v.out = v.text.Heading(v.out, in.name)
		v.last = in.name
	}
	v.out = append(v.out, p.out...)
}

// record appends the record of an event.
func (v *live) record(in *liveInput, e *parser.Event) {
	note := v.a.checks.event(e)
	if e.Kind < parser.KindReply {
		return
	}
	r := in.explainer.Record(e)
	r.Note = note
	if !v.a.sel.wants(&in.explainer, r) {
		return
	}
	v.a.counts.add(r)
	v.a.sums.one(&in.sums, r, v.a.source(&in.feed))
	if v.a.sums.groups != nil {
		return
	}
	if in.place != nil {
		if name := placed(r, in.place); name != in.name {
			in.name = name
			in.encoder.SetFile(name)
		}
	}
	v.out = in.encoder.Append(v.out, r)
}

// warn tells something while others may be writing.
func (v *live) warn(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.a.p.warn("%v", err)
}

// untilStopped is a reader that ends when stop is closed, though what it reads
// from goes on waiting.
type untilStopped struct {
	stop <-chan struct{}
	got  chan []byte
	errs chan error
	rest []byte
}

func newUntilStopped(r io.Reader, stop <-chan struct{}) *untilStopped {
	u := &untilStopped{stop: stop, got: make(chan []byte), errs: make(chan error, 1)}
	go func() {
		for {
			b := make([]byte, 64<<10)
			n, err := r.Read(b)
			if n > 0 {
				select {
				case u.got <- b[:n]:
				case <-stop:
					return
				}
			}
			if err != nil {
				u.errs <- err
				return
			}
		}
	}()
	return u
}

func (u *untilStopped) Read(p []byte) (int, error) {
	if len(u.rest) == 0 {
		select {
		case u.rest = <-u.got:
		default:
			select {
			case u.rest = <-u.got:
			case <-u.stop:
				return 0, io.EOF
			case err := <-u.errs:
				u.errs <- err
				return 0, err
			}
		}
	}
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	return n, nil
}
