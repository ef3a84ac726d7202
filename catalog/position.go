package catalog

import "strings"

// tablePlaces knows on which lines the tables of a TOML file begin. The TOML
// package tells the place of syntax errors only, and a fault in an entry is of
// little use without its line.
type tablePlaces struct {
	lines  []string
	tables map[string][]int // name of an array of tables to the lines of its elements
}

func findTables(text string) tablePlaces {
	p := tablePlaces{lines: strings.Split(text, "\n"), tables: map[string][]int{}}
	quote := ""
	for i, line := range p.lines {
		trimmed := strings.TrimSpace(line)
		if quote == "" && strings.HasPrefix(trimmed, "[[") {
			if name, _, ok := strings.Cut(trimmed[2:], "]]"); ok {
				name = strings.TrimSpace(name)
				p.tables[name] = append(p.tables[name], i+1)
			}
		}
		quote = openQuote(trimmed, quote)
	}
	return p
}

// openQuote tells which quotes of a text over several lines are open behind line.
func openQuote(line, quote string) string {
	for line != "" {
		if quote != "" {
			_, rest, ok := strings.Cut(line, quote)
			if !ok {
				return quote
			}
			line, quote = rest, ""
			continue
		}
		double, single := strings.Index(line, `"""`), strings.Index(line, "'''")
		switch {
		case double >= 0 && (single < 0 || double < single):
			line, quote = line[double+3:], `"""`
		case single >= 0:
			line, quote = line[single+3:], "'''"
		default:
			return ""
		}
	}
	return quote
}

// table gives the line on which element n of an array of tables begins, 0 where
// it is written in another form.
func (p tablePlaces) table(name string, n int) int {
	if n >= len(p.tables[name]) {
		return 0
	}
	return p.tables[name][n]
}

// lineOfKey gives the first line that sets the last part of a key, below a table
// of its first part.
func (p tablePlaces) lineOfKey(key []string) int {
	last := key[len(key)-1]
	first := p.table(key[0], 0)
	for i := max(first-1, 0); i < len(p.lines); i++ {
		line := strings.TrimSpace(p.lines[i])
		if strings.HasPrefix(line, "[") && strings.Contains(line, last) {
			return i + 1
		}
		for at := 0; ; {
			n := strings.Index(line[at:], last)
			if n < 0 {
				break
			}
			before, after := strings.TrimRight(line[:at+n], " \t"), strings.TrimLeft(line[at+n+len(last):], " \t\"'")
			if (before == "" || strings.ContainsAny(before[len(before)-1:], "{,\"'.")) && strings.HasPrefix(after, "=") {
				return i + 1
			}
			at += n + len(last)
		}
	}
	return 0
}
