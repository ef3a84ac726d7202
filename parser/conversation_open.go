package parser

import (
	"bytes"
	"sync"
)

// openReply is a multi-line reply whose last line has not come yet. What is kept
// of it is lent while it is open: few of the conversations that are open are in
// the middle of a reply.
type openReply struct {
	active bool
	code   int
	*replyLines
}

// replyLines are the lines of a reply that came.
type replyLines struct {
	line     int64
	lines    int
	enhanced []byte
	buf      []byte
	ends     []int
	from     replyBeginning
	shape    ReplyShape
}

// spareLines are those that no conversation needs now; more than maxSpareText
// is not kept.
var spareLines = sync.Pool{New: func() any { return &replyLines{} }}

const maxSpareText = 16 << 10

// begin takes the first line of a reply.
func (o *openReply) begin(code int, e *Event) {
	o.active, o.code = true, code
	o.replyLines = spareLines.Get().(*replyLines)
	o.line = e.Line
	o.from.note(e)
}

// drop forgets the lines.
func (o *openReply) drop() {
	if r := o.replyLines; r != nil && cap(r.buf) <= maxSpareText && cap(r.ends) <= maxSpareText/8 {
		*r = replyLines{buf: r.buf[:0], ends: r.ends[:0], from: replyBeginning{mem: r.from.mem[:0]}}
		spareLines.Put(r)
	}
	*o = openReply{}
}

// maxReplyBytes bounds the text of one reply.
const maxReplyBytes = 1 << 20

func (o *openReply) add(l *replyLine) {
	text := l.text
	if l.enhanced != nil {
		if o.enhanced == nil {
			o.enhanced = append([]byte(nil), l.enhanced...)
		} else if string(o.enhanced) != string(l.enhanced) {
			text = l.whole
		}
	} else if o.enhanced == nil {
		o.enhanced = bytes.Clone(hashEnhanced(text))
	}
	o.lines++
	if len(o.ends) < MaxReplyLines && len(o.buf)+len(text) < maxReplyBytes {
		o.buf = append(o.buf, text...)
		o.ends = append(o.ends, len(o.buf))
	}
}

// take moves the reply into e, in memory of b, and how it looks into b.shape.
func (o *openReply) take(b *Batch, e *Event) {
	e.Kind = KindReply
	e.Line, e.Lines = o.line, o.lines
	e.Reply.Code = o.code
	e.Reply.Enhanced = b.keep(o.enhanced)
	n, from := len(b.text), 0
	for _, to := range o.ends {
		b.text = append(b.text, b.keep(o.buf[from:to]))
		from = to
	}
	e.Reply.Text = b.text[n:len(b.text):len(b.text)]
	b.shape = o.shape
	o.drop()
}
