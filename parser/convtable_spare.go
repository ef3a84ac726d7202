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
	c := pop(&s.conversations)
	if c == nil {
		return &logConversation{}
	}
	c.reset()
	*c = logConversation{conversation: c.conversation, peer: c.peer[:0]}
	return c
}

// thread gives an empty thread.
func (s *convSpares) thread() *thread {
	th := pop(&s.threads)
	if th == nil {
		return &thread{}
	}
	th.reset()
	return th
}

// pop takes the last of list off; nil where there is none.
func pop[T any](list *[]*T) *T {
	last := len(*list) - 1
	if last < 0 {
		return nil
	}
	x := (*list)[last]
	*list = (*list)[:last]
	return x
}
