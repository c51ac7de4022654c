package history

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"testing"

	"orpheus/imports/source/k8ssigs"
	"orpheus/imports/source/rustteam"
	"orpheus/imports/source/sourcetest"
)

const team = "name = %q\n[people]\nleads = [%q]\nmembers = [%q]\n"

// A history of team files: an invalid one keeps its circle, a rename of the
// file changes nothing, an archived team is gone; and what a Reader gives that
// has read all before is what one gives that reads this tree alone.
func TestReadingTeamsThroughHistory(t *testing.T) {
	r := newRepo(t, false)
	a, b := fmt.Sprintf(team, "a", "ann", "ann"), fmt.Sprintf(team, "b", "bob", "bob")
	const ann = "github = 'ann'\nname = 'Ann Other'\ngithub-id = 5\n"
	r.commit(files{"teams/a.toml": a, "people/ann.toml": ann})
	r.commit(files{"teams/a.toml": a, "teams/b.toml": b, "people/ann.toml": ann})
	r.commit(files{"teams/a.toml": a, "teams/b.toml": b + "[", "people/ann.toml": ann})
	r.commit(files{"teams/a.toml": a, "teams/b-moved.toml": b, "people/ann.toml": ann})
	r.commit(files{"teams/a.toml": a, "teams/b-moved.toml": b, "people/ann-new.toml": "github = 'ann-new'\nname = 'Ann Other'\ngithub-id = 5\n"})
	r.commit(files{"teams/a.toml": a, "teams/archive/b-moved.toml": b, "people/ann.toml": ann})

	var reader rustteam.Reader
	var got []string
	err := Walk(t.Context(), r.dir, []string{"teams", "people"}, "", func(c Change) error {
		s, err := reader.Read(c.Tree)
		if err != nil {
			return err
		}
		fresh, err := rustteam.Read(c.Tree)
		if err != nil {
			return err
		}
		if x, y := sourcetest.Outline(s), sourcetest.Outline(fresh); x != y {
			t.Errorf("read on\n%s\nread afresh\n%s", x, y)
		}
		var keys []string
		for _, circle := range s.Circles {
			keys = append(keys, circle.Key)
		}
		got = append(got, fmt.Sprintf("%v kept %v", keys, s.Kept))
		return sourcetest.Check(s)
	})
	want := []string{"[a] kept []", "[a b] kept []", "[a] kept [b]", "[a b] kept []", "[a b] kept []", "[a] kept []"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestReadingGroupsThroughHistory(t *testing.T) {
	r := newRepo(t, false)
	for _, text := range []string{"sigs: [{dir: a, leads: [{github: ann}]}]", "sigs: [", "sigs: [{dir: a}, {dir: b}]"} {
		r.commit(files{"sigs.yaml": text})
	}
	var got []int
	err := Walk(t.Context(), r.dir, []string{"sigs.yaml"}, "", func(c Change) error {
		data, err := fs.ReadFile(c.Tree, "sigs.yaml")
		if err != nil {
			return err
		}
		s, err := k8ssigs.Read("sigs.yaml", bytes.NewReader(data))
		if err != nil {
			got = append(got, -1)
			return nil
		}
		got = append(got, len(s.Circles))
		return nil
	})
	if err != nil || !slices.Equal(got, []int{1, -1, 2}) {
		t.Errorf("%v, %v", got, err)
	}
}
