package main

import (
	"io"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/tally"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

// mostPasted bounds what is read of standard input to find one reply in.
const mostPasted = 16 << 20

func (p *program) catalogNewCommand() *cobra.Command {
	var peer string
	cmd := &cobra.Command{
		Use:   "new [TEXT…]",
		Short: "begin an entry of your own from a pasted reply, log line or bounce",
		Long: `Writes an entry to be filled in, in TOML: the reply as its sample, a pattern with
addresses, names, numbers and ids folded, and who words it so where that is
known. Arguments are joined by a blank; "-" or none reads standard input.`,
		Example: `smtplog catalog new "550 5.7.1 Mail from 192.0.2.7 refused by our gateway" > gateway.toml
grep 'status=bounced' mail.log | tail -n 1 | smtplog catalog new > mine.toml
smtplog catalog verify mine.toml
smtplog annotate --catalog mine.toml mail.log`,
		RunE: func(_ *cobra.Command, args []string) error { return p.newEntry(args, peer) },
	}
	cmd.Flags().StringVar(&peer, "peer", "", "the `HOST` that said it, where the text does not tell")
	return cmd
}

func (p *program) newEntry(args []string, peer string) error {
	c, err := p.openCatalog()
	if err != nil {
		return err
	}
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" || text == input.Stdin {
		if p.stdinTerminal {
			p.warn("reading standard input; paste a reply, a log line or a bounce and end with Ctrl-D")
		}
		data, err := io.ReadAll(io.LimitReader(p.stdin, mostPasted))
		if err != nil {
			return err
		}
		text = strings.TrimSpace(string(data))
	}
	if text == "" {
		p.warn("nothing to make an entry of; give a reply, a line of a log or a bounce")
		return errNothing
	}
	pasted := p.pastedReply(text)
	if peer != "" {
		pasted.Query.Peer = []byte(peer)
	}
	return writeAll(p.stdout, []byte(c.Skeleton(&pasted.Query, pasted.Verb, pasted.Placed)))
}

// pastedReply is a reply with what is known of where it stands.
type pastedReply struct {
	tally.Sample
	failed bool
}

// pastedReply finds the reply in a text: the first failure, else the first reply;
// where there is none, the text itself is taken for one.
func (p *program) pastedReply(text string) pastedReply {
	var best pastedReply
	o := parser.Options{Workers: 1, Single: true, Modified: p.now()}
	found := false
	// A text that cannot be read to its end has been read as far as it goes.
	_, _ = parser.Scan(strings.NewReader(text+"\n"), o, func(e *parser.Event) error {
		if e.Kind < parser.KindReply || e.Retold || best.failed {
			return nil
		}
		if r := replyOf(e); !found || r.failed {
			best, found = r, true
		}
		return nil
	})
	if !found {
		best.Query = catalog.ReplyQuery(text, "")
	}
	return best
}

// replyOf copies what an event lends.
func replyOf(e *parser.Event) pastedReply {
	return pastedReply{Sample: tally.SampleOf(e, mostPasted), failed: e.Kind == parser.KindDiagnostic || e.Reply.Code >= 400}
}
