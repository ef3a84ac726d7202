package main

import (
	"encoding/json"

	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

func (p *program) formatsCommand() *cobra.Command {
	var format *choice
	var l *look
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "what can be read, with an example line each",
		Long:  "Lists the formats under the names that records give them, with an example of each.",
		Example: `smtplog formats
smtplog formats --format json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			options, err := l.options(p)
			if err != nil {
				return err
			}
			if format.value == "json" {
				return p.formatsJSON()
			}
			text := render.NewText(options)
			var out []byte
			for i, g := range parser.Groups() {
				if i > 0 {
					out = append(out, '\n')
				}
				out = text.Title(out, g)
				for _, f := range parser.Formats() {
					if f.Group() == g {
						out = text.Format(append(out, '\n'), f)
					}
				}
			}
			return writeAll(p.stdout, out)
		},
	}
	format = addChoice(cmd, "format", "what to write", "text", "json")
	l = addLook(cmd)
	return cmd
}

// formatRecord is a format in the JSON output, one object a line.
type formatRecord struct {
	Name    string `json:"name"`
	Group   string `json:"group"`
	Title   string `json:"title"`
	Example string `json:"example,omitempty"`
	Reads   string `json:"reads,omitempty"`
	Leaves  string `json:"leaves,omitempty"`
}

func (p *program) formatsJSON() error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	for _, f := range parser.Formats() {
		if err := enc.Encode(formatRecord{f.Name, f.Group(), f.Title, f.Example, f.Reads, f.Leaves}); err != nil {
			return err
		}
	}
	return nil
}
