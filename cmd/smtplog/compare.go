package main

import (
	"errors"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

func (p *program) compareCommand() *cobra.Command {
	var format *choice
	var l *look
	cmd := &cobra.Command{
		Use:   "compare CODE CODE",
		Short: "set two codes side by side",
		Long: `Tells of two codes what each says, when one meets it and how to fix it, in what
they differ, and when a server should use which. A code is a reply code, an
enhanced code, or both as one argument ("550 5.1.1" or 550-5.1.1).`,
		Example: `smtplog compare 450 550
smtplog compare 5.7.1 5.7.26
smtplog compare --format markdown 451 421 > 451-421.md`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				e := wrongUse("compare takes two codes, but was given %s", plural(int64(len(args)), "argument", "arguments"))
				e.hint = `for example: smtplog compare 450 550; set quotes around a pair: "550 5.1.1"`
				return e
			}
			return p.compare(args[0], args[1], format.value, l)
		},
	}
	format = addChoice(cmd, "format", "what to write", "text", "json", "markdown")
	p.addCatalog(cmd.Flags())
	l = addLook(cmd)
	return cmd
}

func (p *program) compare(a, b, format string, l *look) error {
	options, err := l.options(p)
	if err != nil {
		return err
	}
	c, err := options.Catalog.Compare(a, b, options.Lang)
	var unknown *catalog.UnknownCodeError
	switch {
	case errors.As(err, &unknown):
		p.warn("%v", err)
		if len(unknown.Near) > 0 {
			p.warn("to see what its digits say: smtplog explain %s", strings.TrimSpace(unknown.Code))
		}
		return errNothing
	case err != nil:
		return wrongUse("%v", err)
	}
	switch format {
	case "json":
		return writeAll(p.stdout, render.ComparisonJSON(nil, c))
	case "markdown":
		return writeAll(p.stdout, render.ComparisonMarkdown(nil, c, options.Lang))
	}
	return writeAll(p.stdout, render.NewText(options).Comparison(nil, c))
}
