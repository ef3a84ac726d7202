package parser

import "strings"

// sourcesBy tells which readers may be asked about a line.
var sourcesBy sourceIndex

type sourceIndex struct {
	starts  [256]sourceSet // by the octet that a line begins with
	replies [256]sourceSet // where it begins as a reply does, by the octet that its text begins with
	behind  sourceSet      // those that begin behind blank lines only
	apart   sourceSet      // those that do not begin in conversations
	aside   sourceSet      // those that begin there behind blank lines only
	words   beginnings     // with which only entries begin
}

// knows tells whether a line begins with words that only entries do.
func (x *sourceIndex) knows(line []byte) bool { return x.words.of(line) }

func (x *sourceIndex) add(kind *sourceKind, set sourceSet) {
	if kind.behindBlank {
		x.behind |= set
	}
	if kind.apart {
		x.apart |= set
	}
	if kind.aside {
		x.aside |= set
	}
	for _, w := range kind.words {
		x.words.add(w)
	}
	for i := range len(kind.starts) {
		x.starts[kind.starts[i]] |= set
	}
	if kind.notReply || !strings.ContainsAny(kind.starts, "2345") {
		return
	}
	for c := range x.replies {
		if kind.behindCode == "" || strings.IndexByte(kind.behindCode, byte(c)) >= 0 {
			x.replies[c] |= set
		}
	}
}
