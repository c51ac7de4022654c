// Package racetest lets tests do less under the race detector, which makes them
// ten times slower and looks for races, of which there are no more in the
// hundredth case than in the tenth. Without the detector they do all: .ci/run
// runs the packages that use this both ways.
package racetest

import (
	"flag"
	"strconv"
)

// Fewer returns how often to do something: all of it, or few under the detector.
func Fewer(all, few int) int {
	if On {
		return few
	}
	return all
}

// Checks has every rapid.Check of the package try so few cases under the
// detector. It is called from TestMain; -rapid.checks has the last word.
func Checks(few int) {
	if !On {
		return
	}
	if err := flag.Set("rapid.checks", strconv.Itoa(few)); err != nil {
		panic(err)
	}
}
