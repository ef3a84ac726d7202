package main

import (
	"strings"

	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/render"
)

// listChecks writes the checks that the flags choose.
func (a *annotate) listChecks(f *checkFlags, files []string) error {
	text, err := a.aboutChecks("--list", files)
	if err != nil {
		return err
	}
	set, err := a.p.checkSet(f.set)
	if err != nil {
		return err
	}
	if text != nil {
		return writeAll(a.p.stdout, text.CheckList(nil, set.Checks()))
	}
	var out []byte
	for _, c := range set.Checks() {
		out = render.CheckJSON(out, c)
	}
	return writeAll(a.p.stdout, out)
}

// explainCheck writes what a check is about.
func (a *annotate) explainCheck(f *checkFlags, files []string) error {
	text, err := a.aboutChecks("--explain", files)
	if err != nil {
		return err
	}
	id := strings.ToLower(f.explain)
	c := check.Lookup(id)
	switch {
	case c == nil:
		e := wrongUse("--explain: no check is called %q", f.explain)
		e.hint = checkHint(id, checkIDs())
		return e
	case text == nil:
		return writeAll(a.p.stdout, render.CheckJSON(nil, c))
	}
	return writeAll(a.p.stdout, text.CheckCard(nil, c))
}

// aboutChecks gives the writer of text for a flag that tells of checks instead of
// reading; nil for JSON.
func (a *annotate) aboutChecks(flag string, files []string) (*render.Text, error) {
	options, err := a.look.options(a.p)
	switch {
	case err != nil:
		return nil, err
	case len(files) > 0:
		return nil, wrongUse("%s reads no files, but was given %q", flag, files[0])
	case a.format.value == formatJSON:
		return nil, nil
	case a.format.value != formatText && a.formatGiven():
		return nil, wrongUse("%s is told as text or json; %s is for findings", flag, a.format.value)
	}
	return render.NewText(options), nil
}
