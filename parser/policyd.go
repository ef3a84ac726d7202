package parser

import "bytes"

// The policy services of Postfix log the action that they gave it; where that
// is a reply, Postfix says it to the client.

var _ = register(&Format{
	Name:    "policyd",
	Title:   "policy services of Postfix: policyd-spf, policyd-weight, postfwd",
	Example: `Nov 22 05:45:13 mx1 policyd-spf[811]: 550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why; identity=mailfrom; client-ip=192.0.2.9; helo=x.example.net; envelope-from=me@example.net; receiver=ann@example.com`,
	Reads:   "actions that are replies, with client, sender and recipient",
	Leaves:  "headers to be added, scores, actions that are words",
	owns: func(program []byte) bool {
		if hasPrefix(program, "postfwd") {
			return true // "postfwd2/policy" and its like
		}
		name, _ := lastPart(program)
		switch string(name) {
		case "policyd-spf", "policyd-weight", "pypolicyd-spf", "policy-spf":
			return true
		}
		return false
	},
	read: readPolicyd,
})

func readPolicyd(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	text, meta := msg, []byte(nil)
	switch {
	case startsReply(msg):
		if i := index(msg, "; identity="); i >= 0 {
			text, meta = msg[:i], msg[i+2:]
		}
	default:
		i := index(msg, "action=")
		if i < 0 || !startsReply(msg[i+7:]) {
			return quietLine
		}
		text, meta = msg[i+7:], msg
		if j := index(text, "; <client="); j >= 0 {
			text = text[:j]
		}
	}
	r, ok := parseFlat(text, &b.text)
	if !ok || r.Code < 400 {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Status, e.Reply = KindReply, OriginOwn, RoleServer, StatusRejected, r
	for _, f := range [...]struct {
		key string
		end string
	}{{"client-ip=", ";"}, {"<client=", ">"}, {"client=", ","}} {
		if i := index(meta, f.key); i >= 0 && e.Peer.IP == nil {
			v := meta[i+len(f.key):]
			if j := index(v, f.end); j >= 0 {
				v = v[:j]
			}
			if looksIP(v) {
				e.Peer.IP = v
			} else {
				e.Peer = parsePeer(v)
			}
		}
	}
	e.Sender = policydAddress(meta, "envelope-from=", "sender=", "<from=")
	e.Recipient = policydAddress(meta, "receiver=", "recipient=", "<to=")
	return foundEvent
}

// policydAddress gives the value of the first key that is there.
func policydAddress(meta []byte, keys ...string) []byte {
	for _, key := range keys {
		i := index(meta, key)
		if i < 0 {
			continue
		}
		v := meta[i+len(key):]
		if j := bytes.IndexAny(v, ";,> "); j >= 0 && v[0] != '<' {
			v = v[:j]
		} else if len(v) > 0 && v[0] == '<' {
			v = bracketed(v)
		}
		if bytes.IndexByte(v, '@') > 0 {
			return v
		}
	}
	return nil
}
