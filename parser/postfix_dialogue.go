package parser

// postfixDialogue reads what smtpd -v and debug_peer_list write of the
// dialogue itself: "> name[address]:port: text" is what this side said, "<
// name[address]: text" what it heard.
func postfixDialogue(b *Batch, e *Event, d daemon, msg []byte) outcome {
	ours := msg[0] == '>'
	s := msg[2:]
	n, proxy := clientEnd(s), false
	if n < 0 || n+1 >= len(s) || s[n] != ':' {
		// "> 127.0.0.1:10024: EHLO …": smtpd speaks to its proxy, as a client.
		n = index(s, ": ")
		if n <= 0 || d != dSMTPD && d != dUnknown || index(s[:n], " ") >= 0 {
			return unknownLine
		}
		proxy = true
	}
	if proxy {
		host := s[:n]
		e.Session = host
		e.Peer.Name = host
		if k := lastIndex(host, ":"); k > 0 {
			e.Peer.Port, _ = atoi(host[k+1:], 5)
			e.Peer.Name = host[:k]
		}
		if looksIP(e.Peer.Name) {
			e.Peer.IP, e.Peer.Name = e.Peer.Name, nil
		}
	} else {
		e.Peer = parsePeer(s[:n])
	}
	text := s[n+1:]
	if len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	client := ours
	switch {
	case proxy:
		e.Role, e.Origin = RoleClient, OriginRemote
	case d == dSMTP:
		e.Role, e.Origin = RoleClient, OriginRemote
	case d == dSMTPD, d == dPostscreen:
		e.Role, e.Origin = RoleServer, OriginOwn
		client = !ours
	default:
		// The daemon's name was lost: who sends a reply is the server.
		if startsReply(text) == ours {
			e.Role, e.Origin = RoleServer, OriginOwn
			client = !ours
		} else {
			e.Role, e.Origin = RoleClient, OriginRemote
		}
	}
	e.text = text
	e.side = sideServer
	if client {
		e.side = sideClient
	}
	return foundEvent
}
