package check

import (
	"github.com/smtplog/smtplog/internal/conv"
)

// rates counts what clients do within a span of time, in a table of fixed size:
// a client that was silent for that span gives its place to another one.
type rates struct {
	slots []rate
}

type rate struct {
	key   uint64
	since int64 // milliseconds of the log's clock
	last  int64
	count int32
}

const (
	rateSlots = 4096
	rateProbe = 4 // places that a client may have
)

// add counts one more for a client at that time, and gives how many there were
// in its span: of at most window milliseconds, and begun anew behind it.
func (r *rates) add(key uint64, now, window int64) int32 {
	if r.slots == nil {
		r.slots = make([]rate, rateSlots)
	}
	home := (key * 0x9e3779b97f4a7c15) >> 40
	var place *rate
	for i := range uint64(rateProbe) {
		s := &r.slots[(home+i)%rateSlots]
		if s.key == key {
			place = s
			break
		}
		if place == nil || s.last < place.last {
			place = s
		}
	}
	if place.key != key || now-place.since > window || now < place.since-window {
		*place = rate{key: key, since: now}
	}
	place.count++
	place.last = now
	return place.count
}

// forget begins anew for a client.
func (r *rates) forget(key uint64) {
	home := (key * 0x9e3779b97f4a7c15) >> 40
	for i := range uint64(rateProbe) {
		if s := &r.slots[(home+i)%rateSlots]; s.key == key {
			*s = rate{}
			return
		}
	}
}

// client names who a server talks to: by its address, else by the conversation.
// It gives 0 where neither is known.
func (x *Look) client() uint64 {
	switch {
	case len(x.Event.Peer.IP) > 0:
		return conv.HashName(x.Event.Peer.IP)
	case x.Conv != nil:
		return hashString(x.Conv.ID, "conversation")
	}
	return 0
}

// now gives the time of the step; 0 where the input tells none.
func (x *Look) now() int64 {
	if x.Millis != 0 || x.Event == nil {
		return x.Millis
	}
	return conv.Millis(&x.Event.Time)
}
