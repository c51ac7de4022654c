//go:build !linux

package checkup

import "runtime"

// permissionsCount says that the mode of a file says who reads it.
const permissionsCount = runtime.GOOS != "windows"

// clockKept reports whether something keeps the clock right, as the kernel knows it.
func clockKept() (kept, known bool) { return false, false }
