package render

import (
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/parser"
)

// appendTLS appends what is known of the encryption. A conversation that shows
// only that there is one has nothing but "on".
func appendTLS(dst []byte, r *Record) []byte {
	if len(r.TLS.Version)+len(r.TLS.Cipher) == 0 && !r.Encrypted {
		return dst
	}
	dst = append(appendName(dst, "tls"), '{')
	if r.Encrypted {
		dst = append(dst, `"on":true`...)
	}
	dst = appendMember(dst, "version", r.TLS.Version)
	dst = appendMember(dst, "cipher", r.TLS.Cipher)
	return append(dst, '}')
}

// extensions gives the lines in which a server announces what it can do
// (RFC 5321 §4.1.1.1); nil for any other reply.
func extensions(r *Record) [][]byte {
	if r.Phase != parser.PhaseEhlo || r.Reply.Code != 250 || len(r.Reply.Text) < 2 || r.Command.Verb != "EHLO" && r.Command.Verb != "LHLO" {
		return nil
	}
	return r.Reply.Text[1:]
}

// appendFindings appends what the checks say; the line of a finding only where
// it is another than the record's.
func appendFindings(dst []byte, r *Record) []byte {
	dst = append(appendName(dst, "findings"), '[')
	for i := range r.Findings {
		f := &r.Findings[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '{')
		dst = appendFinding(dst, f)
		if f.Line != 0 && f.Line != r.Line {
			dst = appendInt(dst, "line", f.Line)
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// appendFinding appends the members that every finding has.
func appendFinding(dst []byte, f *check.Finding) []byte {
	dst = appendMember(dst, "id", f.Check.ID)
	dst = appendMember(dst, "level", f.Level.String())
	dst = appendMember(dst, "message", f.Message)
	return appendMember(dst, "ref", f.Check.Ref)
}

// Findings appends what the checks say of a line, a line each behind the
// gutter.
func (t *Text) Findings(dst []byte, found []check.Finding) []byte {
	for i := range found {
		f := &found[i]
		t.para.add(t.levelPen(f.Level), t.say("level."+f.Level.String())+t.say("word.colon"))
		t.para.add(pen{}, f.Message)
		t.dotted(t.pens.faint, f.Check.ID)
		t.dotted(t.pens.faint, f.Check.Ref)
		dst = t.flush(dst, "", "  ")
	}
	return dst
}
