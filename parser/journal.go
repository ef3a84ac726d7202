package parser

// The journal's outputs that write an entry on several lines: journalctl -o
// export, -o verbose and -o json-pretty, and any JSON that jq or its like made
// readable. An entry is one line of a log: it is put together, and then the
// format of its program reads the message.
func init() {
	registerSource(sourceKind{starts: blanks + "_{" + letters, make: func(sq *sequencer) sourceReader {
		return &journalReader{sq: sq, lc: newLineContext(sq.opts)}
	}})
}

// maxEntry bounds what is kept of one entry; a longer one is given up.
const maxEntry = 1 << 20

// journalKind is which of the outputs is being read.
type journalKind uint8

const (
	journalNone journalKind = iota
	journalExport
	journalVerbose
	journalPretty
)

// journalReader puts entries together. All memory is its own and used again.
type journalReader struct {
	sq *sequencer
	lc *lineContext

	kind  journalKind
	lines int64 // lines of the entry that no format has counted

	message, program, host []byte
	pid                    int
	havePID                bool
	haveMessage            bool
	stamp                  Stamp
	raw                    []byte // the line of the message
	no                     int64
	cut                    bool

	binary binaryField
	pretty []byte // the object, on one line
	said   []byte // its line that holds a reply
	saidNo int64
	saids  int // how many lines hold one
	depth  int
	first  int64  // the line on which the object begins
	last   *Event // that of the line which is being read
	spare  *Event // for the next entry: most of them come to nothing
}

// takesAll tells whether lines that look like a log's belong to the entry.
func (j *journalReader) takesAll() bool {
	return j.kind == journalExport && j.binary.open || j.kind == journalPretty
}

func (j *journalReader) line(b *Batch, e *Event) bool {
	line := e.Raw
	j.last = e
	counted := e.quirk == quirkCounted
	taken := false
	switch j.kind {
	case journalExport:
		taken = j.exportLine(b, e)
	case journalVerbose:
		taken = j.verboseLine(b, e)
	case journalPretty:
		taken = j.prettyLine(b, e)
	}
	if !taken {
		if j.kind != journalNone {
			j.flush(b)
			j.kind = journalNone
		}
		switch {
		case j.sq.walk.behindBlank && exportStart(line):
			j.begin(journalExport)
			taken = j.exportLine(b, e)
		case len(line) > 40 && verboseStart(line) > 0:
			j.begin(journalVerbose)
			taken = j.verboseLine(b, e)
		case prettyStart(line):
			j.begin(journalPretty)
			taken = j.prettyLine(b, e)
		}
	}
	if taken {
		if !counted {
			j.lines++
		}
		if j.sq.opts.Lines && !j.sq.opts.Secrets && e.Secret.Empty() {
			e.Secret = FindSecret(e.Raw)
		}
	}
	return taken
}

// begin begins an entry.
func (j *journalReader) begin(kind journalKind) {
	*j = journalReader{
		sq: j.sq, lc: j.lc, kind: kind, last: j.last,
		message: j.message[:0], program: j.program[:0], host: j.host[:0], raw: j.raw[:0], pretty: j.pretty[:0], said: j.said[:0],
		binary: binaryField{data: j.binary.data[:0]},
		spare:  j.spare,
	}
}

// field takes one field of an entry: of the line raw, which has that number and
// was cut or not.
func (j *journalReader) field(name, value, raw []byte, no int64, cut bool) {
	switch memberOf(name) {
	case jsonMessage:
		if !j.haveMessage {
			j.haveMessage = true
			j.message = append(j.message[:0], value...)
			j.raw = append(j.raw[:0], raw...)
			j.no, j.cut = no, cut
		}
	case jsonProgram:
		if len(j.program) == 0 {
			j.program = append(j.program[:0], value...)
		}
	case jsonPID:
		// The pid that the program itself gives goes before the journal's.
		if v, n := atoi(value, 10); n > 0 && (!j.havePID || string(name) == "SYSLOG_PID") {
			j.pid, j.havePID = v, true
		}
	case jsonHost:
		if len(j.host) == 0 {
			j.host = append(j.host[:0], value...)
		}
	case jsonMicros:
		if !j.stamp.HasDate() || string(name) == sourceTime {
			j.stamp.micros(value)
		}
	}
}

// flush gives the entry out.
func (j *journalReader) flush(b *Batch) {
	lines := j.lines
	j.lines = 0
	if j.kind == journalPretty {
		j.object(b, lines)
		return
	}
	f := &j.lc.f
	*f = frame{stamp: j.stamp, pid: j.pid}
	if !j.haveMessage {
		j.skipped(b, j.program, lines)
		return
	}
	if len(j.host) > 0 {
		f.host = b.keep(j.host)
	}
	f.program = j.program
	f.msg = trimLeft(trimEOL(b.keep(j.message)))
	f.framed = len(j.program) > 0
	f.body = f.msg
	j.innerHeader(f)
	j.entry(b, lines)
}

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
	switch {
	case year != 0:
	case j.sq.opts.Year != 0:
		year = j.sq.opts.Year
	default:
		year = firstYear(j.sq.opts.modified(), s.Month, s.Day, int32(s.Hour)*3600+int32(s.Min)*60+int32(s.S))
	}
	s.Year, s.YearInferred, s.relative = int16(year), true, false
}

// marks takes what the entry tells of a connection.
func (j *journalReader) marks(b *Batch, from int) {
	for i := from; i < len(b.marks); i++ {
		j.sq.mark(b, &b.marks[i])
	}
}

func (j *journalReader) end(b *Batch) {
	if j.kind != journalNone {
		j.flush(b)
		j.kind = journalNone
	}
}
