package config

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
