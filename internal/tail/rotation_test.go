package tail

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRotation has a table row for each way in which logs are rotated.
func TestRotation(t *testing.T) {
	notOnWindows(t)
	for _, test := range []struct {
		name  string
		mode  Mode
		steps func(s *scenario) []func()
		want  string
		warn  []string
	}{
		{
			"grows", ByName,
			func(s *scenario) []func() { return []func(){s.writes("b\n"), s.writes("c\nd\n")} },
			"a\n|b\n|c\nd\n", nil,
		},
		{
			"half a line waits for its end", ByName,
			func(s *scenario) []func() { return []func(){s.writes("b"), s.writes("b"), s.writes("\nc\nd")} },
			"a\n|||bb\nc\n", nil,
		},
		{
			"rename and create", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("b\n"); s.rename(); s.create(); s.write("c\n") }}
			},
			"a\n|b\nc\n", nil,
		},
		{
			"rename first, create later", ByName,
			func(s *scenario) []func() {
				return []func(){s.rename, s.writes("b\n"), s.create, s.writes("c\n")}
			},
			"a\n||b\n||c\n", nil,
		},
		{
			"the writer comes late to the new file", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.rename()
					s.check(os.WriteFile(s.name, nil, 0o644))
				}, s.writes("b\n"), s.later(time.Hour), s.writes("c\n"), s.create, s.writes("d\n")}
			},
			"a\n||b\n||c\n||d\n", nil,
		},
		{
			"half a line at the end of the old file", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("half"); s.rename(); s.create(); s.write("c\n") }, s.later(time.Minute), s.writes("d\n")}
			},
			"a\n|c\n|half\n|d\n", nil,
		},
		{
			"half a line of the old file is ended late", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.write("half")
					s.rename()
					s.check(os.WriteFile(s.name, []byte("c\n"), 0o644))
				}, s.writes(" whole\n")}
			},
			"a\n|c\n|half whole\n", nil,
		},
		{
			"twice between two looks", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.write("b\n")
					for _, text := range []string{"c\n", "d\n", "e\n"} {
						s.rename()
						s.create()
						s.write(text)
					}
				}}
			},
			"a\n|b\nc\nd\ne\n", nil,
		},
		{
			"copied and cut", ByName,
			func(s *scenario) []func() { return []func(){s.copyTruncate, s.writes("b\n")} },
			"a\n||b\n", nil,
		},
		{
			"copied and cut with something unread", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("b\nha"); s.copyTruncate(); s.write("c\n") }}
			},
			"a\n|b\nha\nc\n", nil,
		},
		{
			"copied and cut twice between two looks", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.write("b\n")
					s.copyTruncate()
					s.write("c\nlonger than what was there\n")
					s.copyTruncate()
					s.write("d\nlonger than all that was there before\n")
				}}
			},
			"a\n|b\nc\nlonger than what was there\nd\nlonger than all that was there before\n", nil,
		},
		{
			"copied, cut and packed", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("b\n"); s.copyTruncate(); s.gzip(s.name+".1", s.name+".1.gz"); s.write("c\n") }}
			},
			"a\n|b\nc\n", nil,
		},
		{
			"cut without a copy", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.check(os.Truncate(s.name, 0)); s.write("b\n") }}
			},
			"a\n|b\n", nil,
		},
		{
			"cut and grown beyond", ByDescriptor,
			func(s *scenario) []func() {
				return []func(){func() { s.check(os.Truncate(s.name, 0)); s.write("longer than before\n") }}
			},
			"a\n|longer than before\n", nil,
		},
		{
			"cut and grown beyond with lines that end alike", ByName,
			func(s *scenario) []func() {
				end := strings.Repeat("x", 2*backSize) + "\n"
				return []func(){s.writes("1" + end), func() { s.copyTruncate(); s.write("b\n2" + end + "3" + end) }}
			},
			"a\n|1" + strings.Repeat("x", 2*backSize) + "\n|b\n2" + strings.Repeat("x", 2*backSize) + "\n3" + strings.Repeat("x", 2*backSize) + "\n", nil,
		},
		{
			"cut under a writer that does not append", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.check(os.Truncate(s.name, 0))
					f, err := os.OpenFile(s.name, os.O_WRONLY, 0)
					s.check(err)
					_, err = f.WriteAt([]byte("b\n"), 5000)
					s.check(err)
					s.check(f.Close())
				}}
			},
			"a\n|b\n", nil,
		},
		{
			"deleted", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("b\n"); s.check(os.Remove(s.name)) }, s.writes("c\n"), s.create, s.writes("d\n")}
			},
			"a\n|b\n|c\n||d\n", nil,
		},
		{
			"packed at once", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("b\n"); s.gzip(s.name, s.name+".1.gz"); s.create(); s.write("c\n") }, s.writes("d\n")}
			},
			"a\n|b\nc\n|d\n", nil,
		},
		{
			"packed later", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.rename(); s.create(); s.write("b\n") }, func() { s.gzip(s.name+".1", s.name+".1.gz") }, s.writes("c\n")}
			},
			"a\n|b\n||c\n", nil,
		},
		{
			"two rotations with packing between two looks", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.rename()
					s.create()
					s.write("b\n")
					s.gzip(s.name+".1", s.name+".1.gz")
					s.rename()
					s.create()
					s.write("c\n")
				}}
			},
			"a\n|b\nc\n", nil,
		},
		{
			"filled, renamed twice and packed, when nothing was read of it", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.rename(); s.create() }, func() {
					s.write("b\n")
					s.rename()
					s.create()
					s.write("c\n")
					s.rename()
					s.gzip(s.name+".2", s.name+".2.gz")
					s.create()
					s.write("d\n")
				}}
			},
			"a\n||b\nc\nd\n", nil,
		},
		{
			"files that begin alike", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					for _, text := range []string{"b\n", "a\nc\n", "a\n"} {
						s.write(text)
						s.rename()
						s.create()
					}
					s.gzip(s.name+".3", s.name+".3.gz")
					s.write("a\nd\n")
				}}
			},
			"a\n|b\na\nc\na\na\nd\n", nil,
		},
		{
			"copied and cut, and begun again alike", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.write("b\n"); s.copyTruncate(); s.write("a\nc\nd\n") }}
			},
			"a\n|b\na\nc\nd\n", nil,
		},
		{
			"nothing was written between two rotations", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.rename()
					s.create()
					s.rename()
					s.create()
					s.gzip(s.name+".1", s.name+".1.gz")
					s.write("b\n")
				}, s.writes("c\n")}
			},
			"a\n|b\n|c\n", nil,
		},
		{
			"dated names", ByName,
			func(s *scenario) []func() {
				return []func(){func() {
					s.write("b\n")
					s.check(os.Rename(s.name, s.name+"-20261121"))
					s.create()
					s.write("c\n")
					s.check(os.Rename(s.name, s.name+"-20261122"))
					s.create()
					s.write("d\n")
				}}
			},
			"a\n|b\nc\nd\n", nil,
		},
		{
			"may not be read for a while", ByName,
			func(s *scenario) []func() {
				return []func(){func() { s.rename(); s.create(); s.write("b\n"); s.denied = true }, s.writes("c\n"), func() { s.denied = false }}
			},
			"a\n|||b\nc\n", []string{"permission denied"},
		},
		{
			"by descriptor the file stays", ByDescriptor,
			func(s *scenario) []func() {
				return []func(){s.rename, s.writes("b\n"), s.create, s.writes("c\n")}
			},
			"a\n||b\n||", nil,
		},
		{
			"deleted by descriptor", ByDescriptor,
			func(s *scenario) []func() {
				return []func(){func() { s.check(os.Remove(s.name)) }, s.writes("b\n")}
			},
			"a\n||b\n", nil,
		},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			s := newScenario(t, test.mode)
			s.write("a\n")
			s.want(s.run(test.steps(s)...), test.want)
			s.wantWarned(test.warn...)
		})
	}
}

// TestSymlink follows a name that is a symbolic link and is pointed elsewhere.
func TestSymlink(t *testing.T) {
	s := newScenario(t, ByName)
	other := filepath.Join(s.dir, "b.log")
	link := filepath.Join(s.dir, "current")
	if err := os.Symlink("mail.log", link); err != nil {
		t.Skip(err)
	}
	s.name = link
	s.write("a\n")
	s.want(s.run(func() {
		s.write("b\n")
		s.check(os.WriteFile(other, []byte("c\n"), 0o644))
		s.check(os.Symlink("b.log", link+".new"))
		s.check(os.Rename(link+".new", link))
	}), "a\n|b\nc\n")
}

// TestAppears waits for a file that is not there yet.
func TestAppears(t *testing.T) {
	notOnWindows(t)
	s := newScenario(t, ByName)
	s.check(os.Remove(s.name))
	s.want(s.run(s.later(0), func() { s.create(); s.write("a\n") }), "||a\n")
	s.wantWarned("no such file")
}

// TestUnlisted follows a log in a directory that may be entered but not listed.
func TestUnlisted(t *testing.T) {
	notOnWindows(t)
	s := newScenario(t, ByName)
	s.opts.World.List = func(dir string) ([]fs.DirEntry, error) {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: fs.ErrPermission}
	}
	s.write("a\n")
	s.want(s.run(
		func() { s.write("b\n"); s.rename(); s.create(); s.write("c\n") },
		func() { s.check(os.Truncate(s.name, 0)); s.write("d\n") },
		func() { s.rename(); s.create() },
		s.writes("e\n"),
	), "a\n|b\nc\n|d\n||e\n")
	s.wantWarned()
}

// TestUnsteady follows a log where the number of a file is another at each look.
func TestUnsteady(t *testing.T) {
	notOnWindows(t)
	s := newScenario(t, ByName)
	other := filepath.Join(s.dir, "other")
	s.check(os.WriteFile(other, nil, 0o644))
	looks := 0
	s.opts.World.Stat = func(name string) (fs.FileInfo, error) {
		if name == s.name+".1" && looks%2 == 0 {
			name = other
		}
		looks++
		return os.Stat(name)
	}
	s.write("a\n")
	s.want(s.run(func() { s.write("b\n"); s.rename(); s.create(); s.write("c\n") }, s.writes("d\n")), "a\n|b\nc\n|d\n")
	if looks > 5000 {
		t.Errorf("%d looks", looks)
	}
}

func TestMissing(t *testing.T) {
	r := NewReader(filepath.Join(t.TempDir(), "mail.log"), Options{Mode: ByDescriptor})
	if _, err := r.Read(make([]byte, 10)); !isMissing(err) {
		t.Errorf("err %v", err)
	}
}

func TestIdle(t *testing.T) {
	s := newScenario(t, ByName)
	s.opts.Idle = errNotRegular // any error will do
	s.write("a\n")
	s.want(s.run(s.later(time.Second), s.later(10*time.Second), s.later(time.Hour), s.writes("b\n"), s.later(10*time.Second)),
		"a\n||(idle)||b\n|(idle)")
}

func TestLongLine(t *testing.T) {
	s := newScenario(t, ByName)
	long := strings.Repeat("x", 3*maxHalf)
	s.write("a\n" + long)
	got := s.run(s.writes("end\n"), s.writes("b\n"))
	want := "a\n" + long
	if strings.ReplaceAll(got, "|", "") != want+"end\nb\n" {
		t.Errorf("%d bytes came, want %d", len(got), len(want))
	}
	if len(s.reader.cur.half) > maxHalf || cap(s.reader.out) > 3*maxHalf {
		t.Errorf("held %d, %d", len(s.reader.cur.half), cap(s.reader.out))
	}
}
