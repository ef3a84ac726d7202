package main

import (
	"strings"
	"testing"
	"time"
)

func TestJournalArguments(t *testing.T) {
	since := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
	until := since.Add(90 * time.Minute).Add(time.Millisecond)
	const always = "-o json --no-pager --quiet"
	for _, test := range []struct {
		flags        followFlags
		given        bool
		since, until time.Time
		want         string
	}{
		{followFlags{}, false, time.Time{}, time.Time{}, ""},
		{followFlags{journal: journalFlag{units: []string{"postfix", "exim4"}}}, false, time.Time{}, time.Time{}, " --unit=postfix --unit=exim4"},
		{followFlags{}, false, since, until, " --since=@1795323600 --until=@1795329001"},
		{followFlags{lines: 5}, true, time.Time{}, time.Time{}, " --lines=5"},
		{followFlags{byName: true}, false, time.Time{}, time.Time{}, " --lines=10 --follow"},
		{followFlags{byDescriptor: true}, false, since, time.Time{}, " --no-tail --follow --since=@1795323600"},
		{followFlags{byName: true, lines: 0}, true, time.Time{}, time.Time{}, " --lines=0 --follow"},
	} {
		test.flags.linesGiven = func() bool { return test.given }
		if got := strings.Join(journalArguments(&test.flags, test.since, test.until), " "); got != always+test.want {
			t.Errorf("got %s, want %s%s", got, always, test.want)
		}
	}
}

func TestJournalMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	f := newFollowed(t)
	status := f.run([]string{"--journal"})
	if want := "smtplog: journal: there is no journalctl on this machine to read it with (it comes with systemd;"; status != exitFailed || !strings.HasPrefix(f.errs.String(), want) {
		t.Errorf("status %d, %s", status, f.errs.String())
	}
}

func TestJournalFlag(t *testing.T) {
	var j journalFlag
	for _, bad := range []string{"", "-x", "a,,b"} {
		if err := j.Set(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	j = journalFlag{}
	if err := j.Set("a,b"); err != nil || !j.given || j.String() != "a,b" {
		t.Errorf("%+v %v", j, err)
	}
}
