package check

import (
	"bytes"
	"fmt"
	"math/bits"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// A provider is told of when it had taken so many messages, and then deferred
// half of the last twenty for what the sender is or does.
const (
	providerGood  = 20
	providerLast  = 20
	providerBad   = 10
	providerSlots = 512
)

// provider is how the last attempts with one went.
type provider struct {
	key  uint64
	good int32  // delivered before
	seen int32  // attempts in last, up to providerLast
	last uint32 // a bit for each, 1 for deferred; the newest is the lowest
	told bool
}

type providers [providerSlots]provider

var _ = register(&Check{
	ID:    "queue/provider-defers",
	Title: "a provider begins to defer",
	Why: "A provider that had taken mail from here now defers every second message for the sender's reputation, the rate, or the load. " +
		"Who goes on at the same pace is soon refused for good; who slows down and finds the cause is not.",
	Silence: "Send slower (destination_concurrency_limit, rate_delay), and look for what changed: a new list, a hacked account, a new address.",
	Level:   Warning,
	Inputs:  Logs,
	Kinds:   conv.Attempt,
	See: func(x *Look) {
		e := x.Event
		if e.Kind != parser.KindReply || e.Origin != parser.OriginRemote || len(e.Peer.Name) == 0 {
			return
		}
		name := organization(e.Peer.Name)
		key := keyOf(e.Host, name)
		p := &kept[providers](x)[key%providerSlots]
		if p.key != key {
			*p = provider{key: key}
		}
		deferred := uint32(0)
		switch e.Status {
		case parser.StatusSent:
			p.good++
		case parser.StatusDeferred:
			if e.Reply.Code/100 != 4 {
				return
			}
			if p.good >= providerGood && !p.told && !slowing(x) {
				return
			}
			deferred = 1
		default:
			return
		}
		if p.good < providerGood {
			return
		}
		p.last = (p.last<<1 | deferred) & (1<<providerLast - 1)
		p.seen = min(p.seen+1, providerLast)
		bad := bits.OnesCount32(p.last)
		switch {
		case bad >= providerBad && !p.told && deferred == 1:
			p.told = true
			x.Find(fmt.Sprintf("%s took %d messages, and deferred %d of the last %d", name, p.good, bad, p.seen), string(name))
		case bad == 0 && p.told:
			p.told = false
		}
	},
})

// slowing tells whether a deferral is about who sends, or how much, and not
// about the message, its recipient, or a greylist that every new sender meets.
func slowing(x *Look) bool {
	switch x.class() {
	case "rate-limit", "reputation", "blocklist-ip", "server-busy", "spam-content", "policy", "rdns":
		return true
	}
	return false
}

// organization takes the hosts off a name: the last two labels, or three where
// the last but one is as short as "co" or "com" under a country.
func organization(name []byte) []byte {
	name = bytes.TrimSuffix(name, []byte("."))
	dots := 0
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] != '.' {
			continue
		}
		dots++
		if dots == 2 {
			labels := name[i+1:]
			top := len(labels) - 1 - bytes.LastIndexByte(labels, '.')
			if second := len(labels) - top - 1; top == 2 && second <= 3 {
				continue
			}
			return labels
		}
		if dots == 3 {
			return name[i+1:]
		}
	}
	return name
}
