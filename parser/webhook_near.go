package parser

import "bytes"

// webhookNear is what stands around a reply.
type webhookNear struct {
	recipient, sender, time, id, command []byte
	status                               Status
	hidden                               bool // there is a recipient whose address was made unknown
	coded                                bool // an enhanced status code, or an error, has a member of its own
	accepted                             int  // to how many the message was accepted
}

// near gives what stands in the object of a reply and around it, the nearest
// first.
func (s *webhookScan) near(object int) webhookNear {
	if s.nearestOf != object {
		s.nearest, s.nearestOf = s.around(object), object
	}
	return s.nearest
}

func (s *webhookScan) around(object int) (w webhookNear) {
	for up := object; up >= 0; up = s.parent[up] {
		soft := false
		for i := range s.members[:s.n] {
			m := &s.members[i]
			if m.object != up {
				continue
			}
			switch m.kind {
			case whRcpt:
				w.to(m.value)
			case whSender:
				if w.sender == nil {
					w.sender = webhookAddress(m.value)
				}
			case whTime:
				if w.time == nil {
					w.time = m.value
				}
			case whID:
				if w.id == nil && len(m.value) > 2 && m.value[0] == '<' {
					w.id = m.value
				}
			case whCommand:
				if w.command == nil && up == object {
					w.command = m.value
				}
			case whAccepted:
				if webhookAddress(m.value) != nil {
					w.to(m.value)
					w.accepted++
				}
			case whEvent, whStatus:
				w.coded = w.coded || isEnhanced(m.value)
				// "failed" with the severity "temporary" is not the end of it.
				st := webhookEvent(m.value)
				if st == StatusDeferred && !soft && (w.status == StatusUnknown || w.status == StatusBounced) {
					w.status, soft = st, true
				} else if w.status == StatusUnknown {
					w.status = st
				}
			}
		}
	}
	if w.accepted > 0 && w.status == StatusUnknown {
		w.status = StatusSent
	}
	if w.accepted > 1 {
		w.recipient, w.hidden = nil, true // the reply is to all of them
	}
	return w
}

// to takes what a recipient's member holds; the first address counts.
func (w *webhookNear) to(v []byte) {
	if w.recipient == nil {
		w.recipient = webhookAddress(v)
	}
	w.hidden = w.hidden || string(v) == hiddenAddress
}

// isEnhanced tells whether a value is an enhanced status code.
func isEnhanced(v []byte) bool { return len(v) > 0 && scanEnhanced(v) == len(v) }

// webhookAddress gives an address, out of its brackets; nil for what is none.
func webhookAddress(v []byte) []byte {
	if i := bytes.IndexByte(v, '<'); i >= 0 {
		v = bracketed(v[i:])
	}
	if bytes.IndexByte(v, '@') < 1 || bytes.IndexByte(v, ' ') >= 0 || bytes.IndexByte(v, ',') >= 0 {
		return nil
	}
	return v
}
