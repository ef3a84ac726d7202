package parser

import (
	"bytes"
	"errors"
	"io"
)

const (
	// BlockSize is how many bytes are read and parsed at a time.
	BlockSize = 128 << 10
	// MaxLine is the longest line that is kept; what is longer is cut there
	// and the event says so.
	MaxLine = 1 << 20
	// maxBlockLines bounds the events that one block can give, so that an
	// input of empty lines does not cost more memory than any other.
	maxBlockLines = 1024
)

// blockReader cuts a reader's bytes into blocks of whole lines.
type blockReader struct {
	r     io.Reader
	carry []byte // read but not yet handed out, from from on
	from  int
	err   error // what the reader said last
	eol   byte  // '\n', or '\r' in an input that has no LF; 0 before it is known
	skip  bool  // the rest of a cut line is being dropped
	empty int   // reads in a row that gave nothing
}

// ErrIdle is what a reader that waits for more, such as one that follows a
// file, may return with no data when nothing came for a while. It ends
// nothing: what is held back because it may be the beginning of a transcript
// is let go, and reading goes on.
var ErrIdle = errors.New("parser: nothing new for a while")

// errNoProgress is what a reader gets that returns nothing for ever.
var errNoProgress = errors.New("parser: reader returns no data and no error")

// next fills b.block with whole lines (the last line of the input may lack its
// end) and b.lines with their number. It returns io.EOF when nothing is left,
// or the reader's error once all that came before it was handed out. After
// ErrIdle, which comes with no lines, it may be called again.
func (br *blockReader) next(b *Batch) error {
	b.cut = false
	rest := br.carry[br.from:]
	if br.eol != 0 && !br.skip {
		// Of short lines there are several blocks in what was read at once.
		if n := endOfLines(rest[:min(len(rest), BlockSize)], br.eol, maxBlockLines); n > 0 {
			b.block, b.lines = append(b.block[:0], rest[:n]...), maxBlockLines
			br.from += n
			return nil
		}
	}
	b.block = append(b.block[:0], rest...)
	br.carry, br.from = br.carry[:0], 0
	scanned := 0 // no line ends before
	for {
		if br.eol == 0 && br.findEOL(b.block, scanned) {
			scanned = 0
		}
		if br.skip {
			b.block = br.dropRest(b.block)
			scanned = min(scanned, len(b.block))
		}
		if br.eol != 0 {
			if len(b.block) > MaxLine {
				// The lines that end in time; behind them may be one that does
				// not.
				if i := bytes.LastIndexByte(b.block[:MaxLine+1], br.eol); i >= 0 {
					br.handOut(b, i+1)
				} else {
					br.cut(b)
				}
				return nil
			}
			if i := bytes.LastIndexByte(b.block[scanned:], br.eol); i >= 0 {
				br.handOut(b, scanned+i+1)
				return nil
			}
		}
		scanned = len(b.block)
		if br.err == ErrIdle {
			br.err = nil
			br.carry = append(br.carry[:0], b.block...)
			b.block = b.block[:0]
			return ErrIdle
		}
		if br.err != nil {
			if br.eol == 0 {
				br.eol, scanned = lineEnd(b.block), 0
				continue
			}
			if len(b.block) == 0 {
				return br.err
			}
			br.handOut(b, len(b.block))
			return nil
		}
		b.block = br.read(b.block)
	}
}

// cut hands out the first MaxLine octets of a longer line; the rest is dropped.
func (br *blockReader) cut(b *Batch) {
	br.carry = append(br.carry[:0], b.block[MaxLine:]...)
	b.block = b.block[:MaxLine]
	b.lines, b.cut = 1, true
	br.skip = true
}

// read appends what one Read gives.
func (br *blockReader) read(buf []byte) []byte {
	to := BlockSize
	if len(buf) > BlockSize*3/4 {
		// A long line: let the buffer grow, by blocks, so that a reader that
		// gives little at a time does not make it move for every byte.
		to = (len(buf)/BlockSize + 2) * BlockSize
	}
	if cap(buf) < to {
		grown := make([]byte, len(buf), to)
		copy(grown, buf)
		buf = grown
	}
	n, err := br.r.Read(buf[len(buf):to])
	if n > 0 || err == ErrIdle {
		br.empty = 0
	} else if br.empty++; br.empty > 100 && err == nil {
		err = errNoProgress
	}
	if err != nil {
		br.err = err
	}
	return buf[:len(buf)+n]
}

// handOut gives the first n bytes of b.block away and keeps the rest.
func (br *blockReader) handOut(b *Batch, n int) {
	if m := endOfLines(b.block[:n], br.eol, maxBlockLines); m > 0 {
		// What is more than that stays where it is: the lines are less to copy.
		all := b.block
		b.block, b.lines = append(br.carry[:0], all[:m]...), maxBlockLines
		br.carry, br.from = all, m
		return
	}
	b.lines = bytes.Count(b.block[:n], []byte{br.eol})
	if n > 0 && b.block[n-1] != br.eol {
		b.lines++
	}
	br.carry, br.from = append(br.carry[:0], b.block[n:]...), 0
	b.block = b.block[:n]
}

// endOfLines gives where the first n lines of p end, 0 when there are fewer.
func endOfLines(p []byte, eol byte, n int) int {
	const step = 4 << 10
	at := 0
	for n > 0 && at < len(p) {
		part := p[at:min(len(p), at+step)]
		if lines := bytes.Count(part, []byte{eol}); lines < n {
			n -= lines
			at += len(part)
			continue
		}
		for ; n > 0; n-- {
			at += bytes.IndexByte(p[at:], eol) + 1
		}
		return at
	}
	return 0
}

// findEOL settles what ends a line as soon as the first LF is seen, or as soon
// as it is certain that none comes in time; from is where to look. It gives
// true once that is settled.
func (br *blockReader) findEOL(block []byte, from int) bool {
	// No octet behind these may be of consequence: it may not be there yet.
	head := block[:min(len(block), MaxLine+1)]
	switch {
	case bytes.IndexByte(head[min(from, len(head)):], '\n') >= 0:
		br.eol = '\n'
	case len(block) > MaxLine:
		br.eol = lineEnd(head)
	}
	return br.eol != 0
}

// lineEnd settles it for a beginning without any LF.
//
// QUIRK: old Macintosh files, and what some terminals save, end lines with CR.
func lineEnd(block []byte) byte {
	if bytes.IndexByte(block, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}

// dropRest throws away what is left of a line that was cut.
func (br *blockReader) dropRest(block []byte) []byte {
	i := bytes.IndexByte(block, br.eol)
	if i < 0 {
		return block[:0]
	}
	br.skip = false
	return append(block[:0], block[i+1:]...)
}
