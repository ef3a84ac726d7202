package parser

import "bytes"

// MailEnable's SMTP activity log has a line a command, its fields behind
// tabs: time, agent, message, socket, peer, verb, command, reply, bytes.

var _ = register(&Format{
	Name:    "mailenable",
	Title:   "MailEnable, SMTP activity log",
	Example: "11/22/26 05:38:58\tSMTP-OU\tBBBB2222.MAI\t11\t192.0.2.1\tRCPT\tRCPT TO:<ann@example.com>\t550 5.1.1 User unknown\t30\t10",
	Reads:   "every command with its reply, of the server (SMTP-IN) and of the client (SMTP-OU)",
	Leaves:  "the other services' logs",
	sniffs:  []sniffer{{sniff: sniffMailEnable, starts: digits, behind: "/"}},
	read:    readMailEnable,
})

func sniffMailEnable(msg []byte) bool {
	if len(msg) < 30 || msg[2] != '/' || msg[5] != '/' || msg[8] != ' ' {
		return false
	}
	return hasPrefix(msg[17:], "\tSMTP-IN\t") || hasPrefix(msg[17:], "\tSMTP-OU\t")
}

func readMailEnable(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	m, ok1 := two(msg)
	d, ok2 := two(msg[3:])
	y, ok3 := two(msg[6:])
	if ok1 && ok2 && ok3 && validDay(m, d) && e.Time.clock(msg[9:]) > 0 {
		e.Time.Year, e.Time.Month, e.Time.Day = 2000+int16(y), m, d
	}
	e.Role, e.Origin = RoleClient, OriginRemote
	if hasPrefix(msg[17:], "\tSMTP-IN") {
		e.Role, e.Origin = RoleServer, OriginOwn
	}
	var f [6][]byte
	rest := msg[17+len("\tSMTP-IN\t"):]
	for i := range f {
		f[i], rest, _ = bytes.Cut(rest, []byte{'\t'})
	}
	id, peer, command, reply := f[0], f[2], f[4], f[5]
	if len(id) > 0 {
		e.QueueID = id
	}
	if looksIP(peer) {
		e.Peer.IP = peer
	}
	if !startsReply(reply) {
		return quietLine
	}
	e.Reply, _ = parseFlat(reply, &b.text)
	e.Kind = KindReply
	switch cmd := trimSpace(command); {
	case len(cmd) == 0:
		if string(f[3]) == "CONN" {
			e.Phase = PhaseConnect
		} else if v := lookupVerb(f[3]); v != nil {
			e.Command.Verb, e.Phase = v.name, v.phase
		}
	case len(cmd) == 1 && cmd[0] == '.':
		e.Command, e.Phase = Command{Verb: "."}, PhaseMessage
	case e.Reply.Code/100 != 2 || !equalFold(cmd, "DATA"):
		// The line of DATA with a 2yz is that of the message: no phase.
		e.Command, e.Phase = ParseCommand(cmd)
	}
	switch e.Phase {
	case PhaseMail:
		e.Sender = PathOf(e.Command.Arg)
	case PhaseRcpt:
		e.Recipient = PathOf(e.Command.Arg)
	case PhaseAuth:
		if e.Command.Secret {
			e.markSecret(e.Command.Arg[e.Command.SecretAt:])
		}
	}
	return foundEvent
}
