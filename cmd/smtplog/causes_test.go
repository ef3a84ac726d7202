package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// causesOf tells which classes are right where a bounce was filed under a reason:
// the reasons are wider than the classes, and some hold several causes.
var causesOf = map[string][]catalog.Class{
	// The client's address or name is refused, for whatever it is.
	"blocked":     {"blocklist-ip", "reputation", "rdns"},
	"requireptr":  {"rdns"},
	"toomanyconn": {"rate-limit"},
	// The sender's address or domain is refused.
	"rejected":    {"invalid-sender", "policy", "dns-failure", "blocklist-domain"},
	"norelaying":  {"relay-denied"},
	"userunknown": {"invalid-recipient", "mailbox-disabled", "moved"},
	// Refused for the recipient, after the message was sent.
	"filtered":    {"invalid-recipient", "recipient-restricted", "mailbox-disabled"},
	"hostunknown": {"dns-failure"},
	"mailboxfull": {"mailbox-full"},
	"exceedlimit": {"size"},
	// Something in the header or body is not as the server wants it.
	"contenterror":    {"protocol-error", "policy"},
	"policyviolation": {"policy", "protocol-error"},
	"spamdetected":    {"spam-content"},
	// Given up after the queue's time; the last attempt's trouble is mostly with
	// the network, and so are such troubles mostly told when the time is over.
	"expired":      {"expired", "network"},
	"networkerror": {"network", "dns-failure", "expired"},
	"mailererror":  {"server-config"},
	"systemerror":  {"server-config", "server-busy"},
}

// TestCausesOfBounces compares the classes of bounces with the reasons under which
// somebody else filed them. SMTPLOG_CORPUS names the folder that holds corpus/ and
// exam/.
func TestCausesOfBounces(t *testing.T) {
	root := os.Getenv("SMTPLOG_CORPUS")
	if root == "" {
		t.Skip("set SMTPLOG_CORPUS to the folder of corpus/ and exam/")
	}
	expected, err := os.ReadFile(filepath.Join(root, "exam", "expected", "sisimai.bounces.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	all, right := 0, 0
	for line := range strings.Lines(string(expected)) {
		var want struct {
			File    string
			Bounces []filedBounce
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		got := bouncesOf(t, filepath.Join(root, "corpus", filepath.FromSlash(want.File)))
		seen := map[int]bool{}
		for _, w := range want.Bounces {
			classes, ok := causesOf[w.Reason]
			if !ok {
				t.Fatalf("%s: no class stands for the reason %q", want.File, w.Reason)
			}
			if seen[w.Index] {
				continue
			}
			seen[w.Index] = true
			all++
			// Replies that are no more than a consequence stand in the bounce too.
			i := slices.IndexFunc(got, w.is)
			if i < 0 {
				t.Logf("%s: no record has the code %s of %s", want.File, w.ReplyCode, w.Reason)
				continue
			}
			if slices.Contains(classes, got[i].class) {
				right++
			} else {
				t.Logf("%s: %s is %s by %s", want.File, w.Reason, got[i].class, got[i].entry)
			}
			got = slices.Delete(got, i, i+1)
		}
	}
	share := float64(right) / float64(max(all, 1))
	t.Logf("%d of %d bounces, %.1f %%", right, all, 100*share)
	if share < 0.95 {
		t.Errorf("the class fits the reason in %.1f %% of the bounces; at least 95 are wanted", 100*share)
	}
}

// filedBounce is a bounce as it was filed: by its place in the mail, its code and
// the reason.
type filedBounce struct {
	Index     int
	ReplyCode string
	Reason    string
}

// is tells whether the bounce may be the one that was filed.
func (f filedBounce) is(b explainedBounce) bool { return f.ReplyCode == b.code }

// explainedBounce is what the program says of a bounce.
type explainedBounce struct {
	code, entry string
	class       catalog.Class
}

// bouncesOf explains each bounce of a mail.
func bouncesOf(t *testing.T, path string) []explainedBounce {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var bounces []explainedBounce
	explainer := render.Explainer{Catalog: catalog.Default()}
	_, err = parser.Scan(f, parser.Options{Workers: 1}, func(e *parser.Event) error {
		if e.Kind < parser.KindReply || e.Retold || e.Kind == parser.KindReply && e.Reply.Code < 400 {
			return nil
		}
		b := explainedBounce{}
		if e.Kind == parser.KindReply {
			b.code = strconv.Itoa(e.Reply.Code)
		}
		if m := explainer.Explain(e).Match; m.Entry != nil {
			b.class, b.entry = m.Entry.Class, m.Entry.ID
		}
		bounces = append(bounces, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return bounces
}
