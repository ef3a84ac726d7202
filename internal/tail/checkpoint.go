package tail

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// checkpointSchema names the form of the file.
const checkpointSchema = "smtplog.checkpoint/1"

// saveEvery is how often positions are written while lines are handled.
const saveEvery = time.Second

// Checkpoint is a file that keeps how far logs were handled. Its methods may be
// called from any goroutine.
type Checkpoint struct {
	name string
	now  func() time.Time

	mu    sync.Mutex
	files []Position // those of one log in a row, the oldest first
	dirty bool
	saved time.Time
}

type checkpointFile struct {
	Schema string     `json:"schema"`
	Saved  time.Time  `json:"saved"`
	Files  []Position `json:"files"`
}

// OpenCheckpoint reads the file, which need not exist. What is not a
// checkpoint is an error, so that nothing else is written over.
func OpenCheckpoint(name string, now func() time.Time) (*Checkpoint, error) {
	c := &Checkpoint{name: name, now: now}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	var f checkpointFile
	if err := json.Unmarshal(data, &f); err != nil || f.Schema != checkpointSchema {
		return nil, fmt.Errorf("%s is no checkpoint of this program; give another file, or delete it to begin anew", name)
	}
	c.files = f.Files
	for i := range c.files {
		p := &c.files[i]
		if p.Offset < 0 || p.Lines < 0 {
			return nil, fmt.Errorf("%s is damaged; delete it to begin anew", name)
		}
	}
	return c, nil
}

// Resume gives the positions that are kept of a log.
func (c *Checkpoint) Resume(name string) []Position {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Position
	for _, p := range c.files {
		if p.Name == key(name) {
			list = append(list, p)
		}
	}
	return list
}

// Put notes the positions of a log; the file is written when that was some time
// ago. An empty list leaves those that are kept.
func (c *Checkpoint) Put(name string, list []Position) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(list) > 0 {
		k := key(name)
		c.files = slices.DeleteFunc(c.files, func(p Position) bool { return p.Name == k })
		for _, p := range list {
			p.Name = k
			c.files = append(c.files, p)
		}
		c.dirty = true
	}
	if now := c.now(); c.dirty && now.Sub(c.saved) >= saveEvery {
		return c.save(now)
	}
	return nil
}

// Save writes the file if there is anything new.
func (c *Checkpoint) Save() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.dirty {
		return nil
	}
	return c.save(c.now())
}

// key names a log whatever directory the program is run in.
func key(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}

// save puts a new file in the place of the old one, so that there is a whole
// one whatever happens.
func (c *Checkpoint) save(now time.Time) error {
	data, err := json.MarshalIndent(checkpointFile{checkpointSchema, now.UTC(), c.files}, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(c.name), "."+filepath.Base(c.name)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), c.name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	c.dirty, c.saved = false, now
	return nil
}
