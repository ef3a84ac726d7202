package parser

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// truthReply is a reply that was on the wire.
type truthReply struct {
	phase    string
	code     int
	enhanced string
	text     string // the beginning of its first line
	inText   bool   // enhanced stands in the text, not behind the code
}

// truthSession is one connection.
type truthSession struct {
	peer, server string
	replies      []truthReply
}

// hashed is an enhanced code that stands in the text: the truth tells what
// RFC 2034 makes of a reply, smtplog counts these too.
var hashed = regexp.MustCompile(`#([245]\.\d{1,3}\.\d{1,3})`)

// readTruth reads a file of the format that testdata/lab/README.md describes.
func readTruth(t testing.TB, path string) []truthSession {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []truthSession
	sc := bufio.NewScanner(bytes.NewReader(data))
	for sc.Scan() {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, "\t", 4)
		if len(f) != 4 {
			t.Fatalf("%s: %q has not four fields", path, line)
		}
		for i := range f {
			if f[i] == "-" {
				f[i] = ""
			}
		}
		if f[0] == "session" {
			list = append(list, truthSession{peer: f[2], server: f[3]})
			continue
		}
		code, err := strconv.Atoi(f[1])
		if err != nil || len(list) == 0 {
			t.Fatalf("%s: %q", path, line)
		}
		s := &list[len(list)-1]
		inText := false
		if m := hashed.FindStringSubmatch(f[3]); m != nil && f[2] == "" {
			f[2], inText = m[1], true
		}
		s.replies = append(s.replies, truthReply{phase: f[0], code: code, enhanced: f[2], text: f[3], inText: inText})
	}
	return list
}

// squeeze leaves letters and digits, so that what a log does to blanks,
// brackets and quotes is of no consequence.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, s)
}

// key names a reply by its codes and how its text begins.
func (r *truthReply) key() string {
	text := squeeze(r.text)
	return fmt.Sprintf("%d %s %s", r.code, r.enhanced, text[:min(len(text), 24)])
}

// key names the reply of an event likewise.
func (k *kept) key() string {
	first := ""
	if len(k.text) > 0 {
		first = k.text[0]
	}
	r := truthReply{code: k.Reply.Code, enhanced: string(k.Reply.Enhanced), text: first}
	return r.key()
}

// standsOn tells whether the reply stands on a line of a log: code, enhanced
// code and the beginning of its text, one behind the other. A text that is
// short must stand there whole, so that "250 Ok" is not found in "250 Ok:
// queued".
func (r *truthReply) standsOn(raw, squeezed string) bool {
	if !strings.Contains(raw, strconv.Itoa(r.code)) {
		return false
	}
	text, enhanced := squeeze(r.text), r.enhanced
	if r.inText {
		enhanced = ""
	}
	if len(text) >= 24 {
		return strings.Contains(squeezed, fmt.Sprint(r.code)+squeeze(enhanced)+text[:24])
	}
	whole := fmt.Sprint(r.code)
	for _, sep := range []string{" ", "-"} {
		w := whole
		if enhanced != "" {
			w += sep + enhanced
			sep = " "
		}
		if r.text != "" {
			w += sep + r.text
		}
		for _, before := range []string{" ", "(", "\""} {
			if strings.HasSuffix(raw, before+w) {
				return true
			}
			for _, after := range []string{")", " (in reply to", "; ", "\"", fmt.Sprintf(" %d ", r.code), fmt.Sprintf(" %d-", r.code)} {
				if strings.Contains(raw, before+w+after) {
					return true
				}
			}
		}
	}
	return false
}

// notTold are the replies that stand in a log of the lab and make no event of
// their own there, with the reason.
var notTold = map[string]string{
	"unverified address: host ":              "the reply of the probe is quoted in smtpd's own, which is the event",
	"said: garbage reply without a code 554": "text without a code came before the reply and is its first line",
	"said: 55 554":                           "likewise",
	"said: 550no space here 554":             "likewise",
}

// notOnTheWire are the events of the lab's logs that no session of the truth
// had as they stand in the log, with the reason.
var notOnTheWire = map[string]string{
	"said: garbage reply without a code 554": "text without a code came before the reply and is its first line",
	"said: 55 554":                           "likewise",
	"said: 550no space here 554":             "likewise",
}

// plainJSON takes off what JSON puts before slashes and quotes.
var plainJSON = strings.NewReplacer(`\/`, "/", `\"`, `"`)

// The lab's summary logs: every reply that stands in a line is an event of
// that line, and no event tells a reply or a phase that the wire did not have.
func TestTruthSummary(t *testing.T) {
	files, err := filepath.Glob("../testdata/lab/postfix/*.truth")
	if err != nil || len(files) == 0 {
		t.Fatal("no truth", err)
	}
	total, found := 0, 0
	for _, path := range files {
		path := strings.TrimSuffix(path, ".truth")
		name := filepath.Base(path)
		if dialogueLogs[name] {
			continue
		}
		t.Run(name, func(t *testing.T) {
			log, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			phases := map[string][]string{}
			distinct := map[string]truthReply{}
			for _, s := range readTruth(t, path+".truth") {
				for _, r := range s.replies {
					phases[r.key()] = append(phases[r.key()], r.phase)
					distinct[r.key()] = r
				}
			}
			byLine := map[int64][]string{}
			for _, k := range keepEvents(t, log, Options{}) {
				if k.Kind != KindReply || k.Reply.Code == 0 {
					continue
				}
				key := k.key()
				byLine[k.Line] = append(byLine[k.Line], key)
				had, ok := phases[key]
				if !ok {
					if why := excused(notOnTheWire, string(k.Raw)); why == "" {
						t.Errorf("line %d: nobody said %s\n%.300s", k.Line, key, k.Raw)
					}
					continue
				}
				if p := k.Phase.String(); p != "" && !slices.Contains(had, p) {
					t.Errorf("line %d: %s is told to %s, was to %v\n%.300s", k.Line, key, p, had, k.Raw)
				}
			}
			for i, raw := range strings.Split(string(log), "\n") {
				raw = plainJSON.Replace(raw)
				squeezed := squeeze(raw)
				for key, r := range distinct {
					if !r.standsOn(raw, squeezed) {
						continue
					}
					total++
					if slices.Contains(byLine[int64(i+1)], key) {
						found++
					} else if why := excused(notTold, raw); why == "" {
						t.Errorf("line %d: %s stands here; found %q\n%.300s", i+1, key, byLine[int64(i+1)], raw)
					}
				}
			}
		})
	}
	t.Logf("%d of %d replies that stand in the summary logs are events of their lines", found, total)
	if total < 500 {
		t.Errorf("only %d replies stand in the logs: the test has lost its teeth", total)
	}
}

// excused gives the reason why a line is excepted, "" for none: the
// keys of list are parts of lines.
func excused(list map[string]string, line string) string {
	for part, why := range list {
		if strings.Contains(line, part) {
			return why
		}
	}
	return ""
}

// dialogueLogs show conversations command by command.
var dialogueLogs = map[string]bool{"smtpd-v.log": true, "smtp-v.log": true, "smtp-debug-peer.log": true}

// The lab's verbose logs: session by session, in order, with phases.
func TestTruthDialogue(t *testing.T) {
	for name := range dialogueLogs {
		t.Run(name, func(t *testing.T) {
			log, err := os.ReadFile("../testdata/lab/postfix/" + name)
			if err != nil {
				t.Fatal(err)
			}
			var got [][]truthReply
			open := map[string]int{} // by process and peer, which of got
			for _, k := range keepEvents(t, log, Options{}) {
				if !k.Dialogue || k.Kind != KindReply {
					continue
				}
				who := fmt.Sprintf("%d %s", k.PID, k.Peer.IP)
				r := truthReply{phase: k.Phase.String(), code: k.Reply.Code, enhanced: string(k.Reply.Enhanced), text: k.text[0]}
				i, ok := open[who]
				if !ok || r.phase == "connect" {
					i = len(got)
					open[who] = i
					got = append(got, nil)
				}
				got[i] = append(got[i], r)
			}
			for _, s := range readTruth(t, "../testdata/lab/postfix/"+name+".truth") {
				at := slices.IndexFunc(got, func(g []truthReply) bool { return sameReplies(g, s.replies) })
				if at < 0 {
					t.Errorf("no conversation of the log is session %s %s:\n%s", s.peer, s.server, listReplies(s.replies))
					continue
				}
				got = slices.Delete(got, at, at+1)
			}
			for _, g := range got {
				if len(g) == 1 && name == "smtpd-v.log" {
					// The lab looked whether smtpd was up, and went away.
					continue
				}
				if len(g) > 0 {
					t.Errorf("this conversation was not on the wire:\n%s", listReplies(g))
				}
			}
		})
	}
}

// sameReplies compares a conversation of a log with the truth. The answer to
// QUIT may be missing: smtp(8) does not wait for it
// (smtp_skip_quit_response).
func sameReplies(got, want []truthReply) bool {
	if n := len(want); n > 0 && len(got) == n-1 && want[n-1].phase == "quit" {
		want = want[:n-1]
	}
	return slices.EqualFunc(got, want, func(g, w truthReply) bool {
		// Verbose logs cut long texts, the truth another time.
		gt, wt := squeeze(g.text), squeeze(w.text)
		return g.phase == w.phase && g.code == w.code && g.enhanced == w.enhanced &&
			(strings.HasPrefix(gt, wt) || len(wt) > 60 && strings.HasPrefix(wt, gt[:min(len(gt), 60)]))
	})
}

func listReplies(list []truthReply) string {
	var s strings.Builder
	for _, r := range list {
		fmt.Fprintf(&s, "  %s\t%d\t%s\t%s\n", r.phase, r.code, r.enhanced, r.text)
	}
	return s.String()
}
