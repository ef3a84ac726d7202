package parser

import (
	"bytes"
	"strings"
)

// cut ends the reply where the MTA's words go on.
func (p *reason) cut(before, reply []byte) []byte {
	if i := lastIndex(reply, " (in reply to "); i >= 0 {
		rest := reply[i+14:]
		if j := bytes.IndexByte(rest, ')'); j > 0 {
			if c, phase, ok := inReplyTo(rest[:j]); ok {
				p.cmd, p.phase = c, phase
				reply = reply[:i]
			}
		}
	}
	if bytes.IndexByte(reply, '#') >= 0 || replyEndTexts.in(reply) {
		for _, end := range replyEnds {
			if i := index(reply, end); i > 3 {
				reply = reply[:i]
			}
		}
	}
	if index(before, "most progress was ") >= 0 {
		// qmail closes the sentence, and gives its own status.
		if i := lastIndex(reply, "(#"); i > 3 {
			if n := scanEnhanced(reply[i+2:]); n > 0 && hasPrefix(reply[i+2+n:], ")") {
				p.dsn = reply[i+2 : i+2+n]
				reply = bytes.TrimRight(reply[:i], " .")
			}
		}
	}
	n := len(before)
	switch {
	case hasSuffix(before, "(reason: "):
		if i := bytes.LastIndexByte(reply, ')'); i > 3 {
			reply = reply[:i]
		}
	case n > 0 && (before[n-1] == '\'' || before[n-1] == '"'):
		if i := bytes.LastIndexByte(reply, before[n-1]); i > 3 {
			reply = reply[:i]
		}
	case bytes.LastIndexByte(before, '<') > bytes.LastIndexByte(before, '>') && index(before, "<") >= 0 && hasSuffix(reply, ">") && bytes.Count(reply, []byte(">")) > bytes.Count(reply, []byte("<")):
		reply = reply[:len(reply)-1]
	case hasSuffix(reply, ")") && bytes.Count(reply, []byte(")")) > bytes.Count(reply, []byte("(")) && bytes.IndexByte(before, '(') >= 0:
		reply = reply[:len(reply)-1]
	}
	for _, y := range yahooSteps {
		if hasSuffix(reply, y.mark) {
			reply, p.phase = reply[:len(reply)-len(y.mark)], y.phase
			if y.verb != "" {
				p.cmd = Command{Verb: y.verb}
			}
			break
		}
	}
	return bytes.TrimRight(reply, " ")
}

// replyEnds are the words with which MTAs go on behind a reply.
var replyEnds = [...]string{
	" Giving up on ", " I'm not going to try again", " (Other MXes tried: ", " ##", "##", "> #SMTP#", ": retry timeout exceeded", " --- Below this line",
	" Last attempt:", " Remote system: ", "I'm not going to try again; this",
}

// replyEndTexts are those of them that have no number sign.
var replyEndTexts = func() *textSet {
	var list []string
	for _, end := range replyEnds {
		if strings.IndexByte(end, '#') < 0 {
			list = append(list, end)
		}
	}
	return newTextSet(list...)
}()

// yahooSteps are the steps that Yahoo writes behind a reply.
var yahooSteps = [...]struct {
	mark, verb string
	phase      Phase
}{
	{" [RCPT_TO]", "RCPT", PhaseRcpt}, {" [MAIL_FROM]", "MAIL", PhaseMail}, {" [BODY]", ".", PhaseMessage}, {" [DATA]", "DATA", PhaseData},
	{" [CONNECT]", "", PhaseConnect}, {" [HELO]", "HELO", PhaseEhlo}, {" [EHLO]", "EHLO", PhaseEhlo},
}

// normalReply brings a reply into the form of RFC 5321 §4.2.
//
// QUIRK: Yahoo writes "554: 5.7.1 text", IronPort "550-'5.1.1 text'".
func normalReply(reply []byte) []byte {
	if len(reply) < 5 {
		return reply
	}
	switch {
	case reply[3] == ':' && reply[4] == ' ':
		return append(append([]byte(nil), reply[:3]...), reply[4:]...)
	case reply[3] == '-' && reply[4] == '\'':
		inner := reply[5:]
		if i := bytes.LastIndexByte(inner, '\''); i >= 0 {
			inner = inner[:i]
		}
		return append(append([]byte(nil), reply[:3]...), append([]byte(" "), inner...)...)
	}
	return reply
}
