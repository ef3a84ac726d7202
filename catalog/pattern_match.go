package catalog

import "bytes"

// matches tells whether the pattern stands in text, which is normalised. Between
// two "*" the leftmost place is taken, which leaves most for the rest, so nothing
// has to be tried twice.
func (p *pattern) matches(text []byte) bool {
	_, ok := p.follow(text, 0, 0, len(p.parts))
	return ok
}

// matchesAt tells whether the pattern stands in text with the literal of its key at a
// place where that stands. Whoever asks for all such places need not ask for more.
func (p *pattern) matchesAt(text []byte, place int) bool {
	key, end := int(p.anchor.part), int(p.anchor.part)+1
	for end < len(p.parts) && p.parts[end].kind != partAny {
		end++
	}
	if key > 0 && p.parts[key-1].kind != partAny || end > key+1 && end < len(p.parts) {
		// What classes take of the text from one place may reach beyond another one.
		return p.matches(text)
	}
	if key > 0 {
		at, ok := p.follow(text, 0, 0, key-1)
		if !ok || p.resume(key, at) > place {
			return false
		}
	} else if p.wordStart && endsInWord(text[:place]) {
		return false
	}
	n := runLength(p.parts[key:end], text[place:])
	if n < 0 || end == len(p.parts) {
		return n >= 0 && !(p.wordEnd && startsInWord(text[place+n:]))
	}
	_, ok := p.follow(text, place+n, end+1, len(p.parts))
	return ok
}

// follow looks for the parts from one to another in text, from at on, and gives the end
// of the last one. All of the parts between two "*" are among them, or none.
func (p *pattern) follow(text []byte, at, from, last int) (end int, ok bool) {
	for from < last {
		to := from
		for to < len(p.parts) && p.parts[to].kind != partAny {
			to++
		}
		at = findRun(p.parts[from:to], text, p.resume(from, at), p.wordStart && from == 0, p.wordEnd && to == len(p.parts))
		if at < 0 {
			return 0, false
		}
		from = to + 1
	}
	return at, true
}

// resume gives the place from which the run of parts that begins at from is looked
// for, where the one before it ended at at. Between "a * b" nothing may stand: then
// one space is all that parts the two.
func (p *pattern) resume(from, at int) int {
	if from < 2 || p.parts[from].kind != partLiteral || p.parts[from].text[0] != ' ' {
		return at
	}
	before := &p.parts[from-2]
	if before.kind != partLiteral || before.text[len(before.text)-1] != ' ' {
		return at
	}
	return at - 1
}

// findRun gives the end of the first place in text, from at on, where all parts
// stand one after the other, or -1. Where wordStart or wordEnd is set, no letter or
// digit may touch that end.
func findRun(parts []part, text []byte, at int, wordStart, wordEnd bool) int {
	if len(parts) == 0 {
		return at
	}
	for start := at; start <= len(text); start++ {
		if parts[0].kind == partLiteral {
			n := bytes.Index(text[start:], stringBytes(parts[0].text))
			if n < 0 {
				return -1
			}
			start += n
		}
		if wordStart && endsInWord(text[:start]) {
			continue
		}
		if n := runLength(parts, text[start:]); n >= 0 && !(wordEnd && startsInWord(text[start+n:])) {
			return start + n
		}
	}
	return -1
}

// runLength gives how much of text the parts take when they begin at its first
// byte, or -1.
func runLength(parts []part, text []byte) int {
	at := 0
	for i := range parts {
		var n int
		if parts[i].kind == partLiteral {
			if len(text)-at < len(parts[i].text) || string(text[at:at+len(parts[i].text)]) != parts[i].text {
				return -1
			}
			n = len(parts[i].text)
		} else if n = kindLength(parts[i].kind, text[at:]); n == 0 {
			return -1
		}
		at += n
	}
	return at
}
