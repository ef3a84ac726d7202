package parser

import "bytes"

// entry makes the event of one line.
func (r *iisReader) entry(b *Batch, e *Event, x *iisEntry) {
	switch {
	case hasPrefix(x.user, "OutboundConnection"):
		e.Role, e.Origin = RoleClient, OriginRemote
		text := plusToBlank(b, x.query)
		e.side = sideServer
		if hasSuffix(x.user, "Command") {
			e.side = sideClient
			if string(x.method) != "-" {
				n := len(b.arena)
				b.arena = append(append(append(b.arena, x.method...), ' '), text...)
				text = b.arena[n:len(b.arena):len(b.arena)]
			}
		}
		e.text = trimSpace(text)
		if hasPrefix(e.text, "AUTH ") {
			e.markSecret(x.query)
		}
		if c := r.sq.convs.find(keyOf(e)); c != nil && c.body && e.side == sideClient {
			c.endOfData(b) // message text is not logged
		}
		r.sq.convs.line(b, e)
		return
	}
	code, n := atoi(x.status, 4)
	if n != 3 || code < 200 || code > 599 || !looksVerb(x.method) {
		return
	}
	query := x.query
	if len(query) == 1 && query[0] == '-' {
		query = nil
	}
	m := len(b.arena)
	b.arena = append(append(b.arena, x.method...), ' ')
	b.arena = appendPlusToBlank(b.arena, query)
	cmd, phase := ParseCommand(b.arena[m:len(b.arena):len(b.arena)])
	if phase == PhaseQuit && code == 240 {
		// QUIRK: IIS notes 240 for QUIT, whatever it said.
		return
	}
	e.Kind, e.Origin, e.Role = KindReply, OriginOwn, RoleServer
	e.Reply.Code = code
	e.Command, e.Phase = cmd, phase
	path := func() []byte {
		if i := bytes.IndexByte(query, '<'); i >= 0 {
			return bracketed(query[i:])
		}
		return nil
	}
	switch phase {
	case PhaseMail:
		e.Sender = path()
	case PhaseRcpt:
		e.Recipient = path()
	case PhaseData:
		if id := path(); id != nil {
			// DATA is noted once, when the message is in, and then with its
			// Message-Id.
			i := bytes.IndexByte(query, '<')
			e.MessageID = query[i : i+len(id)+2]
			e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
		}
	case PhaseAuth:
		if cmd.Secret {
			e.markSecret(query)
		}
	}
}

// looksVerb tells whether the log's method can be a command.
func looksVerb(m []byte) bool {
	return len(m) > 0 && m[0] != '-' && !(len(m) >= 5 && hasPrefix(m, "HTTP"))
}

// plusToBlank undoes what IIS does to blanks; in memory of the batch.
func plusToBlank(b *Batch, q []byte) []byte {
	n := len(b.arena)
	b.arena = appendPlusToBlank(b.arena, q)
	return b.arena[n:len(b.arena):len(b.arena)]
}

// appendPlusToBlank leaves the plus in an address alone: there it is none of
// IIS's.
func appendPlusToBlank(dst, q []byte) []byte {
	in := false
	for _, c := range q {
		switch {
		case c == '<':
			in = true
		case c == '>' || c == '+' && !in:
			in = false
		}
		if c == '+' && !in {
			c = ' '
		}
		dst = append(dst, c)
	}
	return dst
}
