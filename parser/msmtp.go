package parser

import "bytes"

// msmtp leaves one line a mail, in a file of its own or in syslog.

var _ = register(&Format{
	Name:    "msmtp-log",
	Title:   "msmtp, its log file and its syslog lines",
	Example: `Nov 22 05:53:31 host=mx.example.com tls=on auth=off from=me@example.net recipients=ann@example.com smtpstatus=550 smtpmsg='550 5.1.1 no such user' errormsg='recipient address ann@example.com not accepted by the server' exitcode=EX_DATAERR`,
	Reads:   "the last reply of every mail with the command that it answered, or the reason why there was none",
	Leaves:  "what the server said of single recipients over LMTP, which msmtp does not log",
	owns:    func(program []byte) bool { return string(program) == "msmtp" },
	sniffs:  []sniffer{{sniff: sniffMsmtp, holds: "exitcod=EX_"}},
	read:    readMsmtp,
})

// msmtpStart gives the index of "host=… tls=…" at the beginning or behind a
// time of the user's own form; -1 for none.
func msmtpStart(msg []byte) int {
	head := msg[:min(len(msg), 80)]
	i := index(head, "host=")
	if i < 0 || i > 0 && msg[i-1] != ' ' {
		return -1
	}
	if index(msg[i:], " tls=o") < 0 || index(msg[i:], " auth=o") < 0 {
		return -1
	}
	return i
}

func sniffMsmtp(msg []byte) bool {
	return msmtpStart(msg) >= 0 && index(msg, " exitcode=EX_") > 0
}

// readMsmtp reads a line that ends with what became of the mail: one that does
// not breaks off.
func readMsmtp(lc *lineContext, b *Batch, e *Event) outcome {
	i := msmtpStart(lc.f.msg)
	if i < 0 {
		return b.unlessCut(quietLine, hasPrefix(lc.f.msg, "host="))
	}
	msg := lc.f.msg[i:]
	return b.unlessCut(msmtpMail(b, e, msg), index(msg, " exitcode=EX_") < 0)
}

func msmtpMail(b *Batch, e *Event, msg []byte) outcome {
	e.Role = RoleClient
	head := msg
	if i := index(msg, " smtpstatus="); i >= 0 {
		head = msg[:i]
	} else if i := index(msg, " errormsg='"); i >= 0 {
		head = msg[:i]
	}
	if h := smtpdField(head, "host="); h != nil {
		if looksIP(h) {
			e.Peer.IP = h
		} else {
			e.Peer.Name = h
		}
	}
	if p := smtpdField(head, "port="); p != nil {
		e.Peer.Port, _ = atoi(p, 5)
	}
	e.Sender = smtpdField(head, "from=")
	if len(e.Sender) == 0 {
		e.Sender = nil
	}
	to := smtpdField(head, "recipients=")
	if i := bytes.IndexByte(to, ','); i >= 0 {
		to = to[:i]
	}
	if len(to) > 0 {
		e.Recipient = to
	}
	reason := msmtpQuoted(msg, " errormsg='", "' exitcode=")
	sent := hasSuffix(msg, " exitcode=EX_OK")
	if sent {
		e.Status = StatusSent
		e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	} else {
		msmtpStep(e, reason)
	}
	reply := msmtpQuoted(msg, " smtpmsg='", "' errormsg='")
	if reply == nil {
		reply = msmtpQuoted(msg, " smtpmsg='", "' exitcode=")
	}
	if reply != nil {
		if r, ok := parseEscaped(reply, &b.text); ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
			return foundEvent
		}
	}
	if code, n := atoi(smtpdField(msg, "smtpstatus="), 3); n == 3 && code >= 200 {
		e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, Reply{Code: code}
		return foundEvent
	}
	if sent || len(reason) == 0 {
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic, e.Command = KindDiagnostic, OriginLocal, reason, Command{}
	return foundEvent
}

// msmtpQuoted gives what stands between two marks, nil when one is not there.
func msmtpQuoted(msg []byte, from, to string) []byte {
	i := index(msg, from)
	if i < 0 {
		return nil
	}
	s := msg[i+len(from):]
	j := lastIndex(s, to)
	if j < 0 {
		return nil
	}
	return s[:j]
}

// msmtpSteps are the words by which msmtp tells at which step it failed.
var msmtpSteps = [...]struct {
	words string
	phase Phase
	verb  string
}{
	{"cannot get initial OK message", PhaseConnect, ""},
	{"the server did not accept the mail", PhaseMessage, "."},
	{"authentication failed", PhaseAuth, "AUTH"},
	{"command AUTH", PhaseAuth, "AUTH"},
	{"command EHLO", PhaseEhlo, "EHLO"},
	{"command HELO", PhaseEhlo, "HELO"},
	{"command LHLO", PhaseEhlo, "LHLO"},
	{"command STARTTLS", PhaseStarttls, "STARTTLS"},
	{"command MAIL", PhaseMail, "MAIL"},
	{"command RCPT", PhaseRcpt, "RCPT"},
	{"command DATA", PhaseData, "DATA"},
	{"command QUIT", PhaseQuit, "QUIT"},
	{"cannot connect to ", PhaseConnect, ""},
	{"cannot locate host ", PhaseDNS, ""},
	{"TLS ", PhaseTLS, ""},
	{"cannot use a secure ", PhaseAuth, ""},
	{"the server does not support TLS", PhaseTLS, ""},
	{"the server does not support authentication", PhaseAuth, ""},
}

// msmtpStep tells from msmtp's own words which command was refused, and for
// RCPT and MAIL which address.
func msmtpStep(e *Event, reason []byte) {
	const refused = " not accepted by the server"
	switch {
	case hasPrefix(reason, "recipient address ") && hasSuffix(reason, refused) && len(reason) > 18+len(refused):
		e.Phase, e.Command = PhaseRcpt, Command{Verb: "RCPT"}
		e.Recipient = reason[18 : len(reason)-len(refused)]
		return
	case hasPrefix(reason, "envelope from address ") && hasSuffix(reason, refused) && len(reason) > 22+len(refused):
		e.Phase, e.Command = PhaseMail, Command{Verb: "MAIL"}
		e.Sender = reason[22 : len(reason)-len(refused)]
		return
	}
	for i := range msmtpSteps {
		if s := &msmtpSteps[i]; hasPrefix(reason, s.words) {
			e.Phase, e.Command = s.phase, Command{Verb: s.verb}
			return
		}
	}
}
