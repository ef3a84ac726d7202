package parser

import "bytes"

// sSMTP with Debug=YES logs the conversation without saying who speaks: a
// line is the server's when it is a reply and no message text is on its way.

func init() {
	register(&Format{
		Name:    "ssmtp",
		Title:   "sSMTP",
		Example: "Nov 22 05:32:32 mx1 sSMTP[81]: RCPT TO:<ann@example.com> (550 5.1.1 no such user)",
		Reads:   "the reply that ended a mail, and with Debug=YES the whole conversation",
		Leaves:  "of replies of several lines all but the last, which sSMTP does not log",
		owns:    func(program []byte) bool { return equalFold(program, "SSMTP") },
		read:    readSsmtp,
		follow:  followSsmtp,
	})
}

// ssmtpVerboseFormat is what ssmtp -v prints; see dialects.
var ssmtpVerboseFormat = register(&Format{
	Name:    "ssmtp-verbose",
	Title:   "ssmtp -v",
	Example: "[<-] 220 mx.example.org ESMTP\n[->] HELO me.example.net\n[<-] 250 mx.example.org",
	Reads:   "the conversation",
	Leaves:  "of replies of several lines all but the last, which ssmtp does not print",
})

func readSsmtp(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if hasPrefix(msg, "Set ") {
		if i := index(msg, "AuthPass="); i > 0 && len(msg) > i+9 {
			e.markSecret(trimQuotes(msg[i+9:]))
		}
		return quietLine
	}
	e.Role, e.Origin, e.side, e.text = RoleClient, OriginRemote, sideFollow, msg
	if startsReply(msg) {
		return foundEvent
	}
	switch {
	case hasPrefix(msg, "Unable to connect to "), hasPrefix(msg, "Cannot open "):
		e.Kind, e.Origin, e.Phase, e.Diagnostic, e.side = KindDiagnostic, OriginLocal, PhaseConnect, msg, sideNone
	case hasPrefix(msg, "Unable to locate "), hasPrefix(msg, "Invalid response SMTP server"), hasPrefix(msg, "Connection lost in middle of processing"):
		e.Kind, e.Origin, e.Diagnostic, e.side = KindDiagnostic, OriginLocal, msg, sideNone
	case hasPrefix(msg, "Creating SSL connection"), hasPrefix(msg, "SSL connection using "), hasPrefix(msg, "Not connecting"), hasPrefix(msg, "RemoteUserName"):
		return quietLine
	}
	return foundEvent
}

// ssmtpTold finds the reply in "RCPT TO:<ann@example.com> (550 …)".
func ssmtpTold(msg []byte) (cmd, reply []byte) {
	n := len(msg)
	if n < 6 {
		return nil, nil
	}
	i := index(msg, " (")
	for i >= 0 && !startsReply(msg[i+2:]) {
		j := index(msg[i+2:], " (")
		if j < 0 {
			return nil, nil
		}
		i += 2 + j
	}
	if i < 0 {
		return nil, nil
	}
	reply = msg[i+2:]
	if hasPrefix(msg, "Sent mail for ") {
		if j := index(reply, ") uid="); j >= 0 {
			return msg[:i], reply[:j]
		}
	}
	if reply[len(reply)-1] != ')' {
		return nil, nil
	}
	return msg[:i], reply[:len(reply)-1]
}

// followSsmtp takes the next line of a process.
func followSsmtp(t *convTable, b *Batch, e *Event) {
	k := keyOf(e)
	c := t.conversation(b, k)
	msg := e.text
	if cmd, reply := ssmtpTold(msg); reply != nil && !c.body {
		ssmtpSummary(c, b, e, cmd, reply)
		t.forget(k)
		return
	}
	switch {
	case c.body && !(len(msg) == 1 && msg[0] == '.'):
		e.Kind, e.Dialogue, e.Phase = KindLine, true, PhaseMessage
	case !startsReply(msg):
		c.client(b, e, msg)
	case len(c.fifo) == 0 && c.nrecent > 0 && c.auth == nil:
		// Nothing was asked: these are the last words of a process, the reply
		// that ended it.
		if r, ok := parseFlat(msg, &b.text); ok {
			e.Kind, e.Reply = KindReply, r
			e.Retold = c.had(e)
		}
	default:
		c.server(b, e, msg)
	}
	t.weigh(b, c)
}

// ssmtpSummary reads the line that a process leaves at its end.
func ssmtpSummary(c *logConversation, b *Batch, e *Event, cmd, reply []byte) {
	r, ok := parseFlat(reply, &b.text)
	if !ok {
		return
	}
	e.Kind, e.Reply = KindReply, r
	e.Retold = c.had(e)
	switch {
	case hasPrefix(cmd, "Sent mail for "):
		// What is told is the answer to QUIT, which stands for the whole.
		e.Status, e.Sender = StatusSent, addressOf(cmd[14:])
		e.Phase, e.Command = PhaseQuit, Command{Verb: "QUIT"}
	case hasPrefix(cmd, "Authorization failed"):
		e.Phase, e.Command = PhaseAuth, Command{Verb: "AUTH"}
	default:
		if v := lookupVerb(firstWord(cmd)); v != nil {
			e.Command, e.Phase = ParseCommand(cmd)
			switch e.Phase {
			case PhaseRcpt:
				e.Recipient = PathOf(e.Command.Arg)
			case PhaseMail:
				e.Sender = PathOf(e.Command.Arg)
			}
		}
	}
}

// firstWord gives what stands before the first blank or colon.
func firstWord(b []byte) []byte {
	if i := bytes.IndexAny(b, " :"); i >= 0 {
		return b[:i]
	}
	return b
}
