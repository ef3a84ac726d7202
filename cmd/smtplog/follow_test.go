package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/smtplog/smtplog/internal/tail"
)

// followed runs the program on logs that change: each step is done when there
// is nothing left to read.
type followed struct {
	t      *testing.T
	dir    string
	log    string
	out    bytes.Buffer
	errs   bytes.Buffer
	now    time.Time
	seen   []string // what was written between the steps
	hangup bool
}

func newFollowed(t *testing.T) *followed {
	f := &followed{t: t, dir: t.TempDir(), now: scriptNow}
	f.log = filepath.Join(f.dir, "mail.log")
	return f
}

func (f *followed) run(args []string, steps ...func()) int {
	f.t.Helper()
	f.out.Reset()
	f.errs.Reset()
	f.seen = nil
	stop := make(chan struct{})
	p := &program{
		stdin: strings.NewReader(""), stdout: &f.out, stderr: &f.errs,
		getenv: func(string) string { return "" },
		now:    func() time.Time { return f.now }, local: time.UTC,
		interrupted: func(ignoreHangup bool) (<-chan struct{}, func()) {
			f.hangup = ignoreHangup
			return stop, func() {}
		},
	}
	p.tail = tail.World{Now: p.now, Wait: func(d time.Duration) bool {
		f.now = f.now.Add(d)
		f.seen = append(f.seen, unannotated(f.out.String()))
		f.out.Reset()
		if len(steps) == 0 {
			close(stop)
			return false
		}
		steps[0]()
		steps = steps[1:]
		return true
	}}
	return p.run(append([]string{"annotate", "--explain", "none"}, args...))
}

func (f *followed) append(text string) {
	f.t.Helper()
	w, err := os.OpenFile(f.log, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *followed) rotate() {
	f.t.Helper()
	if err := os.Rename(f.log, f.log+".1"); err != nil {
		f.t.Fatal(err)
	}
}

// bounces are lines with a reply each.
func bounces(numbers ...int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, "Nov 22 05:38:%02d mx1 postfix/smtp[437]: 4jXHtl37jt%d: to=<ann@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=3.2, delays=1/0/1/1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command))\n", n, n)
	}
	return b.String()
}

func (f *followed) want(status, got int, seen ...string) {
	f.t.Helper()
	if got != status {
		f.t.Errorf("status %d, want %d; %s", got, status, f.errs.String())
	}
	if len(seen) != len(f.seen) {
		f.t.Fatalf("seen %q, want %q", f.seen, seen)
	}
	for i := range seen {
		if f.seen[i] != seen[i] {
			f.t.Errorf("step %d: got\n%s\nwant\n%s", i, f.seen[i], seen[i])
		}
	}
}

// unannotated takes the annotations away.
func unannotated(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if !strings.HasPrefix(line, "    |") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func notOnWindows(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the log is renamed while it is open")
	}
}

// TestFollow is a day in the life of a log: what is written is told at once,
// also behind a rotation, and Ctrl-C ends it with the closing line.
func TestFollow(t *testing.T) {
	notOnWindows(t)
	f := newFollowed(t)
	f.append(bounces(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
	status := f.run([]string{"-F", f.log},
		func() { f.append(bounces(12)) },
		func() { f.append(bounces(13)[:50]) },
		func() { f.append(bounces(13)[50:]) },
		func() { f.append(bounces(14)); f.rotate(); f.append(bounces(15)) },
	)
	f.want(exitDone, status, bounces(2, 3, 4, 5, 6, 7, 8, 9, 10, 11), bounces(12), "", bounces(13), bounces(14, 15))
	if !f.hangup {
		t.Error("a hangup would end it")
	}
	if want := "smtplog: 14 replies in 14 lines (postfix 14): 14 permanent\n"; f.errs.String() != want {
		t.Errorf("closing line %q, want %q", f.errs.String(), want)
	}
}

// TestFollowNumbers holds the numbers of lines to those of the file, also when
// only the last are read, and after a rotation.
func TestFollowNumbers(t *testing.T) {
	notOnWindows(t)
	f := newFollowed(t)
	f.append(bounces(1, 2, 3, 4))
	status := f.run([]string{"-F", "-n", "1", "--format", "json", f.log},
		func() { f.append(bounces(5)); f.rotate(); f.append(bounces(6, 7)) })
	var numbers []string
	for _, s := range f.seen {
		for line := range strings.Lines(s) {
			_, rest, _ := strings.Cut(line, `"line":`)
			no, _, _ := strings.Cut(rest, ",")
			numbers = append(numbers, no)
		}
	}
	if got := strings.Join(numbers, " "); status != exitDone || got != "4 5 1 2" {
		t.Errorf("status %d, lines %s", status, got)
	}
}

// TestFollowUnsure lets a line go that could be the beginning of a transcript,
// when nothing comes that would settle it.
func TestFollowUnsure(t *testing.T) {
	f := newFollowed(t)
	f.append("220 mx.example.org ESMTP\n")
	later := func() { f.now = f.now.Add(time.Minute) }
	f.run([]string{"-F", "--all", f.log}, later, later)
	if got := strings.Join(f.seen, "|"); got != "||220 mx.example.org ESMTP\n" && got != "|220 mx.example.org ESMTP\n|" {
		t.Errorf("seen %q", f.seen)
	}
}

// TestHeadings shows which log a line is of when that changes.
func TestHeadings(t *testing.T) {
	f := newFollowed(t)
	second := filepath.Join(f.dir, "second.log")
	if err := os.WriteFile(second, []byte(bounces(2)), 0o644); err != nil {
		t.Fatal(err)
	}
	f.append(bounces(1))
	if status := f.run([]string{"--checkpoint", filepath.Join(f.dir, "seen"), f.log, second}); status != exitDone {
		t.Fatalf("status %d: %s", status, f.errs.String())
	}
	want := "==> " + f.log + " <==\n" + bounces(1) + "\n==> " + second + " <==\n" + bounces(2)
	if got := unannotated(f.out.String()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestCheckpoint runs again and again on a log that grows and is rotated.
func TestCheckpoint(t *testing.T) {
	f := newFollowed(t)
	again := func(want string) {
		t.Helper()
		status := f.run([]string{"--quiet", "--checkpoint", filepath.Join(f.dir, "seen"), f.log})
		if got := unannotated(f.out.String()); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		if f.errs.Len() > 0 || (status == exitDone) != (want != "") {
			t.Errorf("status %d, %s", status, f.errs.String())
		}
	}
	f.append(bounces(1, 2))
	again(bounces(1, 2))
	again("")
	f.append(bounces(3) + bounces(4)[:20])
	again(bounces(3))
	f.append(bounces(4)[20:])
	again(bounces(4))
	f.append(bounces(5))
	f.rotate()
	f.append(bounces(6))
	again(bounces(5, 6))
}

// TestCheckpointFollowed ends in the middle of a rotation and goes on after it.
func TestCheckpointFollowed(t *testing.T) {
	notOnWindows(t)
	f := newFollowed(t)
	args := []string{"-F", "--checkpoint", filepath.Join(f.dir, "seen"), f.log}
	f.append(bounces(1))
	status := f.run(args, func() { f.append(bounces(2)); f.rotate() })
	f.want(exitDone, status, bounces(1), bounces(2))
	if err := os.Rename(f.log+".1", f.log+".2"); err != nil {
		t.Fatal(err)
	}
	f.append(bounces(3))
	f.rotate()
	f.append(bounces(4))
	status = f.run(args, func() { f.append(bounces(5)) })
	f.want(exitDone, status, bounces(3, 4), bounces(5))
}

// What went wrong while a log was followed is told when that ends.
func TestFollowedGroups(t *testing.T) {
	for _, args := range [][]string{{"--group"}, {"--group", "--format", "json"}} {
		f := newFollowed(t)
		f.append(bounces(1))
		unknown := filepath.Join(f.dir, "unknown.toml")
		status := f.run(append(args, "-F", "--unknown", unknown, f.log),
			func() { f.append(bounces(2, 3)) },
			func() { f.rotate(); f.append(bounces(4)) },
			func() {})
		f.want(exitDone, status, "", "", "", "")
		want := "What went wrong, by cause: 4 of 4 "
		if len(args) > 1 {
			want = `"failed":4,`
		}
		if !strings.Contains(f.out.String(), want) || !strings.Contains(f.out.String(), f.log+`","line":1,`) && !strings.Contains(f.out.String(), f.log+":1:") {
			t.Errorf("%v: told\n%s", args, f.out.String())
		}
		if text, err := os.ReadFile(unknown); err != nil || !strings.HasPrefix(string(text), "# Texts that no entry") {
			t.Errorf("%v: %v, %q", args, err, text)
		}
	}
}
