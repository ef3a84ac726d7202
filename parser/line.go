package parser

import (
	"bytes"
	"time"
)

// modified is when the input was last written, as far as is known.
func (o *Options) modified() time.Time {
	if o.Modified.IsZero() {
		return time.Now()
	}
	return o.Modified
}

// lineContext is what one worker needs to read lines.
type lineContext struct {
	opts *Options
	f    frame
	json jsonFrame
	// objects is what the formats need whose entries are objects.
	objects objectReaders
	// signs is what stands in the line at hand, where it begins as an object does.
	signs signs
	// fields are those of a line that has separators; a format that cuts one up
	// has them for that line only.
	fields csvLine

	head     head
	programs programCache
	part     daemon        // which of its format's programs wrote the line
	whole    [streams]bool // the last line of a container's stream was a whole one
}

func newLineContext(opts *Options) *lineContext { return &lineContext{opts: opts} }

// line reads one line: its framing first, then the words of its program. A
// line that belongs to no log is left to the sequencer, who knows what kind of
// transcript it may be in.
func (lc *lineContext) line(b *Batch, line []byte, no int64) {
	if len(line) > 10 && line[10] == ' ' && lc.eximQuick(b, line, no) {
		return
	}
	if p := lc.quick(line); p != nil {
		lc.part = p.part
		lc.understood(b, p.format, line, no)
		return
	}
	f := &lc.f
	if len(line) > 0 && line[0] == '@' && lc.multilogged(b, line, no) {
		return
	}
	if ownsLine(line) {
		lacks := lacksLater
		if noControl(line) {
			lacks |= glanceControl
		}
		if lacks != lacksLater || bytes.IndexByte(line, 0) < 0 {
			*f = frame{msg: line}
			lc.plain(b, line, line, no, lacks)
			return
		}
	}
	if len(line) > 0 && line[0] == '{' {
		has := signsOf(line)
		lc.signs = has
		if format := objectFormat(line, has); format != nil {
			*f = frame{msg: line}
			lc.part = dUnknown
			lc.understood(b, format, line, no)
			return
		}
		if has&signsOneSided != 0 {
			*f = frame{msg: line}
			lc.plain(b, line, line, no, 0)
			return
		}
	}
	if len(line) > 0 && line[0] == '{' && lc.json.parse(b, line, f) {
		// A line of the journal or of a log shipper.
	} else {
		f.parse(line)
	}
	if f.stream != streamNone && lc.piece(b, line, no) {
		return
	}
	if !f.framed {
		if m := f.msg; f.inner && len(m) > 0 && m[0] == '{' {
			// An object in a container's line.
			if g := *f; objectFormat(m, signsOf(m)) == nil && lc.json.parse(b, m, f) {
				if !f.stamp.HasDate() {
					f.stamp = g.stamp
				}
			} else {
				*f = g
			}
		}
	}
	if !f.framed {
		lc.bare(b, line, no)
		return
	}
	p := lc.programs.find(f.program)
	lc.part = p.part
	format := p.format
	if format == nil {
		if f.host == nil && f.pid == 0 {
			// "2026-11-22T05:38:58Z queue: …" may be a program's own log, the
			// tag a part of it.
			if own, _ := sniffed(f.body); own != nil {
				f.msg, f.program, f.framed = f.body, nil, false
				lc.part = dUnknown
				lc.understood(b, own, line, no)
				return
			}
		}
		if f.body == nil {
			// RFC 5424 has a name for the program that may be the log's.
			if own, _ := sniffed(f.msg); own != nil {
				lc.part = dUnknown
				lc.understood(b, own, line, no)
				return
			}
		}
		if _, _, ok := labelled(f.body); ok {
			// "2026-11-22 05:53:30 S: 250 Ok" only looks like a log.
			lc.plain(b, line, f.body, no, 0)
			return
		}
		if format, _ := sniffed(f.body); format != nil {
			// "2026-11-22 05:53:30 U=ann Warning: text" is no program called
			// Warning: a log file with a stamp of its own.
			f.host, f.program, f.pid, f.msg, f.framed = nil, nil, 0, f.body, false
			lc.part = dUnknown
			lc.understood(b, format, line, no)
			return
		}
		if f.body != nil && allDigits(f.program) {
			// A number is no program: "delivery 9: success: …" behind a time.
			f.msg, f.host, f.program = f.body, nil, nil
			lc.bare(b, line, no)
			return
		}
		switch {
		case isLevel(f.host):
			// "2026-11-22 05:53:30 DEBUG mail.smtp: 250 Ok" does so, too.
			lc.plain(b, line, f.body, no, 0)
		case f.body != nil && f.pid == 0 && tellsRefusal(f.body):
			lc.plain(b, line, f.body, no, 0)
		case shown(f.msg) || tellsRefusal(f.msg):
			e := b.newEvent()
			e.Raw, e.Line, e.Lines, e.Cut, e.Time = line, no, 1, b.cut, f.stamp
			e.side, e.text = sidePlain, f.msg
			if e.Time.relative {
				b.year.see(&e.Time)
			}
			e.Host, e.Program, e.PID = f.host, f.program, f.pid
		default:
			lc.foreign(b, line, no)
		}
		return
	}
	lc.understood(b, format, line, no)
}

// piece leaves a container's line to the sequencer when it is a part of a
// longer one, or may be the end of one: it follows a part, or is the first of
// its block and nobody here knows what came before.
func (lc *lineContext) piece(b *Batch, line []byte, no int64) bool {
	f := &lc.f
	known := lc.whole[f.stream]
	lc.whole[f.stream] = !f.part
	if known && !f.part {
		return false
	}
	if f.stamp.relative {
		b.year.see(&f.stamp)
	}
	e := b.newEvent()
	e.Raw, e.Line, e.Lines, e.Cut = line, no, 1, b.cut
	e.Time, e.stream = f.stamp, f.stream
	e.side, e.text = sidePartial, f.body
	if f.part {
		e.quirk = quirkPart
	}
	return true
}

// objectFormat finds the format whose entry an object is, nil for none.
func objectFormat(line []byte, has signs) *Format {
	for _, f := range objects {
		if f.object(line, has) {
			return f
		}
	}
	return nil
}

// understood lets a format read the message of the frame.
func (lc *lineContext) understood(b *Batch, format *Format, line []byte, no int64) {
	f := &lc.f
	b.formatLines(format)
	if f.stamp.relative {
		b.year.see(&f.stamp)
	}
	if format.quiet != nil && !lc.opts.Lines && format.quiet(lc, b) {
		return
	}
	e := b.newEvent()
	e.Format = format
	e.Raw, e.Line, e.Lines = line, no, 1
	e.Cut = b.cut
	e.Time, e.Host, e.Program, e.PID = f.stamp, f.host, f.program, f.pid
	o := format.read(lc, b, e)
	if f.stream != streamNone {
		b.notOpen() // the engine tells itself where a line goes on
	}
	switch o {
	case foundEvent:
	case quietLine:
		if !lc.opts.Lines && !b.isOpen() {
			b.dropEvent()
			return
		}
		lc.hide(e)
	case unknownLine:
		lc.hide(e)
		e.side = sideNoise
	}
}

// hide finds the secrets of a line that is shown though nobody understood it.
func (lc *lineContext) hide(e *Event) {
	if !lc.opts.Secrets && e.Secret.Empty() {
		e.Secret = FindSecret(e.Raw)
	}
}

// unparsed counts a line of a mail program that no reader knew.
func (b *Batch) unparsed(e *Event) {
	b.stats.Unparsed++
	if b.opts.Unparsed != nil {
		line := e.Raw
		if !e.Secret.Empty() {
			line = Mask(nil, line, e.Secret)
		}
		b.opts.Unparsed(line, e.Line)
	}
}
