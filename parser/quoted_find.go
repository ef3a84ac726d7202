package parser

import "bytes"

// maxQuotedLeads is how many places of a line are tried as the beginning of
// one of a log.
const maxQuotedLeads = 4

// quotedFrom finds the beginning of a line of a log within a line of text, and
// the format that is to read it; whole is as readQuoted has it.
func (lc *lineContext) quotedFrom(line []byte, lacks glance) (from int, format *Format, whole bool) {
	if lacks.not(glanceDigit) {
		return 0, nil, false // of stamps, processes, codes
	}
	if from, format = lc.quotedHeader(line); format != nil {
		return from, format, !lc.f.framed
	}
	if !lacks.not(glanceTag) {
		if from, format = lc.quotedTag(line); format != nil {
			return from, format, false
		}
	}
	if from, format = lc.quotedWords(line); format != nil {
		return from, format, false
	}
	if from = quotedPostfix(line, lacks); from >= 0 {
		return from, postfixFormat, false
	}
	from, format = quotedTail(line, lacks)
	return from, format, false
}

// quotedHeader looks for a stamp that a host and the tag of a mail program
// stand behind, or, in logs of one program, its words.
func (lc *lineContext) quotedHeader(line []byte) (from int, format *Format) {
	if i := marksBefore(line); i > 0 && i < len(line) && line[i] == '@' {
		if format = lc.behindStamp(line[i:]); format != nil {
			return i, format // multilog's
		}
	}
	tries := 0
	for i := 7; i+6 <= len(line) && tries < maxQuotedLeads; i++ {
		n := bytes.IndexByte(line[i:], ':')
		if n < 0 {
			break
		}
		if i += n; i+6 > len(line) || line[i+3] != ':' || !isDigit(line[i-1]) || !isDigit(line[i+1]) || !isDigit(line[i+4]) {
			continue
		}
		tries++
		for _, back := range [...]int{9, 8, 13} { // "Nov 22 05:", "Nov 3 05:", "2026-11-22T05:"
			s := i - back
			if s < 1 || isAlnum(line[s-1]) {
				continue
			}
			if format = lc.behindStamp(line[s:]); format != nil {
				return s, format
			}
		}
		i += 5
	}
	return 0, nil
}

// behindStamp gives the format of a line that begins with a stamp; nil for none.
// The frame says framed where a tag told it.
func (lc *lineContext) behindStamp(line []byte) *Format {
	f := &lc.f
	f.parse(line)
	words := f.msg
	if f.framed {
		if p := lc.programs.find(f.program); p.format != nil {
			return p.format
		}
		words = f.body // what looks like a tag may be words
		f.framed = false
	}
	if !f.stamp.HasDate() {
		return nil
	}
	format, _ := sniffed(words)
	return format
}

// quotedWords looks, behind the marks that may stand before a line, for words
// that only one program writes, without stamp and tag.
func (lc *lineContext) quotedWords(line []byte) (from int, format *Format) {
	i := marksBefore(line)
	if i == 0 || len(line)-i < minQuotedWords || hasPrefix(line[i:], "at ") {
		return 0, nil // no log's words, but every stack's
	}
	if format, _ = sniffed(line[i:]); format == postfixFormat {
		return 0, nil // see quotedPostfix
	}
	return i, format
}

// minQuotedWords is the length of the shortest of them.
const minQuotedWords = 24

// quotedTag looks for the tag of a mail program, which has a number, where
// the header before it was left out. A name alone may be any program's, unless
// the line begins with it.
func (lc *lineContext) quotedTag(line []byte) (from int, format *Format) {
	k := 0
	for range maxQuotedLeads {
		n := index(line[k:], "]: ")
		if n < 0 {
			break
		}
		i := k + n - 1
		k += n + 3
		for i >= 0 && (isHex(line[i]) || line[i] == '.') {
			i-- // of dma's queue
		}
		if i < 1 || line[i] != '[' {
			continue
		}
		s := i
		for s > 0 && ofTag[line[s-1]] {
			s--
		}
		if s == i || bytes.IndexByte(line[s:i], '/') < 0 && marksBefore(line) < s {
			continue
		}
		if p := lc.programs.find(line[s:i]); p.format != nil {
			return s, p.format
		}
	}
	return 0, nil
}

// quotedEnd tells where a line ends that stands in a text: before the mark that
// closes a quotation, behind the brackets of a delivery that a mark follows.
func quotedEnd(line []byte, from int) int {
	end := behindReason(line, from)
	if end < len(line) || from == 0 {
		return end
	}
	q := line[from-1]
	switch q {
	case '`':
		// It marks a piece of the text: more may follow.
		if i := bytes.IndexByte(line[from:], '`'); i > 0 {
			return from + i
		}
		return end
	case '\'', '"':
	default:
		return end
	}
	// Within, the same mark may stand: only what closes at the end does.
	closed := false
	i := end
	for ; i > from; i-- {
		c := line[i-1]
		if c == q {
			if closed && line[i-2] == '\\' {
				break // the string's own words end in one
			}
			closed, end = true, i-1
			continue
		}
		if isAlnum(c) || c == '>' || closed && c != ' ' && c != ',' {
			break
		}
	}
	if !closed {
		return codeBehind(line, from, q)
	}
	return end
}

// codeBehind tells where the string that begins at from ends, if q closes it and
// what follows is code: "parse('…')[0]", "lines = ['…'].join()". What the string
// holds between brackets is its own; the end of the line where none does.
func codeBehind(line []byte, from int, q byte) int {
	depth, call := 0, bytes.LastIndexByte(line, '(')
	for i := from; i+1 < len(line); i++ {
		switch c := line[i]; {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c != q || depth > 0 || line[i-1] == '\\':
		case line[i+1] == ')' || line[i+1] == ']' || line[i+1] == ';':
			return i
		case line[i+1] == '.' && i+2 < len(line) && isAlpha(line[i+2]) && i < call:
			return i
		}
	}
	return len(line)
}

// unescaped gives the text of a string as it was before the quotation marks
// within it were escaped, in memory of the batch.
func (b *Batch) unescaped(s []byte) []byte {
	n := len(b.arena)
	for i, c := range s {
		if c != '\\' || i+1 == len(s) || s[i+1] != '"' {
			b.arena = append(b.arena, c)
		}
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// behindReason gives where the brackets behind a delivery's status end, if a
// mark follows them; the end of the line if none does.
func behindReason(line []byte, from int) int {
	at := index(line[from:], "status=")
	if at < 0 {
		return len(line)
	}
	depth := 0
	for i := from + at; i < len(line); i++ {
		switch line[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth > 0 {
				continue
			}
			if depth == 0 && i+1 < len(line) && (isQuote(line[i+1]) || line[i+1] == '\\') {
				return i + 1
			}
			return len(line)
		}
	}
	return len(line)
}

func isQuote(c byte) bool { return c == '`' || c == '"' || c == '\'' }

// looksPattern tells a regular expression that is made to find such a line
// from the line.
func looksPattern(text []byte) bool {
	for i := 0; i+1 < len(text); i++ {
		switch text[i] {
		case '\\':
			switch text[i+1] {
			case '[', ']', '(', ')', 'S', 'd', 'w', 's', '.':
				return true
			}
		case '.':
			if text[i+1] == '*' || text[i+1] == '+' {
				return true
			}
		case '(':
			if text[i+1] == '?' {
				return true
			}
		}
	}
	return false
}

// glanceTag is of a tag that has a number.
var glanceTag = glanceAt("[]:")
