package render

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/internal/check"
)

// junitSuites is how readers of the format see a report.
type junitSuites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Cases    []struct {
			Name    string `xml:"name,attr"`
			Class   string `xml:"classname,attr"`
			Time    string `xml:"time,attr"`
			Failure *struct {
				Message string `xml:"message,attr"`
				Type    string `xml:"type,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
			Error *struct {
				Message string `xml:"message,attr"`
			} `xml:"error"`
			Out string `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func TestJUnit(t *testing.T) {
	r := sampleRun()
	text := JUnit(nil, r)
	var all junitSuites
	d := xml.NewDecoder(strings.NewReader(string(text)))
	d.Strict = true
	if err := d.Decode(&all); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if space, ok := token.(xml.CharData); !ok || strings.TrimSpace(string(space)) != "" {
			t.Fatalf("behind the report stands %v, %v", token, err)
		}
	}
	var tests, failures, errors int
	var names []string
	for _, s := range all.Suites {
		names = append(names, s.Name)
		tests += s.Tests
		failures += s.Failures
		errors += s.Errors
		failed, broken := 0, 0
		for _, c := range s.Cases {
			if c.Class != s.Name || c.Time == "" {
				t.Errorf("case %+v", c)
			}
			if c.Failure != nil {
				failed++
			}
			if c.Error != nil {
				broken++
			}
		}
		if len(s.Cases) != s.Tests || failed != s.Failures || broken != s.Errors {
			t.Errorf("%s counts %d, %d, %d and has %d, %d, %d", s.Name, s.Tests, s.Failures, s.Errors, len(s.Cases), failed, broken)
		}
	}
	if all.Tests != tests || all.Failures != failures || all.Errors != errors {
		t.Errorf("the sums are %d, %d, %d and should be %d, %d, %d", all.Tests, all.Failures, all.Errors, tests, failures, errors)
	}
	if got := strings.Join(names, "|"); got != "a b.log|-|quiet.txt|missing.txt|input" {
		t.Errorf("suites %s", got)
	}
	first, quiet, missing := all.Suites[0], all.Suites[2], all.Suites[3]
	if first.Failures != 1 || first.Cases[1].Failure != nil || !strings.Contains(first.Cases[1].Out, "and 211 more, the last on line 220") {
		t.Errorf("what is below --fail-on is no failure: %+v", first.Cases[1])
	}
	if f := first.Cases[0].Failure; f == nil || f.Type != "error" || f.Message != `one\x1b[31m <two> & "three" {0} [x](y), 100%: \xff` || !strings.HasPrefix(f.Text, "a b.log:7: error: one") {
		t.Errorf("the failure reads %+v", f)
	}
	if quiet.Tests != len(check.All()) || quiet.Failures != 0 {
		t.Errorf("a file in which nothing is found: %+v", quiet)
	}
	if missing.Tests != 1 || missing.Cases[0].Error == nil {
		t.Errorf("a file that could not be read: %+v", missing)
	}
}

func TestAppendXML(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb": "a&#9;b", "\x00\x0b\r": `\x00\x0b\x0d`, "<&>\"'": "&lt;&amp;&gt;&quot;'", "\ufffe\uffff": "\ufffd\ufffd", "\x85": `\x85`, "\u0085": `\u0085`,
	} {
		if got := string(appendXML(nil, in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
