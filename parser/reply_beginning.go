package parser

// replyBeginning is what the line on which a multi-line reply began told of
// its surroundings: a reply that is never finished has no last line to tell
// it. Its memory is its own.
type replyBeginning struct {
	format *Format
	role   Role
	origin Origin
	time   Stamp
	pid    int
	port   int
	mem    []byte   // host, program, session, queue id, peer's name and address
	ends   [6]int32 // where each of them ends in mem
}

// note takes what e tells.
func (r *replyBeginning) note(e *Event) {
	r.format, r.role, r.origin, r.time, r.pid, r.port = e.Format, e.Role, e.Origin, e.Time, e.PID, e.Peer.Port
	r.mem = r.mem[:0]
	for i, p := range [...][]byte{e.Host, e.Program, e.Session, e.QueueID, e.Peer.Name, e.Peer.IP} {
		r.mem = append(r.mem, p...)
		r.ends[i] = int32(len(r.mem))
	}
}

// tell gives it to x, in memory of b.
func (r *replyBeginning) tell(b *Batch, x *Event) {
	x.Format, x.Role, x.Origin, x.Time, x.PID, x.Peer.Port = r.format, r.role, r.origin, r.time, r.pid, r.port
	mem, from := b.keep(r.mem), int32(0)
	for i, p := range [...]*[]byte{&x.Host, &x.Program, &x.Session, &x.QueueID, &x.Peer.Name, &x.Peer.IP} {
		if to := r.ends[i]; to > from {
			*p = mem[from:to:to]
			from = to
		}
	}
}
