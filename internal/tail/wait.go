package tail

import "time"

// announced says how the last wait ended.
type announced uint8

const (
	byNobody announced = iota
	byEvent
	byTimer
)

func (r *Reader) stopped() bool {
	select {
	case <-r.o.Stop:
		return true
	default:
		return false
	}
}

// found notes that there was something, and how it was learnt: where the
// system does not announce what is written, as on network file systems, the
// log is looked at often.
func (r *Reader) found() {
	r.lastData, r.idleTold = r.o.World.Now(), false
	switch r.by {
	case byTimer:
		r.poll = fastPoll
	case byEvent:
		if eventsReliable {
			r.poll = slowPoll
		}
	}
	r.by = byNobody
}

// wait gives false when reading is to end.
func (r *Reader) wait() bool {
	if r.o.World.Wait != nil {
		return r.o.World.Wait(r.poll)
	}
	if r.timer == nil {
		r.timer = time.NewTimer(r.poll)
	} else {
		r.timer.Reset(r.poll)
	}
	defer r.timer.Stop()
	select {
	case <-r.o.Stop:
		return false
	case <-r.o.Wake:
		r.by = byEvent
	case <-r.timer.C:
		r.by = byTimer
	}
	return true
}
