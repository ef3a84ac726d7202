package render

import (
	"strings"

	"github.com/fatih/color"
)

// pen puts colour around a piece of text; the zero pen writes it plain.
type pen struct{ on, off string }

// palette holds the pens of a Text.
type palette struct {
	good, warn, bad                 pen
	command, heading, faint, strong pen
}

func newPalette(coloured bool) palette {
	if !coloured {
		return palette{}
	}
	return palette{
		good:    newPen(color.FgGreen, color.Bold),
		warn:    newPen(color.FgYellow, color.Bold),
		bad:     newPen(color.FgRed, color.Bold),
		command: newPen(color.FgCyan),
		heading: newPen(color.Bold),
		faint:   newPen(color.Faint),
		strong:  newPen(color.Bold),
	}
}

// newPen takes the sequences that the color package writes around a text, so
// that they are made once and not for each piece.
func newPen(attributes ...color.Attribute) pen {
	c := color.New(attributes...)
	c.EnableColor()
	on, off, _ := strings.Cut(c.Sprint("\x00"), "\x00")
	return pen{on, off}
}

func (p pen) append(dst []byte, text string) []byte {
	dst = append(dst, p.on...)
	dst = append(dst, text...)
	return append(dst, p.off...)
}
