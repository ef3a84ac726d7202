package main

import (
	"errors"
	"fmt"
	"io"
)

// The exit statuses of all commands.
const (
	exitDone    = 0
	exitNothing = 1
	exitFailed  = 2
)

// exitTable stands in every help text and in the man page.
var exitTable = []struct {
	status int
	text   string
}{
	{exitDone, "done; also when whoever reads the output goes away, as head does"},
	{exitNothing, "no reply found, nothing known of what was asked for, a fault verified, or check found what --fail-on names"},
	{exitFailed, "wrong use, or an input could not be read or was cut off"},
}

// errNothing ends a command with exitNothing and without a word more than it
// has said itself.
var errNothing = errors.New("nothing found")

// errIncomplete ends a command with exitFailed after it named what failed.
var errIncomplete = errors.New("some input could not be read")

// usageError is a mistake on the command line.
type usageError struct {
	message string
	hint    string // what to do about it
}

func (e *usageError) Error() string {
	if e.hint == "" {
		return e.message
	}
	return e.message + "\n" + e.hint
}

// wrongUse makes a usageError without a hint.
func wrongUse(format string, args ...any) *usageError {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// status tells the user what went wrong and gives the exit status for it.
func (p *program) status(err error) int {
	var usage *usageError
	switch {
	case err == nil, isBrokenPipe(err):
		return exitDone
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.Is(err, errIncomplete):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintln(p.stderr, "smtplog: "+usage.message)
		if usage.hint != "" {
			fmt.Fprintln(p.stderr, usage.hint)
		}
		return exitFailed
	}
	fmt.Fprintln(p.stderr, "smtplog: "+err.Error())
	return exitFailed
}

// warn writes one line to standard error.
func (p *program) warn(format string, args ...any) {
	fmt.Fprintf(p.stderr, "smtplog: "+format+"\n", args...)
}

// writeAll writes an answer that was put together beforehand.
func writeAll(w io.Writer, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	_, err := w.Write(b)
	return err
}
