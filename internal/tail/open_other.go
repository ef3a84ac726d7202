//go:build !windows

package tail

import (
	"os"
	"syscall"
)

// openShared opens a log for reading. Nothing here is in the way of a rename.
// A named pipe is not waited for.
func openShared(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// eventsReliable tells whether the system announces each write as it is made.
const eventsReliable = true
