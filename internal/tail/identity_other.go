//go:build !unix && !windows

package tail

import "os"

// identityOf has nothing to tell here: files are known by their first bytes.
func identityOf(*os.File) (device, inode uint64) { return 0, 0 }
