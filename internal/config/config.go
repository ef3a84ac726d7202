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
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Name is what the file is called.
const Name = "smtplog.toml"

// maxSize bounds a file; nobody writes a thousandth of it.
const maxSize = 1 << 20

// Kind is what can stand behind a key.
type Kind uint8

// The kinds.
const (
	// Word is a string.
	Word Kind = iota + 1
	// Number is a whole number.
	Number
	// Words is a list of strings.
	Words
	// Table is a table whose keys are up to the user, with a string behind each.
	Table
)

var kindNames = [...]string{"", `a string, such as "word"`, "a whole number", `a list of strings, such as ["word"]`, "a table of strings"}

// String says it as a message does.
func (k Kind) String() string { return kindNames[k] }

// Key is one of the keys that a file may have.
type Key struct {
	// Name is the key with its tables, joined by dots.
	Name string
	Kind Kind
	// Flag is the flag that it stands for, without its dashes, and Command the
	// only one of whose it is; empty for all that have the flag.
	Flag, Command string
}

// Keys are all keys.
func Keys() []Key { return keys }

var keys = []Key{
	{"lang", Word, "lang", ""},
	{"color", Word, "color", ""},
	{"width", Number, "width", ""},
	{"tz", Word, "tz", ""},
	{"catalog", Words, "catalog", ""},
	{"annotate.explain", Word, "explain", "annotate"},
	{"annotate.checks", Word, "checks", "annotate"},
	{"check.enable", Words, "enable", "check"},
	{"check.disable", Words, "disable", "check"},
	{"check.level", Table, "level", "check"},
	{"check.fail-on", Word, "fail-on", "check"},
	{"check.format", Word, "format", "check"},
}

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

func lookup(root map[string]any, name string) (any, bool) {
	table, key, ok := strings.Cut(name, ".")
	if !ok {
		v, ok := root[name]
		return v, ok
	}
	t, _ := root[table].(map[string]any)
	v, ok := t[key]
	return v, ok
}

// reader makes values of what the TOML package gives.
type reader struct {
	path   string
	places places
}

// unknown gives an error for the first key of the file that is none.
func (r *reader) unknown(root map[string]any, table string) error {
	var first *Error
	note := func(e *Error) {
		if first == nil || e.Line < first.Line {
			first = e
		}
	}
	for name, v := range root {
		path := name
		if table != "" {
			path = table + "." + name
		}
		line := r.places.line(path)
		known, isTable := false, false
		var words []string
		for _, k := range keys {
			head, rest, nested := strings.Cut(k.Name, ".")
			switch {
			case table == "":
				known = known || head == name
				isTable = isTable || head == name && nested
				words = append(words, head)
			case head == table:
				known = known || rest == name
				words = append(words, rest)
			}
		}
		words = slices.Compact(words)
		if !known {
			where := ""
			if table != "" {
				where = " in [" + table + "]"
			}
			note(&Error{Path: r.path, Line: line, Message: fmt.Sprintf("unknown key %q%s", name, where), Word: name, Words: words})
			continue
		}
		if !isTable {
			continue
		}
		inner, ok := v.(map[string]any)
		if !ok {
			note(&Error{Path: r.path, Line: line, Message: fmt.Sprintf("%s is a table: write [%s] on a line of its own, and its keys below", name, name)})
			continue
		}
		var inside *Error
		if err := r.unknown(inner, name); errors.As(err, &inside) {
			note(inside)
		}
	}
	if first == nil {
		return nil
	}
	return first
}

// value takes what stands behind a key.
func (r *reader) value(k Key, v any) (Value, error) {
	value := Value{Key: k, Line: r.places.line(k.Name)}
	wrong := func(line int) error {
		return &Error{Path: r.path, Line: line, Message: k.Name + " takes " + k.Kind.String()}
	}
	switch v := v.(type) {
	case string:
		if k.Kind != Word {
			return value, wrong(value.Line)
		}
		value.Text = v
	case int64:
		if k.Kind != Number {
			return value, wrong(value.Line)
		}
		value.Text = fmt.Sprint(v)
	case []any:
		if k.Kind != Words {
			return value, wrong(value.Line)
		}
		for i, x := range v {
			line := r.places.element(k.Name, i)
			word, ok := x.(string)
			if !ok {
				return value, wrong(line)
			}
			value.List = append(value.List, Item{Text: word, Line: line})
		}
	case map[string]any:
		if k.Kind != Table {
			return value, wrong(value.Line)
		}
		for name, x := range v {
			line := r.places.line(k.Name + "." + name)
			word, ok := x.(string)
			if !ok {
				e := &Error{Path: r.path, Line: line, Message: fmt.Sprintf("%q in %s takes %v", name, k.Name, Word)}
				if _, nested := x.(map[string]any); nested {
					e.Message = fmt.Sprintf("%q in %s: a name with a dot needs quotes", name, k.Name)
				}
				return value, e
			}
			value.List = append(value.List, Item{Name: name, Text: word, Line: line})
		}
		slices.SortFunc(value.List, func(a, b Item) int {
			if a.Line != b.Line {
				return a.Line - b.Line
			}
			return strings.Compare(a.Name, b.Name)
		})
	default:
		return value, wrong(value.Line)
	}
	return value, nil
}
