package parser

// talkSpares is memory of what is over in the conversations of a batch, for what
// begins: most commands are answered on one of the next lines. Of the
// conversations that are open most wait for no reply, and keep none of it.
type talkSpares struct {
	arg  []byte      // of a command that was answered
	fifo *[1]pending // of a conversation that waits for nothing any more
	auth *pending    // of a 334 that was responded to
}

// maxSpareArg is the longest argument whose memory is used again.
const maxSpareArg = 512

// copyArg copies an argument, as much as is kept of it.
func (s *talkSpares) copyArg(arg []byte) []byte {
	if len(arg) == 0 {
		return nil
	}
	to := s.arg[:0]
	s.arg = nil
	return append(to, arg[:min(len(arg), maxArg)]...)
}

// answered takes back what p held.
func (s *talkSpares) answered(p *pending) {
	if p.alone && cap(p.cmd.Arg) <= maxSpareArg && cap(p.cmd.Arg) > cap(s.arg) {
		s.arg = p.cmd.Arg
	}
}

// queue gives room for one command.
func (s *talkSpares) queue() []pending {
	if f := s.fifo; f != nil {
		s.fifo = nil
		return f[:0]
	}
	return new([1]pending)[:0]
}

// emptied takes back what queue gave.
func (s *talkSpares) emptied(fifo []pending) { s.fifo = (*[1]pending)(fifo[:1]) }

// ask notes that p was answered with a 334.
func (s *talkSpares) ask(p pending) *pending {
	a := s.auth
	if s.auth = nil; a == nil {
		a = new(pending)
	}
	*a = p
	return a
}

// responded takes back what ask gave.
func (s *talkSpares) responded(a *pending) {
	*a = pending{}
	s.auth = a
}
