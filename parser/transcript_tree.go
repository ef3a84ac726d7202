package parser

// treeDialect is that of Nodemailer up to 0.7: the side and the number of the
// connection on a line, what it said below it, as branches of a tree.
//
//	SERVER 1:
//	└──220 mx.example.org ESMTP
//	CLIENT 1:
//	└──EHLO me.example.net
var treeDialect = &dialect{
	format: nodemailerFormat, role: RoleClient, named: true,
	client: []string{"CLIENT:" + branch}, // none: the two stand on two lines
	notes: []note{
		{kind: noteNoise, prefix: "Connection secured"},
	},
}

// branch stands before the first line of what a side said; further lines have
// as many blanks.
const branch = "└──"

const branchBlanks = "   "

// treeLabel is the last line that named a side.
type treeLabel struct {
	line int64 // of it, or of what it said so far; 0 for none
	side side
	said bool
	id   [8]byte
	n    int
}

// treeLabelOf reads "SERVER 1:".
func treeLabelOf(line []byte) (l treeLabel, ok bool) {
	const label = len("SERVER")
	if len(line) <= label || line[len(line)-1] != ':' {
		return l, false
	}
	switch string(line[:label]) {
	case "SERVER":
		l.side = sideServer
	case "CLIENT":
		l.side = sideClient
	default:
		return l, false
	}
	id := line[label : len(line)-1]
	if len(id) > 0 {
		if id[0] != ' ' || len(id) < 2 || len(id) > len(l.id) {
			return l, false
		}
		if _, n := atoi(id[1:], len(l.id)); n != len(id)-1 {
			return l, false
		}
		l.n = copy(l.id[:], id[1:])
	}
	return l, true
}

// insideTree takes a line of such a conversation.
func (t *transcript) insideTree(b *Batch, e *Event) bool {
	p := e.text
	if l, ok := treeLabelOf(p); ok {
		l.line = e.Line
		t.tree = l
		return true
	}
	l := &t.tree
	if l.line > 0 && e.Line == l.line+1 {
		mark := branch
		if l.said {
			mark = branchBlanks
		}
		if hasPrefix(p, mark) {
			p = p[len(mark):]
			l.line, l.said = e.Line, true
			t.turn(b, e, treeDialect, l.id[:l.n], mayBegin(l.side, p))
			t.say(b, e, l.side, p)
			return true
		}
	}
	n, ok := dialectsBy.note(treeDialect, p, t.lacking())
	if ok {
		t.note(b, e, n, p)
	}
	return ok
}

// branches takes a line outside of such a conversation that may begin one.
func (t *transcript) branches(b *Batch, e *Event) bool {
	p := e.text
	switch {
	case len(p) == 0:
	case p[0] == 'S' || p[0] == 'C':
		if l, ok := treeLabelOf(p); ok {
			l.line = e.Line
			t.tree = l
		}
	case t.tree.line > 0 && t.tree.line+1 == e.Line && hasPrefix(p, branch):
		said := p[len(branch):]
		if greetingShape(said) == shapeNone && replyShape(said) != shapeClear && commandShape(said) != shapeClear {
			return false
		}
		t.interrupt(b)
		if t.dialect != nil {
			t.leave(b)
		}
		t.begin(b)
		t.dialect = treeDialect
		return t.insideTree(b, e)
	}
	return false
}
