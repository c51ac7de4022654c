package clock

import (
	"time"

	"golang.org/x/sys/unix"
)

// sleep is how long the machine slept since it was started: what one clock counts of
// it and another does not.
func sleep() time.Duration {
	var all, awake unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &all) != nil || unix.ClockGettime(unix.CLOCK_MONOTONIC, &awake) != nil {
		return 0
	}
	return time.Duration(all.Nano() - awake.Nano())
}
