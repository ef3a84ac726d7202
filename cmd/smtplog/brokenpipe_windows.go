package main

import (
	"errors"
	"io"
	"syscall"
)

// errNoData is what Windows says when the other end of a pipe is closing
// (ERROR_NO_DATA).
const errNoData = syscall.Errno(232)

// keepBrokenPipes has nothing to do: there is no such signal.
func keepBrokenPipes() {}

func isBrokenPipe(err error) bool {
	return errors.Is(err, syscall.ERROR_BROKEN_PIPE) || errors.Is(err, errNoData) || errors.Is(err, io.ErrClosedPipe)
}
