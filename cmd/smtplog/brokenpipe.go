//go:build !windows

package main

import (
	"errors"
	"io"
	"os/signal"
	"syscall"
)

// keepBrokenPipes lets a write to a reader that went away fail instead of
// ending the program with a signal, which scripts would take for a failure.
func keepBrokenPipes() { signal.Ignore(syscall.SIGPIPE) }

func isBrokenPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}
