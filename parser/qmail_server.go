package parser

import "bytes"

// qmailServer reads what the programs of the receiving side log: rblsmtpd,
// spamdyke, and qmail-smtpd with one of the patches that make it log at all.
func qmailServer(b *Batch, e *Event, program, msg []byte) outcome {
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	if hasPrefix(msg, "rblsmtpd: ") {
		return rblsmtpd(b, e, msg[10:])
	}
	if hasPrefix(program, "rblsmtpd") {
		return rblsmtpd(b, e, msg)
	}
	if hasPrefix(msg, "qmail-smtpd: ") {
		msg = msg[13:]
	}
	if hasPrefix(msg, "CHKUSER rejected ") {
		return chkuser(e, msg)
	}
	if string(program) == "spamdyke" || hasPrefix(msg, "spamdyke") {
		if i := index(msg, "DENIED_"); i >= 0 {
			return spamdyke(b, e, msg[i:])
		}
		return quietLine
	}
	if startsReply(msg) && (msg[0] == '4' || msg[0] == '5') {
		if r, ok := parseFlat(msg, &b.text); ok {
			e.Kind, e.Reply = KindReply, r
			if i := index(msg, " ip "); i > 0 {
				if ip, _ := word(msg[i+4:]); looksIP(ip) {
					e.Peer.IP = ip
				}
			}
			return foundEvent
		}
	}
	e.Status = StatusUnknown
	if mentionsReply(msg) {
		return unknownLine
	}
	return quietLine
}

// rblsmtpd reads "192.0.2.9 pid 19597: 451 http://…", also with the list's name
// behind the pid, and "list.example.net blocked 192.0.2.9 reason". The reply is
// for every command that would send mail.
func rblsmtpd(b *Batch, e *Event, msg []byte) outcome {
	if i := index(msg, " pid "); i > 0 {
		j := index(msg[i:], ": ")
		if j < 0 {
			return quietLine
		}
		if looksIP(msg[:i]) {
			e.Peer.IP = msg[:i]
		}
		text := msg[i+j+2:]
		if r, ok := parseFlat(text, &b.text); ok && startsReply(text) {
			e.Kind, e.Reply = KindReply, r
			return foundEvent
		}
		e.Kind, e.Diagnostic = KindDiagnostic, text
		return foundEvent
	}
	if i := index(msg, " blocked "); i > 0 {
		ip, _ := word(msg[i+9:])
		if looksIP(ip) {
			e.Peer.IP = ip
		}
		e.Kind, e.Diagnostic = KindDiagnostic, msg
		return foundEvent
	}
	e.Status = StatusUnknown
	return quietLine
}

// chkuser reads "CHKUSER rejected rcpt: from <a@b::> remote
// <helo:name:192.0.2.9> rcpt <c@d> : not existing recipient".
func chkuser(e *Event, msg []byte) outcome {
	i := lastIndex(msg, " : ")
	if i < 17 {
		return quietLine
	}
	e.Kind, e.Diagnostic = KindDiagnostic, msg[i+3:]
	s := msg[17:i]
	switch {
	case hasPrefix(s, "rcpt"), hasPrefix(s, "relaying"), hasPrefix(s, "intrusion"), hasPrefix(s, "null sender"):
		e.Phase, e.Command = PhaseRcpt, Command{Verb: "RCPT"}
	case hasPrefix(s, "sender"):
		e.Phase, e.Command = PhaseMail, Command{Verb: "MAIL"}
	}
	if j := index(s, " from <"); j >= 0 {
		if a := bracketed(s[j+6:]); a != nil {
			if k := bytes.IndexByte(a, ':'); k > 0 {
				a = a[:k]
			}
			e.Sender = a
		}
	}
	if j := index(s, " rcpt <"); j >= 0 {
		if a := bracketed(s[j+6:]); len(a) > 2 {
			e.Recipient = a
		}
	}
	if j := index(s, " remote <"); j >= 0 {
		if a := bracketed(s[j+8:]); a != nil {
			if k := bytes.LastIndexByte(a, ':'); k >= 0 && looksIP(a[k+1:]) {
				e.Peer.IP = a[k+1:]
			}
		}
	}
	return foundEvent
}

// spamdyke reads "DENIED_RDNS_MISSING from: a@b to: c@d origin_ip: 192.0.2.9
// origin_rdns: (unknown) auth: (unknown) … reason: text".
func spamdyke(b *Batch, e *Event, msg []byte) outcome {
	name, rest := word(msg)
	e.Kind, e.Diagnostic = KindDiagnostic, name
	value := func(key string) []byte {
		i := index(rest, key)
		if i < 0 || i > 0 && rest[i-1] != ' ' {
			return nil
		}
		w, _ := word(rest[i+len(key):])
		if len(w) == 0 || w[0] == '(' {
			return nil
		}
		return w
	}
	e.Sender, e.Recipient = value("from: "), value("to: ")
	if ip := value("origin_ip: "); looksIP(ip) {
		e.Peer.IP = ip
	}
	e.Peer.Name = value("origin_rdns: ")
	reason := value("reason: ")
	if reason == nil {
		return foundEvent
	}
	text := qmailText(b, reason)
	if startsReply(text) {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Reply, e.Diagnostic = KindReply, r, nil
			return foundEvent
		}
	}
	e.Diagnostic = text
	return foundEvent
}
