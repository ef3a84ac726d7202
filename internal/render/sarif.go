package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/smtplog/smtplog/internal/check"
)

// sarifSchema is the address of the schema of SARIF 2.1.0.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// SARIF appends a report in the Static Analysis Results Interchange Format,
// version 2.1.0: the checks that were asked as rules, each cause as a result
// with its count, and what could not be read as a notification.
func SARIF(dst []byte, r *Checked) []byte {
	index := make(map[string]int, len(r.Checks))
	driver := sarifDriver{Name: "smtplog", Version: r.Version, InformationURI: projectURI, Rules: []sarifRule{}}
	for i, c := range r.Checks {
		index[c.ID] = i
		driver.Rules = append(driver.Rules, r.rule(c))
	}
	run := sarifRun{
		Tool:        sarifTool{driver},
		Invocations: []sarifInvocation{{Successful: len(r.Unread) == 0}},
		Results:     []sarifResult{},
	}
	notes := &run.Invocations[0].Notifications
	for _, u := range r.Unread {
		n := sarifNotification{Level: "error", Message: sarifText(u.Message)}
		if u.File != "" {
			n.Locations = []sarifLocation{placeOf(u.File, 0)}
		}
		*notes = append(*notes, n)
	}
	if r.Beyond > 0 {
		*notes = append(*notes, sarifNotification{
			Level:   "warning",
			Message: sarifText(fmt.Sprintf("%d findings of further causes are counted but not told.", r.Beyond)),
		})
	}
	for _, f := range r.Causes {
		run.Results = append(run.Results, resultOf(f, index[f.Check.ID]))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	// Only a writer that fails, or a type that cannot be encoded, gives an error.
	_ = e.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
	return append(dst, b.Bytes()...)
}

// The parts of a SARIF log that are written here; all of them are in section 3
// of the specification, by the names of its properties.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string          `json:"id"`
		Name          string          `json:"name"`
		Short         sarifMessage    `json:"shortDescription"`
		Full          sarifMessage    `json:"fullDescription"`
		Help          sarifMessage    `json:"help"`
		HelpURI       string          `json:"helpUri"`
		Configuration sarifLevel      `json:"defaultConfiguration"`
		Properties    sarifProperties `json:"properties"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifProperties struct {
		Tags []string `json:"tags"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Count        int64             `json:"occurrenceCount"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int64 `json:"startLine"`
	}
)

// causeFingerprint names how a cause is told from others; a fingerprint that is
// made in another way gets another number.
const causeFingerprint = "smtplogCause/v1"

func resultOf(f *check.Folded, rule int) sarifResult {
	result := sarifResult{
		RuleID:       f.Check.ID,
		RuleIndex:    rule,
		Level:        sarifLevelOf(f.Level),
		Message:      sarifText(f.Message),
		Locations:    []sarifLocation{placeOf(f.File, f.Line)},
		Fingerprints: map[string]string{causeFingerprint: fmt.Sprintf("%016x", f.Key)},
		Count:        f.Count,
	}
	if f.Count > 1 {
		last := placeOf(f.LastFile, f.LastLine)
		message := sarifText(fmt.Sprintf("the last of %d", f.Count))
		last.Message = &message
		result.Related = []sarifLocation{last}
	}
	return result
}

// rule gives what is to be said of a check.
func (r *Checked) rule(c *check.Check) sarifRule {
	rule := sarifRule{
		ID:            c.ID,
		Name:          ruleName(c.ID),
		Short:         sarifText(asSentence(c.Title)),
		Full:          sarifText(asSentence(c.Title) + " " + c.Why),
		HelpURI:       CheckURI(c.ID),
		Configuration: sarifLevel{sarifLevelOf(c.Level)},
		Properties:    sarifProperties{[]string{c.Family()}},
	}
	if x := check.Lookup(c.ID); x != nil {
		// The level by default, also where this run has another.
		rule.Configuration.Level = sarifLevelOf(x.Level)
	}
	text, marked := c.Why+"\n\n"+Silence(c), escapeMarkdown(c.Why)+"\n\n"+escapeMarkdown(Silence(c))
	for ref := range strings.SplitSeq(c.Ref, ", ") {
		if ref == "" {
			continue
		}
		if title := r.Catalog.RefTitle(ref); title != "" {
			ref += ", " + title
		}
		text += "\n" + ref
		marked += "\n- " + escapeMarkdown(ref)
	}
	rule.Help = sarifText(text)
	rule.Help.Markdown = escapeBraces(marked)
	return rule
}

// ruleName makes an identifier in Pascal case of an ID, as the specification
// has them.
func ruleName(id string) string {
	var b strings.Builder
	up := true
	for _, c := range id {
		switch {
		case c == '/' || c == '-':
			up = true
			continue
		case up && c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		}
		up = false
		b.WriteRune(c)
	}
	return b.String()
}

func sarifLevelOf(l check.Level) string {
	if l == check.Notice {
		return "note"
	}
	return l.String()
}

// sarifText makes a message of a text: braces are those of placeholders there,
// and brackets followed by a parenthesis are links.
func sarifText(s string) sarifMessage {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = shownText(lines[i])
	}
	return sarifMessage{Text: strings.ReplaceAll(escapeBraces(strings.Join(lines, "\n")), "](", "] (")}
}

func escapeBraces(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "{", "{{"), "}", "}}")
}

// placeOf gives a line of a file; line 0 stands for the file as a whole.
func placeOf(file string, line int64) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{fileURI(file)}}}
	if line > 0 {
		l.Physical.Region = &sarifRegion{line}
	}
	return l
}

// fileURI gives the address of a file: an absolute path as one of the scheme
// file, a relative one relative to where the program ran.
func fileURI(name string) string {
	path := filepath.ToSlash(name)
	if !filepath.IsAbs(name) {
		return (&url.URL{Path: path}).String()
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive of Windows
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
