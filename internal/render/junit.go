package render

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/smtplog/smtplog/internal/check"
)

// JUnit appends a report in the XML that JUnit's runner for Ant began and that
// CI systems read: a test suite for each file, a test case for each check that
// was asked. What is as bad as FailOn is a failure, what is less is told as the
// output of the case. Causes must have been kept apart by file.
func JUnit(dst []byte, r *Checked) []byte {
	var suites []suite
	index := map[string]int{}
	of := func(file string) *suite {
		if file == "" {
			file = "input" // that which is not known by name
		}
		i, ok := index[file]
		if !ok {
			i = len(suites)
			index[file] = i
			suites = append(suites, suite{file: file, found: map[string][]*check.Folded{}})
		}
		return &suites[i]
	}
	for _, file := range r.Files {
		of(file).cases = r.Checks
	}
	for _, f := range r.Causes {
		s := of(f.File)
		s.cases = r.Checks
		s.found[f.Check.ID] = append(s.found[f.Check.ID], f)
	}
	for _, u := range r.Unread {
		s := of(u.File)
		s.unread = append(s.unread, u.Message)
	}
	var tests, failures, errors int
	for i := range suites {
		s := &suites[i]
		for _, c := range s.cases {
			if slices.ContainsFunc(s.found[c.ID], r.fails) {
				s.failures++
			}
		}
		tests += len(s.cases) + len(s.unread)
		failures += s.failures
		errors += len(s.unread)
	}
	dst = append(dst, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<testsuites"...)
	dst = appendAttr(dst, "name", "smtplog check")
	dst = appendTally(dst, tests, failures, errors)
	dst = append(dst, ">\n"...)
	for i := range suites {
		dst = r.suite(dst, &suites[i])
	}
	return append(dst, "</testsuites>\n"...)
}

// suite is what was found in one file, by check.
type suite struct {
	file     string
	cases    []*check.Check // none for a file that could not be opened
	found    map[string][]*check.Folded
	unread   []string
	failures int
}

func (r *Checked) fails(f *check.Folded) bool { return f.Level >= r.FailOn }

func (r *Checked) suite(dst []byte, s *suite) []byte {
	dst = append(dst, "  <testsuite"...)
	dst = appendAttr(dst, "name", s.file)
	dst = appendTally(dst, len(s.cases)+len(s.unread), s.failures, len(s.unread))
	dst = append(dst, ">\n"...)
	for _, message := range s.unread {
		dst = appendCase(dst, "input", s.file)
		dst = append(dst, ">\n      <error"...)
		dst = appendAttr(dst, "message", message)
		dst = append(dst, "/>\n    </testcase>\n"...)
	}
	for _, c := range s.cases {
		dst = appendCase(dst, c.ID, s.file)
		found := s.found[c.ID]
		if len(found) == 0 {
			dst = append(dst, "/>\n"...)
			continue
		}
		dst = append(dst, ">\n"...)
		first := slices.IndexFunc(found, r.fails)
		if first >= 0 {
			f := found[first]
			dst = append(dst, "      <failure"...)
			dst = appendAttr(dst, "message", f.Message)
			dst = appendAttr(dst, "type", f.Level.String())
			dst = append(dst, '>')
			for _, f := range found {
				if r.fails(f) {
					dst = appendFound(dst, f)
				}
			}
			dst = appendXML(dst, c.Why)
			dst = append(dst, '\n')
			dst = appendXML(dst, CheckURI(c.ID))
			dst = append(dst, "</failure>\n"...)
		}
		if slices.ContainsFunc(found, func(f *check.Folded) bool { return !r.fails(f) }) {
			dst = append(dst, "      <system-out>"...)
			for _, f := range found {
				if !r.fails(f) {
					dst = appendFound(dst, f)
				}
			}
			dst = append(dst, "</system-out>\n"...)
		}
		dst = append(dst, "    </testcase>\n"...)
	}
	return append(dst, "  </testsuite>\n"...)
}

// appendCase appends the beginning of a test case. Readers of the format demand
// a time; checks are asked all at once and have none of their own.
func appendCase(dst []byte, name, class string) []byte {
	dst = append(dst, "    <testcase"...)
	dst = appendAttr(dst, "name", name)
	dst = appendAttr(dst, "classname", class)
	return append(dst, ` time="0"`...)
}

func appendTally(dst []byte, tests, failures, errors int) []byte {
	dst = appendAttr(dst, "tests", strconv.Itoa(tests))
	dst = appendAttr(dst, "failures", strconv.Itoa(failures))
	dst = appendAttr(dst, "errors", strconv.Itoa(errors))
	return append(dst, ` skipped="0"`...)
}

// appendFound appends a finding as a line of text.
func appendFound(dst []byte, f *check.Folded) []byte {
	dst = appendXML(dst, f.File+":")
	if f.Line > 0 {
		dst = strconv.AppendInt(dst, f.Line, 10)
		dst = append(dst, ':')
	}
	dst = append(append(append(dst, ' '), f.Level.String()...), ": "...)
	dst = appendXML(dst, f.Message)
	dst = append(dst, " ["...)
	dst = append(dst, f.Check.ID...)
	if f.Check.Ref != "" {
		dst = append(append(dst, ", "...), f.Check.Ref...)
	}
	dst = append(dst, ']')
	dst = appendXML(dst, again(f))
	return append(dst, '\n')
}

func appendAttr(dst []byte, name, value string) []byte {
	dst = append(append(append(dst, ' '), name...), `="`...)
	return append(appendXML(dst, value), '"')
}

// appendXML appends text for an element or an attribute. Control bytes, which
// XML 1.0 cannot hold at all, are spelled out.
func appendXML(dst []byte, s string) []byte {
	for _, c := range shownText(s) {
		switch {
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '"':
			dst = append(dst, "&quot;"...)
		case c == '\t':
			dst = append(dst, "&#9;"...)
		case c == 0xfffe || c == 0xffff: // UTF-8, but no characters of XML
			dst = append(dst, "\ufffd"...)
		default:
			dst = utf8.AppendRune(dst, c)
		}
	}
	return dst
}
