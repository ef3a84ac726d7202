package parser

import (
	"bytes"
	"strings"
)

// merge completes what the delivery-status part tells with what the text part
// tells of the same recipient, and adds the replies that only the text has.
func merge(groups, found []report) []report {
	used := make([]bool, len(found))
	by := make(map[string]int, len(found))
	alone := -1 // the only finding, where there is one
	for i := range found {
		f := &found[i]
		if f.known || f.aside {
			continue
		}
		if k := strings.ToLower(string(f.recipient)); k != "" {
			if _, ok := by[k]; !ok {
				by[k] = i
			}
		}
		if f.told() {
			if alone == -1 && len(groups) == 1 {
				alone = i
			} else {
				alone = -2
			}
		}
	}
	few := len(groups)*len(found) <= maxCompared
	match := func(g *report) int {
		if i, ok := by[strings.ToLower(string(g.recipient))]; ok && !used[i] {
			return i
		}
		for _, a := range g.aliases {
			if i, ok := by[strings.ToLower(string(a))]; ok && !used[i] {
				return i
			}
		}
		if alone >= 0 && !used[alone] {
			return alone
		}
		for i := range found {
			if few && !used[i] && found[i].hasReply && g.hasReply && sameReply(&found[i].reply, &g.reply) {
				return i
			}
		}
		return -1
	}
	list := groups
	for i := range groups {
		g := &groups[i]
		j := match(g)
		if j < 0 {
			continue
		}
		used[j] = true
		g.complete(&found[j])
	}
	for i := range groups {
		groups[i].settle()
	}
	for i := range found {
		f := &found[i]
		if used[i] || f.known || !f.hasReply {
			continue
		}
		dup := !few
		for k := range list {
			g := &list[k]
			if g.hasReply && (sameReply(&g.reply, &f.reply) || !f.aside && g.reply.Code == f.reply.Code && bytes.Equal(g.reply.Enhanced, f.reply.Enhanced)) {
				dup = true
				break
			}
		}
		if dup || f.origin == OriginOwn {
			continue
		}
		f.status = StatusUnknown
		list = append(list, *f)
	}
	return list
}

// sameReply tells whether two replies are one: the same code, and a first line
// of which one begins as the other.
func sameReply(a, b *Reply) bool {
	if a.Code != b.Code {
		return false
	}
	if len(a.Text) == 0 || len(b.Text) == 0 {
		return true
	}
	var xs, ys [maxSqueezed]byte
	x, y := squeezed(xs[:0], a.Text), squeezed(ys[:0], b.Text)
	n := min(len(x), len(y))
	return bytes.EqualFold(x[:n], y[:n]) && (n > 0 || len(x) == len(y))
}

// maxSqueezed is how much of two texts is compared.
const maxSqueezed = 60

// squeezed gives the beginning of a text without its blanks, in the memory of
// out.
func squeezed(out []byte, text [][]byte) []byte {
	for _, l := range text {
		for _, c := range l {
			if len(out) == maxSqueezed {
				return out
			}
			if c != ' ' && c != '\t' {
				out = append(out, c)
			}
		}
	}
	return out
}

// complete adds what the text tells.
func (r *report) complete(f *report) {
	if f.expired {
		r.expired = true
	}
	if f.origin == OriginOwn && f.hasReply && r.origin == OriginRemote && r.peer.Name == nil && r.peer.IP == nil && sameReply(&r.reply, &f.reply) {
		r.origin = OriginOwn
	}
	if f.peer.Name != nil || f.peer.IP != nil {
		switch {
		case r.peer.Name == nil && r.peer.IP == nil:
			r.peer = f.peer
		case r.peer.IP == nil && (f.peer.Name == nil || bytes.EqualFold(r.peer.Name, f.peer.Name)):
			r.peer.IP = f.peer.IP
			if r.peer.Port == 0 {
				r.peer.Port = f.peer.Port
			}
		}
	}
	if r.peer.Name != nil && looksAddressIP(r.peer.Name) && r.peer.IP == nil {
		r.peer.Name, r.peer.IP = nil, r.peer.Name
	}
	switch {
	case r.hasReply && f.hasReply && r.reply.Code == f.reply.Code:
		r.cmd, r.phase = f.cmd, f.phase
		if longer(&f.reply, &r.reply) {
			r.reply, r.no, r.raw, r.lines = f.reply, f.no, f.raw, f.lines
		}
		if r.origin == OriginOwn && f.origin == OriginRemote {
			r.origin = OriginRemote
		}
	case !r.hasReply && f.hasReply:
		r.hasReply, r.reply, r.origin, r.reason = true, f.reply, f.origin, nil
		r.cmd, r.phase = f.cmd, f.phase
		r.no, r.raw, r.lines = f.no, f.raw, f.lines
	case !r.hasReply && len(f.reason) > 0:
		if r.phase == PhaseUnknown {
			r.phase = f.phase
		}
		if r.lines == 0 { // no Diagnostic-Code
			r.reason, r.no, r.raw, r.lines = f.reason, f.no, f.raw, f.lines
		}
	}
}

// longer tells whether a tells more than b, which begins alike.
func longer(a, b *Reply) bool {
	if !sameReply(a, b) {
		return false
	}
	size := func(r *Reply) (n int) {
		for _, t := range r.Text {
			n += len(t)
		}
		return n
	}
	return len(a.Text) > len(b.Text) && size(a) >= size(b)
}

// settle makes up the status.
func (r *report) settle() {
	if r.expired && (r.status == StatusBounced || r.status == StatusUnknown) {
		r.status = StatusExpired
	}
}
