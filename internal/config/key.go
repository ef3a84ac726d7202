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
	// Flag is the flag that it stands for, without its dashes, Command the only
	// command whose flag it is; empty for all that have the flag.
	Flag, Command string
}

// Keys are all keys.
func Keys() []Key { return keys }

var keys = []Key{
	everywhere("lang", Word),
	everywhere("color", Word),
	everywhere("width", Number),
	everywhere("tz", Word),
	everywhere("catalog", Words),
	only("annotate", "explain", Word),
	only("annotate", "checks", Word),
	only("check", "enable", Words),
	only("check", "disable", Words),
	only("check", "level", Table),
	only("check", "fail-on", Word),
	only("check", "format", Word),
}

// everywhere is the key of a flag that every command may have, only that of a
// flag of one.
func everywhere(flag string, kind Kind) Key { return Key{flag, kind, flag, ""} }

func only(command, flag string, kind Kind) Key {
	return Key{command + "." + flag, kind, flag, command}
}
