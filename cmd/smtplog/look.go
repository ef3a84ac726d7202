package main

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

// minWidth is the narrowest text that can still be read.
const minWidth = 40

// look is how text is to be shown: the flags that all commands with text for
// people have.
type look struct {
	cmd   *cobra.Command
	color *choice
	width int
	lang  string
}

func addLook(cmd *cobra.Command) *look {
	l := &look{}
	l.color = addChoice(cmd, "color", "when to colour", "auto", "always", "never")
	cmd.Flags().IntVar(&l.width, "width", 0, "wrap text at `N` columns (default: the terminal's, else 80)")
	l.addLang(cmd)
	return l
}

func (l *look) addLang(cmd *cobra.Command) {
	l.cmd = cmd
	addConfig(cmd.Flags())
	cmd.Flags().StringVar(&l.lang, "lang", "", "`LANGUAGE` of the texts: "+strings.Join(catalog.Langs(), ", ")+" (default: by the locale)")
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(catalog.Langs(), cobra.ShellCompDirectiveNoFileComp))
}

// options gives the look to package render.
func (l *look) options(p *program) (render.TextOptions, error) {
	if l.width != 0 && l.width < minWidth {
		return render.TextOptions{}, wrongUse("--width %d is too narrow to read; give %d or more", l.width, minWidth)
	}
	lang, err := l.language(p)
	if err != nil {
		return render.TextOptions{}, err
	}
	c, err := p.openCatalog()
	if err != nil {
		return render.TextOptions{}, err
	}
	o := render.TextOptions{
		Catalog:  c.In(lang),
		Width:    l.width,
		Color:    p.coloured(l.color.value),
		Unicode:  p.unicode(),
		Terminal: p.stdoutTerminal,
		Lang:     lang,
	}
	if o.Width == 0 {
		o.Width = p.columns
	}
	if o.Width != 0 {
		o.Width = max(o.Width, minWidth)
	}
	return o, nil
}

// language gives the language of the texts: that of the flag, for people else that
// of the locale. What other programs read is the same under every locale.
func (l *look) language(p *program) (*catalog.Lang, error) {
	env := p.getenv
	if f := l.cmd.Flags().Lookup("format"); f != nil && f.Value.String() != "text" && f.Value.String() != "markdown" {
		env = func(string) string { return "" }
	}
	lang, err := catalog.LangFor(l.lang, env)
	if err != nil {
		return nil, wrongUse("--lang: %v", err)
	}
	return lang, nil
}

// coloured decides about colour: the flag first, then the environment, then
// the terminal.
func (p *program) coloured(flag string) bool {
	switch {
	case flag != "auto":
		return flag == "always"
	case p.getenv("NO_COLOR") != "":
		return false
	case p.getenv("CLICOLOR_FORCE") != "" && p.getenv("CLICOLOR_FORCE") != "0":
		return true
	}
	return p.stdoutTerminal && p.getenv("TERM") != "dumb"
}

// unicode tells whether the locale is of UTF-8 (POSIX: LC_ALL before LC_CTYPE
// before LANG). Where none is set there is no telling, and pipes and files take
// anything; a locale that says something else is believed.
func (p *program) unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := p.getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return unicodeByDefault
}
