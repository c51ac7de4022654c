package org_test

import (
	"testing"

	"orpheus/org"
)

// No log puts a circle inside itself, whoever wrote it and whatever its hashes say: whoever walks up
// from such a circle would go round until all memory is taken. It is refused where it is read.
func TestNoLogPutsACircleInsideItself(t *testing.T) {
	for name, act := range map[string]org.Act{
		"itself":        &org.MoveCircle{Circle: 2, Parents: []org.CircleID{2}},
		"what is in it": &org.MoveCircle{Circle: 2, Parents: []org.CircleID{org.Root, 3}},
		"the root":      &org.MoveCircle{Circle: org.Root, Parents: []org.CircleID{2}},
		"a new one":     &org.FormCircle{Circle: 4, Name: "New", Parents: []org.CircleID{4}},
		"one restored":  &org.RestoreCircle{Circle: 2, Parents: []org.CircleID{3}},
	} {
		d, m := new(org.State).Edit(), org.Moment{At: org.Day}
		d.Replay(&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, m)
		d.Replay(&org.FormCircle{Circle: 2, Name: "Home care", Parents: []org.CircleID{org.Root}}, m)
		d.Replay(&org.FormCircle{Circle: 3, Name: "Nights", Parents: []org.CircleID{2}}, m)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: it is taken", name)
				}
			}()
			d.Replay(act, m)
		}()
	}
}
