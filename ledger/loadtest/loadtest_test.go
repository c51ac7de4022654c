package loadtest_test

import (
	"testing"

	"orpheus/ledger/loadtest"
	"orpheus/org"
	"orpheus/org/orgtest"
)

func TestTheSameSeedGivesTheSameActs(t *testing.T) {
	var digests [2]string
	for i := range digests {
		s, err := loadtest.State(300, 6000)
		if err != nil {
			t.Fatal(err)
		}
		if err := orgtest.Consistent(s); err != nil {
			t.Fatal(err)
		}
		if digests[i], err = s.Digest(); err != nil {
			t.Fatal(err)
		}
		seen := [3]int{}
		for range s.People() {
			seen[0]++
		}
		for _, l := range s.Leads() {
			if seen[1]++; l.End == org.LeadExpired {
				seen[2]++
			}
		}
		if seen[0] != 300 || seen[1] < 100 || seen[2] < 10 {
			t.Fatalf("%d people, %d leads, %d expired", seen[0], seen[1], seen[2])
		}
		t.Log(seen, s.Version, s.Last.Std())
	}
	if digests[0] != digests[1] {
		t.Fatal("two runs differ")
	}
}
