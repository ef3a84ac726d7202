package input

import (
	"path/filepath"
	"strings"
)

// directoryHint shows how to name the files instead.
func directoryHint(name string) string {
	if name == Stdin {
		return "name the files"
	}
	return "name the files, e.g. smtplog annotate " + shown(filepath.Join(name, "*.log"))
}

// missingHint is for a pattern that nothing expanded.
func missingHint(name string) string {
	if strings.ContainsAny(name, "*?[") {
		return "the name holds a pattern that no file matched, or that the shell did not expand"
	}
	return ""
}

// unpackHint shows how to leave the unpacking to the format's own program.
func unpackHint(c Compression, name string) string {
	command := string(c) + " -dc"
	if c == Zstd {
		command = "zstd -dc --long=31"
	}
	if name == Stdin {
		return "unpack it first with " + command
	}
	return "unpack it first: " + command + " " + shown(name) + " | smtplog annotate"
}

// shown is a name as it can stand in a command of a hint.
func shown(name string) string {
	if label(name) != name || strings.ContainsAny(name, " '\"$&;|<>()`") {
		return "FILE"
	}
	return name
}
