package rustteam

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"orpheus/imports/source/sourcetest"
)

// hashed is a file system whose files tell their hash; opened counts reads.
type hashed struct {
	fstest.MapFS
	opened map[string]int
}

func (h hashed) Open(name string) (fs.File, error) {
	h.opened[name]++
	return h.MapFS.Open(name)
}

func (h hashed) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := h.MapFS.ReadDir(name)
	for i, e := range list {
		if f := h.MapFS[name+"/"+e.Name()]; f != nil {
			list[i] = hashedEntry{e, fmt.Sprintf("%x", sha256.Sum256(f.Data))}
		}
	}
	return list, err
}

type hashedEntry struct {
	fs.DirEntry
	hash string
}

func (e hashedEntry) Info() (fs.FileInfo, error) {
	info, err := e.DirEntry.Info()
	return hashedInfo{info, e.hash}, err
}

type hashedInfo struct {
	fs.FileInfo
	hash string
}

func (i hashedInfo) Hash() string { return i.hash }

func TestReaderParsesOnlyWhatChanged(t *testing.T) {
	h := hashed{tree(
		"teams/a.toml", "name = 'a'\n[people]\nleads = ['ann']\n",
		"teams/b.toml", "name = 'b'\nsubteam-of = 'a'\n[people]\nleads = ['bob']\n",
		"people/ann.toml", "github = 'ann'\nname = 'Ann'",
		"people/bob.toml", "github = 'bob'\nname = 'Bob'",
	), map[string]int{}}
	var r Reader
	read := func() string {
		t.Helper()
		got, err := r.Read(h)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := Read(h.MapFS)
		if err != nil {
			t.Fatal(err)
		}
		if g, w := sourcetest.Outline(got), sourcetest.Outline(fresh); g != w {
			t.Fatalf("got\n%s\nwant\n%s", g, w)
		}
		return sourcetest.Outline(got)
	}
	first := read()
	h.MapFS["teams/b.toml"] = &fstest.MapFile{Data: []byte("name = 'b'\n[people]\nleads = ['ann']\n"), Mode: 0o644}
	if read() == first {
		t.Error("a changed file was not read again")
	}
	delete(h.MapFS, "people/bob.toml")
	read()
	for name, want := range map[string]int{"teams/a.toml": 1, "teams/b.toml": 2, "people/ann.toml": 1} {
		if h.opened[name] != want {
			t.Errorf("%s was read %d times, not %d", name, h.opened[name], want)
		}
	}
	if len(r.people.last) != 1 || len(r.teams.last) != 2 {
		t.Errorf("the cache holds %d people and %d teams", len(r.people.last), len(r.teams.last))
	}
}

// The same content under another name is another team: where it stands counts.
func TestReaderKeepsPathsApart(t *testing.T) {
	h := hashed{tree("teams/a.toml", nobody, "teams/b.toml", nobody), map[string]int{}}
	s, err := new(Reader).Read(h)
	if err != nil || len(s.Circles) != 2 {
		t.Errorf("%v, %v", s, err)
	}
}
