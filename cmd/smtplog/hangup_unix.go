//go:build !windows

package main

import (
	"os/signal"
	"syscall"
)

// ignoreHangups lets a run that follows logs outlive the terminal it was
// started from; a log daemon's postrotate script may send one too.
func ignoreHangups() { signal.Ignore(syscall.SIGHUP) }
