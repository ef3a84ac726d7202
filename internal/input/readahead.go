package input

import (
	"io"
	"io/fs"
)

const (
	aheadBlock  = 256 << 10 // as much as the parser takes at once
	aheadBlocks = 3         // one being filled, one waiting, one being read
)

// readAhead runs a decoder in a goroutine of its own, so that unpacking and parsing go on at the same time. The blocks go
// round between the two sides and are made as they are first needed: a small file takes one.
//
// The goroutine owns the decoder, and ends at the decoder's first error or when done is closed.
type readAhead struct {
	full   chan aheadResult
	free   chan []byte
	done   <-chan struct{}
	exited chan struct{}

	// The reader's side.
	block   []byte
	unread  []byte
	err     error
	warning string
}

type aheadResult struct {
	block   []byte
	n       int
	err     error
	warning string
}

// newReadAhead starts the goroutine. wrap is called in it, with the error or io.EOF that ends the decoding.
func newReadAhead(d decoder, done <-chan struct{}, wrap func(error) error) *readAhead {
	a := &readAhead{
		full:   make(chan aheadResult, aheadBlocks),
		free:   make(chan []byte, aheadBlocks),
		done:   done,
		exited: make(chan struct{}),
	}
	for range aheadBlocks {
		a.free <- nil
	}
	go a.run(d, wrap)
	return a
}

func (a *readAhead) run(d decoder, wrap func(error) error) {
	defer close(a.exited)
	defer d.close()
	for {
		var r aheadResult
		select {
		case r.block = <-a.free:
		case <-a.done:
			return
		}
		if r.block == nil {
			r.block = make([]byte, aheadBlock)
		}
		r.n, r.err = fill(d, r.block)
		if r.err != nil {
			r.warning, r.err = d.warning(), wrap(r.err)
		}
		// full holds as many as there are blocks and never makes this wait.
		a.full <- r
		if r.err != nil {
			return
		}
	}
}

// maxEmptyReads is how often a decoder may give nothing and no error before it counts as stuck.
const maxEmptyReads = 100

// fill reads until the block is full: gzip gives at most 32 KiB at a time, and handing over costs the same for any size.
func fill(r io.Reader, block []byte) (n int, err error) {
	for empty := 0; n < len(block) && err == nil; {
		var k int
		k, err = r.Read(block[n:])
		n += k
		if k > 0 {
			empty = 0
		} else if empty++; empty > maxEmptyReads && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}

// Read gives what is left of the current block, and waits for the next where nothing is.
func (a *readAhead) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(a.unread) == 0 {
		if a.err != nil {
			return 0, a.err
		}
		if a.block != nil {
			a.free <- a.block
			a.block = nil
		}
		select {
		case r := <-a.full:
			a.block, a.unread, a.err, a.warning = r.block, r.block[:r.n], r.err, r.warning
		case <-a.done:
			return 0, fs.ErrClosed
		}
	}
	n := copy(p, a.unread)
	a.unread = a.unread[n:]
	return n, nil
}
