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

func (j *journalReader) end(b *Batch) {
	if j.kind != journalNone {
		j.flush(b)
		j.kind = journalNone
	}
}
