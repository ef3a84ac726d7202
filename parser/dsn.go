package parser

import (
	"bytes"
	"strings"
)

// dsnHead is what a delivery-status part tells of the message (RFC 3464 §2.2).
type dsnHead struct {
	host, queueID, sender []byte
}

// dsnField is one field of a delivery-status part, unfolded.
type dsnField struct {
	name  string // lower case; empty for one that tells nothing here
	value []byte
	no    int64
	lines int
	raw   []byte
}

// dsnNames are the fields that tell something.
var dsnNames = func() map[string]string {
	m := map[string]string{}
	for _, name := range [...]string{
		"reporting-mta", "x-postfix-queue-id", "x-postfix-sender", "final-recipient", "original-recipient", "x-actual-recipient", "x-original-recipient",
		"x-display-name", "action", "status", "remote-mta", "last-attempt-date", "diagnostic-code",
	} {
		m[name] = name
	}
	return m
}()

// readGroups reads a delivery-status part: a group of fields for the message,
// then one for each recipient (RFC 3464 §2.1).
//
// QUIRK: the first group is missing, or stands with the first recipient's;
// blank lines stand between the fields of a recipient. So a group begins where
// a field comes again that a group has once.
func readGroups(lines []mailLine) (list []report, head dsnHead) {
	g := make([]dsnField, 0, 16)
	end := func() {
		if len(g) > 0 && len(list) < maxReports {
			if r, ok := groupReport(g, &head); ok {
				list = append(list, r)
			}
		}
		g = g[:0]
	}
	for i := 0; i < len(lines); {
		l := lines[i]
		n := fieldName(l.text)
		if n == 0 {
			if len(trimSpace(l.text)) == 0 && hasRecipient(g) {
				end()
			}
			i++
			continue
		}
		var low [maxFieldName]byte
		f := dsnField{name: dsnNames[string(lower(low[:], l.text[:n]))], no: l.no, lines: 1, raw: l.shown()}
		f.value = trimSpace(l.text[n+1:])
		for i++; i < len(lines); i++ {
			c := lines[i].text
			if len(c) == 0 || c[0] != ' ' && c[0] != '\t' {
				// QUIRK: lines of a reply that nobody folded.
				if f.name != "diagnostic-code" || len(c) == 0 || fieldName(c) > 0 && !startsReply(c) {
					break
				}
			}
			if len(f.value) < maxField {
				joined := make([]byte, 0, len(f.value)+1+len(c))
				joined = append(append(joined, f.value...), ' ')
				f.value = append(joined, trimSpace(c)...)
			}
			f.lines++
		}
		if f.name == "final-recipient" && hasRecipient(g) || f.name == "original-recipient" && hasField(g, "final-recipient") && hasField(g, "status") && hasField(g, "original-recipient") {
			end()
		}
		if f.name != "" {
			g = append(g, f)
		}
	}
	end()
	return list, head
}

func hasField(g []dsnField, name string) bool {
	for i := range g {
		if g[i].name == name {
			return true
		}
	}
	return false
}

func hasRecipient(g []dsnField) bool { return hasField(g, "final-recipient") }

// dsnActions are the actions of RFC 3464 §2.3.3, and those that Postfix
// writes for sendmail -bv.
var dsnActions = map[string]Status{
	"failed": StatusBounced, "failure": StatusBounced, "delayed": StatusDeferred, "delivered": StatusSent, "relayed": StatusSent, "expanded": StatusSent,
	"deliverable": StatusDeliverable, "undeliverable": StatusUndeliverable, "expired": StatusExpired,
}

// groupReport makes a report of the fields of one group; ok is false for a
// group that is of no recipient.
func groupReport(g []dsnField, head *dsnHead) (r report, ok bool) {
	var code, status, action *dsnField
	for i := range g {
		f := &g[i]
		switch f.name {
		case "reporting-mta":
			head.host = dsnHost(f.value).Name
			if head.host == nil {
				head.host = dsnHost(f.value).IP
			}
		case "x-postfix-queue-id":
			head.queueID = f.value
		case "x-postfix-sender":
			if head.sender = dsnAddress(f.value); len(head.sender) == 0 {
				head.sender = []byte("<>")
			}
		case "final-recipient":
			r.recipient, ok = dsnAddress(f.value), true
			if r.no == 0 {
				r.no, r.raw = f.no, f.raw
			}
		case "original-recipient", "x-actual-recipient", "x-original-recipient", "x-display-name":
			if a := dsnAddress(f.value); len(a) > 0 {
				r.aliases = append(r.aliases, a)
			}
		case "action":
			w, _ := word(f.value)
			r.status = dsnActions[strings.ToLower(strings.Trim(string(w), "()<>,;."))]
			action = f
		case "status":
			n := scanEnhanced(f.value)
			if n > 0 {
				r.dsn = f.value[:n]
			}
			status = f
		case "remote-mta":
			r.peer = dsnHost(f.value)
		case "last-attempt-date":
			r.time = mailStamp(string(f.value))
		case "diagnostic-code":
			// QUIRK: some write two, of which one is their own.
			if code == nil || !codeTold(code.value) && codeTold(f.value) {
				code = f
			}
		}
	}
	if !ok {
		return r, false
	}
	if len(r.recipient) == 0 && len(r.aliases) > 0 {
		r.recipient = r.aliases[0]
	}
	r.origin = OriginLocal
	switch {
	case code != nil && len(trimSpace(code.value)) > 0:
		r.no, r.raw, r.lines = code.no, code.raw, code.lines
		r.diagnosticCode(code.value)
	case status != nil:
		r.no, r.raw = status.no, status.raw
		if i := bytes.IndexByte(status.value, '('); i > 0 && r.status != StatusSent {
			r.reason = bytes.TrimSuffix(status.value[i+1:], []byte(")"))
		}
	case action != nil:
		r.no, r.raw = action.no, action.raw
	}
	if (r.status == StatusBounced || r.status == StatusUnknown) && len(r.dsn) == 5 && hasSuffix(r.dsn, ".4.7") {
		// RFC 3463 §3.5: X.4.7, delivery time expired.
		r.expired = true
	}
	if action != nil {
		r.lastWord(action)
	}
	return r, true
}

// lastWord keeps the action as the reason of a failure for which nothing else
// is told; merge puts something better in its place.
func (r *report) lastWord(action *dsnField) {
	if !r.told() && r.status != StatusSent && r.status != StatusDeliverable && len(action.value) > 0 {
		r.reason, r.known = trimSpace(action.value), false
	}
}

// codeTold tells whether the value of a Diagnostic-Code holds a reply.
func codeTold(v []byte) bool {
	_, text := typed(v)
	return startsReply(text)
}

// diagnosticCode reads the value of Diagnostic-Code (RFC 3464 §2.3.6): of type
// smtp it is the reply that the peer gave, of another the words of this MTA.
func (r *report) diagnosticCode(v []byte) {
	kind, text := typed(v)
	k := strings.ToLower(string(kind))
	smtp := k == "smtp" || k == "" || k == "lmtp" || k == "esmtp" || k == "dns" || k == "rfc822"
	if smtp || k == "x-notes" || k == "x400" || k == "x.400" {
		p := reason{sure: smtp}
		if p.read([]mailLine{{text: text, no: r.no}}, smtp) {
			p.fill(r)
			if r.origin == OriginRemote && r.peer.Name == nil && r.peer.IP == nil && bounceExchangeWords(text) {
				// Exchange words its own refusals as replies, too.
				r.origin = OriginOwn
			}
			return
		}
	} else if len(text) > 8 && startsReply(text) && (text[0] == '4' || text[0] == '5') && scanEnhanced(text[4:]) > 0 && text[4] == text[0] && k != "x-unix" && k != "x-postfix" {
		var p reason
		if p.read([]mailLine{{text: text, no: r.no}}, true) {
			p.fill(r)
			r.origin = OriginOwn
			return
		}
	}
	r.reason = text
	r.phase = postfixPhase(text)
	if r.phase == PhaseUnknown && k == "x-unix" {
		r.phase = PhaseLocal
	}
	if len(text) == 0 {
		r.reason = nil
	}
}

// bounceExchangeWords tells whether a text has the marks by which Exchange's
// transport names where in itself a refusal arose.
func bounceExchangeWords(text []byte) bool {
	at, _ := exchangeComponents.find(text)
	return at > 0
}

var exchangeComponents = newTextSet(" RESOLVER.", " ROUTING.", " QUEUE.", " STOREDRV.", " SMTPSEND.", " APPROVAL.", " TRANSPORT.", " CONTENT.")
