package parser

// Phase is where in a conversation a reply stands: which command it answers,
// or which step of its own an MTA was at.
type Phase uint8

// The phases. The first row are those of a conversation (RFC 5321 §4.1), the
// last four are those of a diagnostic.
const (
	PhaseUnknown Phase = iota
	PhaseConnect       // the greeting, RFC 5321 §3.1
	PhaseEhlo          // EHLO, HELO, LHLO
	PhaseStarttls
	PhaseAuth
	PhaseMail
	PhaseRcpt
	PhaseData    // the answer to DATA itself
	PhaseMessage // the answer to the end of the data, or to BDAT
	PhaseVrfy
	PhaseExpn
	PhaseHelp
	PhaseNoop
	PhaseRset
	PhaseEtrn
	PhaseQuit
	PhaseOther // XCLIENT, TURN, unknown verbs

	PhaseDNS
	PhaseTLS
	PhaseQueue
	PhaseLocal
)

var phaseNames = [...]string{
	"", "connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "message",
	"vrfy", "expn", "help", "noop", "rset", "etrn", "quit", "other",
	"dns", "tls", "queue", "local",
}

// String gives the phase as the JSON output writes it.
func (p Phase) String() string { return phaseNames[p] }

// ParsePhase gives the phase that name names, and whether there is one.
func ParsePhase(name string) (Phase, bool) {
	for i, n := range phaseNames {
		if i > 0 && n == name {
			return Phase(i), true
		}
	}
	return PhaseUnknown, false
}
