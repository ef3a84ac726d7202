package parser

import "bytes"

// rulesets are the checks of sendmail.cf that answer a command. With
// FEATURE(delay_checks) those of the connection and of the sender are called
// from check_rcpt, and are logged as it.
var rulesets = [...]struct {
	name  string
	phase Phase
	verb  string
}{
	{"check_rcpt", PhaseRcpt, "RCPT"},
	{"check_mail", PhaseMail, "MAIL"},
	{"check_data", PhaseData, "DATA"},
	{"check_eoh", PhaseMessage, "."},
	{"check_eom", PhaseMessage, "."},
	{"check_vrfy", PhaseVrfy, "VRFY"},
	{"check_expn", PhaseExpn, "EXPN"},
	{"check_etrn", PhaseEtrn, "ETRN"},
}

// sendmailRuleset reads "check_rcpt, arg1=<…>, relay=…, reject=550 …".
func sendmailRuleset(b *Batch, e *Event, s []byte) outcome {
	name := s
	if i := bytes.IndexByte(s, ','); i >= 0 {
		name = s[:i]
	}
	switch string(name) {
	case "trust_auth", "try_tls", "srv_features", "offer_tls", "tls_srv_features", "tls_clt_features", "authinfo", "clt_features":
		// They decide on an extension; nobody is refused anything.
		return quietLine
	}
	var head, text []byte
	if i := fieldAt(s, "reject="); i >= 0 {
		head, text = s[:i], s[i+7:]
		e.Status = StatusRejected
	} else if i := fieldAt(s, "quarantine="); i >= 0 {
		head, text = s[:i], s[i+11:]
		e.Status = StatusHeld
	} else if hasSuffix(s, ", discard") {
		head, text = s[:len(s)-9], s[len(s)-7:]
		e.Status = StatusDiscarded
	} else {
		return quietLine
	}
	e.Peer = sendmailPeer(fieldOf(head, "relay="))
	arg := fieldOf(head, "arg1=")
	e.Role, e.Origin = RoleServer, OriginOwn
	for i := range rulesets {
		if string(name) == rulesets[i].name {
			e.Phase, e.Command = rulesets[i].phase, Command{Verb: rulesets[i].verb}
		}
	}
	switch string(name) {
	case "check_rcpt":
		e.Recipient = addressOf(arg)
	case "check_mail":
		e.Sender = addressOf(arg)
	case "check_relay":
		// QUIRK: Sendmail says a 421 at once; of any other reply the greeting
		// has the text under 554, and each command gets the reply itself.
		if hasPrefix(text, "421") {
			e.Phase = PhaseConnect
		}
	case "check_compat", "tls_server", "tls_rcpt":
		// They check what this side is about to send.
		e.Role, e.Origin, e.Status = RoleClient, OriginLocal, StatusUnknown
		e.Kind, e.Diagnostic = KindDiagnostic, text
		if string(name) != "check_compat" {
			e.Phase = PhaseTLS
		}
		return foundEvent
	default:
		if hasPrefix(name, "Check") || hasPrefix(name, "check_header") {
			// A header's own ruleset runs while the text comes in.
			e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
		}
	}
	return sendmailVerdict(b, e, text)
}

// sendmailVerdict reads the words of a refusal.
func sendmailVerdict(b *Batch, e *Event, text []byte) outcome {
	if len(text) == 0 {
		return quietLine
	}
	if e.Status == StatusRejected && startsReply(text) {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Reply = KindReply, r
			return foundEvent
		}
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	if e.Status != StatusRejected {
		e.Origin = OriginLocal
	}
	return foundEvent
}

// milterStages are the words of "Milter: stage, reject=…" and "Milter:
// stage=…, reject=…". What a filter says of the connection or of the greeting
// is kept for the commands that follow, as the rulesets' word is.
var milterStages = [...]struct {
	name  string
	phase Phase
	verb  string
}{
	{"to", PhaseRcpt, "RCPT"},
	{"from", PhaseMail, "MAIL"},
	{"data", PhaseMessage, "."},
	{"message", PhaseMessage, "."},
	{"header", PhaseMessage, "."},
	{"body", PhaseMessage, "."},
	{"eoh", PhaseMessage, "."},
}

// sendmailMilter reads what a mail filter decided.
func sendmailMilter(b *Batch, e *Event, msg []byte) outcome {
	s := msg[7:]
	if hasPrefix(msg, "Milter: ") {
		s = msg[8:]
	}
	var text []byte
	if i := index(s, "reject="); i >= 0 && (i == 0 || s[i-1] == ' ') {
		s, text = s[:i], s[i+7:]
		e.Status = StatusRejected
	} else if i := index(s, "quarantine="); i >= 0 && (i == 0 || s[i-1] == ' ') {
		s, text = s[:i], s[i+11:]
		e.Status = StatusHeld
	} else if hasSuffix(s, ", discard") || string(s) == "discard" {
		s, text = s[:len(s)-7], s[len(s)-7:]
		e.Status = StatusDiscarded
	} else {
		return quietLine
	}
	e.Role, e.Origin = RoleServer, OriginOwn
	n := 0
	for n < len(s) && isAlpha(s[n]) {
		n++
	}
	for i := range milterStages {
		if string(s[:n]) == milterStages[i].name {
			e.Phase, e.Command = milterStages[i].phase, Command{Verb: milterStages[i].verb}
		}
	}
	if n+1 < len(s) && s[n] == '=' {
		arg := trimFieldEnd(s[n+1:])
		switch e.Phase {
		case PhaseRcpt:
			e.Recipient = addressOf(arg)
		case PhaseMail:
			e.Sender = addressOf(arg)
		}
	}
	if hasPrefix(text, "421, errormode=") {
		// The filter ends the connection; the reply's text is not logged.
		e.Kind, e.Reply = KindReply, Reply{Code: 421}
		return foundEvent
	}
	return sendmailVerdict(b, e, text)
}

// addressOf takes the brackets off an argument; what is no address in brackets
// is given as it is.
func addressOf(arg []byte) []byte {
	if len(arg) > 0 && arg[0] == '<' {
		return bracketed(arg)
	}
	if bytes.IndexByte(arg, '@') < 0 {
		return nil
	}
	return arg
}
