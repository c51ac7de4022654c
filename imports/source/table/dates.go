package table

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	yearOnly  = regexp.MustCompile(`^([12][0-9]{3})$`)
	yearMonth = regexp.MustCompile(`^([12][0-9]{3})[-/.]([0-9]{1,2})$`)
	monthYear = regexp.MustCompile(`^([0-9]{1,2})[-/.]([12][0-9]{3})$`)
	yearDay   = regexp.MustCompile(`^([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$`)
	dayFirst  = regexp.MustCompile(`^([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([12][0-9]{3})$`)
	serial    = regexp.MustCompile(`^([2-9][0-9]{4})(?:\.[0-9]+)?$`)
)

// moment reads a date: RFC 3339, a day, a month, a year, or the number that a spreadsheet
// keeps a day as. Of a month or a year it is the start, or the end where that is wanted.
func moment(s string, zone *time.Location, end bool) (time.Time, bool) {
	s = strings.TrimSpace(s)
	n := func(m []string, i int) int { v, _ := strconv.Atoi(m[i]); return v }
	day := func(y, m, d int) (time.Time, bool) {
		at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone)
		return at, at.Year() == y && int(at.Month()) == m && at.Day() == d
	}
	month := func(y, m int) (time.Time, bool) {
		if m < 1 || m > 12 {
			return time.Time{}, false
		}
		if end {
			m++
		}
		return time.Date(y, time.Month(m), 1, 0, 0, 0, 0, zone), true
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, at.Year() >= 1000
	}
	if m := yearOnly.FindStringSubmatch(s); m != nil {
		y := n(m, 1)
		if end {
			y++
		}
		return newYear(y, zone), true
	}
	if m := yearMonth.FindStringSubmatch(s); m != nil {
		return month(n(m, 1), n(m, 2))
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		return month(n(m, 2), n(m, 1))
	}
	if m := yearDay.FindStringSubmatch(s); m != nil {
		return day(n(m, 1), n(m, 2), n(m, 3))
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return day(n(m, 3), n(m, 2), n(m, 1))
	}
	if m := serial.FindStringSubmatch(s); m != nil {
		at := time.Date(1899, time.December, 30, 0, 0, 0, 0, zone).AddDate(0, 0, n(m, 1))
		return at, true
	}
	return time.Time{}, false
}

func newYear(y int, zone *time.Location) time.Time {
	return time.Date(y, time.January, 1, 0, 0, 0, 0, zone)
}
