package parser

// innerHeader peels a syslog header off that the message brings itself.
func (j *journalReader) innerHeader(f *frame) {
	var inner frame
	inner.parse(f.msg)
	if !inner.framed {
		return
	}
	if !inner.stamp.HasDate() || inner.stamp.relative {
		inner.stamp = f.stamp
	}
	if inner.host == nil {
		inner.host = f.host
	}
	*f = inner
}

// skipped counts the lines of an entry of a program that is none of mail's.
func (j *journalReader) skipped(b *Batch, program []byte, lines int64) {
	if lines == 0 {
		return
	}
	if len(program) == 0 {
		b.stats.Plain += lines
		return
	}
	b.stats.count(program, true, lines)
}

// entry lets the format of the program read the message that the frame holds,
// as lineContext.understood does with a line.
func (j *journalReader) entry(b *Batch, lines int64) {
	lc, sq := j.lc, j.sq
	f := &lc.f
	var format *Format
	lc.part = dUnknown
	if f.framed {
		p := lc.programs.find(f.program)
		format, lc.part = p.format, p.part
	} else {
		format, _ = sniffed(f.msg)
	}
	if format == nil || format.read == nil {
		if !j.error(b, f, lines) {
			j.skipped(b, f.program, lines)
		}
		return
	}
	b.stats.count([]byte(format.Name), false, lines)
	marks := len(b.marks)
	defer func() { b.marks = b.marks[:marks] }()
	quiet := format.quiet != nil && format.quiet(lc, b)
	if quiet {
		j.marks(b, marks)
		return
	}
	program := b.keep(f.program)
	if j.spare == nil {
		j.spare = new(Event)
	}
	e := j.spare
	*e = Event{
		Format: format, Line: j.no, Lines: 1, Cut: j.cut, Raw: b.keep(j.raw),
		Time: f.stamp, Host: f.host, Program: program, PID: f.pid,
	}
	f.program = program
	j.date(&e.Time)
	known := format.read(lc, b, e)
	j.marks(b, marks)
	switch known {
	case quietLine:
		return
	case unknownLine:
		e.side = sideNoise
	}
	if sq.opts.Lines {
		// The lines were given out as they came.
		e.Raw, e.Secret = nil, Span{}
	}
	switch e.side {
	case sideNone:
		sq.tls.fill(b, e)
		if e.Kind == KindReply && !sq.convs.empty() {
			sq.convs.retold(b, e)
		}
	default:
		sq.convs.line(b, e)
	}
	if e.Kind >= KindReply || sq.opts.Dialogue && e.Dialogue || e.Step != nil {
		b.order = append(b.order, e)
		j.spare = nil
	}
}

// error reads the message of an entry that is no log of mail, the error of a
// program that sends it: a reply may be told in its midst.
func (j *journalReader) error(b *Batch, f *frame, lines int64) bool {
	if index(f.msg, "SMTP") < 0 && index(f.msg, "smtp") < 0 && index(f.msg, "mail") < 0 {
		return false
	}
	x := Event{
		Raw: b.keep(j.raw), Line: j.no, Lines: 1, Cut: j.cut, Time: f.stamp, Host: f.host, Program: b.keep(f.program), PID: f.pid,
		side: sidePlain, text: b.keep(f.msg),
	}
	t := j.sq.trans
	t.lacks, t.raw = 0, x.Raw
	if !t.midst(b, &x) || x.Kind != KindReply {
		return false
	}
	if j.sq.opts.Lines {
		x.Raw, x.Secret = nil, Span{} // the lines were given out as they came
	}
	j.date(&x.Time)
	b.stats.count([]byte(x.Format.Name), false, lines)
	b.give(&x)
	return true
}

// date gives a stamp without a year that of the log around the entry; of an input
// that shows none, the one that fits when it was written.
func (j *journalReader) date(s *Stamp) {
	if !s.relative {
		return
	}
	year := j.sq.year
	if year == 0 {
		year = j.sq.yearAlone(s)
	}
	s.Year, s.YearInferred, s.relative = int16(year), true, false
}

// marks takes what the entry tells of a connection.
func (j *journalReader) marks(b *Batch, from int) {
	for i := from; i < len(b.marks); i++ {
		j.sq.mark(b, &b.marks[i])
	}
}
