package parser

import (
	"bytes"
	"slices"
)

// hostSentences come before the name of the host that writes.
var hostSentences = [...]string{
	"qmail-send program at ", "mail system at host ", "Postfix program at host ", "Security Gateway at host ", "Generating server: ",
	"delivery status notification from ", "mail server on ",
}

// warnSentences say that nothing has failed yet; lateSentences that the queue
// has been given up.
var (
	warnSentences = [...]string{
		"THIS IS A WARNING ONLY", "THIS IS A WARNING MESSAGE ONLY", "emporary error occurred while delivering", "this is a warning", "has not yet been delivered", "Delivery incomplete", "no action is required on your part", "will keep trying", "Will keep trying",
		"has been delayed", "had transient non-fatal errors", "delivery attempts will continue", "Delivery attempts will continue", "still undelivered after", "will continue to be attempted", "notification about a delay", "only a notification about a delay", "temporary problem",
	}
	lateSentences = [...]string{
		"has been in the queue too long", "Message will be deleted from queue", "retry timeout exceeded", "message has been in the queue too long", "Delivery time expired", "could not be delivered for ",
	}
)

// sentences are all of these, the kinds one behind the other.
var sentences = newTextSet(slices.Concat(hostSentences[:], warnSentences[:], lateSentences[:])...)

const (
	hostBits = 1<<len(hostSentences) - 1
	warnBits = 1<<(len(hostSentences)+len(warnSentences)) - 1 - hostBits
)

// sentence looks for what the text says of itself.
func (w *wordsReader) sentence(t []byte) {
	if len(t) < 16 {
		return
	}
	which := sentences.all(t)
	if which == 0 {
		return
	}
	for k, s := range hostSentences {
		if w.host != nil {
			break
		}
		if which>>k&1 != 0 {
			h, _ := word(t[index(t, s)+len(s):])
			h = bytes.TrimRight(h, ".,:;")
			if len(h) > 0 && bytes.IndexByte(h, '.') >= 0 {
				w.host = h
			}
		}
	}
	w.warn = w.warn || which&warnBits != 0
	if w.current >= 0 && !w.talk {
		return
	}
	w.late = w.late || which&^(hostBits|warnBits) != 0 // of all of them
}

// endMarks are words of the lines behind which the message that came back
// stands.
var endMarks = newTextSet(
	"below this line is a copy", "copy of the message", "copy of your message", "original message", "unsent message", "message header", "returned message",
	"header of the original", "message text follows", "message follows", "undelivered message", "mail follows", "text of message", "original mail", "mensaje original", "message d'origine", "ursprüngliche nachricht", "contents of the message",
)

// endsReport tells whether the report ends before line i: a ruler with such
// words, or the header of the message.
func (w *wordsReader) endsReport(lines []mailLine, i int, t []byte) bool {
	if len(t) > 120 {
		return false
	}
	ruled := len(t) > 3 && (t[0] == '-' && t[1] == '-' || t[0] == '=' && t[1] == '=' || t[0] == '*' && t[1] == '*' || t[0] == '_' && t[1] == '_' || t[0] == '#' && t[1] == '#')
	if ruled || t[len(t)-1] == ':' {
		var mem [120]byte
		if low := lower(mem[:], t); endMarks.in(low) && !transcriptFollows(t) && index(low, "was received") < 0 {
			return true
		}
	}
	if (startsFold(lines[i].text, "RETURN-PATH:") || startsFold(lines[i].text, "RECEIVED: ")) && (i == 0 || len(trimSpace(lines[i-1].text)) == 0) {
		return true
	}
	return false
}

// cameBack reads the header of the message behind the end of the report.
func (w *wordsReader) cameBack(lines []mailLine) {
	begun := false
	for _, l := range lines {
		switch {
		case mailFieldOf(l.text) != 0 || begun && fieldName(l.text) > 0:
			begun = true
			w.returned.field(l.text)
		case begun && len(trimSpace(l.text)) == 0:
			return
		}
	}
}

// transcriptFollows tells whether a line stands before the transcript of a
// session.
func transcriptFollows(t []byte) bool {
	if len(t) > 100 || index(t, "ranscript") < 0 && index(t, "RANSCRIPT") < 0 {
		return false
	}
	var mem [100]byte
	low := lower(mem[:], t)
	return index(low, "transcript of session follows") >= 0 || index(low, "session transcript") >= 0 || index(low, "transcript of the session") >= 0
}
