package service_test

import (
	"path/filepath"
	"testing"

	"orpheus/imports/source/peers/peerstest"
	"orpheus/service"
)

// What each of the other programs exports comes in, changes nothing the second time, and can
// be taken back, which leaves the map as it was.
func TestExportsOfOthersComeInAndGoBack(t *testing.T) {
	for name, data := range peerstest.Exports(t, "../imports/source/peers/testdata") {
		t.Run(name, func(t *testing.T) {
			d, v := steward(t)
			before := shape(t, d)
			from := service.Bringing{Format: service.Recognised(name, data), Name: name, File: data}
			if want := name[:len(name)-len(filepath.Ext(name))]; from.Format != want {
				t.Fatalf("recognised as %s", from.Format)
			}
			done, err := v.Bring(t.Context(), from, false)
			if err != nil || done.Acts == 0 || shape(t, d) == before {
				t.Fatalf("%v, %v", done, err)
			}
			full := shape(t, d)
			if again, err := v.Bring(t.Context(), from, false); err != nil || again.Acts != 0 || shape(t, d) != full {
				t.Errorf("the second time: %v, %v", again.Kinds, err)
			}
			back, err := v.TakeBackImport(t.Context(), done.Last)
			if err != nil || len(back.Kept) > 0 || shape(t, d) != before {
				t.Errorf("taken back: %+v, %v\n%s\nwas\n%s", back, err, shape(t, d), before)
			}
		})
	}
}
