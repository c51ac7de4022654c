package org

import "time"

// Time is a moment in UTC, in microseconds since 1970. Zero means no moment.
type Time int64

// Day is the length of a day in the unit of Time.
const Day Time = 24 * 60 * 60 * 1_000_000

// At returns t as a Time, cut to whole microseconds.
func At(t time.Time) Time {
	if t.IsZero() {
		return 0
	}
	return Time(t.UnixMicro())
}

// Std returns t for the standard library, in UTC; the zero time for no moment.
func (t Time) Std() time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(t)).UTC()
}

// String returns t in RFC 3339; empty for no moment.
func (t Time) String() string {
	if t == 0 {
		return ""
	}
	return t.Std().Format(time.RFC3339Nano)
}

// MarshalText returns t in RFC 3339.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
