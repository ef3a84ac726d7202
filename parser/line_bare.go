package parser

import "bytes"

// foreign counts a line of a program that is none of mail's.
func (lc *lineContext) foreign(b *Batch, line []byte, no int64) {
	if bytes.IndexByte(line, 0) >= 0 {
		b.stats.Binary++
	} else {
		b.stats.count(lc.f.program, true, 1)
	}
	if lc.f.stamp.relative {
		b.year.see(&lc.f.stamp)
	}
	if lc.opts.Lines {
		e := b.newEvent()
		e.Raw, e.Line, e.Lines = line, no, 1
		e.Time, e.Host, e.Program, e.PID = lc.f.stamp, lc.f.host, lc.f.program, lc.f.pid
		lc.hide(e)
	}
}

// bare reads a line without any framing.
func (lc *lineContext) bare(b *Batch, line []byte, no int64) {
	if bytes.IndexByte(line, 0) >= 0 {
		// The journal's export format has such lines inside its entries.
		lc.plain(b, line, line, no, 0)
		b.plains[len(b.plains)-1].binary = true
		return
	}
	if lc.events(b, line, no) {
		return
	}
	format, seen := sniffed(lc.f.msg)
	if format != nil {
		lc.part = dUnknown
		lc.understood(b, format, line, no)
		return
	}
	if msg := tableCell(line, seen); msg != nil {
		if format, _ := sniffed(msg); format != nil {
			lc.f = frame{msg: msg, stamp: lc.f.stamp}
			lc.part = dUnknown
			lc.understood(b, format, line, no)
			return
		}
	}
	lacks := lacksLater
	if len(lc.f.msg) == len(line) && seen != 0 {
		lacks = ^seen // what stands before a message is in the line as well
	}
	if lc.f.inner {
		lc.plain(b, line, lc.f.body, no, lacks)
		return
	}
	lc.plain(b, line, line, no, lacks)
}

// sniffed gives the format that knows a message by its look, nil for none, and
// the glance that was taken at it, if any.
func sniffed(msg []byte) (*Format, glance) {
	if noLog(msg) {
		return nil, 0
	}
	return sniffers.find(msg)
}

// plain leaves a line to the sequencer.
func (lc *lineContext) plain(b *Batch, line, text []byte, no int64, lacks glance) {
	if lc.f.stamp.relative {
		b.year.see(&lc.f.stamp)
	}
	l := b.newPlain()
	l.raw, l.text, l.no, l.time, l.at, l.lacks = line, text, no, lc.f.stamp, int32(len(b.events)), lacks
	l.binary = false
}
