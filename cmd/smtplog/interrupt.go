package main

import (
	"os"
	"os/signal"
	"syscall"
)

// interrupted gives a channel that is closed by Ctrl-C or a request to end. The
// second time the program ends at once, whatever it does.
func interrupted(ignoreHangup bool) (stop <-chan struct{}, release func()) {
	if ignoreHangup {
		ignoreHangups()
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	c, over := make(chan struct{}), make(chan struct{})
	go func() {
		select {
		case <-signals:
			signal.Stop(signals)
			close(c)
		case <-over:
			signal.Stop(signals)
		}
	}()
	return c, func() { close(over) }
}
