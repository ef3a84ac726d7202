package main

import (
	"bufio"
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/internal/tally"
)

// openUnknown makes the file for texts that no entry explains, if one was asked for.
func (a *annotate) openUnknown(files []string) (*os.File, error) {
	if a.unknown == "" {
		return nil, nil
	}
	if err := notAnInput("--unknown", a.unknown, files); err != nil {
		return nil, err
	}
	f, err := os.Create(a.unknown)
	if err != nil {
		return nil, fmt.Errorf("--unknown: %w", err)
	}
	a.sums.unknown = tally.NewUnknown()
	return f, nil
}

// writeUnknown writes what was collected, and closes the file.
func (a *annotate) writeUnknown(f *os.File) error {
	if f == nil {
		return nil
	}
	w := bufio.NewWriter(f)
	u := unknownFile{w: w, c: a.explainer.Catalog, drafts: a.explainer.Catalog.NewDrafts()}
	u.write(a.sums.unknown)
	err := w.Flush() // gives the errors before it too
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("--unknown: %w", err)
	}
	return nil
}

// unknownFile writes wordings as entries to be filled in.
type unknownFile struct {
	w      *bufio.Writer
	c      *catalog.Catalog
	drafts *catalog.Drafts
}

// family is wordings that are near the same entry.
type family struct {
	near     *catalog.Entry // nil: near none, and a family of one
	wordings []nearWording
	count    int64
}

type nearWording struct {
	*tally.Wording
	provider *catalog.Provider // nil where more than one said it, or nobody known
	score    float64
}

func (u *unknownFile) write(unknown *tally.Unknown) {
	wordings := unknown.Wordings()
	if len(wordings) == 0 {
		fmt.Fprint(u.w, "# Texts that no entry of the catalog explains: none.\n")
		return
	}
	fmt.Fprintf(u.w, "# Texts that no entry of the catalog explains: %s; names and numbers apart, %s.\n",
		plural(unknown.Count(), "failure", "failures"), plural(int64(len(wordings)), "wording", "wordings"))
	fmt.Fprint(u.w, "# The commonest come first; those that are near the same entry stand together. Each is an entry to be filled in.\n"+
		"# Keep what you know the cause of, then: smtplog catalog verify FILE; smtplog annotate --catalog FILE LOG\n")
	for _, f := range u.families(wordings) {
		for _, w := range f.wordings {
			u.wording(&f, &w)
		}
	}
	if rest := unknown.Rest(); rest.Count > 0 {
		n, how := rest.Groups.Rounded()
		said := thousands(n)
		if how != tally.Exact {
			said = strings.ReplaceAll(how.String(), "-", " ") + " " + said
		}
		fmt.Fprintf(u.w, "\n# And %s more wordings that there was no room for: %s.\n", said, plural(rest.Count, "failure", "failures"))
	}
}

// families puts the wordings that are near the same entry together, the commonest first.
func (u *unknownFile) families(wordings []*tally.Wording) []family {
	var list []family
	likeness := u.c.NewLikeness()
	index := map[*catalog.Entry]int{}
	for _, wording := range wordings {
		w := nearWording{Wording: wording}
		if p := wording.Providers; len(p) == 1 && p[0].Count == wording.Count {
			w.provider = p[0].Provider
		}
		id := ""
		if w.provider != nil {
			id = w.provider.ID
		}
		var near *catalog.Entry
		near, w.score = likeness.Nearest(wording.Key, id)
		at, ok := index[near]
		if near == nil || !ok {
			at = len(list)
			list = append(list, family{near: near})
			index[near] = at
		}
		list[at].wordings = append(list[at].wordings, w)
		list[at].count += wording.Count
	}
	slices.SortStableFunc(list, func(a, b family) int { return cmp.Compare(b.count, a.count) })
	return list
}

func (u *unknownFile) wording(f *family, w *nearWording) {
	fmt.Fprintf(u.w, "\n# %s", plural(w.Count, "time", "times"))
	if w.Dated {
		fmt.Fprintf(u.w, ", %s", render.Span(&w.First, &w.Last, "to"))
	}
	if n, how := w.Servers.Rounded(); n > 0 {
		said := plural(n, "server", "servers")
		if how != tally.Exact {
			said = strings.ReplaceAll(how.String(), "-", " ") + " " + said
		}
		fmt.Fprintf(u.w, ", %s", said)
	}
	for i, p := range w.Providers {
		if i == 3 {
			break
		}
		fmt.Fprintf(u.w, ", %s %s", p.Provider.Name, thousands(p.Count))
	}
	fmt.Fprintln(u.w)
	fmt.Fprintf(u.w, "# %s\n", comment(w.Key))
	if f.near != nil {
		fmt.Fprintf(u.w, "# near %s (%.0f %% of the words): %s\n", f.near.ID, math.Round(100*w.score), f.near.Title)
	}
	skeleton := u.drafts.Skeleton(&catalog.Draft{
		Query: w.Sample.Query, Verb: w.Sample.Verb, Placed: w.Sample.Placed, Provider: w.provider, Near: f.near,
	})
	if skeleton == "" {
		skeleton = "# Too short to be found by its words.\n"
	}
	fmt.Fprint(u.w, skeleton)
}

// comment makes a text fit to stand in a comment of TOML, which takes no control
// characters.
func comment(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
