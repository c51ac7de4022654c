//go:build !linux

package clock

import "time"

// sleep is not told apart here: after one, the clock is doubted for as long as it
// lasted, a day at most. Who starts the program again has it believed.
func sleep() time.Duration { return 0 }
