package catalog

import (
	"fmt"
	"strings"
)

// Error is a fault in the data of a catalog.
type Error struct {
	// File and Line are where it stands; empty and 0 for built-in entries, whose
	// files are not part of the program.
	File string
	Line int
	// Entry is the id of the entry, where the fault is in one.
	Entry string
	// Input is the piece of the file that is wrong, where there is one.
	Input string
	// Message says what is wrong with it.
	Message string
	// Err is the cause, where another error is.
	Err error
}

// Error gives file, line, entry and fault in one line, the input in quotes.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d", e.Line)
		}
		b.WriteString(": ")
	}
	if e.Entry != "" {
		fmt.Fprintf(&b, "entry %s: ", e.Entry)
	}
	b.WriteString(e.Message)
	if e.Input != "" {
		fmt.Fprintf(&b, ": %q", e.Input)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// fault makes an Error that stands at the entry.
func (e *Entry) fault(input, format string, args ...any) *Error {
	return &Error{File: e.file, Line: e.line, Entry: e.ID, Input: input, Message: fmt.Sprintf(format, args...)}
}
