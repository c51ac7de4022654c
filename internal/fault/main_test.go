package fault_test

import (
	"cmp"
	"flag"
	"testing"

	"go.uber.org/goleak"

	"orpheus/internal/racetest"
)

var (
	killsFlag = flag.Int("fault.kills", 0, "programs to kill on each store")
	seedsFlag = flag.Int("fault.seeds", 0, "seeds to simulate")
	seedFlag  = flag.Uint64("fault.seed", 0, "one seed to simulate, with all that happens in it")
	cutsFlag  = flag.Int("fault.cuts", 0, "power cuts")
)

// times is how often to do something: as often as a flag says, else all of it or, under the race
// detector, few.
func times(said, all, few int) int { return cmp.Or(said, racetest.Fewer(all, few)) }

func TestMain(m *testing.M) {
	childMain()
	goleak.VerifyTestMain(m)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
