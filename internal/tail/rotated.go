package tail

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// packings are the endings of compressed files.
var packings = []string{".gz", ".xz", ".zst", ".bz2"}

// rotatedName is one file of a rotated set.
type rotatedName struct {
	name   string
	stem   string // the name without the ending of a compression
	number int64  // N of mail.log.N; -1 for none
	date   string // of mail.log-20261122, as digits; empty for none
	packed bool
	entry  os.DirEntry
	mod    int64
}

// Rotated lists the files that were rotated away from name, the oldest first
// and name itself not among them: name.N and name-DATE, where DATE is
// 20261122, 2026-11-22, either with an hour or a time of day behind it, or
// seconds since 1970, each also with .gz, .xz, .zst or .bz2. Of a file that is
// there both plain and compressed only the plain one is listed: the other may
// still be being written.
func Rotated(name string) ([]string, error) {
	dir, base := filepath.Split(name)
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	return rotatedOf(name, base, entries), nil
}

// rotatedOf does it with the directory's entries; base is the name without its
// directory.
func rotatedOf(name, base string, entries []os.DirEntry) []string {
	var set []rotatedName
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), base)
		if !ok || e.IsDir() {
			continue
		}
		r, ok := parseRotated(rest)
		if !ok {
			continue
		}
		r.name = strings.TrimSuffix(name, base) + e.Name()
		r.stem = r.name
		if r.packed {
			r.stem = strings.TrimSuffix(r.name, filepath.Ext(r.name))
		}
		r.entry = e
		set = append(set, r)
	}
	return order(set)
}

// parseRotated reads what stands behind the name of a log.
func parseRotated(rest string) (rotatedName, bool) {
	r := rotatedName{number: -1}
	for _, p := range packings {
		if plain, ok := strings.CutSuffix(rest, p); ok {
			rest, r.packed = plain, true
			break
		}
	}
	if len(rest) < 2 {
		return r, false
	}
	switch kind, tail := rest[0], rest[1:]; {
	case kind == '.' && digitsOnly(tail) && len(tail) < 6:
		r.number, _ = strconv.ParseInt(tail, 10, 64)
		return r, true
	case kind == '-' || kind == '.' || kind == '_':
		digits := strings.Map(func(c rune) rune {
			if c == '-' || c == '_' || c == ':' || c == 'T' || c == '.' {
				return -1
			}
			return c
		}, tail)
		// A date, with an hour, with a time of day; or seconds since 1970.
		if digitsOnly(digits) && len(digits) >= 8 && len(digits) <= 14 && tail[0] >= '0' && tail[0] <= '9' {
			r.date = digits
			return r, true
		}
	}
	return r, false
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// order puts the oldest first. Numbers and dates have an order of their own;
// where a set has both, the time of the last change decides.
func order(set []rotatedName) []string {
	numbers, dates := false, false
	for i := range set {
		numbers = numbers || set[i].number >= 0
		dates = dates || set[i].date != ""
	}
	for i := range set {
		if !numbers || !dates {
			break
		}
		if info, err := set[i].entry.Info(); err == nil {
			set[i].mod = info.ModTime().UnixNano()
		}
	}
	slices.SortFunc(set, func(a, b rotatedName) int {
		if numbers && dates {
			if c := cmp.Compare(a.mod, b.mod); c != 0 {
				return c
			}
		}
		return cmp.Or(cmp.Compare(b.number, a.number), cmp.Compare(a.date, b.date), cmp.Compare(a.name, b.name))
	})
	var names []string
	for i := range set {
		r := &set[i]
		if r.packed && slices.ContainsFunc(set, func(o rotatedName) bool { return !o.packed && o.stem == r.stem }) {
			continue
		}
		names = append(names, r.name)
	}
	return names
}
