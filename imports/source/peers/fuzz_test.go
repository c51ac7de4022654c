package peers_test

import (
	"maps"
	"slices"
	"testing"

	"orpheus/imports/source/peers"
	"orpheus/imports/source/peers/peerstest"
	"orpheus/imports/source/sourcetest"
	"orpheus/imports/source/table"
)

// Whatever the file, and as whatever it is read: reading never panics, and either fails or
// gives a sound structure, the same one each time.
func FuzzExports(f *testing.F) {
	all := peerstest.Exports(f, "testdata")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f.Add(name, format(name), all[name])
	}
	f.Fuzz(func(t *testing.T, name, format string, data []byte) {
		peers.Recognised(name, data)
		if !slices.Contains(peers.Formats(), format) {
			return
		}
		read, err := peers.ReadFile(format, name, data, table.Options{})
		if err != nil {
			return
		}
		s := read.At(now, true)
		if err := sourcetest.Check(s); err != nil {
			t.Fatalf("%v\n%s", err, sourcetest.Outline(s))
		}
		again, err := peers.ReadFile(format, name, data, table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if one, two := sourcetest.Outline(s), sourcetest.Outline(again.At(now, true)); one != two {
			t.Fatalf("first\n%s\nthen\n%s", one, two)
		}
	})
}
