package parser

const (
	maxWebhookMembers = 512
	maxWebhookObjects = 64
)

// webhookMember is a member of an object, or an element of an array of one.
type webhookMember struct {
	name, value []byte
	kind        webhookName // of the name, which every reply asks for
	object      int         // the object that it is in
	at          int         // where its value stands
}

// webhookScan is what stands in a text of JSON, complete or not: its members,
// and which object is in which.
type webhookScan struct {
	members [maxWebhookMembers]webhookMember
	n       int
	parent  [maxWebhookObjects]int // -1 for none
	named   [maxWebhookObjects][]byte
	objects int

	nearest   webhookNear // what near gave last: replies mostly come from one object
	nearestOf int         // the object that it is of; -1 before the first
}

// enter begins an object.
func (s *webhookScan) enter(parent int, name []byte) int {
	if s.objects == maxWebhookObjects {
		return parent
	}
	s.parent[s.objects], s.named[s.objects] = parent, name
	s.objects++
	return s.objects - 1
}

// scan reads text, which may begin and end inside of an object.
func (s *webhookScan) scan(b *Batch, text []byte) {
	s.n, s.objects, s.nearestOf = 0, 0, -1
	in := s.enter(-1, nil)
	var name []byte
	j := jsonScanner{in: text}
	for j.at < len(text) && s.n < maxWebhookMembers {
		switch c := text[j.at]; {
		case c == '{':
			in = s.enter(in, name)
			name = nil
		case c == '}':
			if up := s.parent[in]; up >= 0 {
				in = up
			} else if up := s.enter(-1, nil); up > in {
				// What the text does not show the beginning of.
				s.parent[in] = up
				in = up
			}
			name = nil
		case c == ']':
			name = nil
		case c == '"':
			from := j.at
			raw, escaped, ok := j.str()
			if !ok {
				raw, escaped, j.at = text[from+1:], false, len(text) // it was cut
			}
			if k := trimLeft(text[j.at:]); ok && len(k) > 0 && k[0] == ':' {
				name = raw
				continue
			}
			if escaped {
				raw = unescapeJSON(b, raw)
			}
			s.add(name, raw, in, from)
			continue
		case c == '-' || isDigit(c):
			from := j.at
			for j.at < len(text) && (text[j.at] == '-' || text[j.at] == '+' || text[j.at] == '.' || isAlnum(text[j.at])) {
				j.at++
			}
			s.add(name, text[from:j.at], in, from)
			continue
		}
		j.at++
	}
}

func (s *webhookScan) add(name, value []byte, object, at int) {
	if len(name) > 0 && len(name) <= maxMemberName {
		s.members[s.n] = webhookMember{name, value, webhookNameOf(name), object, at}
		s.n++
	}
}
