package parser

// action is what Postfix did with a client's request.
type action struct {
	name   string
	status Status // StatusUnknown: the line tells of no refusal
}

// actions are the words of smtpd(8), cleanup(8), postscreen(8) and of their
// milter and proxy clients.
var actions = [...]action{
	{"reject", StatusRejected}, {"reject_warning", StatusWarned}, {"milter-reject", StatusRejected}, {"proxy-reject", StatusRejected},
	{"proxy-accept", StatusUnknown}, {"hold", StatusHeld}, {"milter-hold", StatusHeld}, {"discard", StatusDiscarded},
	{"milter-discard", StatusDiscarded}, {"client-reject", StatusRejected},
	{"warn", StatusUnknown}, {"filter", StatusUnknown}, {"redirect", StatusUnknown}, {"bcc", StatusUnknown}, {"info", StatusUnknown},
	{"prepend", StatusUnknown}, {"replace", StatusUnknown}, {"strip", StatusUnknown}, {"pass", StatusUnknown}, {"delay", StatusUnknown},
	{"permit", StatusUnknown}, {"trace", StatusUnknown}, {"addressee", StatusUnknown}, {"milter-quarantine", StatusHeld},
}

// maxAction is how long the word of an action may be: "milter-header-replace"
// is the longest.
const maxAction = 24

// actionOf gives the action that a message begins with, nil for none.
func actionOf(msg []byte) *action {
	n := 0
	for n < len(msg) && n < maxAction && (msg[n]-'a' <= 25 || msg[n] == '-' || msg[n] == '_') {
		n++
	}
	if n < 3 || n+1 >= len(msg) || msg[n] != ':' || msg[n+1] != ' ' {
		return nil
	}
	if a := actionNamed(msg[:n]); a != nil {
		return a
	}
	if hasPrefix(msg, "milter-") {
		return &milterAction // milter-header-replace and its like
	}
	return nil
}

// actionNamed looks the word of an action up; nil for none.
func actionNamed(name []byte) *action {
	for i := range actions {
		if string(name) == actions[i].name {
			return &actions[i]
		}
	}
	return nil
}

var milterAction = action{"milter-", StatusUnknown}

// postfixAction reads
//
//	reject: RCPT from name[address]: 550 5.1.1 …; from=<…> to=<…> proto=ESMTP helo=<…>
//	proxy-reject: END-OF-MESSAGE: 550 5.7.1 …; from=<…> …
//	reject: header Subject: … from name[address]; from=<…> … helo=<…>: 5.7.1 …
func postfixAction(b *Batch, e *Event, d daemon, a *action, msg []byte) outcome {
	if a.status == StatusUnknown && a.name != "proxy-accept" {
		return quietLine
	}
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, a.status
	s := msg[len(a.name)+2:]
	if hasPrefix(s, "header ") || hasPrefix(s, "body ") || hasPrefix(s, "mime-header ") || hasPrefix(s, "nested-header ") {
		return postfixContent(b, e, a, s)
	}
	stage := s
	for i, c := range s {
		if c == ' ' || c == ':' {
			stage = s[:i]
			break
		}
	}
	s = s[len(stage):]
	if p, ok := stagePhase(stage); ok {
		e.Phase, e.Command = p.phase, Command{Verb: p.verb}
	} else if v := lookupVerb(stage); v != nil {
		e.Phase, e.Command = v.phase, Command{Verb: v.name}
	} else if len(stage) > 0 && stage[0] == '<' {
		// "reject: <addr>: …" has no stage.
		return unknownLine
	}
	if a.name == "milter-reject" && (e.Phase == PhaseConnect || e.Phase == PhaseEhlo) {
		// QUIRK: smtpd keeps what a milter said to these for a later command,
		// MAIL as a rule, and logs it again there.
		e.Phase, e.Command = PhaseUnknown, Command{}
	}
	if hasPrefix(s, " from") {
		s = trimLeft(s[5:])
		n := clientEnd(s)
		if n >= 0 {
			e.Peer = parsePeer(s[:n])
		} else if n = hiddenClient(s); n < 0 {
			return unknownLine
		}
		s = s[n:]
	}
	switch {
	case hasPrefix(s, ": "):
		s = s[2:]
	case len(s) > 0 && s[0] == ' ' && startsReply(s[1:]):
		s = s[1:] // the colon got lost with an address that was made unknown
	default:
		return unknownLine
	}
	text, meta := splitMeta(s)
	readMeta(e, meta)
	return postfixVerdict(b, e, a, text)
}

// maxHiddenClient is how long what stands for a client may be.
const maxHiddenClient = 120

// hiddenClient gives the length of what stands for a client that was made
// unknown before the log was shown, "<redacted>", "…", "mx [IP]": a reply, or its
// enhanced code, follows it. It gives -1 where none does.
func hiddenClient(s []byte) int {
	for i := 0; i+5 < len(s) && i < maxHiddenClient; i++ {
		if s[i] != ':' || s[i+1] != ' ' {
			continue
		}
		if startsReply(s[i+2:]) || scanEnhanced(s[i+2:]) > 0 {
			return i
		}
	}
	return -1
}

// clientEnd finds the end of "name[address]" or "[address]:port" that ": " or
// the end follows.
func clientEnd(s []byte) int {
	for i := 0; i < len(s); i++ {
		if s[i] == ']' {
			i++
			if i < len(s) && s[i] == ':' && i+1 < len(s) && isDigit(s[i+1]) {
				_, n := atoi(s[i+1:], 5)
				i += 1 + n
			}
			return i
		}
		if s[i] == ' ' {
			return -1
		}
	}
	return -1
}

// stage is where in a session a restriction was checked.
type stage struct {
	name  string
	phase Phase
	verb  string
}

var stages = [...]stage{
	{"CONNECT", PhaseConnect, ""}, {"END-OF-MESSAGE", PhaseMessage, "."}, {"END-OF-HEADER", PhaseMessage, "."}, {"END-OF-DATA", PhaseMessage, "."},
	{"UNKNOWN", PhaseOther, ""}, {"unknown", PhaseOther, ""},
}

func stagePhase(b []byte) (stage, bool) {
	for i := range stages {
		if string(b) == stages[i].name {
			return stages[i], true
		}
	}
	return stage{}, false
}

// postfixVerdict reads the words of a refusal: a whole reply, a reply without
// its code as milters give it, or a reason.
func postfixVerdict(b *Batch, e *Event, a *action, text []byte) outcome {
	if startsReply(text) {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Reply = KindReply, r // also a proxy's: smtpd passed it on as its own
			return foundEvent
		}
	}
	if a.status == StatusUnknown {
		return quietLine
	}
	if a.status == StatusRejected || a.status == StatusWarned {
		if enh, rest := splitEnhanced(text); enh != nil {
			e.Kind = KindReply
			n := len(b.text)
			b.text = append(b.text, rest)
			e.Reply = Reply{Enhanced: enh, Text: b.text[n:len(b.text):len(b.text)]}
			return foundEvent
		}
	}
	if len(text) == 0 {
		return quietLine
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	if a.status == StatusHeld || a.status == StatusDiscarded {
		e.Origin = OriginLocal
	}
	return foundEvent
}

// postfixContent reads what header_checks and body_checks did.
func postfixContent(b *Batch, e *Event, a *action, s []byte) outcome {
	text, meta := splitMeta(s)
	rest := readMeta(e, meta)
	if i := lastIndex(text, " from "); i >= 0 {
		c := text[i+6:]
		if n := clientEnd(c); n > 0 {
			e.Peer = parsePeer(c[:n])
		}
	}
	e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	reason := []byte(nil)
	if hasPrefix(rest, ": ") {
		reason = rest[2:]
	}
	if len(reason) == 0 {
		reason = text
	}
	return postfixVerdict(b, e, a, reason)
}
