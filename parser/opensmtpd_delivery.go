package parser

// smtpdDelivery reads `evpid=… from=<…> to=<…> rcpt=<…> source="…" relay="…"
// delay=1s result="PermFail" stat="550 …"`.
func smtpdDelivery(b *Batch, e *Event, s []byte, local bool) outcome {
	stat := eventField(s, "stat=")
	if i := index(s, " stat="); i >= 0 {
		s = s[:i]
	}
	status := smtpdStatus(smtpdField(s, "result="))
	if stat == nil || status == StatusUnknown {
		return b.unlessCut(unknownLine, stat == nil)
	}
	e.QueueID = smtpdField(s, "evpid=")
	e.Sender = addressOrNull(smtpdField(s, "from="))
	e.Recipient = addressOrNull(smtpdField(s, "to="))
	e.Delay, e.HasDelay = unitDelay(smtpdField(s, "delay="))
	if !local {
		e.Peer = smtpdRelay(smtpdField(s, "relay="))
	}
	return smtpdStat(b, e, status, stat, local)
}

// smtpdStat reads what became of a delivery, and why.
func smtpdStat(b *Batch, e *Event, status Status, stat []byte, local bool) outcome {
	e.Status = status
	if !local {
		e.Role, e.side = RoleClient, sideFollow
		if startsReply(stat) {
			if r, ok := parseFlat(stat, &b.text); ok {
				e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
				if status == StatusSent {
					e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
				}
				return foundEvent
			}
		}
	}
	if status == StatusSent {
		e.side = sideNone
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic, e.Phase = KindDiagnostic, OriginLocal, stat, smtpdPhase(stat)
	if local {
		e.Phase = PhaseLocal
	}
	return foundEvent
}

func smtpdStatus(result []byte) Status {
	switch string(result) {
	case "Ok":
		return StatusSent
	case "TempFail":
		return StatusDeferred
	case "PermFail", "Loop", "LoopDetected":
		return StatusBounced
	case "Expired", "Expire":
		return StatusExpired
	}
	return StatusUnknown
}

// addressOrNull takes the brackets off; "<->" and nothing give nil.
func addressOrNull(v []byte) []byte {
	if len(v) == 0 || string(v) == "<->" || string(v) == "-" {
		return nil
	}
	if v[0] == '<' {
		return bracketed(v)
	}
	return v
}

// smtpdRelay reads "192.0.2.1 (mx.example.com)".
func smtpdRelay(v []byte) Peer {
	ip, rest := word(v)
	if len(rest) > 1 && rest[0] == '(' && rest[len(rest)-1] == ')' {
		rest = rest[1 : len(rest)-1]
	}
	return smtpdPeer(ip, rest)
}

// unitDelay reads "12s", "1m30s", "2h3m4s", "1d2h".
func unitDelay(v []byte) (float64, bool) {
	total, any := 0, false
	for len(v) > 0 {
		d, n := atoi(v, 9)
		if n == 0 || n >= len(v) {
			return 0, false
		}
		switch v[n] {
		case 's':
		case 'm':
			d *= 60
		case 'h':
			d *= 3600
		case 'd':
			d *= 86400
		default:
			return 0, false
		}
		total, any, v = total+d, true, v[n+1:]
	}
	return float64(total), any
}
