package main

import (
	"io"
	"os"
	"time"
	_ "time/tzdata" // --tz works where the system has no zones, as on Windows

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/config"
	"github.com/smtplog/smtplog/internal/tail"
	"golang.org/x/term"
)

// program is what the commands see of the world, so that tests can give them
// another one.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	local          *time.Location

	// What is a terminal. A nil stdin in the options of package input stands
	// for the real one, which it asks itself.
	stdinTerminal, stdoutTerminal, stderrTerminal bool
	// tail is what following logs sees of the machine; the zero value is the
	// machine. interrupted gives a channel that is closed when the user has had
	// enough.
	tail        tail.World
	interrupted func(ignoreHangup bool) (stop <-chan struct{}, release func())
	// config is the configuration that counts; nil for none.
	config *config.File
	// catalogFiles are what --catalog names, catalog is what was made of them when
	// it was first asked for. configDir gives the system's own folder for settings;
	// nil for none.
	catalogFiles []string
	catalog      *catalog.Catalog
	configDir    func() (string, error)
	// columns is the width of the terminal, 0 where there is none.
	columns int
}

func newProgram() *program {
	p := &program{
		stdin:          os.Stdin,
		stdout:         os.Stdout,
		stderr:         os.Stderr,
		getenv:         os.Getenv,
		now:            time.Now,
		local:          time.Local,
		interrupted:    interrupted,
		configDir:      os.UserConfigDir,
		stdinTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		stdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		stderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if p.stdoutTerminal {
		if columns, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			p.columns = columns
		}
	}
	keepBrokenPipes()
	return p
}

// run executes the command line and gives the exit status.
func (p *program) run(args []string) int {
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	return p.status(root.Execute())
}
