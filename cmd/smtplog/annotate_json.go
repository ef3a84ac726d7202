package main

import (
	"sync"

	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// jsonWork is what one batch needs to be encoded; it goes with the batch and is
// used for the files to come too.
type jsonWork struct {
	encoder   *render.JSON
	explainer render.Explainer
	counts    counts
	sums      partSums
}

// jsonPool lends jsonWork to batches. What a scan borrowed comes back when it
// is over, since a batch does not tell when it is not used any more.
type jsonPool struct {
	mu   sync.Mutex
	free []*jsonWork
	lent []*jsonWork
}

func (jp *jsonPool) get(make func() *jsonWork) *jsonWork {
	jp.mu.Lock()
	defer jp.mu.Unlock()
	var w *jsonWork
	if n := len(jp.free); n > 0 {
		w, jp.free = jp.free[n-1], jp.free[:n-1]
	} else {
		w = make()
	}
	jp.lent = append(jp.lent, w)
	return w
}

func (jp *jsonPool) takeBack() {
	jp.free = append(jp.free, jp.lent...)
	jp.lent = jp.lent[:0]
}

// jsonScan gives the scan that writes records, or counts them where groups were asked
// for. Encoding is done side by side, one write a batch in input order.
func (a *annotate) jsonScan() func(*feed, parser.Options) (parser.Stats, error) {
	pool := &jsonPool{}
	return func(f *feed, o parser.Options) (parser.Stats, error) {
		defer pool.takeBack()
		work := func(b *parser.Batch) {
			w, ok := b.Aux.(*jsonWork)
			if !ok {
				w = pool.get(func() *jsonWork {
					return &jsonWork{
						encoder: render.NewJSON(f.name, a.loc, a.detail),
						explainer: render.Explainer{
							Catalog: a.explainer.Catalog, Memo: a.explainer.Catalog.NewMemo(), Best: a.detail != render.DetailFull,
						},
						sums: a.sums.part(a.explainer.Catalog, a.loc),
					}
				})
				w.encoder.SetFile(f.name)
				b.Aux = w
			}
			a.encode(f, b, w)
		}
		done := func(b *parser.Batch) error {
			w := b.Aux.(*jsonWork)
			a.counts.sum(&w.counts)
			a.sums.add(&w.sums)
			a.walk.progress.tick(f, a.counts.shown)
			return writeAll(a.p.stdout, b.Out)
		}
		scanner := parser.Scanner{Options: o, InOrder: a.checks.inOrder()}
		return scanner.Run(f, work, done)
	}
}

// encode writes the records of a batch that are wanted into it.
func (a *annotate) encode(f *feed, b *parser.Batch, w *jsonWork) {
	w.counts = counts{}
	w.sums.reset(a.source(f))
	name := f.name
	if f.place != nil {
		w.encoder.SetFile(name)
	}
	for _, e := range b.Events() {
		if e.Kind < parser.KindReply {
			continue
		}
		r := w.explainer.Record(e)
		r.Note = noteOf(b, e)
		if !a.sel.wants(&w.explainer, r) {
			continue
		}
		w.counts.add(r)
		w.sums.add(r)
		if a.sums.groups != nil {
			continue
		}
		if f.place != nil {
			if at := placed(r, f.place); at != name {
				name = at
				w.encoder.SetFile(name)
			}
		}
		b.Out = w.encoder.Append(b.Out, r)
	}
}
