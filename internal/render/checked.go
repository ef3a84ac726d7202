package render

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/check"
)

// Checked is a run of the checks, for reports that are one document.
type Checked struct {
	// Version is the program's.
	Version string
	// Checks are those that were asked, ordered by ID.
	Checks []*check.Check
	// Files are the inputs in the order in which they were read; "-" is standard
	// input.
	Files []string
	// Causes is what was found, in the order in which it was.
	Causes []*check.Folded
	// Beyond counts findings of which no cause is told.
	Beyond int64
	// Unread is what could not be read.
	Unread []Unread
	// FailOn is the level from which on a finding is a failure.
	FailOn check.Level
	// Catalog knows the titles of sections.
	Catalog *catalog.Catalog
}

// Unread is an input that could not be read, or not to its end.
type Unread struct{ File, Message string }

// projectURI is where the project lives.
const projectURI = "https://github.com/smtplog/smtplog"

// CheckURI gives the address of what docs/checks.md says of a check. The anchor
// is that which the page's heading gets.
func CheckURI(id string) string {
	return projectURI + "/blob/main/docs/checks.md#" + strings.ReplaceAll(id, "/", "")
}

// stdinName is how standard input is called on a command line.
const stdinName = "-"

// shownText gives a text as it may stand in any report: control bytes and what
// is not UTF-8 are spelled out.
func shownText(s string) string {
	return string(appendVisible(nil, []byte(strings.TrimRight(s, "\n"))))
}

// asSentence gives a title as a sentence.
func asSentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:] + "."
}

// Silence says how to do without a check.
func Silence(c *check.Check) string {
	if strings.Contains(c.Silence, "--disable") {
		return c.Silence
	}
	return strings.TrimSpace(c.Silence + " Leave it out with --disable " + c.ID + ".")
}

// again tells how often a finding came again and where it stands last; empty
// where it came once.
func again(f *check.Folded) string {
	if f.Count < 2 {
		return ""
	}
	s := " and " + strconv.FormatInt(f.Count-1, 10) + " more, the last on "
	if f.LastFile != f.File {
		s += shownText(f.LastFile) + ":"
	} else {
		s += "line "
	}
	return s + strconv.FormatInt(f.LastLine, 10)
}

// briefRefs writes the sections of one RFC behind its name once: "RFC 5321 §3.3,
// §4.1.4".
func briefRefs(refs string) string {
	var b strings.Builder
	last := ""
	for ref := range strings.SplitSeq(refs, ", ") {
		doc, section, ok := strings.Cut(ref, " §")
		switch {
		case b.Len() > 0 && ok && doc == last:
			b.WriteString(", §" + section)
		case b.Len() > 0:
			b.WriteString(", " + ref)
		default:
			b.WriteString(ref)
		}
		last = doc
	}
	return b.String()
}
