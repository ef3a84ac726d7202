package tail

import (
	"os"
	"syscall"
)

// identityOf gives the volume and the index of an open file, which are to
// Windows what device and inode are elsewhere.
func identityOf(f *os.File) (device, inode uint64) {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info); err != nil {
		return 0, 0
	}
	return uint64(info.VolumeSerialNumber), uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow)
}
