package tail

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestRotated(t *testing.T) {
	for _, test := range []struct{ there, want string }{
		{"mail.log", ""},
		{"mail.log mail.log.1 mail.log.2.gz mail.log.10.xz mail.log.3.zst mail.log.4.bz2", "10.xz 4.bz2 3.zst 2.gz 1"},
		{"mail.log-20261122.gz mail.log-20261121.gz mail.log-20261123", "20261121.gz 20261122.gz 20261123"},
		{"mail.log-2026112205 mail.log-2026112204.gz mail.log-20261122-053000", "2026112204.gz 2026112205 20261122-053000"},
		{"mail.log-1795325938 mail.log-1795325838.gz", "1795325838.gz 1795325938"},
		{"mail.log-2026-11-22 mail.log.2026-11-21 mail.log_20261120", "20 21 22"},
		{"mail.log.1 mail.log.1.gz mail.log.2.gz", "2.gz 1"},
		{"mail.log.bak mail.log.old mail.log~ mail.log.1x mail.log-x mail.log.gz mail.log2 mail.log. mail.log- xmail.log.1 mail.log.123456", ""},
	} {
		dir := t.TempDir()
		for name := range strings.FieldsSeq(test.there) {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		names, err := Rotated(filepath.Join(dir, "mail.log"))
		if err != nil {
			t.Fatal(err)
		}
		var ends []string
		ends = append(ends, strings.Fields(test.want)...)
		ok := len(names) == len(ends)
		for i := range names {
			ok = ok && strings.HasSuffix(names[i], ends[i])
		}
		if !ok {
			t.Errorf("%s: got %v, want %v", test.there, names, ends)
		}
	}
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("mail.log.1", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if names, err := Rotated("mail.log"); err != nil || !reflect.DeepEqual(names, []string{"mail.log.1"}) {
		t.Errorf("%v %v", names, err)
	}
}

func TestLastLines(t *testing.T) {
	long := strings.Repeat("x", 70<<10) + "\n"
	for _, test := range []struct {
		text   string
		n      int64
		want   string
		before int64
	}{
		{"", 3, "", 0},
		{"a\nb\nc\n", 2, "b\nc\n", 1},
		{"a\nb\nc\n", 0, "", 3},
		{"a\nb\nc\n", 3, "a\nb\nc\n", 0},
		{"a\nb\nc\n", 9, "a\nb\nc\n", 0},
		{"a\nb\nhalf", 1, "b\nhalf", 1},
		{"half", 1, "half", 0},
		{"a\n" + long + long, 1, long, 2},
		{"a\n" + long + long, 2, long + long, 1},
	} {
		r := strings.NewReader(test.text)
		off, before, err := lastLines(r, test.n, true)
		if err != nil || test.text[off:] != test.want || before != test.before {
			t.Errorf("last %d of %.20q: from %d, %d lines before, %v", test.n, test.text, off, before, err)
		}
	}
}
