package main

import (
	"io"
	"os"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

// explain is one run of the command of that name.
type explain struct {
	p       *program
	format  *choice
	look    *look
	after   string
	secrets bool

	place     *place // where --after puts the reply; nil without it
	explainer render.Explainer
	lang      *catalog.Lang
	text      *render.Text
	json      *render.JSON
	found     int
	out       []byte
}

func (p *program) explainCommand() *cobra.Command {
	x := &explain{p: p}
	cmd := &cobra.Command{
		Use:   "explain [CODE|TEXT…]",
		Short: "explain a code, or a pasted reply, log line, transcript or bounce",
		Long: `Takes a reply code, an enhanced code or both, or any text in which a reply
stands: a reply, a line of a log, a transcript, the text of a bounce. Arguments
are joined by a blank; "-" or none reads standard input.`,
		Example: `smtplog explain 252
smtplog explain 550 5.7.26
smtplog explain --after MAIL 354
smtplog explain "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred"
pbpaste | smtplog explain`,
		RunE: func(_ *cobra.Command, args []string) error { return x.run(args) },
	}
	x.format = addChoice(cmd, "format", "what to write", "text", "json")
	cmd.Flags().StringVar(&x.after, "after", "", "the `COMMAND` that was answered: a verb such as RCPT, \".\" for the end of the data, or greeting")
	_ = cmd.RegisterFlagCompletionFunc("after", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return afterWords(), cobra.ShellCompDirectiveNoFileComp
	})
	cmd.Flags().BoolVar(&x.secrets, "show-secrets", false, "show what follows AUTH instead of "+parser.Redacted)
	p.addCatalog(cmd.Flags())
	x.look = addLook(cmd)
	return cmd
}

func (x *explain) run(args []string) error {
	options, err := x.look.options(x.p)
	if err != nil {
		return err
	}
	options.Secrets = x.secrets
	if x.place, err = parseAfter(x.after); err != nil {
		return err
	}
	x.lang = options.Lang
	x.text = render.NewText(options)
	x.explainer = render.Explainer{Catalog: options.Catalog}
	asked := strings.TrimSpace(strings.Join(args, " "))
	if asked == "" && len(args) > 0 {
		return wrongUse("the text to explain is empty; give a code such as 550, or a reply")
	}
	if asked == "" || asked == input.Stdin {
		return x.standardInput()
	}
	x.json = render.NewJSON("", x.p.local, render.DetailFull)
	if code, err := catalog.ParseCode(asked); err == nil {
		return x.code(code)
	}
	return x.pasted(asked)
}

// standardInput explains what is piped in. A code alone counts there too.
func (x *explain) standardInput() error {
	s, err := input.Open(input.Stdin, input.Options{Stdin: x.p.stdin})
	if err != nil {
		return err
	}
	if x.p.stdinTerminal {
		x.p.warn("reading standard input; paste a reply, a log line or a transcript and end with Ctrl-D")
	}
	// A piped code is a few bytes; whatever is longer is scanned as it comes.
	const longestCode = 64
	head := make([]byte, longestCode)
	n, err := io.ReadFull(s, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		text := strings.TrimSpace(string(head[:n]))
		x.json = render.NewJSON("", x.p.local, render.DetailFull)
		if code, err := catalog.ParseCode(text); err == nil {
			return x.code(code)
		}
		if text == "" {
			x.p.warn("standard input is empty; nothing to explain")
			return errNothing
		}
		return x.pasted(text)
	}
	if err != nil {
		return err
	}
	x.json = render.NewJSON(input.Stdin, x.p.local, render.DetailFull)
	return x.scan(io.MultiReader(strings.NewReader(string(head[:n])), s), "")
}

// pasted explains a text. Where no reply stands in it, the words may be those
// of a reply without its code.
func (x *explain) pasted(text string) error { return x.scan(strings.NewReader(text+"\n"), text) }

func (x *explain) scan(r io.Reader, text string) error {
	o := parser.Options{Workers: 1, Single: true, Secrets: x.secrets, Modified: x.p.now()}
	_, err := parser.Scan(r, o, func(e *parser.Event) error {
		if e.Kind < parser.KindReply || e.Retold {
			return nil
		}
		return x.record(e)
	})
	if err != nil {
		return err
	}
	if x.found == 0 && text != "" {
		if quoted := quotedReply(text); quoted != "" && quoted != text {
			return x.pasted(quoted)
		}
		e := &parser.Event{Kind: parser.KindDiagnostic, Diagnostic: []byte(text)}
		if r := x.explainer.Explain(e); r.Match.By >= catalog.ByText || r.Match.By == catalog.ByHint {
			return x.tell(r)
		}
	}
	if x.found > 0 {
		return nil
	}
	x.p.warn("no reply found in it; give a code (550, 5.7.26), a reply, a line of a log or a transcript")
	if _, err := os.Stat(text); text != "" && err == nil {
		x.p.warn("to read the file: smtplog annotate %s", text)
	}
	return errNothing
}

// record explains one reply out of a text.
func (x *explain) record(e *parser.Event) error {
	if x.place != nil {
		e.Command = parser.Command{Verb: x.place.verb}
		e.Phase = x.place.phase
	}
	r := x.explainer.Explain(e)
	if x.format.value == "text" {
		if x.found > 0 {
			x.out = append(x.out, '\n')
		}
		x.out = x.text.Line(x.out, e)
	}
	return x.tell(r)
}

// tell writes one record.
func (x *explain) tell(r *render.Record) error {
	x.found++
	if x.format.value == "json" {
		x.out = x.json.Append(x.out, r)
	} else {
		x.out = x.text.Card(x.out, r)
	}
	err := writeAll(x.p.stdout, x.out)
	x.out = x.out[:0]
	return err
}
