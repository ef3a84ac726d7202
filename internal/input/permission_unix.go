//go:build unix

package input

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// permissionHint names the group that would be let in: mail logs belong to adm, the journal to systemd-journal, and
// joining that group is the usual cure. Where the file cannot even be looked at, the directory that stops it is named.
func permissionHint(name string) string {
	if name == Stdin {
		return ""
	}
	path := filepath.Clean(name)
	info, err := os.Stat(path)
	for err != nil {
		parent := filepath.Dir(path)
		if parent == path {
			return ""
		}
		path = parent
		info, err = os.Stat(path)
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	what, bit := "read it", fs.FileMode(0o040)
	if info.IsDir() {
		what, bit = "enter "+label(path), 0o010
	}
	if info.Mode()&bit == 0 {
		return fmt.Sprintf("only its owner %s may %s; use sudo", userName(owner.Uid), what)
	}
	return fmt.Sprintf("members of the group %s may %s; join it or use sudo", groupName(owner.Gid), what)
}

func userName(id uint32) string {
	decimal := strconv.FormatUint(uint64(id), 10)
	if u, err := user.LookupId(decimal); err == nil {
		return u.Username
	}
	return decimal
}

func groupName(id uint32) string {
	decimal := strconv.FormatUint(uint64(id), 10)
	if g, err := user.LookupGroupId(decimal); err == nil {
		return g.Name
	}
	return decimal
}
