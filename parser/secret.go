package parser

import "bytes"

// Redacted is what is written in the place of a secret.
const Redacted = "[redacted]"

// markSecret notes that part, which stands in e.Raw, must not be shown. A part
// that is not found there (it was unquoted, say) hides the whole line.
func (e *Event) markSecret(part []byte) {
	i := bytes.LastIndex(e.Raw, part)
	if i < 0 {
		e.Secret = Span{0, int32(len(e.Raw))}
		return
	}
	e.Secret = Span{int32(i), int32(i + len(part))}
}

// saslWords are the words that may follow AUTH and are no secret: mechanisms
// (IANA SASL mechanisms), as an EHLO reply lists them (RFC 4954 §3).
var saslWords = [...]string{
	"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "GSSAPI", "NTLM", "XOAUTH2", "OAUTHBEARER", "EXTERNAL",
	"ANONYMOUS", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512",
	"MSN", "KERBEROS_V4", "GS2-KRB5", "SPNEGO", "XOAUTH", "ATOKEN", "WEBAUTH", "PLAIN-CLIENTTOKEN",
}

func saslWord(w []byte) bool {
	for _, s := range saslWords {
		if equalFold(w, s) {
			return true
		}
	}
	return false
}

// FindSecret looks for credentials in a line of which nothing is known but
// that a mail program wrote it: what follows AUTH and its mechanism (RFC 4954
// §4), and the passwords that verbose modes of MTAs write. The span is empty
// when there is none.
func FindSecret(line []byte) Span {
	if s := findAuth(line); !s.Empty() {
		return s
	}
	return findPassword(line)
}

// findAuth finds "AUTH mechanism response"; where there are several, all from
// the first to the last.
func findAuth(line []byte) Span {
	var found Span
	for at := 0; ; {
		i := indexFoldAuth(line[at:])
		if i < 0 {
			return found
		}
		i += at
		at = i + 4
		if i > 0 && isAlnum(line[i-1]) || at >= len(line) || line[at] != ' ' {
			continue
		}
		mech, rest := word(line[at+1:])
		if rest == nil || !saslWord(mech) {
			continue
		}
		resp, _ := word(rest)
		resp = trimQuotes(resp)
		if len(resp) < 4 || saslWord(resp) || string(resp) == Redacted || hasPrefix(resp, "failed") && (len(resp) == 6 || resp[6] == ':') {
			continue // "AUTH LOGIN failed: 535 no"
		}
		from := len(line) - len(rest)
		for from < len(line) && (line[from] == '"' || line[from] == '\'') {
			from++
		}
		if found.Empty() {
			found.From = int32(from)
		}
		found.To = int32(from + len(resp))
	}
}

// trimQuotes takes off what may follow a response in a quoted line.
func trimQuotes(b []byte) []byte {
	for len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		b = b[1:]
	}
	for i, c := range b {
		if c == '\\' || c == '"' || c == '\'' || c == ';' || c == '<' {
			return b[:i]
		}
	}
	return b
}

// indexFoldAuth finds "AUTH" in upper or lower case.
func indexFoldAuth(b []byte) int {
	up, low := index(b, "AUTH"), index(b, "auth")
	if up < 0 || low >= 0 && low < up {
		return low
	}
	return up
}

// passwordMarks come before a password in the verbose output of mail
// programs; the password ends at the byte given.
var passwordMarks = [...]struct {
	mark string
	end  byte
}{
	{" pass `", '\''}, {"password=\"", '"'}, {"password='", '\''}, {" pass=", ' '}, {"password=", ' '}, {"passwd=", ' '},
	{"uncoded initial reply: ", '\n'}, {"uncoded client response ", '\n'},
}

func findPassword(line []byte) Span {
	for i := range passwordMarks {
		m := &passwordMarks[i]
		at := index(line, m.mark)
		if at < 0 {
			continue
		}
		from := at + len(m.mark)
		to := len(line)
		if j := bytes.IndexByte(line[from:], m.end); j >= 0 {
			to = from + j
		}
		if to > from {
			return Span{int32(from), int32(to)}
		}
	}
	return Span{}
}

// Mask gives line with the bytes of s replaced by Redacted, appended to dst.
func Mask(dst, line []byte, s Span) []byte {
	if s.Empty() || int(s.To) > len(line) {
		return append(dst, line...)
	}
	dst = append(dst, line[:s.From]...)
	dst = append(dst, Redacted...)
	return append(dst, line[s.To:]...)
}

// hideSecrets takes secrets out of what the event tells of the command and of
// the reply. Raw stays: its Secret says what not to show.
func (e *Event) hideSecrets(b *Batch) {
	c := &e.Command
	if c.Secret && c.SecretAt <= len(c.Arg) {
		n := len(b.arena)
		b.arena = append(b.arena, c.Arg[:c.SecretAt]...)
		b.arena = append(b.arena, Redacted...)
		c.Arg = b.arena[n:len(b.arena):len(b.arena)]
		c.Secret = false
	}
	if e.Kind != KindReply || e.Reply.Code < 400 {
		return
	}
	for i, t := range e.Reply.Text {
		if s := findAuth(t); !s.Empty() {
			n := len(b.arena)
			b.arena = Mask(b.arena, t, s)
			if e.Secret.Empty() && e.Raw != nil {
				e.markSecret(t[s.From:s.To])
			}
			e.Reply.Text[i] = b.arena[n:len(b.arena):len(b.arena)]
		}
	}
}
