package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the scripts and the man page should say")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"smtplog":    func() { os.Exit(scriptProgram().run(os.Args[1:])) },
		"journalctl": func() { os.Exit(scriptJournal(os.Args[1:])) },
	})
}

// scriptNow is the time of all scripts.
var scriptNow = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// scriptProgram is the program with the world that a script sets up: the clock
// stands still, and what is a terminal is said by variables.
func scriptProgram() *program {
	p := newProgram()
	p.now = func() time.Time { return scriptNow }
	p.local = time.UTC
	p.stdinTerminal = os.Getenv("STDIN_TERMINAL") != ""
	p.stdoutTerminal = os.Getenv("STDOUT_TERMINAL") != ""
	p.stderrTerminal = os.Getenv("STDERR_TERMINAL") != ""
	p.columns, _ = strconv.Atoi(os.Getenv("COLUMNS"))
	return p
}

// scriptJournal stands in for journalctl: it notes how it was called, and
// writes the file that JOURNAL names or fails as JOURNAL_FAILS says.
func scriptJournal(args []string) int {
	if said := os.Getenv("JOURNAL_FAILS"); said != "" {
		fmt.Fprintln(os.Stderr, said)
		return 1
	}
	name := os.Getenv("JOURNAL")
	data, err := os.ReadFile(name)
	if err != nil {
		return 2
	}
	if os.WriteFile("journal.args", []byte(strings.Join(args, " ")+"\n"), 0o644) != nil {
		return 2
	}
	_, _ = os.Stdout.Write(data)
	return 0
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "C.UTF-8")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"pack":  pack,
			"cut":   cut,
			"touch": touch,
		},
	})
}

// pack is "pack FILE FILE.gz".
func pack(ts *testscript.TestScript, _ bool, args []string) {
	out, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	w := gzip.NewWriter(out)
	_, err = w.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(out.Close())
}

// cut is "cut FILE N": it leaves the last N bytes away.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	info, err := os.Stat(name)
	ts.Check(err)
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(name, info.Size()-n))
}

// touch is "touch FILE RFC3339": it sets when the file was last written.
func touch(ts *testscript.TestScript, _ bool, args []string) {
	at, err := time.Parse(time.RFC3339, args[1])
	ts.Check(err)
	ts.Check(os.Chtimes(ts.MkAbs(args[0]), at, at))
}
