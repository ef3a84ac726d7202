package parser

import "bytes"

// eximReasons tell the phase of Exim's own words.
var eximReasons = [...]struct {
	words string
	phase Phase
	start bool // at the beginning only
}{
	{"retry timeout exceeded", PhaseQueue, false},
	{"been failing for a long time", PhaseQueue, false},
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

// eximBroken finds the command at which a connection broke: behind "SMTP
// timeout after ", "Remote host closed connection in response to ", "Malformed
// SMTP reply in response to ", and what Exim before 4.83 wrote, which names
// the host in between; cmd is nil for none.
func eximBroken(text []byte) (cmd, host []byte) {
	if i := index(text, " timeout "); i >= 4 {
		s := text[i+9:]
		switch {
		case hasPrefix(s, "after "):
			return s[6:], nil
		case hasPrefix(s, "while connected to "):
			if j := index(s, " after "); j > 0 {
				return s[j+7:], s[19:max(j, 19)]
			}
		}
		return nil, nil
	}
	if i := index(text, " in response to "); i > 0 {
		if j := index(text[:i], "Remote host "); j >= 0 {
			host = text[j+12 : max(i, j+12)]
			if hasSuffix(host, " closed connection") {
				return text[i+16:], host[:len(host)-18]
			}
			return text[i+16:], nil
		}
		if index(text[:i], "Malformed ") >= 0 {
			return text[i+16:], nil
		}
		return nil, nil
	}
	if i := index(text, "Malformed "); i >= 0 {
		s := text[i:]
		if j := index(s, " after "); j > 0 {
			if k := index(s[:j], " from "); k > 0 {
				host = s[k+6 : j]
			}
			return s[j+7:], host
		}
	}
	return nil, nil
}

// eximReason fills in the phase and the command that Exim's own words tell.
func eximReason(e *Event, text []byte) {
	if cmd, host := eximBroken(text); cmd != nil {
		if host != nil && e.Peer.Name == nil && e.Peer.IP == nil {
			if p, _ := eximHost(host); p.IP != nil {
				e.Peer = p
			}
		}
		if i := index(cmd, ": "); i >= 0 {
			cmd = cmd[:i]
		}
		if i := bytes.LastIndexByte(cmd, '('); i >= 0 && hasSuffix(cmd, "bytes written)") {
			cmd = cmd[:i]
		}
		recipient := e.Recipient
		e.afterCommand(trimSpace(cmd))
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
