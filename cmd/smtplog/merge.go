package main

import (
	"errors"
	"sync"
	"time"

	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/parser"
)

// errEnough ends the scans whose events nobody takes any more.
var errEnough = errors.New("enough")

// mergeSource is one of the inputs that are read side by side. Each is parsed
// and dated by itself; its goroutine waits while the events of one block are
// taken, so that no more than one block of each is in memory.
type mergeSource struct {
	in     *liveInput
	blocks chan []*parser.Event
	taken  chan struct{}
	events []*parser.Event
	key    time.Time // of events[0]; never before that of the event before
}

// merge reads files as one, by the time of their lines. Lines of one file keep
// their order; of lines of the same time those of the file that was named first
// come first. A line without a time goes with the line before it.
func (a *annotate) merge(files []string, v *live) error {
	var wg sync.WaitGroup
	stop := make(chan struct{})
	var sources []*mergeSource
	for _, name := range files {
		f, modified, end, err := a.walk.open(name)
		if err != nil {
			a.walk.complain(err)
			continue
		}
		s := &mergeSource{in: v.input(*f), blocks: make(chan []*parser.Event), taken: make(chan struct{})}
		sources = append(sources, s)
		options := v.options(a.walk.dated(modified))
		wg.Go(func() {
			defer close(s.blocks)
			defer end()
			s.scan(v, options, stop)
		})
	}
	err := a.takeInOrder(sources, v)
	close(stop)
	wg.Wait()
	if ferr := a.walk.finish(); err == nil {
		err = ferr
	}
	return err
}

// scan hands the events of one input over, block by block.
func (s *mergeSource) scan(v *live, o parser.Options, stop <-chan struct{}) {
	scanner := parser.Scanner{Options: o}
	stats, err := scanner.Run(s.in.Reader, nil, func(b *parser.Batch) error {
		if len(b.Events()) == 0 {
			return nil
		}
		for _, step := range []func() bool{
			func() bool {
				select {
				case s.blocks <- b.Events():
					return true
				case <-stop:
					return false
				}
			},
			func() bool {
				select {
				case <-s.taken:
					return true
				case <-stop:
					return false
				}
			},
		} {
			if !step() {
				return errEnough
			}
		}
		return nil
	})
	v.mu.Lock()
	defer v.mu.Unlock()
	v.a.walk.stats.Add(&stats)
	if err != nil && !errors.Is(err, errEnough) {
		var unreadable *input.Error
		if !errors.As(err, &unreadable) {
			err = &input.Error{Name: s.in.name, Op: "read", Err: err}
		}
		v.a.walk.complain(err)
	}
}

// advance gives up the first event, or fetches a block, and gives false at the
// end of the input.
func (s *mergeSource) advance(loc *time.Location) bool {
	if len(s.events) > 0 {
		if s.events = s.events[1:]; len(s.events) == 0 {
			s.taken <- struct{}{}
		}
	}
	if len(s.events) == 0 {
		s.events = <-s.blocks
	}
	if len(s.events) == 0 {
		return false
	}
	if t := s.events[0].Time.Time(loc); t.After(s.key) {
		s.key = t
	}
	return true
}

// takeInOrder writes what comes first, again and again.
func (a *annotate) takeInOrder(sources []*mergeSource, v *live) error {
	var open []*mergeSource
	for _, s := range sources {
		if s.advance(a.loc) {
			open = append(open, s)
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for len(open) > 0 {
		first := 0
		for i, s := range open {
			if s.key.Before(open[first].key) {
				first = i
			}
		}
		s := open[first]
		v.add(s.in, s.events[0])
		if len(v.out) >= 64<<10 {
			if err := v.flush(); err != nil {
				return err
			}
		}
		// The scans take the lock when they end.
		v.mu.Unlock()
		more := s.advance(a.loc)
		v.mu.Lock()
		if !more {
			open = append(open[:first], open[first+1:]...)
		}
	}
	return v.flush()
}

func (v *live) flush() error {
	err := writeAll(v.a.p.stdout, v.out)
	v.out = v.out[:0]
	return err
}
