package render

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/check"
)

// sampleRun is a run in which everything happened that a report can tell.
func sampleRun() *Checked {
	c := check.All()
	found := func(c *check.Check, level check.Level, message, file string, line, count int64) *check.Folded {
		f := &check.Folded{File: file, Count: count, LastFile: file, LastLine: line + count - 1}
		f.Finding = check.Finding{Check: c, Level: level, Message: message, Line: line, Key: uint64(line) << 50}
		return f
	}
	r := &Checked{
		Version: "1.2.3", Checks: c, Files: []string{"a b.log", "-", "quiet.txt"}, FailOn: check.Warning,
		Catalog: catalog.Default(), Beyond: 3,
		Unread: []Unread{{"missing.txt", "missing.txt: no such file"}, {"", "something broke"}},
		Causes: []*check.Folded{
			found(c[0], check.Error, "one\x1b[31m <two> & \"three\" {0} [x](y), 100%: \xff", "a b.log", 7, 1),
			found(c[1], check.Notice, "a notice", "a b.log", 9, 212),
			found(c[1], check.Warning, "a warning", "-", 3, 2),
			found(c[2], check.Notice, "of no line", "-", 0, 1),
		},
	}
	r.Causes[2].LastFile = "a b.log"
	return r
}

// sarifSchemaFile holds the official schema; testdata/sarif/README.md says where
// it is from.
const sarifSchemaFile = "testdata/sarif/sarif-2.1.0-rtm.5.json"

func TestSARIFKeepsItsSchema(t *testing.T) {
	f, err := os.Open(sarifSchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(b []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	for name, r := range map[string]*Checked{
		"everything": sampleRun(),
		"nothing":    {Catalog: catalog.Default()},
	} {
		if err := valid(SARIF(nil, r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A schema that lets everything pass would prove nothing.
	whole := string(SARIF(nil, sampleRun()))
	for _, broken := range [][2]string{
		{`"version": "2.1.0"`, `"version": "2.2.0"`},
		{`"startLine": 7`, `"startLine": 0`},
		{`"level": "note"`, `"level": "notice"`},
		{`"ruleIndex": 0`, `"ruleIndex": -2`},
		{`"executionSuccessful"`, `"successful"`},
		{`"uri": "a%20b.log"`, `"uri": "a%zz.log"`},
	} {
		if !strings.Contains(whole, broken[0]) {
			t.Errorf("no %s in the report", broken[0])
		}
		if valid([]byte(strings.Replace(whole, broken[0], broken[1], 1))) == nil {
			t.Errorf("%s passes", broken[1])
		}
	}
}

// TestSARIFRules holds the report to what the specification demands and the
// schema cannot say.
func TestSARIFRules(t *testing.T) {
	r := sampleRun()
	var log sarifLog
	if err := json.Unmarshal(SARIF(nil, r), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	rules := run.Tool.Driver.Rules
	names := map[string]bool{}
	for i, rule := range rules {
		if rule.ID != r.Checks[i].ID {
			t.Errorf("rule %d is %s, want %s", i, rule.ID, r.Checks[i].ID)
		}
		if rule.Help.Text == "" || rule.Help.Markdown == "" || rule.Short.Text == "" || rule.Full.Text == "" {
			t.Errorf("%s lacks a text", rule.ID)
		}
		if names[rule.Name] || strings.ContainsAny(rule.Name, "/- ") {
			t.Errorf("the name %q is taken, or no identifier", rule.Name)
		}
		names[rule.Name] = true
	}
	for _, x := range run.Results {
		if rules[x.RuleIndex].ID != x.RuleID {
			t.Errorf("ruleIndex %d does not point to %s", x.RuleIndex, x.RuleID)
		}
		// §3.11.5: a brace that is no placeholder's is doubled.
		if s := strings.ReplaceAll(strings.ReplaceAll(x.Message.Text, "{{", ""), "}}", ""); strings.ContainsAny(s, "{}") {
			t.Errorf("a placeholder in %q", x.Message.Text)
		}
		if strings.Contains(x.Message.Text, "](") {
			t.Errorf("a link in %q", x.Message.Text)
		}
		if strings.ContainsFunc(x.Message.Text, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\ufffd' }) {
			t.Errorf("a control character in %q", x.Message.Text)
		}
	}
	if x := run.Results[1]; x.Count != 212 || x.Level != "note" || x.Related[0].Physical.Region.StartLine != 220 {
		t.Errorf("a finding that came again: %+v", x)
	}
	if x := run.Results[3]; x.Locations[0].Physical.Region != nil {
		t.Errorf("a region without a line: %+v", x.Locations[0])
	}
	if inv := run.Invocations[0]; inv.Successful || len(inv.Notifications) != 3 {
		t.Errorf("what could not be read: %+v", inv)
	}
}

func TestFileURI(t *testing.T) {
	names := map[string]string{
		"mail.log": "mail.log", "-": "-", "../a b%.log": "../a%20b%25.log", "x:y.log": "./x:y.log", "ü.log": "%C3%BC.log", "a\xff": "a%FF",
	}
	if runtime.GOOS == "windows" {
		names[`C:\log\a.log`] = "file:///C:/log/a.log"
		names[`log\a.log`] = "log/a.log"
	} else {
		names["/var/log/mail.log"] = "file:///var/log/mail.log"
	}
	for name, want := range names {
		if got := fileURI(name); got != want {
			t.Errorf("%s: %s, want %s", filepath.ToSlash(name), got, want)
		}
	}
}
