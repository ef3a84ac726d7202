package parser

import (
	"io"
	"runtime"
	"time"
)

// Options says how a scan reads its input. The zero value is good.
type Options struct {
	// Workers is how many blocks are parsed side by side; 0 is one a
	// processor, 1 does everything in the caller's goroutine.
	Workers int
	// Lines asks for an event for every line, those without a reply too.
	Lines bool
	// Dialogue asks for the lines of conversations that carry no reply, as
	// events of KindLine and KindCommand with Dialogue set.
	Dialogue bool
	// Steps gives the events of conversations a Step, and pushes those without
	// a reply too: commands, what else was sent, and that a conversation began
	// or is over. Some of them stand for no line and have no Raw.
	Steps bool
	// Unparsed, when set, gets every line of a known mail program that no
	// reader knew, with its number. The line is borrowed; secrets in it are
	// masked unless Secrets is set. It is called in input order.
	Unparsed func(line []byte, no int64)
	// Secrets leaves secrets as they are in Arg and in Reply.Text.
	Secrets bool
	// Modified is when the input was last written; a log without years is
	// dated by it. The zero time stands for now.
	Modified time.Time
	// Year is the year of the first stamp that has none; 0 to infer it.
	Year int
	// Single tells that the input is a pasted piece rather than a file: a
	// reply alone, without any context, is accepted.
	Single bool
}

// Scan reads r to its end and pushes every event to fn, in input order. The
// event and all its slices are borrowed until fn returns. An error that fn
// returns ends the scan and is returned; so is an error of r, after all that
// came before it was pushed. The Stats count what was read, also when there
// is an error.
func Scan(r io.Reader, opts Options, fn func(*Event) error) (Stats, error) {
	s := Scanner{Options: opts}
	return s.Run(r, nil, func(b *Batch) error {
		for _, e := range b.order {
			if err := fn(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Scanner scans with work of the caller's done on several cores.
type Scanner struct {
	Options Options
	// InOrder, when set, is called for every batch, one at a time and in input
	// order, before Run's work. It may change the events, and may use Note of
	// each and Aux of the batch to tell work something.
	InOrder func(*Batch)
}

// Run reads r to its end. For every block of lines it calls work, from any
// goroutine and for several batches at a time, and then done, for one batch
// at a time and in input order. Either may be nil. The batch, its events and
// their slices are borrowed until done returns.
//
// When done returns an error the scan ends and Run returns that error. A Read
// that blocks at that moment is not waited for: the reader must not be used
// again before it returned.
func (s *Scanner) Run(r io.Reader, work func(*Batch), done func(*Batch) error) (Stats, error) {
	workers := s.Options.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	src := (&blockReader{r: newTextReader(r)}).source(&s.Options)
	sq := newSequencer(&s.Options)
	if workers == 1 {
		return s.runOne(src, sq, work, done)
	}
	return s.runMany(src, sq, workers, work, done)
}

// runOne does everything in the caller's goroutine.
func (s *Scanner) runOne(src batchSource, sq *sequencer, work func(*Batch), done func(*Batch) error) (Stats, error) {
	b := &Batch{opts: &s.Options}
	lc := newLineContext(&s.Options)
	line := int64(1)
	for {
		b.reset()
		err := src.next(b)
		if err != nil {
			b.block = b.block[:0]
			b.lines = 0
			b.err = err
		}
		b.first, b.eol = line, src.lineEnd()
		line += int64(b.lines)
		b.parse(lc)
		for more := true; more; {
			more = sq.batch(b)
			if s.InOrder != nil {
				s.InOrder(b)
			}
			if work != nil {
				work(b)
			}
			if done != nil {
				if derr := done(b); derr != nil {
					return sq.stats, derr
				}
			}
			if more {
				b.after(b)
			}
		}
		if err != nil && err != ErrIdle {
			if err == io.EOF {
				err = nil
			}
			return sq.stats, err
		}
	}
}
