package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

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
