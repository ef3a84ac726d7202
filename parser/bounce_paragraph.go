package parser

import "bytes"

// labels are lines behind which the reason stands in a paragraph of its own.
var labels = [...]string{
	"because:", "the response was:", "the response from the remote server was:", "reason:", "the reason for the problem:", "the error that the other server returned was:",
	"technical details of permanent failure:", "technical details of temporary failure:", "diagnostic information for administrators:", "for the following reason:", "for the following reasons:",
	"the following error:", "error message below:", "the error was:", "error:", "delay reason:", "diagnostic-code:", "final error:", "last error was:", "message from the remote server:", "following reason:",
	"remote server returned:", "problem:", "description:", "the reason is:", "error description:", "server message:", "the following reason(s):",
}

// label gives what stands behind a label; ok is false for a line without one.
func label1(t []byte) (rest []byte, ok bool) {
	head := t[:min(len(t), 100)]
	if bytes.IndexByte(head, ':') < 0 {
		return nil, false
	}
	var mem [100]byte
	low := lower(mem[:], head)
	for _, l := range labels {
		if hasSuffix(low, l) {
			return nil, true
		}
		if hasPrefix(low, l) {
			return trimSpace(t[len(l):]), true
		}
	}
	return nil, false
}

// readParagraphs reads the paragraphs behind an address. The first that brings
// a reply is the reason; without one, it is what stands right under the
// address or behind a label.
//
// With apart, a blank line stands between the address and the block.
func (p *reason) readParagraphs(block []mailLine, apart bool) bool {
	var first reason
	var peer Peer
	var before []byte // the paragraph before this one
	found, labelled, at := false, false, 0
	if apart {
		at = 1
	}
	for len(block) > 0 {
		n := 0
		for n < len(block) && len(block[n].text) > 0 {
			n++
		}
		para := block[:n]
		if n < len(block) {
			n++
		}
		block = block[n:]
		if len(para) == 0 {
			at++
			continue
		}
		var q reason
		ok := q.read(para, true)
		if q.peer.IP != nil || q.peer.Name != nil {
			peer = q.peer
		}
		if ok && q.hasReply {
			*p = q
			if p.peer.Name == nil && p.peer.IP == nil {
				p.peer = peer
			}
			if p.phase == PhaseUnknown && found {
				p.phase, p.cmd = first.phase, first.cmd
			}
			if p.phase == PhaseUnknown && hasSuffix(before, ":") {
				p.context(before)
			}
			return true
		}
		before = q.text
		rest, isLabel := label1(trimSpace(para[0].text))
		if isLabel && len(para) == 1 && len(rest) == 0 || hasPrefix(trimLeft(para[0].text), "Generating server:") {
			labelled = labelled || isLabel
			at++
			continue
		}
		_, endLabel := label1(trimSpace(para[len(para)-1].text))
		switch {
		case !ok:
		case labelled, isLabel && len(q.text) > 0:
			first, found, labelled = q, true, false
			at = 1 << 20
		case at == 0 && !found:
			first, found = q, true
		}
		if at < 1<<20 {
			labelled = labelled || endLabel
			at++
		}
	}
	if found {
		*p = first
	}
	return found
}
