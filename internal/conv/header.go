package conv

// Fields is a set of header fields of which a message has one at most (RFC 5322
// §3.6).
type Fields uint16

// The fields.
const (
	FieldDate Fields = 1 << iota
	FieldFrom
	FieldSender
	FieldReplyTo
	FieldTo
	FieldCc
	FieldMessageID
	FieldInReplyTo
	FieldReferences
	FieldSubject
)

var fieldNames = [...]struct {
	name  string
	field Fields
}{
	{"DATE", FieldDate}, {"FROM", FieldFrom}, {"SENDER", FieldSender}, {"REPLY-TO", FieldReplyTo}, {"TO", FieldTo}, {"CC", FieldCc},
	{"MESSAGE-ID", FieldMessageID}, {"IN-REPLY-TO", FieldInReplyTo}, {"REFERENCES", FieldReferences}, {"SUBJECT", FieldSubject},
}

// FieldName gives the name with which a line of a header begins, without the
// colon; nil for a line that goes on with the field before, and for what is no
// header.
func FieldName(line []byte) []byte {
	for i, c := range line {
		switch {
		case c == ':':
			// Obsolete syntax has blanks before it.
			for i > 0 && (line[i-1] == ' ' || line[i-1] == '\t') {
				i--
			}
			return line[:i]
		case c < ' ' || c >= 0x7f:
			return nil
		case c == ' ' && (i == 0 || i+1 < len(line) && line[i+1] != ' ' && line[i+1] != ':'):
			return nil
		}
	}
	return nil
}

// FieldOf gives the field that a line of a header begins, 0 for another.
func FieldOf(line []byte) Fields {
	name := FieldName(line)
	if len(name) == 0 {
		return 0
	}
	for i := range fieldNames {
		if equalFold(name, fieldNames[i].name) {
			return fieldNames[i].field
		}
	}
	return 0
}

// line takes a line.
func (h *Header) line(text []byte) {
	if h.Over {
		*h = Header{}
	}
	if len(text) == 0 {
		h.Over = true
		return
	}
	h.Lines++
	h.Fields |= FieldOf(text)
}
