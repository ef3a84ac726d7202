package main

import (
	"slices"
	"strings"
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

// annotate is one run of the command of that name.
type annotate struct {
	p         *program
	format    *choice
	explain   *choice
	group     *groupFlags
	unknown   string
	asked     *choice
	all       bool
	quiet     bool
	look      *look
	reading   *readingFlags
	selection *selectionFlags
	following *followFlags

	sel       *selection
	detail    render.Detail
	loc       *time.Location
	lang      *catalog.Lang
	explainer render.Explainer
	walk      *reading
	counts    counts
	sums      sums
	checks    *checking // nil for none
	// formatGiven tells whether the format is that of the command line.
	formatGiven func() bool
	report      *report // of smtplog check; nil for annotate
}

func (p *program) annotateCommand() *cobra.Command {
	a := &annotate{p: p}
	cmd := &cobra.Command{
		Use:   "annotate [FILE…]",
		Short: "find every reply in logs, transcripts and bounces, and explain it",
		Long: `Shows the lines of the input that carry a reply, and under each, behind "    |",
what the reply means there, whether a retry helps, whose move it is, what to do,
and what is wrong in its context (see smtplog check). The first time an explanation comes up it is told in full, after that one
line names it. Of a log only the lines with a reply are shown, of a transcript
the whole dialogue.

Files are read in the order given; "-" or no file is standard input. Files
compressed with gzip, zstd, xz or bzip2 are read as they are. With -F logs are
followed through every kind of rotation, until Ctrl-C.

With --group nothing is shown line by line: what went wrong is counted by its
cause, and told with the largest first. What --unknown writes is the replies that
no entry knows by their words, ready to be made entries of.`,
		Example: `smtplog annotate /var/log/mail.log
smtplog annotate --failed --since "2h ago" /var/log/mail.log
smtplog annotate --group --since yesterday /var/log/mail.log
smtplog annotate --group=provider --only status=bounced /var/log/mail.log
smtplog annotate --quiet --group --unknown new.toml /var/log/mail.log
smtplog annotate -F --failed /var/log/mail.log
smtplog annotate --checkpoint ~/.mail.seen /var/log/mail.log
smtplog annotate --rotated --since yesterday /var/log/mail.log
smtplog annotate --journal=postfix --since "1h ago"
zcat mail.log.*.gz | smtplog annotate --only class=blocklist-ip,class=reputation
smtplog annotate --only 5xx --only phase=rcpt --format json mail.log
swaks --to ann@example.com 2>&1 | smtplog annotate`,
		RunE: func(_ *cobra.Command, files []string) error { return a.run(files) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	a.format = addChoice(cmd, "format", "what to write", "text", "json")
	a.explain = addChoice(cmd, "explain", "tell explanations in full the first time, always, never, or not at all", render.Details()...)
	a.group = addGroup(cmd)
	flags.StringVar(&a.unknown, "unknown", "", "write the texts that no entry explains to this `FILE`, with counts, as entries to be filled in")
	flags.BoolVar(&a.all, "all", false, "show the lines without a reply too (text only)")
	a.asked = addChoice(cmd, "checks", "tell what is wrong in its context; auto leaves it out of records that --only picks without finding=", "auto", "on", "off")
	a.following = addFollow(cmd)
	a.selection = addSelection(cmd)
	a.reading = addReading(cmd)
	p.addCatalog(flags)
	a.look = addLook(cmd)
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no closing line on standard error")
	return cmd
}

func (a *annotate) run(files []string) error {
	if err := a.following.check(files); err != nil {
		return err
	}
	if err := a.group.check(a.all); err != nil {
		return err
	}
	if err := a.prepare(); err != nil {
		return err
	}
	if a.asked.value == "off" && slices.ContainsFunc(a.selection.only, func(s string) bool { return strings.Contains(strings.ToLower(s), "finding=") }) {
		return wrongUse("--only finding= finds nothing with --checks=off")
	}
	options, err := a.look.options(a.p)
	if err != nil {
		return err
	}
	options.Detail, options.Secrets = a.detail, a.reading.secrets
	a.explainer.Catalog, a.lang = options.Catalog, options.Lang
	a.reading.rotated = a.following.rotated
	if a.walk, err = a.p.newReading(a.reading, files); err != nil {
		return err
	}
	unknown, err := a.openUnknown(files)
	if err != nil {
		return err
	}
	var text *render.Text
	if a.sums.groups == nil && a.format.value != "json" {
		text = render.NewText(options)
	}
	if a.wantsChecks(text != nil) {
		set, err := a.p.checkSet(nil)
		if err != nil {
			return err
		}
		a.checks = newChecking(set, a.explainer.Catalog, text == nil || a.sel.any)
		a.walk.options.Steps = true
	}
	if err := a.read(files, text); err != nil {
		return err
	}
	if err := a.endChecks(text); err != nil {
		return err
	}
	if err := a.writeGroups(options); err != nil {
		return err
	}
	if err := a.writeUnknown(unknown); err != nil {
		return err
	}
	return a.end()
}

// endChecks tells what only the end of the input shows.
func (a *annotate) endChecks(text *render.Text) error {
	if a.checks == nil {
		return nil
	}
	found, lost := a.checks.annotator.End()
	if lost > 0 && !a.sel.any {
		a.p.warn("%s no record that is written; smtplog check tells them", plural(int64(lost), "finding belongs to", "findings belong to"))
	}
	if text == nil || a.sel.any {
		return nil
	}
	return writeAll(a.p.stdout, text.Findings(nil, found))
}

// wantsChecks tells whether the checks are to look at what is read. Groups tell no
// findings, but may be of records that have some. Whoever picks a few records out of
// a log for a program waits for them, and not for what may be wrong in all others.
func (a *annotate) wantsChecks(text bool) bool {
	switch {
	case a.selection.asksForFindings():
		return a.asked.value != "off"
	case a.sums.groups != nil:
		return false
	case a.asked.value == "auto":
		return text || len(a.selection.only) == 0
	}
	return a.asked.value == "on"
}

// read reads the inputs in the way that was asked for; text is nil for records.
func (a *annotate) read(files []string, text *render.Text) error {
	f := a.following
	switch {
	case f.journal.given:
		return a.readJournal(a.newLive(text, 1))
	case f.following() || f.checkpoint != "":
		return a.follow(files, a.newLive(text, len(files)))
	case f.merge && len(files) > 1:
		return a.merge(files, a.newLive(text, len(files)))
	}
	if f.linesGiven() {
		a.reading.last = f.lines
	}
	if a.report != nil {
		return a.walk.each(files, a.report.scan())
	}
	if text == nil {
		return a.walk.each(files, a.jsonScan())
	}
	return a.walk.each(files, a.textScan(text, len(files) > 1))
}

// prepare makes the flags ready.
func (a *annotate) prepare() error {
	if err := a.reading.check(); err != nil {
		return err
	}
	var err error
	if a.loc, err = parseZone(a.reading.zone, a.p.local); err != nil {
		return err
	}
	c, err := a.p.openCatalog()
	if err != nil {
		return err
	}
	if a.sel, err = a.selection.selection(c, a.p.now(), a.loc); err != nil {
		return err
	}
	if a.explain != nil {
		a.detail, _ = render.ParseDetail(a.explain.value)
	}
	a.explainer = render.Explainer{Catalog: c}
	a.sums.groups = a.group.tally()
	return nil
}

// end writes the closing line and decides the exit status.
func (a *annotate) end() error {
	if n := a.sel.undated.Load(); n > 0 {
		a.p.warn("%s without a date left out by --since or --until", plural(n, "record", "records"))
	}
	if !a.quiet && !(a.walk.failed && a.walk.stats.Lines == 0) {
		a.p.warn("%s", closingLine(&a.counts, &a.walk.stats, a.sel.any, a.lang))
	}
	switch {
	case a.walk.failed:
		return errIncomplete
	case a.counts.shown == 0:
		return errNothing
	}
	return nil
}
