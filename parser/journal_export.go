package parser

import "bytes"

// exportStart tells whether a line begins an entry of journalctl -o export.
// systemd writes the cursor first, whatever fields are asked for.
func exportStart(line []byte) bool {
	return hasPrefix(line, "__CURSOR=s=") || hasPrefix(line, "__REALTIME_TIMESTAMP=")
}

// exportName gives the length of the name of a journal field that line begins
// with: capitals, digits and underscores.
func exportName(line []byte) int {
	n := 0
	for n < len(line) && n <= 64 && (line[n]-'A' <= 25 || isDigit(line[n]) || line[n] == '_') {
		n++
	}
	return n
}

// binaryField is a field whose value is no line of text: its name alone, eight
// octets that tell the size, the least first, and the octets of the value, a
// line feed behind them. The lines of the input cut it anywhere.
type binaryField struct {
	open bool
	name []byte
	data []byte
	want int // octets, the size included; 0 before the size is known
}

// exportLine takes a line of the export format.
func (j *journalReader) exportLine(b *Batch, e *Event) bool {
	if j.binary.open {
		j.binaryLine(b, e)
		return true
	}
	line := e.Raw
	if len(line) == 0 {
		// The end of the entry; the blank line is its last.
		j.lines++
		j.flush(b)
		j.begin(journalExport)
		j.lines = -1
		return true
	}
	n := exportName(line)
	if n == 0 {
		return false
	}
	if n == len(line) {
		j.binary = binaryField{open: true, name: append(j.binary.name[:0], line...), data: j.binary.data[:0]}
		j.noteBinary(e)
		return true
	}
	if line[n] != '=' {
		return false
	}
	j.field(line[:n], line[n+1:], e.Raw, e.Line, e.Cut)
	return true
}

// passes takes a field; the entry becomes an event where it ends.
func (j *journalReader) passes(b *Batch, l *plainLine) bool {
	if j.kind != journalExport || j.binary.open {
		return false
	}
	n := exportName(l.raw)
	if n == 0 || n == len(l.raw) || l.raw[n] != '=' {
		return false
	}
	j.field(l.raw[:n], l.raw[n+1:], l.raw, l.no, b.cut)
	j.lines++
	return true
}

// noteBinary is called where the line of a binary message is to be shown: the
// next one, for this one has only its name.
func (j *journalReader) noteBinary(e *Event) {
	if string(j.binary.name) == "MESSAGE" {
		j.no = e.Line
	}
}

// binaryLine takes a line of a binary value.
func (j *journalReader) binaryLine(b *Batch, e *Event) {
	f := &j.binary
	line := e.Raw
	if cap(line) > len(line) && line[:len(line)+1][len(line)] == '\r' {
		line = line[:len(line)+1] // it was taken for part of the line end
	}
	f.data = append(f.data, line...)
	f.data = append(f.data, '\n')
	if f.want == 0 && len(f.data) >= 8 {
		size := uint64(0)
		for i := 7; i >= 0; i-- {
			size = size<<8 | uint64(f.data[i])
		}
		if size > maxEntry {
			// No entry of a mail program is so long: this is none.
			f.open = false
			return
		}
		f.want = 8 + int(size)
	}
	if f.want == 0 || len(f.data) <= f.want {
		if len(f.data) > maxEntry+64 {
			f.open = false
		}
		return
	}
	f.open = false
	value := f.data[8:f.want]
	no := j.no
	j.field(f.name, value, e.Raw, e.Line, e.Cut)
	if string(f.name) == "MESSAGE" && j.haveMessage {
		// It begins on the line behind its name.
		j.no = no + 1
		if i := bytes.IndexByte(value, '\n'); i >= 0 {
			j.raw = append(j.raw[:0], value[:i]...)
		} else {
			j.raw = append(j.raw[:0], value...)
		}
	}
}
