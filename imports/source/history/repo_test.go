package history

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// testRepo is a repository whose commits a test writes one by one.
type testRepo struct {
	t    testing.TB
	dir  string
	repo *git.Repository
	head plumbing.Hash
	when time.Time
}

func newRepo(t testing.TB, bare bool) *testRepo {
	t.Helper()
	dir := t.TempDir()
	repo, err := git.PlainInit(dir, bare)
	if err != nil {
		t.Fatal(err)
	}
	return &testRepo{t: t, dir: dir, repo: repo, when: time.Date(2020, 1, 1, 12, 0, 0, 0, time.FixedZone("", 3600))}
}

// files maps paths to contents. A path that ends in "@" is a link, one that
// ends in "!" a submodule.
type files map[string]string

// commit adds a commit of these files on top of HEAD, and of further parents.
func (r *testRepo) commit(f files, further ...plumbing.Hash) plumbing.Hash {
	r.t.Helper()
	parents := further
	if r.head != plumbing.ZeroHash {
		parents = append([]plumbing.Hash{r.head}, further...)
	}
	r.head = r.loose(f, parents...)
	r.point(r.head)
	return r.head
}

// loose writes a commit that no branch leads to.
func (r *testRepo) loose(f files, parents ...plumbing.Hash) plumbing.Hash {
	r.t.Helper()
	r.when = r.when.Add(time.Hour)
	who := object.Signature{Name: "Ottoline Vane", Email: "ottoline@lantern.invalid", When: r.when}
	c := object.Commit{Author: who, Committer: who, Message: "a change", TreeHash: r.tree(f), ParentHashes: parents}
	c.Author.When = c.Author.When.AddDate(-10, 0, 0) // not what counts
	return r.store(c.Encode)
}

func (r *testRepo) point(h plumbing.Hash) {
	r.t.Helper()
	if err := r.repo.Storer.SetReference(plumbing.NewHashReference(plumbing.Master, h)); err != nil {
		r.t.Fatal(err)
	}
}

func (r *testRepo) tree(f files) plumbing.Hash {
	below := map[string]files{}
	var entries []object.TreeEntry
	for path, data := range f {
		if folder, rest, ok := strings.Cut(path, "/"); ok {
			if below[folder] == nil {
				below[folder] = files{}
			}
			below[folder][rest] = data
			continue
		}
		mode := filemode.Regular
		switch path[len(path)-1] {
		case '@':
			mode = filemode.Symlink
		case '!':
			mode = filemode.Submodule
		}
		entries = append(entries, object.TreeEntry{Name: strings.TrimRight(path, "@!"), Mode: mode, Hash: r.blob(data)})
	}
	for _, name := range slices.Sorted(maps.Keys(below)) {
		entries = append(entries, object.TreeEntry{Name: name, Mode: filemode.Dir, Hash: r.tree(below[name])})
	}
	t := object.Tree{Entries: entries}
	slices.SortFunc(t.Entries, func(a, b object.TreeEntry) int { // as git does: a folder as if it ended in a slash
		key := func(e object.TreeEntry) string {
			if e.Mode == filemode.Dir {
				return e.Name + "/"
			}
			return e.Name
		}
		return strings.Compare(key(a), key(b))
	})
	return r.store(t.Encode)
}

func (r *testRepo) blob(data string) plumbing.Hash {
	o := r.repo.Storer.NewEncodedObject()
	o.SetType(plumbing.BlobObject)
	w, err := o.Writer()
	if err == nil {
		_, err = w.Write([]byte(data))
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return r.set(o)
}

func (r *testRepo) store(encode func(plumbing.EncodedObject) error) plumbing.Hash {
	r.t.Helper()
	o := r.repo.Storer.NewEncodedObject()
	if err := encode(o); err != nil {
		r.t.Fatal(err)
	}
	return r.set(o)
}

func (r *testRepo) set(o plumbing.EncodedObject) plumbing.Hash {
	r.t.Helper()
	h, err := r.repo.Storer.SetEncodedObject(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return h
}

// lose removes an object from the repository.
func (r *testRepo) lose(h plumbing.Hash) {
	r.t.Helper()
	s := h.String()
	if err := os.Remove(filepath.Join(r.dir, ".git", "objects", s[:2], s[2:])); err != nil {
		r.t.Fatal(err)
	}
}
