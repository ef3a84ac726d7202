package parser

// eximReasons tell the phase of Exim's own words.
var eximReasons = [...]struct {
	words string
	phase Phase
	start bool // at the beginning only
}{
	{"retry timeout exceeded", PhaseQueue, false},
	{"have been failing for a long time", PhaseQueue, false},
	{"retry time not reached", PhaseQueue, true},
	{"Retry time not yet reached", PhaseQueue, true},
	{"delivery explicitly queued", PhaseQueue, false},
	{"first-pass only routing", PhaseQueue, true},
	{"concurrency limit reached", PhaseQueue, true},
	{"domain is in queue_domains", PhaseQueue, true},
	{"remote host address is the local host", PhaseDNS, true},
	{"host lookup did not complete", PhaseDNS, true},
	{"lookup of host \"", PhaseDNS, true},
	{"all relevant MX records point to non-existent hosts", PhaseDNS, true},
	{"lowest numbered MX record points to local host", PhaseDNS, true},
	{"an MX or SRV record indicated no SMTP service", PhaseDNS, true},
	{"no host found for existing SMTP connection", PhaseDNS, true},
	{"no hosts found", PhaseDNS, true},
	{"a TLS session is required", PhaseTLS, false},
	{"TLS session: ", PhaseTLS, true},
	{"TLS error on connection to ", PhaseTLS, true},
	{"failure while setting up TLS session", PhaseTLS, true},
	{"DANE error: ", PhaseTLS, true},
	{"mailbox is full", PhaseLocal, true},
	{"Child process of ", PhaseLocal, true},
	{"child process of ", PhaseLocal, true},
	{"failed to lock mailbox", PhaseLocal, false},
	{"authentication required", PhaseAuth, true},
	{"Connection refused", PhaseConnect, true},
	{"No route to host", PhaseConnect, true},
	{"Network is unreachable", PhaseConnect, true},
	{"Host is unreachable", PhaseConnect, true},
}

// eximAfter are the words behind which Exim names the command at which a
// connection broke, and what ends the command.
var eximAfter = [...]struct {
	words  string
	inside string // where the command follows later: after this
}{
	{"SMTP timeout after ", ""},
	{"LMTP timeout after ", ""},
	{"SMTP timeout while connected to ", " after "},
	{"Remote host closed connection in response to ", ""},
	{"Remote host ", " in response to "},
	{"Malformed SMTP reply", " in response to "},
	{"Malformed SMTP response from ", " after "},
	{"Malformed LMTP response after ", ""},
	{"lost connection after ", ""},
}

// eximReason fills in the phase and the command that Exim's own words tell.
func eximReason(e *Event, text []byte) {
	for k := range eximAfter {
		a := &eximAfter[k]
		i := index(text, a.words)
		if i < 0 {
			continue
		}
		s := text[i+len(a.words):]
		if a.inside != "" {
			j := index(s, a.inside)
			if j < 0 {
				continue
			}
			host := s[:j]
			s = s[j+len(a.inside):]
			if e.Peer.Name == nil && e.Peer.IP == nil {
				if hasSuffix(host, " closed connection") {
					host = host[:len(host)-18]
				}
				if p, _ := eximHost(trimLeft(host)); p.IP != nil {
					e.Peer = p
				}
			}
		}
		if j := index(s, ": "); j >= 0 {
			s = s[:j]
		}
		if j := index(s, " ("); j >= 0 && hasSuffix(s, "bytes written)") {
			s = s[:j]
		}
		recipient := e.Recipient
		e.afterCommand(s)
		if e.Status != StatusUnknown {
			e.Recipient = recipient
		}
		return
	}
	for k := range eximReasons {
		r := &eximReasons[k]
		if r.start && hasPrefix(text, r.words) || !r.start && index(text, r.words) >= 0 {
			e.Phase = r.phase
			return
		}
	}
}
