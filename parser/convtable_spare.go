package parser

// maxConvSpares is how many conversations that are over are kept for those that
// begin: a log of deliveries begins and ends a few with every message.
const maxConvSpares = 16

// convSpares are conversations that are over, and threads likewise, whose memory
// is used again.
type convSpares struct {
	conversations []*logConversation
	threads       []*thread
}

// take keeps what is over. Nobody else may have it any longer than until the
// next conversation or thread is asked for.
func (s *convSpares) take(c *logConversation) {
	if th := c.told; th != nil && len(s.threads) < maxConvSpares {
		s.threads = append(s.threads, th)
	}
	c.told = nil
	if len(s.conversations) < maxConvSpares {
		s.conversations = append(s.conversations, c)
	}
}

// conversation gives an empty conversation.
func (s *convSpares) conversation() *logConversation {
	last := len(s.conversations) - 1
	if last < 0 {
		return &logConversation{}
	}
	c := s.conversations[last]
	s.conversations = s.conversations[:last]
	c.reset()
	*c = logConversation{conversation: c.conversation, peer: c.peer[:0]}
	return c
}

// thread gives an empty thread.
func (s *convSpares) thread() *thread {
	last := len(s.threads) - 1
	if last < 0 {
		return &thread{}
	}
	th := s.threads[last]
	s.threads = s.threads[:last]
	th.reset()
	return th
}
