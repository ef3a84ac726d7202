//go:build unix

package input

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestPermission(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "exim4")
	name := filepath.Join(dir, "mainlog")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	group, owner := groupName(uint32(os.Getgid())), userName(uint32(os.Getuid()))
	tests := []struct {
		path string
		mode fs.FileMode
		hint string
	}{
		{name, 0o640, "members of the group " + group + " may read it"},
		{name, 0o600, "only its owner " + owner + " may read it"},
		{dir, 0o710, "members of the group " + group + " may enter " + dir},
		{dir, 0o700, "only its owner " + owner + " may enter " + dir},
	}
	for _, test := range tests {
		if err := os.Chmod(test.path, test.mode); err != nil {
			t.Fatal(err)
		}
		if hint := permissionHint(test.path); !strings.HasPrefix(hint, test.hint) {
			t.Errorf("%v of %s: hint %q, want %q", test.mode, test.path, hint, test.hint)
		}
	}
	// A path that cannot be looked at has its nearest directory named.
	if err := os.Chmod(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	if hint := permissionHint(filepath.Join(dir, "a", "b")); !strings.Contains(hint, "may enter "+dir) {
		t.Errorf("hint %q does not name %s", hint, dir)
	}
	if hint := groupName(4_000_000_000); hint != "4000000000" {
		t.Errorf("a group without a name is %q", hint)
	}

	err := openError(name, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES})
	if !errors.Is(err, fs.ErrPermission) || err.Hint == "" || strings.Count(err.Error(), name) != 1 {
		t.Errorf("error is %q, want permission denied with a hint, and the name once", err)
	}
}

// A named pipe that nobody writes to any more must not hold Close up.
func TestCloseNamedPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Skip(err)
	}
	w, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	defer w.Close()
	if _, err := w.Write(testdata(t, "sample.gz")[:400]); err != nil {
		t.Fatal(err)
	}
	s, err := Open(name, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Size != -1 || s.Compression != Gzip {
		t.Errorf("size %d, compression %q", s.Size, s.Compression)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	if _, err := io.ReadAll(s); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Read after Close: %v", err)
	}
}

// A terminal is not waited for: the program has to say first that it is waiting.
func TestTerminal(t *testing.T) {
	f, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	if !isTerminal(f) {
		t.Skip("the controlling side of a terminal is none here")
	}
	s, err := Open(Stdin, Options{Stdin: f})
	if err != nil {
		t.Fatal(err)
	}
	if !s.Terminal || s.Consumed() != 0 {
		t.Errorf("terminal %v, consumed %d", s.Terminal, s.Consumed())
	}
}
