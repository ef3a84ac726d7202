package main

import (
	"fmt"
	"os"
	"sync"

	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/tail"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

// followFlags say where in a log to begin, and whether to wait for more.
type followFlags struct {
	byName, byDescriptor bool
	lines                int64
	linesGiven           func() bool
	checkpoint           string
	rotated, merge       bool
	journal              journalFlag
}

// defaultLines is with how many lines following begins, as with tail.
const defaultLines = 10

func addFollow(cmd *cobra.Command) *followFlags {
	f := &followFlags{}
	flags := cmd.Flags()
	flags.BoolVarP(&f.byName, "follow", "F", false, "wait for more, and go on with the new file when the log is rotated")
	flags.BoolVarP(&f.byDescriptor, "follow-descriptor", "f", false, "wait for more of the same file, whatever its name becomes")
	flags.Int64VarP(&f.lines, "lines", "n", defaultLines, "begin with the last `N` lines (without -F, -f or --journal: all)")
	flags.Lookup("lines").DefValue = "0" // not shown as the default of all commands
	f.linesGiven = func() bool { return flags.Changed("lines") }
	flags.StringVar(&f.checkpoint, "checkpoint", "", "begin where the run ended that wrote this `FILE`, and keep it up to date")
	flags.BoolVar(&f.rotated, "rotated", false, "read FILE.2.gz, FILE.1, FILE-20261122.xz … and FILE as one log, the oldest first")
	flags.BoolVar(&f.merge, "merge", false, "read several files as one, by the time of their lines")
	flags.Var(&f.journal, "journal", "read the system journal, of these `UNITS` only if given (--journal=postfix,dovecot)")
	flags.Lookup("journal").NoOptDefVal = allUnits
	return f
}

func (f *followFlags) following() bool { return f.byName || f.byDescriptor }

// check refuses what does not go together.
func (f *followFlags) check(files []string) error {
	stdin := len(files) == 0
	for _, name := range files {
		stdin = stdin || name == input.Stdin
	}
	for _, bad := range []struct {
		is   bool
		text string
	}{
		{f.byName && f.byDescriptor, "-F follows the name and -f the file; give one of them"},
		{f.lines < 0, "-n takes a number of lines from 0"},
		{f.merge && f.following(), "--merge needs files with an end; -F and -f show lines of several files as they come"},
		{f.merge && f.linesGiven(), "-n and --merge do not go together"},
		{f.rotated && f.following(), "--rotated reads files that do not grow; read them first, then follow with -F -n 0, or use -F --checkpoint"},
		{f.rotated && f.linesGiven(), "-n and --rotated do not go together"},
		{f.rotated && stdin && !f.journal.given, "--rotated needs the name of a log, such as /var/log/mail.log"},
		{f.checkpoint != "" && (f.rotated || f.merge), "--checkpoint finds rotated files itself and does not go with --rotated or --merge"},
		{f.checkpoint != "" && f.journal.given, "--checkpoint is for files; for the journal use journalctl --cursor-file and a pipe"},
		{f.checkpoint != "" && stdin, "--checkpoint needs the names of files"},
		{f.journal.given && (len(files) > 0 || f.rotated || f.merge), "--journal reads the journal and no files; units are given with =: --journal=postfix"},
	} {
		if bad.is {
			return wrongUse("%s", bad.text)
		}
	}
	return nil
}

// follow reads logs that grow, or that are gone on with: those that are
// followed all at once, else one after the other.
func (a *annotate) follow(files []string, v *live) error {
	var check *tail.Checkpoint
	if a.following.checkpoint != "" {
		if err := notAnInput("--checkpoint", a.following.checkpoint, files); err != nil {
			return err
		}
		var err error
		if check, err = tail.OpenCheckpoint(a.following.checkpoint, a.p.now); err != nil {
			return fmt.Errorf("--checkpoint: %w", err)
		}
	}
	if len(files) == 0 {
		files = []string{input.Stdin}
	}
	stop, release := a.p.interrupted(a.following.byName)
	defer release()
	enough, cancel := either(stop)
	defer cancel()
	var watcher *tail.Watcher
	if a.following.following() && a.p.tail.Wait == nil {
		// Without events logs are looked at often.
		if w, err := tail.NewWatcher(); err == nil {
			watcher = w
			defer func() { _ = w.Close() }()
		}
	}
	var wg sync.WaitGroup
	var once sync.Once
	var failed error
	for _, name := range files {
		one := func() {
			if err := a.followOne(name, v, check, watcher, enough); err != nil {
				once.Do(func() { failed = err })
				cancel()
			}
		}
		if a.following.following() {
			wg.Go(one)
			continue
		}
		one()
	}
	wg.Wait()
	if check != nil {
		if err := check.Save(); err != nil && failed == nil {
			failed = fmt.Errorf("--checkpoint: %w", err)
		}
	}
	if err := a.walk.finish(); failed == nil {
		failed = err
	}
	return failed
}

// either gives a channel that is closed when stop is, or by cancel.
func either(stop <-chan struct{}) (c <-chan struct{}, cancel func()) {
	both := make(chan struct{})
	var once sync.Once
	cancel = func() { once.Do(func() { close(both) }) }
	go func() {
		select {
		case <-stop:
			cancel()
		case <-both:
		}
	}()
	return both, cancel
}

// followOne reads one log; only errors of the output are given back.
func (a *annotate) followOne(name string, v *live, check *tail.Checkpoint, watcher *tail.Watcher, stop <-chan struct{}) error {
	o := a.walk.dated(a.p.now())
	if name == input.Stdin {
		s, err := input.Open(name, input.Options{Stdin: a.p.stdin})
		if err != nil {
			v.warn(err)
			return nil
		}
		defer s.Close()
		in := v.input(*feedOf(s))
		in.Reader = newUntilStopped(s, stop)
		return v.scan(in, o, func(int64) error { return nil })
	}
	t := tail.Options{
		Mode: tail.Once, All: check != nil, Hold: true, Last: a.following.lines,
		Number: v.text == nil || check != nil, Stop: stop, Idle: parser.ErrIdle, Warn: v.warn, World: a.p.tail,
	}
	switch {
	case a.following.byName:
		t.Mode = tail.ByName
	case a.following.byDescriptor:
		t.Mode = tail.ByDescriptor
	}
	if a.following.linesGiven() {
		t.All = false
	}
	if watcher != nil {
		if w := watcher.Add(name); w != nil {
			t.Wake, t.Moved = w.C, w.Refresh
		}
	}
	var r *tail.Reader
	keep := func() error { return nil }
	if check != nil {
		t.Resume = check.Resume(name)
		keep = func() error {
			if err := check.Put(name, r.Positions()); err != nil {
				return fmt.Errorf("--checkpoint: %w", err)
			}
			return nil
		}
		t.Quiet = func() {
			if err := keep(); err != nil {
				v.warn(err)
			}
		}
	}
	r = tail.NewReader(name, t)
	defer func() { _ = r.Close() }()
	in := v.input(feed{Reader: r, name: name, place: func(line int64) (string, int64) { return name, r.Place(line) }})
	return v.scan(in, o, func(line int64) error {
		r.Done(line)
		return keep()
	})
}

// notAnInput keeps a file that the program writes from being one of the logs.
func notAnInput(flag, name string, files []string) error {
	if name == input.Stdin {
		return wrongUse("%s takes a file; standard output carries the answer only", flag)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil //nolint:nilerr // it does not exist yet, or opening it will tell
	}
	for _, f := range files {
		if in, err := os.Stat(f); err == nil && os.SameFile(info, in) {
			return wrongUse("%s %s is one of the files to be read and would be written over", flag, name)
		}
	}
	return nil
}
