package tail

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// wakeEvery is how often a reader is woken at most: a busy log would have it
// look after every line.
const wakeEvery = 10 * time.Millisecond

// Watcher wakes readers when the system tells that something happened to their
// logs. Directories are watched, since a file that is rotated away takes its
// watch along. Its methods may be called from any goroutine.
type Watcher struct {
	fs   *fsnotify.Watcher
	mu   sync.Mutex
	dirs map[string][]*Watch
}

// Watch is the wake-up call of one log.
type Watch struct {
	// C gets a value when something may have changed.
	C <-chan struct{}

	w    *Watcher
	name string
	wake chan struct{}
	dirs map[string][]string // directory to the names that the log has in it
	last time.Time
	late *time.Timer
}

// NewWatcher asks the system for events; where it has none to give, the error
// says why, and logs are to be polled.
func NewWatcher() (*Watcher, error) {
	fs, err := fsnotify.NewBufferedWatcher(64)
	if err != nil {
		return nil, err
	}
	w := &Watcher{fs: fs, dirs: map[string][]*Watch{}}
	go w.run()
	return w, nil
}

// Add begins to watch the log of that name. It gives nil when its directory
// cannot be watched.
func (w *Watcher) Add(name string) *Watch {
	c := make(chan struct{}, 1)
	s := &Watch{C: c, w: w, name: name, wake: c, dirs: map[string][]string{}}
	s.Refresh()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(s.dirs) == 0 {
		return nil
	}
	return s
}

// Refresh looks anew where a symbolic link leads.
func (s *Watch) Refresh() {
	s.add(s.name)
	if target, err := filepath.EvalSymlinks(s.name); err == nil {
		s.add(target)
	}
}

func (s *Watch) add(name string) {
	name, err := filepath.Abs(name)
	if err != nil {
		return
	}
	dir, base := filepath.Split(name)
	dir = filepath.Clean(dir)
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	if names := s.dirs[dir]; len(names) > 0 {
		// The name itself comes first; where a link led before is of no interest.
		if names[0] != base {
			s.dirs[dir] = append(names[:1], base)
		}
		return
	}
	if len(s.w.dirs[dir]) == 0 && s.w.fs.Add(dir) != nil {
		return
	}
	s.dirs[dir] = []string{base}
	s.w.dirs[dir] = append(s.w.dirs[dir], s)
}

// Close ends the watching.
func (w *Watcher) Close() error { return w.fs.Close() }

func (w *Watcher) run() {
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return
			}
			w.event(e.Name)
		case _, ok := <-w.fs.Errors:
			if !ok {
				return
			}
			// Events were lost: everybody is to look.
			w.event("")
		}
	}
}

// event wakes those whose log the event may be about: the name itself, or one
// that it was rotated to.
func (w *Watcher) event(name string) {
	dir, base := filepath.Split(name)
	dir = filepath.Clean(dir)
	w.mu.Lock()
	defer w.mu.Unlock()
	if name == "" {
		for _, list := range w.dirs {
			for _, s := range list {
				s.call()
			}
		}
		return
	}
	for _, s := range w.dirs[dir] {
		if slices.ContainsFunc(s.dirs[dir], func(n string) bool { return strings.HasPrefix(base, n) }) {
			s.call()
		}
	}
}

// call wakes the reader, now or when it is its time; w.mu is held.
func (s *Watch) call() {
	if s.late != nil {
		return
	}
	now := time.Now()
	if wait := wakeEvery - now.Sub(s.last); wait > 0 {
		s.late = time.AfterFunc(wait, func() {
			s.w.mu.Lock()
			defer s.w.mu.Unlock()
			s.late, s.last = nil, time.Now()
			s.send()
		})
		return
	}
	s.last = now
	s.send()
}

func (s *Watch) send() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
