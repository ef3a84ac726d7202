package parser

import "bytes"

// behindStamp gives what follows the time that text begins with, however it is
// written, or the number of bytes, and its colon.
func behindStamp(text []byte) []byte {
	if len(text) == 0 || !isDigit(text[0]) {
		return nil
	}
	if _, n := atoi(text, 9); hasPrefix(text[n:], " bytes: ") {
		return text[n+len(" bytes: "):]
	}
	i := index(text[:min(len(text), 40)], ": ")
	if i < 0 || bytes.IndexByte(text[:i], ':') < 0 {
		return nil
	}
	return text[i+2:]
}

// cutTails takes off what a program appends to its lines.
func cutTails(text []byte, tails []string) []byte {
	for _, tail := range tails {
		if i := lastIndex(text, tail); i >= 0 {
			text = text[:i]
		}
	}
	return text
}

// listedShape tells whether text is what stands behind the bracket of a line
// of a reply: "250] 'HELP'".
func listedShape(text []byte) bool {
	return len(text) > 6 && isReplyish(text) && text[3] == ']' && text[4] == ' ' && (text[5] == '\'' || text[5] == '"')
}

// listedReply makes a line of a reply of "[250] 'HELP'". Which line is the
// last one is not told: each counts as one that others may follow.
func listedReply(b *Batch, text []byte) []byte {
	if len(text) < 6 || !isReplyish(text) || text[3] != ']' || text[4] != ' ' {
		return text
	}
	said, _ := unquoteString(b, text[5:]) // it may use the arena as well
	n := len(b.arena)
	b.arena = append(append(b.arena, text[:3]...), '-')
	b.arena = append(b.arena, said...)
	return b.arena[n:len(b.arena):len(b.arena)]
}

// unglue takes a reply whose line ends got lost: "250-a250-b250 c", or became
// something else: "250-a, 250 b".
func (t *transcript) unglue(b *Batch, e *Event, text []byte, glue string) {
	for len(text) > 0 {
		var line []byte
		line, text = cutGlued(text, glue)
		t.serverSays(b, e, line)
	}
}

// cutGlued cuts the first line off a reply whose line ends got lost.
func cutGlued(text []byte, glue string) (line, rest []byte) {
	if len(text) < 4 || text[3] != '-' {
		return text, nil
	}
	for i := 4; i+3 < len(text); i++ {
		if (text[i+3] == '-' || text[i+3] == ' ') && string(text[i:i+3]) == string(text[:3]) {
			line, rest = text[:i], text[i:]
			if len(line) > 4+len(glue) && hasSuffix(line, glue) {
				line = line[:len(line)-len(glue)]
			}
			return line, rest
		}
	}
	return text, nil
}

// parseGlued reads a whole reply whose line ends got lost.
func parseGlued(text []byte, lines *[][]byte) (Reply, bool) {
	rb := replyBuilder{lines: lines, start: len(*lines)}
	for len(text) > 0 {
		var line []byte
		line, text = cutGlued(text, "")
		l, ok := parseReplyLine(trimSpace(line))
		if !ok {
			return Reply{}, false
		}
		rb.r.Code = l.code
		rb.add(&l)
	}
	return rb.finish(), true
}
