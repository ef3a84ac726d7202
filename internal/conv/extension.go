package conv

import "math"

// Extensions is a set of service extensions (RFC 5321 §2.2).
type Extensions uint64

// The extensions, by the keyword that announces them.
const (
	Ext8BitMIME Extensions = 1 << iota
	ExtAuth
	ExtBinaryMIME
	ExtChunking
	ExtDSN
	ExtETRN
	ExtEnhancedStatusCodes
	ExtExpn
	ExtHelp
	ExtLimits
	ExtPipelining
	ExtRequireTLS
	ExtSize
	ExtSMTPUTF8
	ExtStartTLS
	ExtVrfy
	ExtDeliverBy
	ExtFutureRelease
	ExtMTPriority
	ExtNoSoliciting
	ExtBurl
	ExtVerb
	ExtOnex
	ExtXclient
	ExtXforward
	ExtRRVS
	ExtPipeConnect // Exim's: what is sent ahead of the greeting is taken
	ExtOther       // any other
)

var extensionNames = [...]struct {
	name string
	ext  Extensions
}{
	{"8BITMIME", Ext8BitMIME}, {"AUTH", ExtAuth}, {"BINARYMIME", ExtBinaryMIME}, {"CHUNKING", ExtChunking},
	{"DSN", ExtDSN}, {"ETRN", ExtETRN}, {"ENHANCEDSTATUSCODES", ExtEnhancedStatusCodes}, {"EXPN", ExtExpn},
	{"HELP", ExtHelp}, {"LIMITS", ExtLimits}, {"PIPELINING", ExtPipelining}, {"REQUIRETLS", ExtRequireTLS},
	{"SIZE", ExtSize}, {"SMTPUTF8", ExtSMTPUTF8}, {"STARTTLS", ExtStartTLS}, {"VRFY", ExtVrfy},
	{"DELIVERBY", ExtDeliverBy}, {"FUTURERELEASE", ExtFutureRelease}, {"MT-PRIORITY", ExtMTPriority},
	{"NO-SOLICITING", ExtNoSoliciting}, {"BURL", ExtBurl}, {"VERB", ExtVerb}, {"ONEX", ExtOnex},
	{"XCLIENT", ExtXclient}, {"XFORWARD", ExtXforward}, {"RRVS", ExtRRVS},
	{"PIPECONNECT", ExtPipeConnect}, {"X_PIPE_CONNECT", ExtPipeConnect},
}

// Has tells whether all of x are in the set.
func (s Extensions) Has(x Extensions) bool { return s&x == x }

// Mechanisms is a set of SASL mechanisms as AUTH announces them (RFC 4954 §3).
type Mechanisms uint32

// The mechanisms; those of MechClear send a password that whoever reads the
// connection can use.
const (
	MechPlain Mechanisms = 1 << iota
	MechLogin
	MechCRAMMD5
	MechDigestMD5
	MechXOAuth2
	MechOAuthBearer
	MechSCRAM
	MechGSSAPI
	MechNTLM
	MechExternal
	MechAnonymous
	MechOther

	MechClear = MechPlain | MechLogin | MechXOAuth2 | MechOAuthBearer
)

var mechanismNames = [...]struct {
	name string
	mech Mechanisms
}{
	{"PLAIN", MechPlain}, {"LOGIN", MechLogin}, {"CRAM-MD5", MechCRAMMD5}, {"DIGEST-MD5", MechDigestMD5},
	{"XOAUTH2", MechXOAuth2}, {"OAUTHBEARER", MechOAuthBearer}, {"SCRAM-SHA-1", MechSCRAM}, {"SCRAM-SHA-1-PLUS", MechSCRAM},
	{"SCRAM-SHA-256", MechSCRAM}, {"SCRAM-SHA-256-PLUS", MechSCRAM}, {"SCRAM-SHA-512", MechSCRAM},
	{"GSSAPI", MechGSSAPI}, {"NTLM", MechNTLM}, {"EXTERNAL", MechExternal}, {"ANONYMOUS", MechAnonymous},
}

// MechanismOf gives the mechanism that a word names, MechOther for one that is
// not known, 0 for none.
func MechanismOf(word []byte) Mechanisms {
	if len(word) == 0 {
		return 0
	}
	for i := range mechanismNames {
		if equalFold(word, mechanismNames[i].name) {
			return mechanismNames[i].mech
		}
	}
	return MechOther
}

// Offer is what a server announced in its last answer to EHLO or LHLO.
type Offer struct {
	Extensions Extensions
	// Size is the limit that SIZE announced (RFC 1870 §4); 0 for none.
	Size       int64
	Mechanisms Mechanisms
	// Known is true when the whole answer was seen.
	Known bool
}

// Read takes the lines of an answer, the first of which names the server.
func (o *Offer) Read(text [][]byte) {
	*o = Offer{Known: true}
	if len(text) < 2 {
		o.Known = len(text) == 0 || !keywords(text[0])
		return
	}
	for _, line := range text[1:] {
		keyword, rest := word(line)
		if len(keyword) > 5 && equalFold(keyword[:5], "AUTH=") {
			// QUIRK: old clients want it written so.
			o.Extensions |= ExtAuth
			o.Mechanisms |= MechanismOf(keyword[5:])
			o.mechanisms(rest)
			continue
		}
		x := extensionOf(keyword)
		o.Extensions |= x
		switch x {
		case ExtSize:
			o.Size = number(rest)
		case ExtAuth:
			o.mechanisms(rest)
		}
	}
}

// keywords tells whether a line has a word that announces an extension. Some
// programs log only the last line of an answer, or all of it as one.
func keywords(line []byte) bool {
	for len(line) > 0 {
		var w []byte
		if w, line = word(line); extensionOf(w) != ExtOther {
			return true
		}
	}
	return false
}

func (o *Offer) mechanisms(rest []byte) {
	for len(rest) > 0 {
		var name []byte
		name, rest = word(rest)
		o.Mechanisms |= MechanismOf(name)
	}
}

func extensionOf(keyword []byte) Extensions {
	for i := range extensionNames {
		if equalFold(keyword, extensionNames[i].name) {
			return extensionNames[i].ext
		}
	}
	return ExtOther
}

// word gives the first word of p and what follows it.
func word(p []byte) (first, rest []byte) {
	for len(p) > 0 && (p[0] == ' ' || p[0] == '\t') {
		p = p[1:]
	}
	i := 0
	for i < len(p) && p[i] != ' ' && p[i] != '\t' {
		i++
	}
	return p[:i], p[i:]
}

// number reads the digits that p begins with, blanks before them left out.
func number(p []byte) int64 {
	p, _ = word(p)
	var n int64
	for _, c := range p {
		if c < '0' || c > '9' || n > math.MaxInt64/10-1 {
			break
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

// equalFold tells whether b is s, which is in upper case, but for the case of
// ASCII letters.
func equalFold(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != s[i] {
			return false
		}
	}
	return true
}

// lastChunk tells whether the argument of a BDAT ends in LAST (RFC 3030 §2).
func lastChunk(arg []byte) bool {
	_, rest := word(arg)
	last, _ := word(rest)
	return equalFold(last, "LAST")
}

// hasWord tells whether a text has a word, given in upper case, between blanks.
func hasWord(text []byte, name string) bool {
	for len(text) > 0 {
		var w []byte
		if w, text = word(text); equalFold(w, name) {
			return true
		}
	}
	return false
}
