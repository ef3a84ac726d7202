package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

// readingFlags say how logs are read: the flags of all commands that do.
type readingFlags struct {
	workers  int
	last     int64 // lines; -1 for all
	rotated  bool
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
	f.last = -1
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
	unread  []error    // why, up to maxUnread
	mu      sync.Mutex // of what complain and remark write

	progress *progress
	unparsed *bufio.Writer
	close    func() error
}

// maxUnread is how many complaints are kept for reports.
const maxUnread = 1000

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
	if err := notAnInput("--unparsed", f.unparsed, files); err != nil {
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

// each opens one file after the other and gives it to scan, which reads it to
// its end. A file that cannot be read is named, and the others are read.
func (r *reading) each(files []string, scan func(f *feed, o parser.Options) (parser.Stats, error)) error {
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

// one reads one file, or a file and those that were rotated away from it. Only
// an error of the output is given back.
func (r *reading) one(name string, scan func(f *feed, o parser.Options) (parser.Stats, error)) error {
	f, modified, end, err := r.open(name)
	if err != nil {
		r.complain(err)
		return nil
	}
	defer end()
	o := r.dated(modified)
	if o.Workers == 0 && f.size >= 0 && f.size <= smallFile {
		o.Workers = 1
	}
	if r.flags.last >= 0 {
		if err := r.lastLines(f); err != nil {
			r.complain(err)
			return nil
		}
	}
	stats, err := scan(f, o)
	r.stats.Add(&stats)
	r.progress.done(f)
	var unreadable *input.Error
	var capture *parser.CaptureError
	switch {
	case errors.As(err, &unreadable):
		r.complain(err)
	case errors.As(err, &capture):
		r.complain(&input.Error{Name: name, Op: "read", Err: err})
	default:
		return err
	}
	return nil
}

// dated gives the options for an input that was last written then.
func (r *reading) dated(modified time.Time) parser.Options {
	o := r.options
	o.Modified = modified
	if o.Modified.IsZero() {
		o.Modified = r.p.now()
	}
	return o
}

// open opens one input; end closes it and tells what is to be told.
func (r *reading) open(name string) (f *feed, modified time.Time, end func(), err error) {
	if r.flags.rotated && name != input.Stdin {
		set := newRotatedSet(name, r.complain, r.remark)
		return set.feed(name), set.modified, func() { _ = set.Close() }, nil
	}
	s, err := input.Open(name, input.Options{Stdin: r.p.stdin})
	if err != nil {
		return nil, time.Time{}, nil, err
	}
	f = feedOf(s)
	if s.Compression != input.None {
		f.size = max(f.size, smallFile+1) // a small file can hold much
	}
	return f, s.ModTime, func() {
		if w := s.Warning(); w != "" {
			r.remark(name, w)
		}
		s.Close()
	}, nil
}

// lastLines leaves all but the last lines away.
func (r *reading) lastLines(f *feed) error {
	var again func() (io.ReadCloser, error)
	if f.name != input.Stdin {
		again = func() (io.ReadCloser, error) {
			return input.Open(f.name, input.Options{})
		}
	}
	cut, err := f.lastLines(r.flags.last, again)
	if cut {
		r.remark(f.name, "the last lines are longer than 64 MiB together; the oldest of them were left away")
	}
	return err
}

// remark tells something about an input that was read.
func (r *reading) remark(name, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.clear()
	r.p.warn("%s: %s", name, text)
}

// complain names what could not be read.
func (r *reading) complain(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.clear()
	r.failed = true
	if len(r.unread) < maxUnread {
		r.unread = append(r.unread, err)
	}
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
