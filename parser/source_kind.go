package parser

// sourceKinds are the readers that an input has one of each, in the order in
// which they are asked.
var sourceKinds []sourceKind

type sourceKind struct {
	starts      string // the octets with which alone an entry can begin
	behindBlank bool   // only behind a blank line, and at the top
	apart       bool   // only where no conversation goes on
	aside       bool   // in a conversation, only behind a blank line
	// notReply tells that no entry begins as a reply does, with its code.
	notReply bool
	// behindCode holds the octets that may stand behind what looks like a code and
	// a blank, where an entry begins so; empty for any.
	behindCode string
	// words are texts with which lines of its entries begin, and no line of a log
	// that formats know without a header.
	words []string
	make  func(sq *sequencer) sourceReader
}

// registerSource adds a reader; its file calls it in its init function. The
// reader is asked about lines that may begin an entry, and about all lines from
// one that it took to the first that it did not.
func registerSource(kind sourceKind) {
	if len(sourceKinds) == maxSources {
		panic("parser: no bit is left for another source")
	}
	sourcesBy.add(&kind, 1<<len(sourceKinds))
	sourceKinds = append(sourceKinds, kind)
}
