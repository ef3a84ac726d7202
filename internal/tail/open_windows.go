package tail

import (
	"os"
	"syscall"
)

// openShared opens a log for reading and lets others rename and delete it
// meanwhile, which os.Open does not.
func openShared(name string) (*os.File, error) {
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	const share = syscall.FILE_SHARE_READ | syscall.FILE_SHARE_WRITE | syscall.FILE_SHARE_DELETE
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ, share, nil, syscall.OPEN_EXISTING,
		syscall.FILE_ATTRIBUTE_NORMAL|syscall.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(h), name), nil
}

// eventsReliable tells whether the system announces each write as it is made.
//
// QUIRK: Windows tells of a write when the file is closed or the cache is
// flushed, not when it is made.
const eventsReliable = false
