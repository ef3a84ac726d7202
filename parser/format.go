package parser

import "sort"

// Format is one kind of input that is understood.
type Format struct {
	// Name is what the records call it, such as "postfix".
	Name string
	// Title says in a few words what it is.
	Title string
	// Example is a line, or a few, as they stand in such an input.
	Example string
	// Reads says what is read, Leaves what is not.
	Reads, Leaves string

	// group is the heading under which the format is listed; empty for that
	// which its kind of reader suggests.
	group string
	// owns tells whether a program's lines are of this format; nil for
	// formats without a syslog header.
	owns func(program []byte) bool
	// part tells which of the format's programs a name is; nil when it is of
	// no consequence.
	part func(program []byte) daemon
	// quiet tells, at a glance, messages that tell of no reply; it may miss
	// some, which read then finds quiet. nil for none.
	quiet func(lc *lineContext, b *Batch) bool
	// sniffs know messages without a header; nil for formats that need one.
	sniffs []sniffer
	// object tells whether a line that is a JSON object is an entry of this
	// format, and no other's line wrapped by a log shipper; has is what
	// signsOf found in it.
	object func(line []byte, has signs) bool
	// index is the format's place in formats.
	index int
	// read understands one message.
	read func(lc *lineContext, b *Batch, e *Event) outcome
	// follow finishes, in input order, an event that read gave sideFollow:
	// one whose line means something only with the lines before it. It leaves
	// the event KindLine when the line tells no reply. nil for formats whose
	// lines stand for themselves.
	follow func(t *convTable, b *Batch, e *Event)
}

// The groups under which formats are listed.
const (
	groupLogs        = "Logs of mail servers"
	groupTranscripts = "Transcripts of clients and libraries"
	groupMails       = "Bounces and notices"
	groupQueues      = "Queue listings"
	groupCaptures    = "Captures"
)

// Groups gives the groups of formats in the order in which they are listed.
func Groups() []string {
	var list []string
	for _, g := range []string{groupLogs, groupTranscripts, groupMails, groupQueues, groupCaptures} {
		for _, f := range formats {
			if f.Group() == g {
				list = append(list, g)
				break
			}
		}
	}
	return list
}

// Group is the heading under which the format is listed.
func (f *Format) Group() string {
	switch {
	case f.group != "":
		return f.group
	case f.read != nil:
		return groupLogs
	}
	return groupTranscripts
}

// outcome is what a format's reader made of a line.
type outcome uint8

const (
	// unknownLine is a line that the reader does not know.
	unknownLine outcome = iota
	// quietLine is a line that is understood and tells no reply.
	quietLine
	// foundEvent is a line that the event now stands for.
	foundEvent
)

var formats []*Format

// register adds a format; a second one of the same name is a mistake of the
// program.
func register(f *Format) *Format {
	for _, g := range formats {
		if g.Name == f.Name {
			panic("parser: format " + f.Name + " registered twice")
		}
	}
	f.index = len(formats)
	formats = append(formats, f)
	if f.object != nil {
		objects = append(objects, f)
	}
	for i := range f.sniffs {
		sniffers.add(f, &f.sniffs[i])
	}
	return f
}

// Formats lists the formats that can be read, by name.
func Formats() []*Format {
	list := append([]*Format(nil), formats...)
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// FormatByName gives the format of that name, nil for none.
func FormatByName(name string) *Format {
	for _, f := range formats {
		if f.Name == name {
			return f
		}
	}
	return nil
}
