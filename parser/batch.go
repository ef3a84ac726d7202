package parser

import "bytes"

// Batch is the events of one block of lines. It is handed on in input order;
// its memory is used again as soon as the function that got it last returns.
type Batch struct {
	// Out is free for the function that works on the batch: what it renders,
	// say. It is emptied, its memory kept, when the batch is used again.
	Out []byte
	// Aux is free as well; it is kept as it is when the batch is used again.
	Aux any
	// Notes is like Aux, for Scanner.InOrder.
	Notes any

	opts  *Options
	seq   int
	block []byte
	eol   byte
	first int64 // number of the first line
	lines int
	cut   bool
	// captured: the events were made by the source, from packets.
	captured bool
	events   []Event
	plains   []plainLine
	spares   pieces[Event] // events that lines have no place for
	order    []*Event
	marks    []mark
	arena    []byte   // copies that must outlive the conversation they come from
	text     [][]byte // backing of Reply.Text
	counts   []int64  // lines by format, in the order of formats
	steps    pieces[Step]
	talk     talkSpares
	shape    ReplyShape // of the reply that is being read, between two functions
	stats    Stats
	year     yearWalk
	opened   []int32 // the events whose lines have no end
	err      error   // the reader's error, in the batch that comes last
}

// Events gives the events of the batch in input order. They may be changed,
// not kept.
func (b *Batch) Events() []*Event { return b.order }

// LastLine gives the number of the last line of the batch, which is the number
// of lines that were read so far.
func (b *Batch) LastLine() int64 { return b.first + int64(b.lines) - 1 }

func (b *Batch) reset() {
	b.Out = b.Out[:0]
	b.events = b.events[:0]
	b.plains = b.plains[:0]
	b.spares.used = 0
	b.order = b.order[:0]
	b.marks = b.marks[:0]
	b.arena = b.arena[:0]
	b.text = b.text[:0]
	b.steps.used = 0
	b.stats.reset()
	clear(b.counts)
	b.err = nil
	b.captured = false
	b.year = yearWalk{}
	b.opened = b.opened[:0]
}

// after makes b the batch that comes after another one, or after itself, and has no
// lines: what ended the input is told by b and not by the other any more.
func (b *Batch) after(before *Batch) {
	seq, first, eol, err := before.seq+1, before.first+int64(before.lines), before.eol, before.err
	before.err = nil
	b.reset()
	b.block, b.lines, b.cut = b.block[:0], 0, false
	b.seq, b.first, b.eol, b.err = seq, first, eol, err
}

// newEvent appends an empty event; the pointer is good until the next call.
func (b *Batch) newEvent() *Event {
	if len(b.events) < cap(b.events) {
		b.events = b.events[:len(b.events)+1]
		e := &b.events[len(b.events)-1]
		e.reset()
		return e
	}
	b.events = append(b.events, Event{})
	return &b.events[len(b.events)-1]
}

// formatLines counts a line of a format.
func (b *Batch) formatLines(f *Format) {
	if f.index >= len(b.counts) {
		b.counts = append(b.counts, make([]int64, len(formats)-len(b.counts))...)
	}
	b.counts[f.index]++
}

// countFormats adds the lines of formats to what else is counted.
func (b *Batch) countFormats() {
	for i, n := range b.counts {
		if n > 0 {
			b.stats.count([]byte(formats[i].Name), false, n)
		}
	}
	clear(b.counts)
}

// dropEvent takes the last event back.
func (b *Batch) dropEvent() { b.events = b.events[:len(b.events)-1] }

// keep copies p into memory that lives as long as the batch.
func (b *Batch) keep(p []byte) []byte {
	if len(p) == 0 {
		return nil // what is empty is not there
	}
	n := len(b.arena)
	b.arena = append(b.arena, p...)
	return b.arena[n:len(b.arena):len(b.arena)]
}

// keepText copies lines of text likewise.
func (b *Batch) keepText(lines [][]byte) [][]byte {
	n := len(b.text)
	for _, l := range lines {
		b.text = append(b.text, b.keep(l))
	}
	return b.text[n:len(b.text):len(b.text)]
}

// parse reads every line of the block. It needs nothing but the block, so
// that blocks can be parsed side by side.
func (b *Batch) parse(lc *lineContext) {
	lc.whole = [streams]bool{}
	block := b.block
	no := b.first
	for len(block) > 0 {
		line := block
		if i := bytes.IndexByte(block, b.eol); i >= 0 {
			line, block = block[:i], block[i+1:]
		} else {
			block = nil
		}
		if n := len(line); n > 0 && line[n-1] == '\r' && b.eol == '\n' {
			line = line[:n-1]
		}
		lc.line(b, line, no)
		no++
	}
	if b.cut {
		b.stats.Cut++
	}
	b.stats.Lines += int64(b.lines)
	b.stats.Bytes += int64(len(b.block))
}
