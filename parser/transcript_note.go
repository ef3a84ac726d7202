package parser

// note takes a line by which the program tells what it does.
func (t *transcript) note(b *Batch, e *Event, n noteOf, line []byte) {
	t.chunk.flush(t, b, e)
	if n.d.dump {
		t.chunk.side = sideNone // what follows is of something else
	}
	switch n.kind {
	case noteOpen:
		if t.c.any || !t.c.opened {
			t.connect(b, e)
			t.peer = Peer{}
		}
		// A program that says much else may have said the hello itself.
		t.fresh = t.answers == 0 && !t.spoken && !n.d.noisy
		if p := namedPeer(line, n.note); p.Name != nil || p.IP != nil {
			if p.Port == 0 {
				p.Port = t.peer.Port
			}
			t.peer = p
		}
		t.c.step(b, e, StepOpen)
	case noteClose:
		t.c.watch.line = e.Line
		t.finish(b, n.why)
		t.over = true
	case noteAnswered:
		var unseen Event
		unseen.Reply.Code, _ = atoi(line[len(n.prefix):], 3)
		if unseen.Reply.Code >= 200 {
			t.c.answer(b, &unseen)
		}
	case noteTLS:
		tls := n.cipher(line)
		if tls.Version != nil {
			t.c.secured().Version = append([]byte(nil), tls.Version...)
		}
		if tls.Cipher != nil {
			t.c.secured().Cipher = append([]byte(nil), tls.Cipher...)
		}
		if s := t.c.step(b, e, StepTLS); s != nil {
			e.TLS = *t.c.secured()
		}
	}
}

// namedPeer reads the host that a program says it connects to: "mx.a.org
// (192.0.2.1) port 25 (#0)", "192.0.2.1:25...", "('192.0.2.1', 25)". The
// result is in memory of its own.
func namedPeer(line []byte, n *note) (p Peer) {
	rest := line[len(n.prefix):]
	if n.prefix == "" || n.has == " to " {
		rest = rest[index(rest, n.has)+len(n.has):]
	}
	for len(rest) > 0 && !isAlnum(rest[0]) && rest[0] != ':' {
		rest = rest[1:]
	}
	end := 0
	for end < len(rest) && (isAlnum(rest[end]) || rest[end] == '.' || rest[end] == '-' || rest[end] == ':' || rest[end] == '_') {
		end++
	}
	host, rest := rest[:end], rest[end:]
	for len(host) > 0 && (host[len(host)-1] == '.' || host[len(host)-1] == ':') {
		host = host[:len(host)-1]
	}
	colons, last := 0, 0
	for i, c := range host {
		if c == ':' {
			colons++
			last = i
		}
	}
	if colons == 1 {
		if port, digits := atoi(host[last+1:], 5); digits > 0 {
			p.Port = port
		}
		host = host[:last]
	}
	if len(host) < 2 || hasPrefix(host, "0000000") {
		return Peer{}
	}
	if looksIP(host) {
		p.IP = append([]byte(nil), host...)
	} else {
		p.Name = append([]byte(nil), host...)
	}
	for i, c := range rest {
		if (c == '(' || c == '[') && i+1 < len(rest) && p.IP == nil {
			end := i + 1
			for end < len(rest) && rest[end] != ')' && rest[end] != ']' {
				end++
			}
			if looksIP(rest[i+1 : end]) {
				p.IP = append([]byte(nil), rest[i+1:end]...)
			}
		}
	}
	for _, mark := range [...]string{" port ", "port: ", ", ", "]:"} {
		if i := index(rest, mark); i >= 0 && p.Port == 0 {
			p.Port, _ = atoi(rest[i+len(mark):], 5)
		}
	}
	return p
}
