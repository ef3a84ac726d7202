package main

import (
	"fmt"
	"io"
	"time"
)

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// progress is the line that tells how far a long reading has come. The zero
// value tells nothing.
type progress struct {
	w     io.Writer // nil where nobody would see it
	now   func() time.Time
	start time.Time
	last  time.Time
	shown bool

	read int64 // stored bytes of the sources before
}

func (p *program) progress() *progress {
	g := &progress{now: p.now}
	// On the same terminal it would get between the lines of the answer.
	if p.stderrTerminal && !p.stdoutTerminal {
		g.w = p.stderr
		g.start = p.now()
	}
	return g
}

// tick tells about the source when it is time to.
func (g *progress) tick(f *feed, replies int64) {
	if g.w == nil {
		return
	}
	now := g.now()
	if now.Sub(g.start) < progressAfter || now.Sub(g.last) < progressEvery {
		return
	}
	g.last, g.shown = now, true
	consumed := f.consumed()
	rate := float64(g.read+consumed) / 1e6 / now.Sub(g.start).Seconds()
	part := ""
	if f.size > 0 {
		part = fmt.Sprintf("%d %%, ", min(100, consumed*100/f.size))
	}
	fmt.Fprintf(g.w, "\r\x1b[K%s: %s%.0f MB/s, %s", f.name, part, rate, plural(replies, "reply", "replies"))
}

// done leaves a source behind.
func (g *progress) done(f *feed) { g.read += f.consumed() }

// clear takes the line away.
func (g *progress) clear() {
	if g.shown {
		fmt.Fprint(g.w, "\r\x1b[K")
		g.shown = false
	}
}
