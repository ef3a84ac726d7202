package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

// readingFlags say how logs are read: the flags of all commands that do.
type readingFlags struct {
	workers  int
	zone     string
	year     int
	secrets  bool
	unparsed string
}

func addReading(cmd *cobra.Command) *readingFlags {
	f := &readingFlags{}
	flags := cmd.Flags()
	flags.IntVar(&f.workers, "workers", 0, "parse `N` blocks side by side (default: one a processor)")
	flags.StringVar(&f.zone, "tz", "", "`ZONE` of stamps that tell none: Europe/Berlin, UTC, +02:00 (default: the machine's)")
	flags.IntVar(&f.year, "year", 0, "`YEAR` of the first stamp that has none (default: by the file's time)")
	flags.BoolVar(&f.secrets, "show-secrets", false, "show what follows AUTH instead of "+parser.Redacted)
	flags.StringVar(&f.unparsed, "unparsed", "", "write the lines that were not understood to this `FILE`")
	return f
}

// check refuses what cannot be.
func (f *readingFlags) check() error {
	switch {
	case f.workers < 0:
		return wrongUse("--workers %d: give a number from 1, or 0 for one a processor", f.workers)
	case f.year != 0 && (f.year < 1970 || f.year > 9999):
		return wrongUse("--year %d: give a year from 1970 on", f.year)
	}
	return nil
}

// reading is one walk through the files of a command line.
type reading struct {
	p       *program
	flags   *readingFlags
	options parser.Options
	stats   parser.Stats
	failed  bool

	progress *progress
	unparsed *bufio.Writer
	close    func() error
}

// smallFile is the size up to which a file is not worth a second goroutine.
const smallFile = 512 << 10

// newReading makes the options of the parser; the caller may change them
// before it calls each.
func (p *program) newReading(f *readingFlags, files []string) (*reading, error) {
	r := &reading{p: p, flags: f, progress: p.progress()}
	r.options = parser.Options{Workers: f.workers, Year: f.year, Secrets: f.secrets}
	if f.unparsed == "" {
		return r, nil
	}
	if err := notAnInput(f.unparsed, files); err != nil {
		return nil, err
	}
	out, err := os.Create(f.unparsed)
	if err != nil {
		return nil, fmt.Errorf("--unparsed: %w", err)
	}
	r.unparsed = bufio.NewWriter(out)
	r.close = out.Close
	r.options.Unparsed = func(line []byte, _ int64) {
		// The error stays in the writer until it is flushed.
		_, _ = r.unparsed.Write(line)
		_ = r.unparsed.WriteByte('\n')
	}
	return r, nil
}

// notAnInput keeps --unparsed from writing over the log.
func notAnInput(name string, files []string) error {
	if name == input.Stdin {
		return wrongUse("--unparsed takes a file; standard output carries the answer only")
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil //nolint:nilerr // it does not exist yet, or Create will tell
	}
	for _, f := range files {
		if in, err := os.Stat(f); err == nil && os.SameFile(info, in) {
			return wrongUse("--unparsed %s is one of the files to be read and would be written over", name)
		}
	}
	return nil
}

// each opens one file after the other and gives it to scan, which reads it to
// its end. A file that cannot be read is named, and the others are read.
func (r *reading) each(files []string, scan func(s *input.Source, o parser.Options) (parser.Stats, error)) error {
	if len(files) == 0 {
		files = []string{input.Stdin}
		if r.p.stdinTerminal {
			r.p.warn("reading standard input; paste a log or a transcript and end with Ctrl-D, or name files: smtplog annotate /var/log/mail.log")
		}
	}
	for _, name := range files {
		if err := r.one(name, scan); err != nil {
			r.progress.clear()
			// What was not understood so far is kept all the same; the error of
			// the output is the one to tell.
			_ = r.finish()
			return err
		}
	}
	r.progress.clear()
	return r.finish()
}

// one reads one file. Only an error of the output is given back.
func (r *reading) one(name string, scan func(s *input.Source, o parser.Options) (parser.Stats, error)) error {
	s, err := input.Open(name, input.Options{Stdin: r.p.stdin})
	if err != nil {
		r.complain(err)
		return nil
	}
	defer s.Close()
	o := r.options
	o.Modified = s.ModTime
	if o.Modified.IsZero() {
		o.Modified = r.p.now()
	}
	if o.Workers == 0 && s.Size >= 0 && s.Size <= smallFile && s.Compression == input.None {
		o.Workers = 1
	}
	stats, err := scan(s, o)
	r.stats.Add(&stats)
	r.progress.done(s)
	var unreadable *input.Error
	var capture *parser.CaptureError
	switch {
	case errors.As(err, &unreadable):
		r.complain(err)
	case errors.As(err, &capture):
		r.complain(fmt.Errorf("%s: %w", name, err))
	case err != nil:
		return err
	default:
		if w := s.Warning(); w != "" {
			r.progress.clear()
			r.p.warn("%s: %s", name, w)
		}
	}
	return nil
}

// complain names what could not be read.
func (r *reading) complain(err error) {
	r.progress.clear()
	r.failed = true
	r.p.warn("%v", err)
}

// finish writes out what is left of --unparsed.
func (r *reading) finish() error {
	if r.unparsed == nil {
		return nil
	}
	err := r.unparsed.Flush()
	if cerr := r.close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("--unparsed: %w", err)
	}
	return nil
}
