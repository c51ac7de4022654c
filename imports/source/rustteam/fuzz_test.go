package rustteam

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"orpheus/imports/source/sourcetest"
)

// Any two team files and any person file: reading them never panics, and
// either fails or gives a sound structure, the same one each time.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/lantern/teams/*.toml")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	person, err := os.ReadFile("testdata/lantern/people/quillfen.toml")
	if err != nil {
		f.Fatal(err)
	}
	var before []byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(before, data, person)
		before = data
	}
	f.Fuzz(func(t *testing.T, a, b, person []byte) {
		files := fstest.MapFS{
			"teams/a.toml":         {Data: a, Mode: 0o644},
			"teams/b.toml":         {Data: b, Mode: 0o644},
			"people/quillfen.toml": {Data: person, Mode: 0o644},
			"people/ann.toml":      {Data: b, Mode: 0o644},
		}
		var r Reader
		s, err := r.Read(files)
		if err != nil {
			return
		}
		if err := sourcetest.Check(s); err != nil {
			t.Fatal(err)
		}
		again, err := r.Read(files)
		if err != nil {
			t.Fatal(err)
		}
		if one, two := sourcetest.Outline(s), sourcetest.Outline(again); one != two {
			t.Fatalf("first\n%s\nthen\n%s", one, two)
		}
	})
}
