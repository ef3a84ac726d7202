package tail

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestResume ends a run, has something happen, and goes on from the checkpoint.
func TestResume(t *testing.T) {
	notOnWindows(t)
	const big = "a line that is long enough for the next ones to be shorter together\n"
	for _, test := range []struct {
		name   string
		before string
		away   func(s *scenario)
		want   string
		warned []string
	}{
		{"nothing", "a\n", func(*scenario) {}, "", nil},
		{"grown", "a\n", func(s *scenario) { s.write("b\n") }, "b\n", nil},
		{"half a line", "a\nhalf", func(s *scenario) { s.write(" whole\n") }, "half whole\n", nil},
		{"renamed", "a\n", func(s *scenario) { s.write("b\n"); s.rename(); s.create(); s.write("c\n") }, "b\nc\n", nil},
		{
			"renamed three times", "a\n",
			func(s *scenario) {
				for _, text := range []string{"b\n", "c\n", "d\n"} {
					s.write(text)
					s.rename()
					s.create()
				}
			},
			"b\nc\nd\n", nil,
		},
		{"renamed and packed", "a\n", func(s *scenario) {
			s.write("b\n")
			s.rename()
			s.gzip(s.name+".1", s.name+".1.gz")
			s.create()
			s.write("c\n")
		}, "b\nc\n", nil},
		{"copied and cut", big, func(s *scenario) { s.write("b\n"); s.copyTruncate(); s.write("c\n") }, "b\nc\n", nil},
		{"copied, cut and grown beyond", "a\n", func(s *scenario) { s.write("b\n"); s.copyTruncate(); s.write(big) }, "b\n" + big, nil},
		{"half a line at the end of the rotated file", "a\nhalf", func(s *scenario) { s.rename(); s.create(); s.write("c\n") }, "half\nc\n", nil},
		{"cut without a copy", big, func(s *scenario) { s.check(os.Truncate(s.name, 0)); s.write("c\n") }, "c\n", []string{"is gone"}},
		{"deleted, its number used again", "a\n", func(s *scenario) { s.check(os.Remove(s.name)); s.create(); s.write("c\nd\n") }, "c\nd\n", []string{"is gone"}},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			s := newScenario(t, Once)
			s.opts.Hold = true
			file := filepath.Join(s.dir, "seen")
			now := func() time.Time { return s.now }
			c, err := OpenCheckpoint(file, now)
			s.check(err)
			s.write(test.before)
			first := s.run()
			s.check(c.Put(s.name, s.reader.Positions()))
			s.check(c.Save())
			s.reader.Close()
			test.away(s)

			c, err = OpenCheckpoint(file, now)
			s.check(err)
			s.opts.Resume = c.Resume(s.name)
			s.want(s.run(), test.want)
			s.wantWarned(test.warned...)
			s.reader.Close()
			if first == "" {
				t.Error("nothing came the first time")
			}

			// What was told is not told again.
			s.warned = nil
			s.opts.Resume = s.reader.Positions()
			s.want(s.run(), "")
			s.wantWarned()
		})
	}
}

// TestPositions holds the positions to what was handled, not to what was read.
func TestPositions(t *testing.T) {
	notOnWindows(t)
	s := newScenario(t, ByName)
	s.write("a\nb\n")
	var at [][]int64
	look := func() {
		var p []int64
		for _, x := range s.reader.Positions() {
			p = append(p, x.Offset, x.Lines)
		}
		at = append(at, p)
	}
	s.run(
		func() {
			look()
			s.reader.Done(2)
			look()
			s.write("c\nha")
			s.rename()
			s.create()
			s.write("d\n")
		},
		func() { look(); s.reader.Done(3); look(); s.reader.Done(4); look() },
	)
	want := [][]int64{{0, 0}, {4, 2}, {4, 2, 0, 0}, {6, 3, 0, 0}, {6, 3, 2, 1}}
	if !reflect.DeepEqual(at, want) {
		t.Errorf("offsets and lines %v, want %v", at, want)
	}
}

func TestCheckpointFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "seen")
	now := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
	for _, bad := range []string{"Nov 22 05:38:58 mx1 postfix", `{"schema":"another/1"}`, `{"schema":"smtplog.checkpoint/1","files":[{"offset":-1}]}`} {
		if err := os.WriteFile(name, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenCheckpoint(name, time.Now); err == nil || !strings.Contains(err.Error(), "delete it") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	os.Remove(name)
	c, err := OpenCheckpoint(name, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	put := func(log string, off int64) {
		t.Helper()
		if err := c.Put(log, []Position{{Offset: off}}); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() (list []int64) {
		d, err := OpenCheckpoint(name, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		for _, log := range []string{"a", "b"} {
			for _, p := range d.Resume(log) {
				list = append(list, p.Offset)
			}
		}
		return list
	}
	put("a", 1)
	put("b", 2) // in the same second
	if got := kept(); !reflect.DeepEqual(got, []int64{1}) {
		t.Errorf("kept %v, want the first", got)
	}
	now = now.Add(time.Second)
	put("a", 3)
	if got := kept(); !reflect.DeepEqual(got, []int64{3, 2}) {
		t.Errorf("kept %v, want both", got)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("files are left over: %v", entries)
	}
}
