package conv

// Verb is a command's verb as a small number.
type Verb uint8

// The verbs that mean something for the state of a conversation; VerbOther is
// any other, VerbNone none.
const (
	VerbNone Verb = iota
	VerbEHLO
	VerbHELO
	VerbLHLO
	VerbStartTLS
	VerbAuth
	VerbMail
	VerbRcpt
	VerbData
	VerbBdat
	VerbDot // the line that ends the data
	VerbRset
	VerbNoop
	VerbVrfy
	VerbExpn
	VerbHelp
	VerbEtrn
	VerbQuit
	VerbOther
)

// verbOf gives the number of a verb in upper case.
func verbOf(verb string) Verb {
	switch verb {
	case "":
		return VerbNone
	case "EHLO":
		return VerbEHLO
	case "HELO":
		return VerbHELO
	case "LHLO":
		return VerbLHLO
	case "STARTTLS":
		return VerbStartTLS
	case "AUTH", "X-EXPS":
		return VerbAuth
	case "MAIL", "SEND", "SOML", "SAML":
		return VerbMail
	case "RCPT":
		return VerbRcpt
	case "DATA":
		return VerbData
	case "BDAT":
		return VerbBdat
	case ".":
		return VerbDot
	case "RSET":
		return VerbRset
	case "NOOP":
		return VerbNoop
	case "VRFY":
		return VerbVrfy
	case "EXPN":
		return VerbExpn
	case "HELP":
		return VerbHelp
	case "ETRN":
		return VerbEtrn
	case "QUIT":
		return VerbQuit
	}
	return VerbOther
}

// Hello tells whether the verb is one that opens a session (RFC 5321 §4.1.1.1,
// RFC 2033 §4.1).
func (v Verb) Hello() bool { return v == VerbEHLO || v == VerbHELO || v == VerbLHLO }
