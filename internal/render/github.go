package render

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/internal/check"
)

// GitHub appends a cause as a workflow command of GitHub Actions, which shows it
// at its line. The levels have the same names there.
func GitHub(dst []byte, f *check.Folded) []byte {
	dst = append(append(dst, "::"...), f.Level.String()...)
	dst = append(dst, ' ')
	if f.File != stdinName {
		dst = append(dst, "file="...)
		dst = append(dst, escapeProperty(filepath.ToSlash(f.File))...)
		if f.Line > 0 {
			dst = append(dst, ",line="...)
			dst = strconv.AppendInt(dst, f.Line, 10)
		}
		dst = append(dst, ',')
	}
	dst = append(dst, "title="...)
	dst = append(dst, escapeProperty(f.Check.ID)...)
	dst = append(dst, "::"...)
	message := shownText(f.Message)
	if f.File == stdinName && f.Line > 0 {
		message = "line " + strconv.FormatInt(f.Line, 10) + ": " + message
	}
	if f.Check.Ref != "" && !strings.Contains(message, f.Check.Ref) {
		message += " (" + f.Check.Ref + ")"
	}
	dst = append(dst, escapeCommand(message+again(f))...)
	return append(dst, '\n')
}

// What is said to be data and what is said to be a property is escaped
// differently: a property ends at a comma, and its name at a colon.
var (
	commandEscapes  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeCommand(s string) string { return commandEscapes.Replace(s) }

func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
