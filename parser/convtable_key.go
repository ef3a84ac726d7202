package parser

// convKey names a conversation in a log: a process has one at a time.
type convKey struct {
	program uint64
	pid     int
}

// fnvOffset begins the hashes by which conversations and replies are told
// apart, fnvPrime takes them on: octet by octet as FNV-1a does, or eight
// octets at a time.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// keyOf names the conversation of an event: program, host and pid, and the
// log's own name for the conversation where it has one.
func keyOf(e *Event) convKey {
	k := convKey{pid: e.PID, program: hashBytes(hashBytes(fnvOffset, e.Program), e.Host)}
	if len(e.Session) > 0 {
		k.program = hashBytes(k.program, e.Session)
	}
	if e.PID == 0 && len(e.Session) == 0 {
		k.program = hashBytes(hashBytes(k.program, e.Peer.Name), e.Peer.IP)
	}
	return k
}

// keyOf is keyOf with the name of the program remembered.
func (t *convTable) keyOf(e *Event) convKey {
	if e.PID == 0 || len(e.Session) > 0 {
		return keyOf(e)
	}
	return convKey{pid: e.PID, program: t.names.hash(e.Program, e.Host)}
}

func hashBytes(h uint64, p []byte) uint64 {
	for _, c := range p {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h * fnvPrime
}
