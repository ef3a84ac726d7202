package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/spf13/cobra"
)

// matching is one run of catalog match.
type matching struct {
	p      *program
	format *choice
	after  string
	peer   string
	place  *place
	w      *bufio.Writer
	found  bool
}

func (p *program) catalogMatchCommand() *cobra.Command {
	m := &matching{p: p}
	cmd := &cobra.Command{
		Use:   "match TEXT…",
		Short: "tell which entry a reply finds, by what, and what else would do",
		Long: `Looks a reply up and lists all entries that match it, the surest first: by a
marker, by a phrase, by a hint, by its codes. The arguments are joined by a blank;
"-" reads one reply a line from standard input, "\n" parting the lines of a reply.`,
		Example: `smtplog catalog match "550 5.7.1 listed at zen.example"
smtplog catalog match --after RCPT --peer mx1.example.com "450 try again later"
smtplog catalog match --format json - < replies.txt`,
		RunE: func(_ *cobra.Command, args []string) error { return m.run(args) },
	}
	m.format = addChoice(cmd, "format", "what to write", "text", "json")
	cmd.Flags().StringVar(&m.after, "after", "", "the `COMMAND` that was answered: a verb such as RCPT, \".\" for the end of the data, or greeting")
	cmd.Flags().StringVar(&m.peer, "peer", "", "the `HOST` that said it")
	return cmd
}

func (m *matching) run(args []string) error {
	var err error
	if m.place, err = parseAfter(m.after); err != nil {
		return err
	}
	c, err := m.p.openCatalog()
	if err != nil {
		return err
	}
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return wrongUse("catalog match takes the text of a reply, or - for standard input")
	}
	m.w = bufio.NewWriter(m.p.stdout)
	if text == "-" {
		err = m.lines(c, m.p.stdin)
	} else {
		err = m.one(c, text)
	}
	if err == nil {
		err = m.w.Flush()
	}
	if err == nil && !m.found {
		return errNothing
	}
	return err
}

// lines takes one reply a line.
func (m *matching) lines(c *catalog.Catalog, r io.Reader) error {
	const longest = 1 << 20
	s := bufio.NewScanner(r)
	s.Buffer(nil, longest)
	for s.Scan() {
		if text := strings.TrimSpace(s.Text()); text != "" {
			if err := m.one(c, text); err != nil {
				return err
			}
		}
	}
	return s.Err()
}

func (m *matching) one(c *catalog.Catalog, text string) error {
	phase := ""
	if m.place != nil {
		phase = m.place.phase.String()
	}
	q := catalog.ReplyQuery(strings.ReplaceAll(text, `\n`, "\n"), phase)
	q.Peer = []byte(m.peer)
	list := c.Candidates(&q)
	m.found = m.found || len(list) > 0
	if m.format.value == "json" {
		return m.writeJSON(text, list)
	}
	return m.writeText(text, list)
}

// matchRecord is the form of a line of JSON.
type matchRecord struct {
	Text    string        `json:"text"`
	Matches []matchedJSON `json:"matches"`
}

type matchedJSON struct {
	ID       string `json:"id"`
	Class    string `json:"class"`
	Provider string `json:"provider,omitempty"`
	By       string `json:"by"`
	Pattern  string `json:"pattern,omitempty"`
	Idle     bool   `json:"idle,omitempty"`
}

func (m *matching) writeJSON(text string, list []catalog.Candidate) error {
	r := matchRecord{Text: text, Matches: []matchedJSON{}}
	for _, d := range list {
		r.Matches = append(r.Matches, matchedJSON{
			ID: d.Entry.ID, Class: string(d.Entry.Class), Provider: d.Entry.Provider,
			By: d.By.String(), Pattern: d.Pattern, Idle: d.Idle,
		})
	}
	e := json.NewEncoder(m.w)
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

func (m *matching) writeText(text string, list []catalog.Candidate) error {
	if len(list) == 0 {
		m.p.warn("nothing in the catalog matches %q", text)
		return nil
	}
	for i, d := range list {
		sign := " "
		if i == 0 {
			sign = "*"
		}
		by := d.By.String()
		if d.Pattern != "" {
			by += " “" + d.Pattern + "”"
		}
		if d.Idle {
			by += ", which does not count beside a definite code"
		}
		if _, err := fmt.Fprintf(m.w, "%s %s · %s · by %s\n    %s\n", sign, d.Entry.ID, d.Entry.Class, by, d.Entry.Title); err != nil {
			return err
		}
	}
	return nil
}
