package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"testing"
	"testing/iotest"
	"time"
)

// runProgram executes a command line with this standard input.
func runProgram(stdin io.Reader, args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	p := &program{
		stdin: stdin, stdout: &out, stderr: &errs, getenv: func(string) string { return "" },
		now: func() time.Time { return scriptNow }, local: time.UTC,
	}
	status = p.run(args)
	return out.String(), errs.String(), status
}

// TestWorkersDoNotMatter holds the answer of one worker against that of others,
// and against that of a reader that gives a little at a time.
func TestWorkersDoNotMatter(t *testing.T) {
	log := busyLog(6000)
	for _, args := range [][]string{{"--format", "json"}, {"--explain", "first"}, {"--only", "5xx", "--explain", "brief"}, {"--all", "--format", "text"},
		{"--group"}, {"--group=recipient-domain", "--format", "json"}} {
		args = append([]string{"annotate"}, args...)
		want, wantErr, status := runProgram(bytes.NewReader(log), append(args, "--workers", "1")...)
		if status != exitDone || len(want) == 0 {
			t.Fatalf("%v: exit status %d, %s", args, status, wantErr)
		}
		for _, workers := range []string{"2", "5"} {
			got, gotErr, _ := runProgram(bytes.NewReader(log), append(args, "--workers", workers)...)
			if got != want || gotErr != wantErr {
				t.Errorf("%v: another answer with %s workers", args, workers)
			}
		}
		got, _, _ := runProgram(iotest.HalfReader(bytes.NewReader(log)), append(args, "--workers", "3")...)
		if got != want {
			t.Errorf("%v: another answer for smaller pieces", args)
		}
	}
}

// fullPipe fails like a pipe whose reader has gone.
type fullPipe struct{ err error }

func (w fullPipe) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: w.err}
}

func TestReaderGoesAway(t *testing.T) {
	for _, args := range [][]string{
		{"annotate"}, {"annotate", "--format", "json"}, {"annotate", "--group"}, {"explain", "550"}, {"explain", "--format", "json", "550"},
		{"compare", "450", "550"}, {"formats"}, {"formats", "--format", "json"}, {"catalog", "list"}, {"catalog", "export"}, {"man"}, {"version"},
	} {
		for _, c := range []struct {
			err    error
			status int
			quiet  bool
		}{{brokenPipe, exitDone, true}, {syscall.ENOSPC, exitFailed, false}} {
			var errs bytes.Buffer
			p := &program{
				stdin: bytes.NewReader(busyLog(600)), stdout: fullPipe{c.err}, stderr: &errs,
				getenv: func(string) string { return "" }, now: time.Now, local: time.UTC,
			}
			if status := p.run(args); status != c.status || c.quiet != (errs.Len() == 0) {
				t.Errorf("%v, %v: exit status %d, %q", args, c.err, status, errs.String())
			}
		}
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0}, {brokenPipe, 0}, {io.ErrClosedPipe, 0}, {errNothing, 1}, {fmt.Errorf("x: %w", errNothing), 1},
		{errIncomplete, 2}, {wrongUse("no"), 2}, {errors.New("disk on fire"), 2},
	} {
		p := &program{stderr: io.Discard}
		if got := p.status(c.err); got != c.want {
			t.Errorf("%v: %d, want %d", c.err, got, c.want)
		}
	}
}

// TestReadError makes sure that a standard input that fails is told and that
// what came before it is.
func TestReadError(t *testing.T) {
	in := io.MultiReader(bytes.NewReader(busyLog(60)), iotest.ErrReader(errors.New("cable pulled")))
	out, errs, status := runProgram(in, "annotate", "--format", "json")
	if status != exitFailed || len(out) == 0 || !bytes.Contains([]byte(errs), []byte("standard input: cable pulled")) {
		t.Errorf("exit status %d, %d bytes, %q", status, len(out), errs)
	}
}
