package parser

import "bytes"

// Dovecot speaks SMTP in its submission service and LMTP in its delivery
// service, to both sides. Its lines begin with the service, "lmtp(user)<pid>
// <session>: ", in syslog behind "dovecot: ", in a file of its own with a level
// in front of the message.

func init() {
	register(&Format{
		Name:    "dovecot",
		Title:   "Dovecot, its LMTP and submission services",
		Example: "Nov 22 05:49:25 mx1 dovecot: submission(ann)<146><x5vSCddgcOx/AAAB>: Failed to relay message: from=<ann@example.net>, size=17, nrcpt=1, reply=`550 5.7.1 virus found'",
		Reads: "messages that were relayed or forwarded, with the reply; mail that could not be saved; failed logins of the submission service; " +
			"with mail_debug the replies of both sides",
		Leaves: "mail that was saved, IMAP and POP3",
		owns:   ownsDovecot,
		sniffs: []sniffer{{sniff: sniffDovecot, starts: "ls", behind: "(:-<"}},
		read:   readDovecot,
		follow: followDovecot,
	})
}

// dovecotServices are those that carry mail.
var dovecotServices = [...]string{"lmtp", "submission", "lda"}

func ownsDovecot(program []byte) bool {
	if string(program) == "dovecot" {
		return true
	}
	for _, s := range dovecotServices {
		if rest, ok := bytes.CutPrefix(program, []byte(s)); ok {
			if len(rest) == 0 || rest[0] == '(' || hasPrefix(rest, "-login") {
				return true
			}
		}
	}
	return false
}

func sniffDovecot(msg []byte) bool {
	service, _, rest := dovecotService(msg)
	return service != nil && len(rest) > 6 && len(dovecotLevel(rest)) < len(rest)
}

// dovecotService takes "lmtp(ann)<74><SFVdFF6CAmtKAAAAsaje+g:R3>: " off a
// message. service is nil for those that carry no mail.
func dovecotService(msg []byte) (service, session, rest []byte) {
	for _, s := range dovecotServices {
		if !hasPrefix(msg, s) {
			continue
		}
		rest = msg[len(s):]
		if hasPrefix(rest, "-login: ") {
			return msg[:len(s)+6], nil, rest[8:]
		}
		i := index(rest, ": ")
		if i < 0 || i > 0 && rest[0] != '(' && rest[0] != '<' {
			return nil, nil, nil
		}
		head := rest[:i]
		if j := bytes.LastIndexByte(head, '<'); j >= 0 && head[len(head)-1] == '>' {
			session = head[j+1 : len(head)-1]
			if k := bytes.IndexByte(session, ':'); k > 0 {
				session = session[:k]
			}
		}
		return msg[:len(s)], session, rest[i+2:]
	}
	return nil, nil, nil
}

// dovecotLevel takes the level off a message.
func dovecotLevel(msg []byte) []byte {
	for _, p := range [...]string{"Info: ", "Debug: ", "Warning: ", "Error: ", "Fatal: ", "Panic: "} {
		if hasPrefix(msg, p) {
			return msg[len(p):]
		}
	}
	return msg
}

func readDovecot(lc *lineContext, b *Batch, e *Event) outcome {
	f := &lc.f
	msg := f.msg
	service, session, rest := dovecotService(msg)
	if service == nil && string(f.program) != "dovecot" {
		// The service stands where syslog has the program: "lmtp(74): …".
		service, rest = f.program, msg
		if i := bytes.IndexByte(service, '('); i >= 0 {
			if pid, n := atoi(service[i+1:], 9); n > 0 {
				e.PID = pid
			}
			service = service[:i]
		}
	}
	if service == nil {
		return quietLine
	}
	if len(session) > 0 {
		e.Session = session
	}
	rest = dovecotLevel(rest)
	if hasSuffix(service, "-login") {
		return dovecotLogin(e, rest)
	}
	switch {
	case hasPrefix(rest, "smtp-server: conn "):
		return dovecotServer(b, e, rest[18:])
	case hasPrefix(rest, "smtp-client: conn "):
		return dovecotClient(b, e, rest[18:])
	}
	if out := dovecotRelayed(b, e, rest); out != unknownLine {
		return out
	}
	if i := index(rest, "save failed to "); i >= 0 {
		if j := index(rest[i:], ": "); j >= 0 {
			e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, rest[i+j+2:]
			e.Phase = PhaseLocal
			if string(service) == "lmtp" {
				// The client is told so, with a code that depends on the settings.
				e.Origin, e.Role, e.Phase, e.Status = OriginOwn, RoleServer, PhaseMessage, StatusRejected
			}
			e.Recipient = dovecotUser(msg)
			return foundEvent
		}
	}
	return quietLine
}

// dovecotUser gives the user of "lmtp(ann@example.org)<74><…>: …"; a process
// without one has its number there.
func dovecotUser(msg []byte) []byte {
	i := bytes.IndexByte(msg, '(')
	j := bytes.IndexByte(msg, ')')
	if i < 0 || j < i {
		return nil
	}
	user := msg[i+1 : j]
	if k := bytes.IndexByte(user, ','); k >= 0 {
		user = user[k+1:] // Dovecot before 2.3: "lmtp(pid, user)"
	}
	user = trimSpace(user)
	if len(user) == 0 || allDigits(user) {
		return nil
	}
	return user
}
