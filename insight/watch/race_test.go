package watch_test

import (
	"testing"

	"orpheus/internal/racetest"
)

// What is measured is arithmetic over a state that nobody changes: all cases are alike to the
// detector.
func TestMain(m *testing.M) {
	racetest.Checks(10)
	m.Run()
}
