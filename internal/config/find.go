package config

import (
	"os"
	"path/filepath"
)

// Find gives the file that counts for a program that runs in the directory dir:
// that of the nearest directory from dir upwards that has one, else the first one
// below own, the folders of the user's settings. It gives "" where there is none.
func Find(dir string, own []string) string {
	for dir != "" {
		if path := filepath.Join(dir, Name); isFile(path) {
			return path
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	for _, base := range own {
		if path := filepath.Join(base, "smtplog", Name); isFile(path) {
			return path
		}
	}
	return ""
}

// isFile tells whether something is there that could be read as a file: one that
// the user may not read is an error, and not passed over.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
