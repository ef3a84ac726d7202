package parser

import "bytes"

// verboseStart gives where the cursor begins in a line that begins an entry of
// journalctl -o verbose,
//
//	Sun 2026-11-22 05:51:59.805811 UTC [s=5f20…;i=1;b=…;m=…;t=660d71363c973;x=…]
//
// 0 for any other line.
func verboseStart(line []byte) int {
	if line[len(line)-1] != ']' || !isAlpha(line[0]) {
		return 0
	}
	i := index(line, " [s=")
	if i < 20 || i > 60 {
		return 0
	}
	return i + 2
}

// verboseLine takes a line of the verbose output. Fields are indented by four
// blanks, and the further lines of a value by more.
func (j *journalReader) verboseLine(b *Batch, e *Event) bool {
	line := e.Raw
	if len(line) > 40 {
		if at := verboseStart(line); at > 0 {
			if j.lines > 0 {
				j.flush(b)
				j.begin(journalVerbose)
			}
			j.verboseStamp(line, at)
			return true
		}
	}
	if !hasPrefix(line, "    ") {
		if hasPrefix(line, "\t") && j.haveMessage {
			return true
		}
		return false
	}
	f := line[4:]
	n := exportName(f)
	if n > 0 && n < len(f) && f[n] == '=' {
		j.field(f[:n], f[n+1:], e.Raw, e.Line, e.Cut)
	}
	return true
}

// verboseStamp reads the time of an entry. Its zone is a name that only this
// machine may know; the cursor has the same instant in microseconds since
// 1970, as a hexadecimal number.
func (j *journalReader) verboseStamp(line []byte, at int) {
	j.stamp = Stamp{}
	if n := j.stamp.weekday(line); n > 0 && j.stamp.HasZone {
		return
	}
	i := index(line[at:], ";t=")
	if i < 0 {
		return
	}
	t := line[at+i+3:]
	if k := bytes.IndexAny(t, ";]"); k >= 0 {
		t = t[:k]
	}
	v := uint64(0)
	for _, c := range t {
		if !isHex(c) || v > 1<<58 {
			return
		}
		v = v<<4 | uint64(unhex(c))
	}
	var digits [20]byte
	k := len(digits)
	for ; v > 0; v /= 10 {
		k--
		digits[k] = byte('0' + v%10)
	}
	var s Stamp
	if s.micros(digits[k:]); s.HasDate() {
		j.stamp = s
	}
}
