package parser

// whilePhases are the ends of "lost connection with … while …" and
// "conversation with … timed out while …", as smtp_proto.c words them.
var whilePhases = [...]struct {
	words string
	phase Phase
}{
	{"receiving the initial server greeting", PhaseConnect},
	{"performing the EHLO handshake", PhaseEhlo},
	{"performing the HELO handshake", PhaseEhlo},
	{"performing the LHLO handshake", PhaseEhlo},
	{"performing the initial protocol handshake", PhaseConnect},
	{"receiving the STARTTLS response", PhaseStarttls},
	{"receiving the SASL authentication response", PhaseAuth},
	{"sending MAIL FROM", PhaseMail},
	{"sending RCPT TO", PhaseRcpt},
	{"receiving the RCPT TO response", PhaseRcpt},
	{"sending DATA command", PhaseData},
	{"sending message body", PhaseMessage},
	{"sending end of data", PhaseMessage},
	{"sending final \".\"", PhaseMessage},
	{"sending QUIT command", PhaseQuit},
	{"sending RSET command", PhaseRset},
	{"sending XFORWARD", PhaseOther},
	{"performing the XFORWARD", PhaseOther},
}

// ownWords are the beginnings and the parts by which Postfix's own reasons
// tell at which step they arose.
var ownWords = [...]struct {
	words string
	phase Phase
	start bool // at the beginning only
}{
	{"connect to ", PhaseConnect, true},
	{"Host or domain name not found", PhaseDNS, true},
	{"Name service error", PhaseDNS, false},
	{"unable to look up host", PhaseDNS, true},
	{"does not accept mail (nullMX)", PhaseDNS, false},
	{"Domain ", PhaseDNS, true},
	{"TLS is required, but", PhaseTLS, true},
	{"Cannot start TLS", PhaseTLS, true},
	{"Server certificate not", PhaseTLS, true},
	{"TLS not available", PhaseTLS, true},
	{"SASL authentication failed", PhaseAuth, true},
	{"server does not support", PhaseAuth, true},
	{"unknown user:", PhaseLocal, true},
	{"mail transport unavailable", PhaseQueue, true},
	{"bad command startup", PhaseQueue, true},
	{"unknown mail transport error", PhaseQueue, true},
}

// postfixPhase gives the phase that Postfix's own reason tells, or
// PhaseUnknown.
func postfixPhase(text []byte) Phase {
	const suspended = "delivery temporarily suspended: "
	if hasPrefix(text, suspended) {
		text = text[len(suspended):]
	}
	if hasPrefix(text, "delivery via ") {
		// A verification ("sendmail -bv") names the host before the reason.
		if i := index(text, "]: "); i > 0 {
			text = text[i+3:]
		} else if i := index(text, ": "); i > 0 {
			text = text[i+2:]
		}
	}
	if hasPrefix(text, "lost connection with ") || hasPrefix(text, "conversation with ") || hasPrefix(text, "Protocol error") {
		if i := index(text, " while "); i >= 0 {
			rest := text[i+7:]
			for k := range whilePhases {
				if hasPrefix(rest, whilePhases[k].words) {
					return whilePhases[k].phase
				}
			}
		}
		return PhaseUnknown
	}
	for k := range ownWords {
		w := &ownWords[k]
		if w.start && hasPrefix(text, w.words) || !w.start && index(text, w.words) >= 0 {
			return w.phase
		}
	}
	return PhaseUnknown
}
