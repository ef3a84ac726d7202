package parser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shownOn tells whether a client's output shows the reply on this line: as
// standsOn, with what dialogues have before and behind a reply.
func (r *truthReply) shownOn(raw, squeezed string) bool {
	if !strings.Contains(raw, fmt.Sprint(r.code)) {
		return false
	}
	text, enhanced := squeeze(r.text), r.enhanced
	if r.inText {
		enhanced = ""
	}
	if len(text) >= 24 {
		rest := squeeze(enhanced) + text[:24]
		// smtplib's exceptions: (550, b'5.7.26 This mail …
		return strings.Contains(squeezed, fmt.Sprint(r.code)+rest) || strings.Contains(squeezed, fmt.Sprint(r.code)+"b"+rest)
	}
	for _, sep := range []string{" ", "-"} {
		w := fmt.Sprint(r.code)
		if enhanced != "" {
			w += sep + enhanced
			sep = " "
		}
		if r.text != "" {
			w += sep + r.text
		}
		for at := 0; ; {
			i := strings.Index(raw[at:], w)
			if i < 0 {
				break
			}
			i += at
			at = i + 1
			rest := strings.TrimRight(raw[i+len(w):], " \r")
			if (i == 0 || strings.IndexByte(" '\"\t[", raw[i-1]) >= 0) && (rest == "" || strings.IndexByte("\\'\"", rest[0]) >= 0) {
				return true
			}
		}
	}
	return false
}

// commandsHidden are the outputs that do not show what the client sent: there,
// and only there, a reply may stand without a phase.
var commandsHidden = map[string]bool{
	"nc-server-only.txt": true, "openssl-auth.txt": true, "openssl-smtps.txt": true, "openssl-starttls.txt": true,
	"swaks-hide.txt": true, "swaks-hide2.txt": true, "swaks-silent.txt": true, "python-data-traceback.txt": true, "python-rcpt-traceback.txt": true,
}

// reworded are how many replies of a file are not shown as they were said, with
// the reason.
var reworded = map[string]struct {
	n   int
	why string
}{
	"openssl-auth.txt":         {1, "s_client prints the last line of the reply to its own EHLO"},
	"openssl-starttls.txt":     {1, "s_client prints the last line of the reply to its own EHLO"},
	"swaks-auth-plaintext.txt": {2, "swaks decodes the two challenges"},
}

// The lab's clients: every reply that a client's output shows is an event, in
// the order of the wire, with its phase; nothing is told that was not said.
func TestTruthClients(t *testing.T) {
	files, err := filepath.Glob("../testdata/lab/clients/*.truth")
	if err != nil || len(files) == 0 {
		t.Fatal("no truth", err)
	}
	shown, found := 0, 0
	for _, path := range files {
		path := strings.TrimSuffix(path, ".truth")
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			log, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var wire []truthReply
			for _, s := range readTruth(t, path+".truth") {
				wire = append(wire, s.replies...)
			}
			var told []truthReply
			for _, k := range keepEvents(t, log, Options{}) {
				if k.Kind != KindReply || k.Retold {
					continue
				}
				r := truthReply{phase: k.Phase.String(), code: k.Reply.Code, enhanced: string(k.Reply.Enhanced)}
				if len(k.text) > 0 {
					r.text = k.text[0]
				}
				told = append(told, r)
			}
			// A reply counts as often as it was said, and at most as often as
			// it stands there.
			said, lines := map[string]int{}, map[string]int{}
			for _, r := range wire {
				said[r.key()]++
			}
			for _, raw := range strings.Split(string(log), "\n") {
				squeezed := squeeze(raw)
				counted := map[string]bool{}
				for _, r := range wire {
					if k := r.key(); !counted[k] && r.shownOn(raw, squeezed) {
						counted[k] = true
						lines[k]++
					}
				}
			}
			want := 0
			for k, n := range said {
				want += min(n, lines[k])
			}
			got := longestCommon(told, wire, commandsHidden[name])
			shown, found = shown+want, found+got
			if got < want || len(told) != got+reworded[name].n {
				t.Errorf("%d of %d replies that it shows are told, %d others\ntold:\n%swire:\n%s", got, want, len(told)-got, listReplies(told), listReplies(wire))
			}
		})
	}
	t.Logf("%d of %d replies that the clients show are told", found, shown)
	if shown < 400 {
		t.Errorf("only %d replies are shown: the test has lost its teeth", shown)
	}
}

// longestCommon counts the replies that two lists have in common, in order,
// phases among them; with hidden, a phase of a may be empty.
func longestCommon(a, b []truthReply, hidden bool) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if (a[i].phase == b[j].phase || hidden && a[i].phase == "") && a[i].key() == b[j].key() {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
