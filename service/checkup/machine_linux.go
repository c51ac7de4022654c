package checkup

import "golang.org/x/sys/unix"

// permissionsCount says that the mode of a file says who reads it.
const permissionsCount = true

// clockKept reports whether something keeps the clock right, as the kernel knows it.
func clockKept() (kept, known bool) {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0, err == nil
}
