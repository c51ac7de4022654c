package k8ssigs

import (
	"bytes"
	"os"
	"testing"

	"orpheus/imports/source/sourcetest"
)

// Whatever the file: reading it never panics, and either fails or gives a
// sound structure, the same one each time.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/lantern.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("sigs: [{dir: a, leadership: {chairs: [{github: ann, name: Ann}, TBD]}, subprojects: [b, {name: c, leads: [d]}]}]\n"))
	f.Add([]byte("sigs: &s [{dir: a, label: b}]\nworkinggroups: [{dir: w, stakeholder_sigs: [b, a], <<: {name: x}}]\ngb_rep: {name: Ann}\n"))
	f.Add([]byte("committees: {x: {dir: a, contact: {liaison: [b, c]}}}\n---\nsigs: *s\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read("sigs.yaml", bytes.NewReader(data))
		if err != nil {
			return
		}
		if err := sourcetest.Check(s); err != nil {
			t.Fatal(err)
		}
		again, err := Read("sigs.yaml", bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if one, two := sourcetest.Outline(s), sourcetest.Outline(again); one != two {
			t.Fatalf("first\n%s\nthen\n%s", one, two)
		}
	})
}
