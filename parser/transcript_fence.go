package parser

// fence tells whether a line is one that begins or ends code in Markdown: what
// stands behind it was pasted on its own.
func fence(line []byte) bool {
	const mark = "```"
	if !hasPrefix(line, mark) {
		return false
	}
	for _, c := range trimSpace(line[len(mark):]) {
		if !isAlnum(c) && c != '-' {
			return false
		}
	}
	return true
}

// behindFence gives what stands behind the mark that begins code, where people
// put the first line of it; nil for none.
func behindFence(line []byte) []byte {
	if !hasPrefix(line, "```") || len(line) < 8 {
		return nil
	}
	return line[3:]
}

// apart lets what follows be a conversation of its own, in the same dialect: of
// what went before nothing is known to hold.
func (t *transcript) apart(b *Batch) {
	if !t.c.expectsBody() {
		t.begin(b)
	}
}
