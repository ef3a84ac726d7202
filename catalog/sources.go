package catalog

import (
	"errors"
	"strings"
)

// sources holds the text of files by name. An entry knows the line on which it
// begins; with the text, a fault can tell the line that is wrong.
type sources map[string]string

// place moves a fault from the beginning of its entry to the first line below it
// that holds the piece that is wrong.
func (s sources) place(fault *Error) {
	if fault.Line == 0 || fault.Input == "" || s[fault.File] == "" {
		return
	}
	input, _, _ := strings.Cut(fault.Input, "\n")
	for i, line := range strings.Split(s[fault.File], "\n") {
		switch {
		case i+1 <= fault.Line:
		case isTableOfFile(line):
			return
		case strings.Contains(line, input) || strings.Contains(line, escaped.Replace(input)):
			fault.Line = i + 1
			return
		}
	}
}

// placed places all faults that an error joins.
func (s sources) placed(err error) error {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, e := range joined.Unwrap() {
			_ = s.placed(e)
		}
		return err
	}
	var fault *Error
	if errors.As(err, &fault) {
		s.place(fault)
	}
	return err
}

// isTableOfFile tells whether a line begins a table that belongs to no other.
func isTableOfFile(line string) bool {
	name, ok := strings.CutPrefix(strings.TrimSpace(line), "[[")
	name, _, _ = strings.Cut(name, "]]")
	return ok && !strings.Contains(name, ".")
}

// escaped writes a text as it stands in a TOML string in double quotes.
var escaped = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
