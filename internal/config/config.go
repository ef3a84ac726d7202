// Package config finds and reads smtplog.toml, in which a project or a user
// keeps what would otherwise be flags.
//
// [Find] gives the file that counts, [Load] reads it. The keys, and what can
// stand behind them, are in [Keys]; whatever else stands in a file is an error
// that names the line.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// Name is what the file is called.
const Name = "smtplog.toml"

// maxSize bounds a file; nobody writes a thousandth of it.
const maxSize = 1 << 20

// Value is what stands behind a key.
type Value struct {
	Key
	// Line is where it stands.
	Line int
	// Text is the word or the number; empty for the other kinds.
	Text string
	// List are the words of a list, or the pairs of a table in the order of the
	// file.
	List []Item
}

// Item is a word of a list, or a key of a table and what stands behind it.
type Item struct {
	Name, Text string
	Line       int
}

// File is a configuration that was read.
type File struct {
	// Path is where it was read from.
	Path   string
	values []Value
}

// Values gives what stands in the file, in the order of [Keys]. A nil File has
// nothing.
func (f *File) Values() []Value {
	if f == nil {
		return nil
	}
	return f.values
}

// Get gives what stands behind a key.
func (f *File) Get(name string) (Value, bool) {
	for _, v := range f.Values() {
		if v.Name == name {
			return v, true
		}
	}
	return Value{}, false
}

// Error is what is wrong with a file.
type Error struct {
	Path string
	// Line is where; 0 where it is the file as a whole.
	Line    int
	Message string
	// Word is what was written and Words what could be instead, where that is
	// what is wrong.
	Word  string
	Words []string
	// Err is the cause, where another error is.
	Err error
}

// Error gives file, line and fault.
func (e *Error) Error() string {
	place := e.Path
	if e.Line > 0 {
		place += fmt.Sprintf(":%d", e.Line)
	}
	return place + ": " + e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Load reads a file. What is wrong with it is an [Error].
func Load(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if info.Size() > maxSize {
		return nil, &Error{Path: path, Message: "is too large for a configuration"}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return Parse(path, string(text))
}

func unreadable(path string, err error) error {
	cause := err
	var of *fs.PathError
	if errors.As(err, &of) {
		cause = of.Err
	}
	return &Error{Path: path, Message: cause.Error(), Err: err}
}

// Parse reads the text of a file; path is for messages.
func Parse(path, text string) (*File, error) {
	text = strings.TrimPrefix(text, "\ufeff") // Windows' editors put it there
	var root map[string]any
	if _, err := toml.Decode(text, &root); err != nil {
		var bad toml.ParseError
		if errors.As(err, &bad) {
			return nil, &Error{Path: path, Line: bad.Position.Line, Message: bad.Message, Err: err}
		}
		return nil, &Error{Path: path, Message: err.Error(), Err: err}
	}
	f := &File{Path: path}
	r := reader{path: path, places: findPlaces(text)}
	if err := r.unknown(root, ""); err != nil {
		return nil, err
	}
	for _, k := range keys {
		v, ok := lookup(root, k.Name)
		if !ok {
			continue
		}
		value, err := r.value(k, v)
		if err != nil {
			return nil, err
		}
		f.values = append(f.values, value)
	}
	return f, nil
}
