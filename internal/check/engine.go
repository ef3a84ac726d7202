package check

import (
	"math/bits"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// Memory is what checks may ask and keep beyond one conversation. What they keep
// is bounded.
type Memory struct {
	// Catalog tells verdicts and entries.
	Catalog *catalog.Catalog
	// Memo remembers the entries that Catalog found.
	Memo *catalog.Memo
	// Verdicts remembers the catalog's.
	Verdicts verdicts
	// Registered remembers which enhanced codes are.
	Registered registered
}

// Engine asks checks about the events of a scan, in input order. It belongs to
// one goroutine and may take the events of several scans.
type Engine struct {
	conv   *conv.Assembler
	by     [conv.Kinds][]*Check
	codes  [10][]*Check // of conv.Reply, by the first digit
	memory Memory
	look   Look
	found  []Finding
	own    []any // what each check keeps, by its index
}

// NewEngine makes an Engine for the checks of a set.
func NewEngine(set Set, c *catalog.Catalog) *Engine {
	g := &Engine{own: make([]any, len(all))}
	g.memory.Catalog, g.memory.Memo = c, c.NewMemo()
	g.look.Memory, g.look.engine = &g.memory, g
	for _, check := range set.on {
		for k := range g.by {
			if check.Kinds&(1<<k) != 0 {
				g.by[k] = append(g.by[k], check)
			}
		}
		for d := range g.codes {
			if check.Kinds&conv.Reply != 0 && (check.Codes == 0 || check.Codes&(1<<d) != 0) {
				g.codes[d] = append(g.codes[d], check)
			}
		}
	}
	g.conv = conv.New(conv.Limits{}, g.step)
	return g
}

// step asks the checks about a step.
func (g *Engine) step(s *conv.Step) {
	list := g.by[bits.TrailingZeros32(uint32(s.Kind))]
	if s.Kind == conv.Reply {
		list = g.codes[s.Event.Reply.Code/100%10]
	}
	if len(list) == 0 {
		return
	}
	x := &g.look
	x.Step = s
	for _, c := range list {
		x.check = c
		c.See(x)
	}
}

// Event takes the next event and gives what was found. The result is valid until
// the next call; a finding may be about a line before that of the event.
func (g *Engine) Event(e *parser.Event) []Finding {
	g.found = g.found[:0]
	g.look.looked = false
	g.conv.Event(e)
	return g.found
}

// End tells that there are no more events, and gives what that shows.
func (g *Engine) End() []Finding {
	g.found = g.found[:0]
	g.conv.End()
	return g.found
}

// Counts tells how many conversations and deliveries there were.
func (g *Engine) Counts() conv.Counts { return g.conv.Counts() }
