package parser

import "bytes"

// A line may tell of several recipients at once, "to=<a@b>,<c@d>, …": one
// delivery, one reply, a record for each. The reader of the line makes the
// event of the first; those that follow are given out behind it.

// alsoFor notes the recipients besides the first, as they stand in the line.
// Only an event that is of no dialogue can have them.
func (e *Event) alsoFor(list []byte) { e.text = list }

// emitOthers gives out the event of each further recipient.
func (sq *sequencer) emitOthers(b *Batch, e *Event) {
	list := e.text
	for range maxRecipients {
		var r []byte
		if r, list = nextRecipient(list); r == nil {
			return
		}
		x := new(Event)
		*x = *e
		x.Raw, x.Secret, x.text, x.Recipient = nil, Span{}, nil, r
		sq.finish(b, x)
		b.order = append(b.order, x)
	}
}

// nextRecipient takes the first address off "<a@b>,<c@d>, delay=…" or
// "a@b,c@d, delay=…": a comma and a blank end the list. nil when there is none.
func nextRecipient(list []byte) (r, rest []byte) {
	if len(list) > 1 && list[0] == ',' && list[1] != ' ' {
		list = list[1:]
	}
	if len(list) == 0 || list[0] == ',' || list[0] == ' ' {
		return nil, nil
	}
	if list[0] == '<' {
		if r = bracketed(list); r == nil {
			return nil, nil // the line was cut off
		}
		n := len(r) + 2
		if string(r) == "<>" {
			n = 2
		}
		return r, list[n:]
	}
	n := bytes.IndexByte(list, ',')
	if n < 0 {
		n = len(list)
	}
	return list[:n], list[n:]
}
