package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/spf13/pflag"
)

// mostFaults bounds how many faults of a user's files are told when something else
// was asked for.
const mostFaults = 10

// addCatalog gives commands the flag that lays the user's files over the built-in
// catalog.
func (p *program) addCatalog(flags *pflag.FlagSet) {
	flags.StringArrayVar(&p.catalogFiles, "catalog", nil, "`FILE` or folder of entries of your own, laid over the built-in ones (repeatable)")
}

// openCatalog gives the catalog that counts in this run: the built-in one, with the
// user's own folder and what --catalog names laid over it.
func (p *program) openCatalog() (*catalog.Catalog, error) {
	if p.catalog != nil {
		return p.catalog, nil
	}
	c := catalog.Default()
	var err error
	if dir := p.userCatalog(); dir != "" {
		if c, err = c.Extend(systemFiles{}, filepath.ToSlash(dir)); err != nil {
			return nil, faultyCatalog(err, "mend it, or move it out of "+dir)
		}
	}
	if len(p.catalogFiles) > 0 {
		if c, err = c.Extend(systemFiles{}, slashed(p.catalogFiles)...); err != nil {
			return nil, faultyCatalog(err, "mend it, or leave out --catalog")
		}
	}
	p.catalog = c
	return c, nil
}

// faultyCatalog makes wrong use of faults in a user's files.
func faultyCatalog(err error, wayOut string) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return wrongUse("--catalog: %v", err)
	}
	lines := faultLines(err)
	told := strings.Join(lines[:min(len(lines), mostFaults)], "\nsmtplog: ")
	if more := len(lines) - mostFaults; more > 0 {
		told += "\nsmtplog: and " + plural(int64(more), "more fault", "more faults")
	}
	e := wrongUse("%s", told)
	e.hint = wayOut + "; to test it: smtplog catalog verify FILE"
	return e
}

// userCatalog gives the folder of the user's own entries, "" where there is none.
func (p *program) userCatalog() string {
	for _, base := range p.configDirs() {
		dir := filepath.Join(base, "smtplog", "catalog")
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// configDirs gives the folders in which a user's settings may be, the first one
// first.
func (p *program) configDirs() []string {
	// The XDG rule: a path that is not absolute does not count.
	if dir := p.getenv("XDG_CONFIG_HOME"); dir != "" && filepath.IsAbs(dir) {
		return []string{dir}
	}
	var dirs []string
	if home := p.getenv("HOME"); home != "" {
		dirs = append(dirs, filepath.Join(home, ".config"))
	}
	if p.configDir != nil {
		if dir, err := p.configDir(); err == nil {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// systemFiles opens files by the names that the user gave, absolute ones and
// those above the working directory too, which os.DirFS does not.
type systemFiles struct{}

func (systemFiles) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

func slashed(files []string) []string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.ToSlash(f)
	}
	return names
}

// faultLines gives the faults that a joined error holds, a line each.
func faultLines(err error) []string {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, faultLines(e)...)
		}
		return lines
	}
	return []string{strings.TrimSpace(err.Error())}
}
