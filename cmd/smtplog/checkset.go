package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/config"
	"github.com/spf13/cobra"
)

// checkSetFlags choose checks and their levels.
type checkSetFlags struct {
	enable, disable, levels []string
}

func addCheckSet(cmd *cobra.Command) *checkSetFlags {
	f := &checkSetFlags{}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.enable, "enable", nil, "only these `CHECKS`: tls/auth-in-clear, tls/*; with --disable, these all the same")
	flags.StringSliceVar(&f.disable, "disable", nil, "not these `CHECKS`; where both name a check, the longer pattern counts")
	flags.StringSliceVar(&f.levels, "level", nil, "give `CHECKS=LEVEL` another level: retry/*=notice; where several name a check, the longest counts")
	for _, name := range []string{"enable", "disable"} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(checkPatterns(), cobra.ShellCompDirectiveNoFileComp))
	}
	_ = cmd.RegisterFlagCompletionFunc("level", func(_ *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var words []string
		for _, p := range checkPatterns() {
			for _, level := range levelWords {
				words = append(words, p+"="+level)
			}
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	})
	return f
}

// levelWords are the levels, the highest first.
var levelWords = []string{"error", "warning", "notice"}

// checkSet chooses checks: the configuration first, then the flags, which may be
// nil. A pattern that names none is wrong use.
func (p *program) checkSet(f *checkSetFlags) (check.Set, error) {
	set := check.Everything()
	enable, _ := p.config.Get("check.enable")
	disable, _ := p.config.Get("check.disable")
	levels, _ := p.config.Get("check.level")
	set, err := set.Change(texts(enable.List), texts(disable.List))
	if err != nil {
		return set, p.badPattern(err, slices.Concat(enable.List, disable.List))
	}
	if f != nil {
		if set, err = set.Change(f.enable, f.disable); err != nil {
			return set, p.badPattern(err, nil)
		}
	}
	by := map[string]check.Level{}
	for _, item := range levels.List {
		level, ok := check.ParseLevel(item.Text)
		if !ok {
			return set, p.configFault(item.Line, "no level "+item.Text+" of "+item.Name+": "+unknownWord(item.Text, levelWords).Error())
		}
		by[item.Name] = level
	}
	if set, err = set.Levels(by); err != nil {
		return set, p.badPattern(err, levels.List)
	}
	if f == nil {
		return set, nil
	}
	if by, err = f.levelsBy(); err != nil {
		return set, err
	}
	if set, err = set.Levels(by); err != nil {
		return set, p.badPattern(err, nil)
	}
	return set, nil
}

// levelsBy takes the pairs of --level.
func (f *checkSetFlags) levelsBy() (map[string]check.Level, error) {
	by := map[string]check.Level{}
	for _, pair := range f.levels {
		pattern, word, ok := strings.Cut(pair, "=")
		if !ok {
			e := wrongUse("--level %q: a check and a level are needed", pair)
			e.hint = "write --level " + pair + "=notice, or error or warning"
			return nil, e
		}
		level, ok := check.ParseLevel(word)
		if !ok {
			return nil, wrongUse("--level %q: %v", pair, unknownWord(word, levelWords))
		}
		by[pattern] = level
	}
	return by, nil
}

// badPattern is the complaint about a pattern that names no check, with its line
// when it is one of the configuration's.
func (p *program) badPattern(err error, items []config.Item) error {
	var bad *check.PatternError
	if !errors.As(err, &bad) {
		return err
	}
	e := wrongUse("%v", err)
	for _, item := range items {
		if item.Name == bad.Pattern || item.Name == "" && item.Text == bad.Pattern {
			e = p.configFault(item.Line, err.Error())
			break
		}
	}
	e.hint = checkHint(bad.Pattern, checkPatterns())
	return e
}

// checkHint offers the check that was likely meant.
func checkHint(word string, names []string) string {
	hint := "smtplog check --list tells which there are"
	if n := nearest(word, names); n != "" {
		hint = "did you mean " + n + "? " + hint
	}
	return hint
}

// checkIDs are the IDs of all checks.
func checkIDs() []string {
	var names []string
	for _, c := range check.All() {
		names = append(names, c.ID)
	}
	return names
}

// checkPatterns are the families of checks, as patterns, and all IDs.
func checkPatterns() []string {
	var names []string
	for _, c := range check.All() {
		names = append(names, c.Family()+"/*")
	}
	return append(slices.Compact(names), checkIDs()...)
}

func texts(items []config.Item) []string {
	var words []string
	for _, item := range items {
		words = append(words, item.Text)
	}
	return words
}
