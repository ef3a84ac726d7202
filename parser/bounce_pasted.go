package parser

import (
	"bytes"
	"html"
)

// quoteDepth counts the marks of quotation before a line: "> > text", ">> text".
func quoteDepth(line []byte) (n int) {
	for _, c := range trimLeft(line) {
		switch c {
		case '>':
			n++
		case ' ':
		default:
			return n
		}
	}
	return n
}

// pastedLine gives what a line of a bounce was before it was pasted: without
// the marks of a quotation of that depth, of Markdown, and of forums' codes.
func pastedLine(line []byte, depth int) []byte {
	line = unquote(line, depth)
	line = unnumbered(line)
	if bytes.IndexByte(line, '`') >= 0 {
		t := trimSpace(line)
		if hasPrefix(t, "```") {
			return nil
		}
		if t[0] == '`' {
			line = bytes.TrimLeft(t, "`")
		}
		line = bytes.TrimRight(line, "` ")
	}
	if i := index(line, "]("); i > 0 {
		line = unlinked(line)
	}
	if t := trimSpace(line); len(t) > 5 && t[0] == '*' && t[1] == '*' && t[2] != '*' && t[2] != ' ' && hasSuffix(t, "**") {
		line = t[2 : len(t)-2]
	}
	if index(line, "[/email]") > 0 || index(line, "[/url]") > 0 {
		line = without(line, "[email]", "[/email]", "[url]", "[/url]")
	}
	if index(line, "<br") >= 0 || index(line, "<p>") >= 0 || index(line, "</p>") >= 0 {
		line = without(line, "<br />", "<br/>", "<br>", "<p>", "</p>")
	}
	if index(line, "&lt;") >= 0 {
		line = []byte(html.UnescapeString(string(line)))
	}
	return line
}

// unquote takes up to depth marks of quotation off, and those that stand alone
// before a blank: arrows of a transcript are not among them.
func unquote(line []byte, depth int) []byte {
	for {
		t := trimLeft(line)
		if len(t) == 0 || t[0] != '>' || depth <= 0 && len(t) > 1 && t[1] != ' ' {
			return line
		}
		depth--
		line = t[1:]
		if len(line) > 0 && line[0] == ' ' {
			line = line[1:]
		}
	}
}

// unnumbered takes the number of a list's entry off: "  2. text".
func unnumbered(line []byte) []byte {
	t := trimLeft(line)
	n := len(line) - len(t)
	if _, k := atoi(t, 2); n > 0 && k > 0 && hasPrefix(t[k:], ". ") {
		return t[k+2:]
	}
	return line
}

// unlinked puts the text of Markdown's links, [text](address), in their place.
func unlinked(line []byte) []byte {
	out := make([]byte, 0, len(line))
	for len(line) > 0 {
		mid := index(line, "](")
		if mid < 0 {
			break
		}
		end := bytes.IndexByte(line[mid:], ')')
		from := bytes.LastIndexByte(line[:mid], '[')
		if end < 0 || from < 0 {
			out = append(out, line[:mid+2]...)
			line = line[mid+2:]
			continue
		}
		out = append(out, line[:from]...)
		out = append(out, line[from+1:mid]...)
		line = line[mid+end+1:]
	}
	return append(out, line...)
}

// without gives a copy of line without some texts.
func without(line []byte, texts ...string) []byte {
	line = append([]byte(nil), line...)
	for _, t := range texts {
		line = bytes.ReplaceAll(line, []byte(t), nil)
	}
	return line
}
