package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "print the man page",
		Long:    "Prints the man page, made from the same tables as the help texts.",
		Example: "smtplog man | man -l -",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return writeAll(p.stdout, manPage(cmd.Root()))
		},
	}
}

// manPage writes the program's man page in the man macros of roff.
func manPage(root *cobra.Command) []byte {
	var m roff
	m.macro(".TH SMTPLOG 1 \"\" smtplog \"User Commands\"")
	m.macro(".SH NAME")
	m.text("smtplog - " + root.Short)
	m.macro(".SH SYNOPSIS")
	for _, cmd := range manCommands(root) {
		if !cmd.HasAvailableSubCommands() {
			m.macro(".br")
			m.text(usageLine(cmd))
		}
	}
	m.macro(".SH DESCRIPTION")
	m.text(root.Long)
	m.macro(".SH COMMANDS")
	for _, cmd := range manCommands(root) {
		m.command(cmd)
	}
	m.macro(".SH EXIT STATUS")
	for _, row := range exitTable {
		m.macro(".TP")
		m.macro(fmt.Sprintf(".B %d", row.status))
		m.text(row.text)
	}
	m.macro(".SH ENVIRONMENT")
	for _, row := range environment {
		m.macro(".TP")
		m.macro(".B " + row.names)
		m.text(row.text)
	}
	m.macro(".SH EXAMPLES")
	m.example(root.Example)
	return []byte(m.b.String())
}

// environment are the variables that the program heeds.
var environment = []struct{ names, text string }{
	{"NO_COLOR", "no colour unless --color says otherwise"},
	{"CLICOLOR_FORCE", "colour even where the output is no terminal"},
	{"TERM", "no colour where it is dumb"},
	{"LC_ALL, LC_CTYPE, LANG", "marks beyond ASCII only where the locale is of UTF-8"},
	{"LC_ALL, LC_MESSAGES, LANG", "the language of text and Markdown; JSON and TOML follow --lang alone"},
	{"XDG_CONFIG_HOME", "where the user keeps smtplog/smtplog.toml"},
	{"TZ", "the zone of stamps that tell none, unless --tz does"},
}

// manCommands lists the commands with those below them, in the order of the
// help texts.
func manCommands(cmd *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, c := range cmd.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		list = append(list, c)
		list = append(list, manCommands(c)...)
	}
	return list
}

// roff puts a page together.
type roff struct{ b strings.Builder }

func (m *roff) macro(line string) { m.b.WriteString(line + "\n") }

// text writes running text, blank lines parting paragraphs.
func (m *roff) text(s string) {
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		if line == "" {
			m.macro(".PP")
			continue
		}
		m.macro(escapeRoff(line))
	}
}

// escapeRoff keeps what begins a request, or an escape, from being one. Hyphens
// are those of options, which readers search for and copy; what is not ASCII is
// named by its number, since roff reads bytes.
func escapeRoff(line string) string {
	var b strings.Builder
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		b.WriteString(`\&`)
	}
	for _, r := range line {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r > 0x7e:
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (m *roff) example(s string) {
	m.macro(".nf")
	for line := range strings.SplitSeq(s, "\n") {
		m.macro(escapeRoff(line))
	}
	m.macro(".fi")
}

func (m *roff) command(cmd *cobra.Command) {
	m.macro(".SS " + escapeRoff(strings.TrimPrefix(cmd.CommandPath(), "smtplog ")))
	m.text(strings.ToUpper(cmd.Short[:1]) + cmd.Short[1:] + ".")
	if cmd.Long != "" {
		m.macro(".PP")
		m.text(cmd.Long)
	}
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		m.macro(".TP")
		m.macro(".B " + escapeRoff(flagLine(f)))
		_, usage := pflag.UnquoteUsage(f)
		m.text(usage)
	})
	if cmd.Example != "" && !cmd.HasAvailableSubCommands() {
		m.macro(".PP")
		m.example(cmd.Example)
	}
}

// flagLine names a flag with what it takes.
func flagLine(f *pflag.Flag) string {
	line := "--" + f.Name
	if f.Shorthand != "" {
		line = "-" + f.Shorthand + ", " + line
	}
	if name, _ := pflag.UnquoteUsage(f); name != "" {
		line += " " + name
	}
	return line
}
