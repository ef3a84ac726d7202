package parser

import "bytes"

// Cisco's Secure Email Gateway (before: ESA, IronPort) logs by the numbers of its
// connections (ICID, DCID), messages (MID) and recipients (RID). What a server
// said stands there as a list:
//
//	Info: Bounced: DCID 2 MID 15 to RID 0 - 5.1.0 - Unknown address error ('550', ['5.1.1 User unknown', '5.1.1 see https://example.com'])
//	Info: Delayed: DCID 2 MID 15 From: <me@example.net> To: <ann@example.com> RID 0 - 4.4.0 - Other network problem ('000', ['timeout'])

var _ = register(&Format{
	Name:    "ironport",
	Title:   "Cisco Secure Email Gateway (ESA, IronPort), mail logs and bounce logs",
	Example: "Sun Nov 22 05:38:58 2026 Info: Bounced: DCID 2 MID 15 From: <bob@example.net> To: <ann@example.com> RID 0 - 5.1.0 - Unknown address error ('550', ['5.1.1 User unknown'])",
	Reads:   "bounces and delays with what the server said, or why it said nothing; connections that failed; recipients and senders that were refused",
	Leaves:  "deliveries that went well, whose code is not logged; what the filters found",
	owns: func(program []byte) bool {
		return string(program) == "mail_logs" || string(program) == "mail_log" || string(program) == "bounces"
	},
	sniffs: []sniffer{{sniff: sniffIronport, starts: "IWBDCMNSRT", behind: " :", holds: "ID0"}},
	read:   readIronport,
})

// ironportBegins are how its messages begin, with a number behind.
var ironportBegins = [...]string{
	"Bounced: DCID", "Delayed: DCID", "Connection Error: ", "MID ", "ICID ", "DCID ", "New SMTP ICID ", "New SMTP DCID ", "Start MID ",
	"Delivery start DCID ", "Message done DCID ", "Message finished MID ", "RPC Message done ",
}

// ironportBy are the same by their first octet.
var ironportBy = func() (by [256][]string) {
	for _, s := range ironportBegins {
		by[s[0]] = append(by[s[0]], s)
	}
	return by
}()

// ironportLevels are the levels that may stand before them, by their first octet.
var ironportLevels = [256]string{'I': "Info: ", 'W': "Warning: ", 'C': "Critical: ", 'D': "Debug: ", 'T': "Trace: "}

// ironportText takes the level off a message.
func ironportText(msg []byte) []byte {
	if len(msg) > 0 {
		if level := ironportLevels[msg[0]]; level != "" && hasPrefix(msg, level) {
			return msg[len(level):]
		}
	}
	return msg
}

func sniffIronport(msg []byte) bool {
	text := ironportText(msg)
	if len(text) < 8 {
		return false
	}
	for _, begin := range ironportBy[text[0]] {
		if begin[1] != text[1] || !hasPrefix(text, begin) {
			continue
		}
		rest := text[len(begin):]
		switch begin {
		case "Bounced: DCID", "Delayed: DCID":
			return ironportList(rest) != nil
		case "Connection Error: ":
			return len(text) < len(msg) && index(rest, "DCID") >= 0
		}
		_, n := atoi(rest, 12)
		return n > 0 && (n == len(rest) || rest[n] == ' ') && (len(text) < len(msg) || index(rest, " MID ") > 0 || index(rest, " ICID ") > 0)
	}
	return false
}

// ironportList gives what stands behind " ('" at the end of a message: a code
// and a list of lines; nil for none.
func ironportList(text []byte) []byte {
	i := index(text, " ('")
	if i < 0 {
		return nil
	}
	list := text[i+len(" ('"):]
	if len(list) < 8 || !isReplyish(list) || !hasPrefix(list[3:], "', [") {
		return nil
	}
	return list
}

func readIronport(lc *lineContext, b *Batch, e *Event) outcome {
	text := ironportText(lc.f.msg)
	e.Role = RoleClient
	switch {
	case hasPrefix(text, "Bounced: "):
		e.Status = StatusBounced
		return ironportDelivery(b, e, text)
	case hasPrefix(text, "Delayed: "):
		e.Status = StatusDeferred
		return ironportDelivery(b, e, text)
	case hasPrefix(text, "Connection Error: "):
		e.Kind, e.Origin, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, PhaseConnect, text
		if ip := ironportValue(text, "IP: "); looksIP(ip) {
			e.Peer.IP = ip
		}
		return foundEvent
	}
	return ironportRefusal(e, text)
}

// ironportValue gives the word behind a name.
func ironportValue(text []byte, name string) []byte {
	i := index(text, name)
	if i < 0 {
		return nil
	}
	w, _ := word(text[i+len(name):])
	return w
}

// ironportDelivery reads what became of a recipient.
func ironportDelivery(b *Batch, e *Event, text []byte) outcome {
	list := ironportList(text)
	if list == nil {
		return quietLine
	}
	head := text[:len(text)-len(list)]
	if e.QueueID = ironportValue(head, "MID "); e.QueueID == nil {
		e.QueueID = ironportValue(head, "Message ")
	}
	if i := index(head, "From: <"); i >= 0 {
		if e.Sender = angled(head[i+len("From: "):]); e.Sender == nil && hasPrefix(head[i:], "From: <>") {
			e.Sender = []byte("<>")
		}
	}
	if i := index(head, "To: <"); i >= 0 {
		e.Recipient = angled(head[i+len("To: "):])
	}
	// "… RID 0 - 5.1.0 - Unknown address error": the gateway's own status.
	if i := index(head, " - "); i >= 0 {
		if n := scanEnhanced(head[i+3:]); n > 0 {
			e.DSN = head[i+3 : i+3+n]
		}
	}
	code, _ := atoi(list, 3)
	n := len(b.text)
	b.text = pythonStrings(b, b.text, list[len("550', ["):])
	lines := b.text[n:len(b.text):len(b.text)]
	if code < 200 || code > 599 {
		// QUIRK: 000 stands for a server that said nothing.
		if len(lines) == 0 {
			return quietLine
		}
		if e.DSN != nil && string(e.DSN[1:]) == ".4.7" {
			e.Status = StatusExpired
		}
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, lines[0]
		return foundEvent
	}
	for i := range lines {
		enhanced, rest := splitEnhanced(lines[i])
		if enhanced == nil {
			continue
		}
		if e.Reply.Enhanced == nil {
			e.Reply.Enhanced = enhanced
		}
		if string(enhanced) == string(e.Reply.Enhanced) {
			lines[i] = rest
		}
	}
	e.Kind, e.Origin, e.Reply.Code, e.Reply.Text = KindReply, OriginRemote, code, lines
	return foundEvent
}

// pythonStrings appends the strings of a Python list that text begins with,
// "'a', "b"]", each in its marks.
func pythonStrings(b *Batch, to [][]byte, text []byte) [][]byte {
	for len(text) > 1 && (text[0] == '\'' || text[0] == '"') && len(to) < MaxReplyLines {
		end := 1 + literalEnd(text[1:], text[0])
		line := text[1:end]
		if bytes.IndexByte(line, '\\') >= 0 {
			line = unescapeLiteral(b, line)
		}
		to = append(to, line)
		if end < len(text) {
			end++
		}
		text = bytes.TrimLeft(text[end:], ", ")
	}
	return to
}

// ironportRefusals are the words by which a message tells that something was
// refused the client.
var ironportRefusals = [...]struct {
	words string
	phase Phase
}{
	{" sender rejected", PhaseMail},
	{"> Rejected by ", PhaseRcpt},
	{"> rejected by ", PhaseRcpt},
	{" REJECT SG ", PhaseConnect},
	{" TCPREFUSE SG ", PhaseConnect},
}

// ironportRefusal reads a line about what a client was refused.
func ironportRefusal(e *Event, text []byte) outcome {
	for i := range ironportRefusals {
		x := &ironportRefusals[i]
		at := index(text, x.words)
		if at < 0 {
			continue
		}
		e.Kind, e.Origin, e.Role, e.Status = KindDiagnostic, OriginOwn, RoleServer, StatusRejected
		e.Phase, e.Diagnostic = x.phase, text
		e.QueueID, e.Session = ironportValue(text, "MID "), ironportValue(text, "ICID ")
		if k := index(text, "To: <"); k >= 0 {
			e.Recipient = angled(text[k+len("To: "):])
		}
		if k := index(text, "Address: <"); k >= 0 && x.phase == PhaseMail {
			e.Sender = angled(text[k+len("Address: "):])
		}
		return foundEvent
	}
	return quietLine
}
