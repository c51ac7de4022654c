package checkup

import "golang.org/x/sys/unix"

// permissionsCount says that the mode of a file says who reads it.
const permissionsCount = true

// machine is what the machine says of a folder.
type machine struct {
	known  bool
	free   uint64 // bytes that this program may still write
	memory bool   // it is no disk: all is gone with the power
}

func machineAt(folder string) (machine, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return machine{}, err
	}
	return machine{true, s.Bavail * uint64(s.Bsize), s.Type == unix.TMPFS_MAGIC || s.Type == unix.RAMFS_MAGIC}, nil
}

// clockKept reports whether something keeps the clock right, as the kernel knows it.
func clockKept() (kept, known bool) {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0, err == nil
}
