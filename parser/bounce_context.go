package parser

import "bytes"

// steps are words before a reply that tell what it answers.
var steps = [...]struct {
	words string
	verb  string
	phase Phase
}{
	// qmail-remote.c
	{" does not like recipient", "RCPT", PhaseRcpt},
	{" but sender was rejected", "MAIL", PhaseMail},
	{" but my name was rejected", "HELO", PhaseEhlo},
	{" but greeting failed", "", PhaseConnect},
	{" failed on DATA command", "DATA", PhaseData},
	{" failed after I sent the message", ".", PhaseMessage},
	{"most progress was RCPT TO response", "RCPT", PhaseRcpt},
	{"most progress was MAIL FROM response", "MAIL", PhaseMail},
	{"most progress was EHLO response", "EHLO", PhaseEhlo},
	{"most progress was HELO response", "HELO", PhaseEhlo},
	{"most progress was DATA response", "DATA", PhaseData},
	{"most progress was connect", "", PhaseConnect},
	// dma, net.c
	{" did not like our final DATA:", ".", PhaseMessage},
	{" did not like our DATA:", "DATA", PhaseData},
	{" did not like our RCPT TO:", "RCPT", PhaseRcpt},
	{" did not like our MAIL FROM:", "MAIL", PhaseMail},
	// Postfix
	{" refused to start TLS", "STARTTLS", PhaseStarttls},
	{"SASL authentication failed", "AUTH", PhaseAuth},
}

// stepTexts are the words of steps.
var stepTexts = func() *textSet {
	var words []string
	for _, s := range steps {
		words = append(words, s.words)
	}
	return newTextSet(words...)
}()

// context finds out what the reply answers, from the words before it.
func (p *reason) context(before []byte) {
	if p.phase == PhaseUnknown && p.cmd.Verb == "" && stepTexts.in(before) {
		for _, s := range steps {
			if index(before, s.words) >= 0 {
				p.cmd, p.phase = Command{Verb: s.verb}, s.phase
				break
			}
		}
	}
	if p.phase == PhaseUnknown {
		p.after(before)
	}
	if p.phase == PhaseRcpt && len(p.cmd.Arg) > 0 {
		p.address = PathOf(p.cmd.Arg)
	}
}

// afterWords come before the command in the words of Exim and of 1&1.
var afterWords = [...]string{
	"SMTP error from remote mail server after ", "SMTP error from remote mailer after ", "SMTP error from remote server after ", "LMTP error from remote mail server after ", "SMTP error from remote server for ",
	"LMTP error after ", "error from remote mail server after ", "SMTP error from remote server in greeting", "mail server after ", "server in response to ", "in response to ", "rejected after ",
}

var afterTexts = newTextSet(afterWords[:]...)

// after reads "after RCPT TO:<ann@example.com>:" and the like.
func (p *reason) after(before []byte) {
	if !afterTexts.in(before) {
		return
	}
	for _, w := range afterWords {
		i := index(before, w)
		if i < 0 {
			continue
		}
		if hasSuffix([]byte(w), "greeting") {
			p.phase = PhaseConnect
			return
		}
		rest := before[i+len(w):]
		rest = bytes.TrimPrefix(rest, []byte("pipelined "))
		rest = bytes.TrimPrefix(rest, []byte("TLS-on-connect "))
		switch {
		case hasPrefix(rest, "initial connection"):
			p.phase = PhaseConnect
			return
		case hasPrefix(rest, "end of data") || hasPrefix(rest, "sending data block") || hasPrefix(rest, "end of DATA") || hasPrefix(rest, "final dot"):
			p.cmd, p.phase = Command{Verb: "."}, PhaseMessage
			return
		}
		// The command ends at the colon before "host", or at the last one.
		end := len(rest)
		if j := index(rest, ": host "); j >= 0 {
			end = j
		} else if j := index(rest, " command"); j >= 0 {
			end = j
		} else if j := bytes.LastIndexByte(rest, ':'); j > 0 {
			end = j
		}
		c := bytes.TrimRight(rest[:end], ": ")
		w, _ := word(c)
		if j := bytes.IndexByte(w, ':'); j > 0 {
			w = w[:j]
		}
		v := lookupVerb(w)
		if v == nil {
			return
		}
		if v.phase == PhaseAuth {
			// Exim writes the credentials as asterisks, others may not.
			p.cmd, p.phase = Command{Verb: v.name}, v.phase
			return
		}
		p.cmd, p.phase = ParseCommand(c)
		if string(trimSpace(p.cmd.Arg)) == "TO" || string(trimSpace(p.cmd.Arg)) == "FROM" {
			p.cmd.Arg = nil
		}
		if p.cmd.Verb == "BDAT" {
			p.phase = PhaseMessage
		}
		return
	}
}

// peerOf finds the host that said the reply in the words before it.
func peerOf(before []byte) Peer {
	// "host mx.example.com[192.0.2.1] said: ", "host mx.example.com [192.0.2.1]: "
	for _, w := range [...]string{"host ", "host: ", "server ", "Server at ", "talking to ", "by "} {
		for at := len(before); ; {
			i := bytes.LastIndex(before[:at], []byte(w))
			if i < 0 {
				break
			}
			at = i
			if i > 0 && before[i-1] != ' ' && before[i-1] != '(' {
				continue
			}
			if p, ok := hostAt(before[i+len(w):]); ok {
				return p
			}
		}
	}
	// "192.0.2.1 does not like recipient.", "Connected to 192.0.2.1 but …"
	t := bytes.TrimPrefix(before, []byte("Connected to "))
	if w, _ := word(t); looksAddressIP(w) {
		return Peer{IP: w}
	}
	if w, rest := word(t); hasPrefix(rest, "does not like") || hasPrefix(rest, "failed ") || hasPrefix(rest, "but ") {
		if bytes.IndexByte(w, '.') > 0 {
			return Peer{Name: w}
		}
	}
	// "<mx.example.com #5.1.1 smtp;550 5.1.1 …>": Exchange
	if i := bytes.LastIndexByte(before, '<'); i >= 0 {
		if w, rest := word(before[i+1:]); hasPrefix(rest, "#") && bytes.IndexByte(w, '.') > 0 && bytes.IndexByte(w, '@') < 0 {
			return Peer{Name: w}
		}
	}
	// "mx.example.com #550 5.1.1 …": Exchange
	if w, rest := word(before); string(rest) == "#" && bytes.IndexByte(w, '.') > 0 {
		return Peer{Name: w}
	}
	return Peer{}
}

// hostAt reads "mx.example.com[192.0.2.1]", "mx.example.com [192.0.2.1]:",
// "mx.example.com. [192.0.2.1].", "192.0.2.1", "mx.example.com (192.0.2.1)",
// "mx.example.com:25".
func hostAt(b []byte) (Peer, bool) {
	w, rest := word(b)
	w = bytes.TrimRight(w, ":,;.")
	if len(w) == 0 {
		return Peer{}, false
	}
	var p Peer
	if i := bytes.IndexByte(w, '['); i >= 0 {
		p = parsePeer(w)
		return p, p.IP != nil || p.Name != nil && bytes.IndexByte(p.Name, '.') > 0
	}
	if looksAddressIP(w) {
		return Peer{IP: w}, true
	}
	p = dsnHost(w)
	if bytes.IndexByte(p.Name, '.') < 1 || bytes.IndexByte(p.Name, '@') >= 0 {
		return Peer{}, false
	}
	if len(rest) > 2 && (rest[0] == '[' || rest[0] == '(') {
		if j := bytes.IndexAny(rest, "])"); j > 1 && looksAddressIP(rest[1:j]) {
			p.IP = rest[1:j]
		}
	}
	return p, true
}
