package main

import (
	"bytes"
	"io"
	"sync"
	"time"

	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/tail"
)

// rotatedSet reads the files of a rotated log, the oldest first, as one input:
// a conversation that goes on over a rotation stays one, and so do the years.
type rotatedSet struct {
	names    []string
	complain func(error)
	warn     func(name, text string)

	cur      *input.Source // changed under mu
	read     int64         // stored bytes of the files before
	modified time.Time
	torn     bool

	mu    sync.Mutex
	parts []rotatedPart
	lines int64
}

type rotatedPart struct {
	name   string
	before int64 // lines of the set before the file
}

// newRotatedSet lists the files; the log itself comes last.
func newRotatedSet(name string, complain func(error), warn func(name, text string)) *rotatedSet {
	s := &rotatedSet{complain: complain, warn: warn}
	names, err := tail.Rotated(name)
	if err != nil {
		complain(input.OpenError(name, err))
		return s
	}
	s.names = append(names, name)
	// The years of a log without them are reckoned from its oldest file.
	s.next()
	return s
}

// next opens the next file that can be; it gives false when there is none.
func (s *rotatedSet) next() bool {
	if s.cur != nil {
		if w := s.cur.Warning(); w != "" {
			s.warn(s.cur.Name, w)
		}
		s.mu.Lock()
		s.read += s.cur.Consumed()
		done := s.cur
		s.cur = nil
		s.mu.Unlock()
		done.Close()
	}
	for len(s.names) > 0 {
		src, err := input.Open(s.names[0], input.Options{})
		s.names = s.names[1:]
		if err != nil {
			s.complain(err)
			continue
		}
		if s.modified.IsZero() {
			s.modified = src.ModTime
		}
		s.mu.Lock()
		s.cur = src
		s.parts = append(s.parts, rotatedPart{src.Name, s.lines})
		s.mu.Unlock()
		return true
	}
	return false
}

// Read gives what the files hold; a last line without its end gets one, unless
// it is the last of all.
func (s *rotatedSet) Read(p []byte) (int, error) {
	for s.cur != nil {
		n, err := s.cur.Read(p)
		if n > 0 {
			s.count(p[:n])
			return n, nil
		}
		if err == nil {
			continue
		}
		if err != io.EOF {
			s.complain(err)
		}
		if s.torn && len(s.names) > 0 && len(p) > 0 {
			p[0] = '\n'
			s.count(p[:1])
			s.next()
			return 1, nil
		}
		s.next()
	}
	return 0, io.EOF
}

func (s *rotatedSet) count(p []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines += int64(bytes.Count(p, []byte{'\n'}))
	s.torn = p[len(p)-1] != '\n'
}

// place tells of which file a line is.
func (s *rotatedSet) place(line int64) (string, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.parts) - 1; i >= 0; i-- {
		if p := &s.parts[i]; line > p.before {
			return p.name, line - p.before
		}
	}
	return "", line
}

// Close lets go of the file that is open.
func (s *rotatedSet) Close() error {
	if s.cur != nil {
		return s.cur.Close()
	}
	return nil
}

func (s *rotatedSet) feed(name string) *feed {
	return &feed{Reader: s, name: name, size: -1, place: s.place, consumed: func() int64 {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.cur == nil {
			return s.read
		}
		return s.read + s.cur.Consumed()
	}}
}
