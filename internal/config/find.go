package config

import (
	"os"
	"path/filepath"
	"runtime"
)

// Find gives the file that counts for a program that runs in the directory dir:
// that of the nearest directory from dir upwards that has one, else the user's
// own. It gives "" where there is none. getenv is [os.Getenv].
func Find(dir string, getenv func(string) string) string {
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
	if own := userDir(runtime.GOOS, getenv); own != "" {
		if path := filepath.Join(own, "smtplog", Name); isFile(path) {
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

// userDir gives where a user keeps configuration: $XDG_CONFIG_HOME on every
// system, if it is absolute as its specification demands, else where the system
// has it.
func userDir(system string, getenv func(string) string) string {
	if dir := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	in := func(variable string, below ...string) string {
		dir := getenv(variable)
		if dir == "" {
			return ""
		}
		return filepath.Join(append([]string{dir}, below...)...)
	}
	switch system {
	case "windows":
		return in("AppData")
	case "darwin":
		return in("HOME", "Library", "Application Support")
	}
	return in("HOME", ".config")
}
