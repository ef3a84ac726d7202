package parser

import (
	"io"
	"sync"
)

// runMany lets several goroutines parse and work. A batch goes
//
//	reader → worker (parse) → sequencer, in order → worker (work) → done, in order
//
// and back to the reader. The number of batches is fixed, so that memory is,
// and every channel can hold them all, so that nobody waits for a place in
// one.
func (s *Scanner) runMany(src batchSource, sq *sequencer, workers int, work func(*Batch), done func(*Batch) error) (Stats, error) {
	batches := 2*workers + 2
	free := make(chan *Batch, batches)
	toParse := make(chan *Batch, batches)
	parsed := make(chan *Batch, batches)
	toWork := make(chan *Batch, batches)
	worked := make(chan *Batch, batches)
	stop := make(chan struct{})
	for range batches {
		free <- &Batch{opts: &s.Options}
	}

	go func() { // the reader
		defer close(toParse)
		line := int64(1)
		for seq := 0; ; seq++ {
			var b *Batch
			select {
			case b = <-free:
			case <-stop:
				return
			}
			b.reset()
			err := src.next(b)
			if err != nil {
				b.block, b.lines, b.err = b.block[:0], 0, err
			}
			b.seq, b.first, b.eol = seq, line, src.lineEnd()
			line += int64(b.lines)
			toParse <- b
			if err != nil && err != ErrIdle {
				return
			}
		}
	}()

	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			lc := newLineContext(&s.Options)
			in := toParse
			for {
				select {
				case b, ok := <-in:
					if !ok {
						in = nil // what is left is work
						continue
					}
					b.parse(lc)
					parsed <- b
				case b, ok := <-toWork:
					if !ok {
						return
					}
					if work != nil {
						work(b)
					}
					worked <- b
				case <-stop:
					return
				}
			}
		}()
	}

	wg.Add(1)
	go func() { // the sequencer
		defer wg.Done()
		defer close(toWork)
		var o inOrder
		for {
			var b *Batch
			select {
			case b = <-parsed:
			case <-stop:
				return
			}
			for b = o.put(b); b != nil; b = o.next() {
				for more := true; more; {
					more = sq.batch(b)
					var next *Batch
					if more {
						select {
						case next = <-free:
						case <-stop:
							return
						}
						next.after(b)
					}
					if s.InOrder != nil {
						s.InOrder(b)
					}
					last := b.err != nil && b.err != ErrIdle
					toWork <- b
					if last {
						return
					}
					if more {
						b = next
					}
				}
			}
		}
	}()

	var o inOrder
	var err error
	for err == nil {
		b := <-worked
		for b = o.put(b); b != nil; b = o.next() {
			last := b.err
			if done != nil {
				err = done(b)
			}
			if err == nil && last != ErrIdle {
				err = last
			}
			if err != nil {
				break
			}
			free <- b
		}
	}
	close(stop)
	wg.Wait()
	if err == io.EOF {
		err = nil
	}
	return sq.stats, err
}

// inOrder gives batches back in the order of their numbers.
type inOrder struct {
	want    int
	waiting []*Batch
}

// put takes b and gives the batch whose turn it is, or nil.
func (o *inOrder) put(b *Batch) *Batch {
	o.waiting = append(o.waiting, b)
	return o.next()
}

// next gives the next batch when it is there.
func (o *inOrder) next() *Batch {
	for i, b := range o.waiting {
		if b.seq == o.want {
			last := len(o.waiting) - 1
			o.waiting[i] = o.waiting[last]
			o.waiting = o.waiting[:last]
			o.want++
			return b
		}
	}
	return nil
}
