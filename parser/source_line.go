package parser

import "bytes"

// ownsLine tells lines that a sourceReader alone knows, and that no other format
// need be asked about: those of the journal's export format and of postqueue -j.
func ownsLine(line []byte) bool {
	if len(line) < 4 {
		return false
	}
	switch c := line[0]; {
	case c == '{':
		return hasPrefix(line, postqueueStart)
	case c == '_', c-'A' <= 25 && (line[1] == '_' || line[1]-'A' <= 25):
		n := exportName(line)
		return n < len(line) && line[n] == '=' && bytes.IndexByte(line, 0) < 0
	}
	return false
}
