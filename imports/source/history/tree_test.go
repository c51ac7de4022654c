package history

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// treeOf gives the tree of the only commit of a repository.
func treeOf(t *testing.T, f files) fs.FS {
	t.Helper()
	r := newRepo(t, false)
	r.commit(f)
	var found fs.FS
	if err := Walk(t.Context(), r.dir, []string{"."}, "", func(c Change) error { found = c.Tree; return nil }); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTreeIsAFileSystem(t *testing.T) {
	tree := treeOf(t, files{
		"teams/a.toml": "a", "teams/archive/b.toml": "b", "people/zélie.toml": "z",
		"teams.md": "sorts between", "teams0": "", "sub!": "", "empty": "",
	})
	if err := fstest.TestFS(tree, "teams/a.toml", "teams/archive/b.toml", "people/zélie.toml", "teams.md", "teams0", "empty"); err != nil {
		t.Error(err)
	}
	if _, err := fs.Stat(tree, "sub"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a submodule: %v", err)
	}
	if _, err := tree.Open("teams/a.toml/x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("below a file: %v", err)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	tree := treeOf(t, files{"teams/a.toml@": "../../etc/passwd", "real": "x"})
	info, err := fs.Stat(tree, "teams/a.toml")
	if err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Fatalf("%v, %v", info, err)
	}
	data, err := fs.ReadFile(tree, "teams/a.toml")
	if err != nil || string(data) != "../../etc/passwd" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestUnsafeNamesAreLeftOut(t *testing.T) {
	var made object.Tree
	for _, name := range []string{"good", ".", "..", "", "a/b", "/a", "good"} {
		made.Entries = append(made.Entries, object.TreeEntry{Name: name, Mode: filemode.Regular})
	}
	if f := newFolder(&made); len(f.names) != 1 || f.names[0] != "good" || len(f.places) != 1 {
		t.Errorf("names %q", f.names)
	}
}

func TestHashTellsContent(t *testing.T) {
	tree := treeOf(t, files{"a": "same", "b": "same", "c": "other"})
	hash := func(name string) string {
		info, err := fs.Stat(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		return info.(interface{ Hash() string }).Hash()
	}
	if hash("a") != hash("b") || hash("a") == hash("c") || hash("a") == "" {
		t.Errorf("hashes %s %s %s", hash("a"), hash("b"), hash("c"))
	}
}
