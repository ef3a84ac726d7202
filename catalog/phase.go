package catalog

// phaseSet has a bit for each phase; 0 stands for "not said".
type phaseSet uint32

var phaseNames = []string{
	"connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "message", "vrfy", "expn",
	"help", "noop", "rset", "etrn", "quit", "other", "dns", "tls", "queue", "local",
}

// Phases gives the words for where in a conversation a reply stands, in the
// order of a conversation. The slice is shared.
func Phases() []string { return phaseNames }

// phaseBit is a switch because it runs for every lookup, where a map would cost
// more than the rest.
func phaseBit(name string) phaseSet {
	switch name {
	case "connect":
		return 1 << 0
	case "ehlo":
		return 1 << 1
	case "starttls":
		return 1 << 2
	case "auth":
		return 1 << 3
	case "mail":
		return 1 << 4
	case "rcpt":
		return 1 << 5
	case "data":
		return 1 << 6
	case "message":
		return 1 << 7
	case "vrfy":
		return 1 << 8
	case "expn":
		return 1 << 9
	case "help":
		return 1 << 10
	case "noop":
		return 1 << 11
	case "rset":
		return 1 << 12
	case "etrn":
		return 1 << 13
	case "quit":
		return 1 << 14
	case "other":
		return 1 << 15
	case "dns":
		return 1 << 16
	case "tls":
		return 1 << 17
	case "queue":
		return 1 << 18
	case "local":
		return 1 << 19
	}
	return 0
}

func phasesOf(names []string) phaseSet {
	var set phaseSet
	for _, n := range names {
		set |= phaseBit(n)
	}
	return set
}

// PhaseOf gives the phase in which a command is answered. The verb is in upper
// case; "" stands for the greeting and "." for the end of the data. BDAT is
// answered in the phase "message" because its reply is one about the message
// (RFC 3030 §2). A verb that is not known gives "other".
func PhaseOf(verb string) string {
	switch verb {
	case "":
		return "connect"
	case "EHLO", "HELO", "LHLO":
		return "ehlo"
	case "STARTTLS":
		return "starttls"
	case "AUTH":
		return "auth"
	case "MAIL", "SEND", "SOML", "SAML":
		return "mail"
	case "RCPT":
		return "rcpt"
	case "DATA":
		return "data"
	case ".", "BDAT", "BURL":
		return "message"
	case "VRFY":
		return "vrfy"
	case "EXPN":
		return "expn"
	case "HELP":
		return "help"
	case "NOOP":
		return "noop"
	case "RSET":
		return "rset"
	case "ETRN":
		return "etrn"
	case "QUIT":
		return "quit"
	}
	return "other"
}

// verbOf gives the verb that a phase is about, where there is only one that
// matters.
func verbOf(phase string) (string, bool) {
	switch phase {
	case "connect":
		return "", true
	case "ehlo":
		return "EHLO", true
	case "starttls":
		return "STARTTLS", true
	case "auth":
		return "AUTH", true
	case "mail":
		return "MAIL", true
	case "rcpt":
		return "RCPT", true
	case "data":
		return "DATA", true
	case "message":
		return ".", true
	case "vrfy":
		return "VRFY", true
	case "expn":
		return "EXPN", true
	case "help":
		return "HELP", true
	case "noop":
		return "NOOP", true
	case "rset":
		return "RSET", true
	case "etrn":
		return "ETRN", true
	case "quit":
		return "QUIT", true
	}
	return "", false
}
