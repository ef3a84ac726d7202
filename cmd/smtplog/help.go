package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// helpWidth is how wide help texts are; a terminal is hardly ever narrower.
const helpWidth = 80

// helpText puts the help of a command together.
func helpText(cmd *cobra.Command) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n", cmd.CommandPath(), cmd.Short)
	fmt.Fprintf(&b, "Usage:\n  %s\n", usageLine(cmd))
	if cmd.Long != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(cmd.Long))
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		width := 0
		for _, c := range cmd.Commands() {
			width = max(width, len(c.Name()))
		}
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-*s  %s\n", width, c.Name(), c.Short)
			}
		}
	}
	if cmd.Example != "" {
		b.WriteString("\nExamples:\n")
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			b.WriteString("  " + line + "\n")
		}
	}
	if flags := cmd.LocalFlags().FlagUsagesWrapped(helpWidth); flags != "" {
		b.WriteString("\nFlags:\n" + flags)
	}
	b.WriteString("\nExit status:\n")
	for _, row := range exitTable {
		fmt.Fprintf(&b, "  %d  %s\n", row.status, row.text)
	}
	return []byte(b.String())
}

// usageLine is the first line of a help text.
func usageLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " COMMAND …"
	}
	path := cmd.CommandPath()
	_, arguments, _ := strings.Cut(cmd.Use, " ")
	line := path
	if cmd.HasAvailableLocalFlags() {
		line += " [flags]"
	}
	if arguments != "" {
		line += " " + arguments
	}
	return line
}

// helpCommand is "smtplog help COMMAND".
func (p *program) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "help for a command",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd, args[len(args)-1])
			}
			return writeAll(p.stdout, helpText(cmd))
		},
	}
}
