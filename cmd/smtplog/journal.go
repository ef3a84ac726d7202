package main

import (
	"bytes"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/smtplog/smtplog/internal/input"
)

// allUnits is the value of --journal without one.
const allUnits = "all"

// journalName is the name of the journal where a file has its own.
const journalName = "journal"

// journalFlag is the value of --journal.
type journalFlag struct {
	given bool
	units []string
}

// String gives the units as they are given.
func (j *journalFlag) String() string { return strings.Join(j.units, ",") }

// Type names the value in a help text.
func (j *journalFlag) Type() string { return "UNITS" }

// Set takes units, more of them each time.
func (j *journalFlag) Set(text string) error {
	j.given = true
	if text == allUnits {
		return nil
	}
	for u := range strings.SplitSeq(text, ",") {
		if u == "" || u[0] == '-' {
			return wrongUse("%q is no unit", u)
		}
		j.units = append(j.units, u)
	}
	return nil
}

// journal is a run of journalctl, which alone knows how to read the journal in
// all its versions.
type journal struct {
	cmd    *exec.Cmd
	out    io.ReadCloser
	stderr bytes.Buffer
	stop   <-chan struct{}
	over   chan struct{}
	lines  bool
}

// journalArguments are what journalctl is run with.
func journalArguments(f *followFlags, since, until time.Time) []string {
	args := []string{"-o", "json", "--no-pager", "--quiet"}
	for _, u := range f.journal.units {
		args = append(args, "--unit="+u)
	}
	switch {
	case f.linesGiven():
		args = append(args, "--lines="+strconv.FormatInt(f.lines, 10))
	case f.following() && since.IsZero():
		args = append(args, "--lines="+strconv.Itoa(defaultLines))
	case f.following():
		// journalctl would leave out all but ten.
		args = append(args, "--no-tail")
	}
	if f.following() {
		args = append(args, "--follow")
	}
	if !since.IsZero() {
		args = append(args, "--since=@"+strconv.FormatInt(since.Unix(), 10))
	}
	if !until.IsZero() {
		// A second that has begun counts; what is too much is left out later.
		args = append(args, "--until=@"+strconv.FormatInt(until.Add(time.Second-1).Unix(), 10))
	}
	return args
}

// openJournal starts journalctl.
func openJournal(args []string, stop <-chan struct{}) (*journal, error) {
	path, err := exec.LookPath("journalctl")
	if err != nil {
		return nil, &input.Error{Name: journalName, Op: "open", Err: errors.New("there is no journalctl on this machine to read it with"),
			Hint: "it comes with systemd; elsewhere name the log files, e.g. smtplog annotate /var/log/mail.log"}
	}
	j := &journal{cmd: exec.Command(path, args...), stop: stop, over: make(chan struct{})}
	j.cmd.Stderr = &j.stderr
	if j.out, err = j.cmd.StdoutPipe(); err != nil {
		return nil, &input.Error{Name: journalName, Op: "open", Err: err}
	}
	if err := j.cmd.Start(); err != nil {
		return nil, &input.Error{Name: journalName, Op: "open", Err: err}
	}
	go func() {
		select {
		case <-stop:
			_ = j.cmd.Process.Kill()
		case <-j.over:
		}
	}()
	return j, nil
}

// Read gives entries as journalctl writes them; how it failed is told at the
// end of what it wrote.
func (j *journal) Read(p []byte) (int, error) {
	n, err := j.out.Read(p)
	j.lines = j.lines || n > 0
	if err != nil && n == 0 {
		err = j.end()
	} else {
		err = nil
	}
	return n, err
}

func (j *journal) end() error {
	err := j.cmd.Wait()
	select {
	case <-j.stop:
		return io.EOF // it was told to end
	default:
	}
	if err == nil {
		return io.EOF
	}
	said, _, _ := strings.Cut(strings.TrimSpace(j.stderr.String()), "\n")
	if said == "" {
		if !j.lines {
			// QUIRK: journalctl ends with status 1 where no entry matches.
			var exit *exec.ExitError
			if errors.As(err, &exit) && exit.ExitCode() == 1 {
				return io.EOF
			}
		}
		said = err.Error()
	}
	return &input.Error{Name: journalName, Op: "read", Err: errors.New("journalctl: " + said),
		Hint: "members of the groups systemd-journal and adm may read all of it; join one or use sudo"}
}

// Close ends journalctl if it has not ended.
func (j *journal) Close() error {
	close(j.over)
	if j.cmd.ProcessState == nil {
		_ = j.cmd.Process.Kill()
		_ = j.cmd.Wait()
	}
	return nil
}

// readJournal reads the journal, and follows it if that was asked for.
func (a *annotate) readJournal(v *live) error {
	stop, release := a.p.interrupted(a.following.byName)
	defer release()
	j, err := openJournal(journalArguments(a.following, a.sel.since, a.sel.until), stop)
	if err != nil {
		a.walk.complain(err)
		return a.walk.finish()
	}
	defer func() { _ = j.Close() }()
	err = v.scan(v.input(feed{Reader: j, name: journalName}), a.walk.dated(a.p.now()), func(int64) error { return nil })
	if ferr := a.walk.finish(); err == nil {
		err = ferr
	}
	return err
}
