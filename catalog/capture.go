package catalog

import "bytes"

// captured are the kinds of text that may be what a reply is about.
var captured = [...]subjectSet{
	partIP: aboutIP, partAddr: aboutAddress, partDomain: aboutDomain, partList: aboutList, partURL: aboutURL,
}

func (k partKind) captures() subjectSet {
	if int(k) < len(captured) {
		return captured[k]
	}
	return 0
}

// capture fills in what the classes of a pattern stand for in the text of a query.
// {domain}, {list} and {url} are there to be picked out; {ip} and {addr} may be mere
// variables of the wording, and count only if the entry is about such.
func (c *Catalog) capture(q *Query, p *pattern, wanted subjectSet, to *Subject) {
	s := c.borrow()
	s.fill(q)
	text, at := s.text, 0
	for from := 0; from < len(p.parts) && at >= 0; {
		end := from
		for end < len(p.parts) && p.parts[end].kind != partAny {
			end++
		}
		run := p.parts[from:end]
		start := p.resume(from, at)
		next := findRun(run, text, start, p.wordStart && from == 0, p.wordEnd && end == len(p.parts))
		if next >= 0 {
			captureRun(run, text, runBegin(run, text, start, next), q, wanted, to)
		}
		at, from = next, end+1
	}
	c.scratch.Put(s)
}

// captureRun takes the classes out of parts that begin at at.
func captureRun(parts []part, text []byte, at int, q *Query, wanted subjectSet, to *Subject) {
	for i := range parts {
		n := len(parts[i].text)
		if parts[i].kind != partLiteral {
			n = kindLength(parts[i].kind, text[at:])
			kind := parts[i].kind.captures()
			if kind&(aboutIP|aboutAddress) != 0 {
				kind &= wanted
			}
			piece := bytes.Trim(text[at:at+n], "<>[]")
			if kind == aboutIP && equalFold(piece, q.PeerIP) {
				kind = 0
			}
			if kind != 0 {
				to.set(kind, q.original(piece))
			}
		}
		at += n
	}
}

// runBegin tells where the parts begin that findRun found from at on, and that end
// at end: the first place, for an address also begins in its midst.
func runBegin(parts []part, text []byte, at, end int) int {
	for ; at < end; at++ {
		if runLength(parts, text[at:]) == end-at {
			break
		}
	}
	return at
}

// original finds a piece of the normalised text in the text as it came; nil where
// other letters than those of ASCII were folded in it.
func (q *Query) original(piece []byte) []byte {
	if found := indexFold(q.Diagnostic, piece); found != nil {
		return found
	}
	for _, line := range q.Text {
		if found := indexFold(line, piece); found != nil {
			return found
		}
	}
	return nil
}

func indexFold(text, piece []byte) []byte {
	if len(piece) == 0 {
		return nil
	}
	for i := 0; i+len(piece) <= len(text); i++ {
		if folded[text[i]] == piece[0] && equalFold(text[i:i+len(piece)], piece) {
			return text[i : i+len(piece)]
		}
	}
	return nil
}
