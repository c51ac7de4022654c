package history

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"orpheus/imports/source/sourcetest"
)

// walk gives the commits fn is called for.
func walk(t testing.TB, r *testRepo, after string, paths ...string) []string {
	t.Helper()
	var met []string
	err := Walk(t.Context(), r.dir, paths, after, func(c Change) error {
		met = append(met, c.Commit)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return met
}

func same(t testing.TB, what string, got []string, want ...plumbing.Hash) {
	t.Helper()
	var w []string
	for _, h := range want {
		w = append(w, h.String())
	}
	if !slices.Equal(got, w) {
		t.Errorf("%s: got %v, want %v", what, got, w)
	}
}

func TestOnlyChangesOldestFirst(t *testing.T) {
	r := newRepo(t, false)
	r.commit(files{"README": "1"}) // the path is not there yet
	created := r.commit(files{"README": "1", "teams/a.toml": "1"})
	r.commit(files{"README": "2", "teams/a.toml": "1"})
	r.commit(files{"README": "2", "teams/a.toml": "1"}) // an empty commit
	renamed := r.commit(files{"teams/b.toml": "1"})
	other := r.commit(files{"teams/b.toml": "1", "people/x.toml": "1"})
	r.when = r.when.AddDate(-3, 0, 0) // a clock goes wrong
	back := r.commit(files{"teams/b.toml": "2", "people/x.toml": "1"})
	gone := r.commit(files{"people/x.toml": "1", "extra": ""})
	r.commit(files{"people/x.toml": "1"})

	same(t, "one path", walk(t, r, "", "teams"), created, renamed, back, gone)
	same(t, "two paths", walk(t, r, "", "teams", "people"), created, renamed, other, back, gone)
	same(t, "a file", walk(t, r, "", "teams/b.toml"), renamed, back, gone)
	same(t, "a file that never was", walk(t, r, "", "teams/b.toml/c"))
	same(t, "after a change", walk(t, r, renamed.String(), "teams"), back, gone)
	same(t, "after a commit that is no change", walk(t, r, other.String(), "teams"), back, gone)
	same(t, "in capitals", walk(t, r, strings.ToUpper(other.String()), "teams"), back, gone)
	same(t, "after the last", walk(t, r, r.head.String(), "teams"))
}

func TestChangeTellsTimeAndTree(t *testing.T) {
	r := newRepo(t, false)
	var want []time.Time
	for _, text := range []string{"one", "two", "three"} {
		r.when = r.when.Add(-48 * time.Hour)
		r.commit(files{"sigs.yaml": text, "other": text})
		want = append(want, r.when)
	}
	var got []string
	err := Walk(t.Context(), r.dir, []string{"sigs.yaml"}, "", func(c Change) error {
		data, err := fs.ReadFile(c.Tree, "sigs.yaml")
		got = append(got, string(data))
		if w := want[len(got)-1]; !c.When.Equal(w) || c.When.Location() != time.UTC {
			t.Errorf("%s is of %v, not %v", c.Commit, c.When, w)
		}
		return err
	})
	if err != nil || !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// A branch counts where it is merged, as one change; a merge that brings in
// nothing new is none.
func TestMergesAreOneChange(t *testing.T) {
	r := newRepo(t, false)
	first := r.commit(files{"sigs.yaml": "1"})
	side := r.loose(files{"sigs.yaml": "side 1"}, first)
	side = r.loose(files{"sigs.yaml": "side 2"}, side)
	main := r.commit(files{"sigs.yaml": "1", "x": ""})
	merge := r.commit(files{"sigs.yaml": "side 2", "x": ""}, side)
	ours := r.loose(files{"sigs.yaml": "never"}, main)
	r.commit(files{"sigs.yaml": "side 2", "x": ""}, ours)
	same(t, "merges", walk(t, r, "", "sigs.yaml"), first, merge)

	err := Walk(t.Context(), r.dir, []string{"sigs.yaml"}, side.String(), nil)
	if !errors.Is(err, ErrUnknownCommit) || !strings.Contains(sourcetest.Says(err), "does not lead to HEAD by first parents") {
		t.Errorf("after a commit of a branch: %v", err)
	}
}

func TestBareRepository(t *testing.T) {
	r := newRepo(t, true)
	a := r.commit(files{"sigs.yaml": "1"})
	b := r.commit(files{"sigs.yaml": "2"})
	same(t, "bare", walk(t, r, "", "sigs.yaml"), a, b)
}

func TestShallowClone(t *testing.T) {
	r := newRepo(t, false)
	lost := r.commit(files{"sigs.yaml": "1"})
	oldest := r.commit(files{"sigs.yaml": "2"})
	newest := r.commit(files{"sigs.yaml": "3"})
	r.lose(lost)

	err := Walk(t.Context(), r.dir, []string{"sigs.yaml"}, "", nil)
	if err == nil || !strings.Contains(sourcetest.Says(err), lost.String()) || !strings.Contains(sourcetest.Says(err), "missing from the repository") {
		t.Errorf("a parent is missing: %v", err)
	}
	if err := r.repo.Storer.SetShallow([]plumbing.Hash{oldest}); err != nil {
		t.Fatal(err)
	}
	var cut []bool
	if err := Walk(t.Context(), r.dir, []string{"sigs.yaml"}, "", func(c Change) error { cut = append(cut, c.Cut); return nil }); err != nil || !slices.Equal(cut, []bool{true, false}) {
		t.Errorf("cut %v, %v", cut, err)
	}
	same(t, "shallow", walk(t, r, "", "sigs.yaml"), oldest, newest)
	same(t, "shallow, resumed", walk(t, r, oldest.String(), "sigs.yaml"), newest)
	err = Walk(t.Context(), r.dir, []string{"sigs.yaml"}, lost.String(), nil)
	if !errors.Is(err, ErrUnknownCommit) || !strings.Contains(sourcetest.Says(err), "shallow") {
		t.Errorf("after a commit that was not fetched: %v", err)
	}
}

func TestMissingObjects(t *testing.T) {
	r := newRepo(t, false)
	r.commit(files{"teams/a.toml": "1"})
	blob := r.blob("2")
	r.commit(files{"teams/a.toml": "2"})
	r.lose(blob)
	err := Walk(t.Context(), r.dir, []string{"teams"}, "", func(c Change) error {
		_, err := fs.ReadFile(c.Tree, "teams/a.toml")
		return err
	})
	if !errors.Is(err, plumbing.ErrObjectNotFound) || errors.Is(err, fs.ErrNotExist) || !strings.Contains(sourcetest.Says(err), r.head.String()) {
		t.Errorf("a file is missing: %v", err)
	}
	r.lose(r.tree(files{"a.toml": "3"}))
	broken := r.commit(files{"x": "", "teams/a.toml": "3"})
	r.lose(r.tree(files{"a.toml": "3"}))
	err = Walk(t.Context(), r.dir, []string{"teams/a.toml"}, "", func(Change) error { return nil })
	if !errors.Is(err, plumbing.ErrObjectNotFound) || !strings.Contains(sourcetest.Says(err), broken.String()) {
		t.Errorf("a folder is missing: %v", err)
	}
}

func TestWhatIsNoHistory(t *testing.T) {
	r := newRepo(t, false)
	nothing := func(Change) error { return nil }
	if err := Walk(t.Context(), r.dir, []string{"a"}, "", nothing); err == nil || !strings.Contains(sourcetest.Says(err), "no commit yet") {
		t.Errorf("no commit: %v", err)
	}
	r.commit(files{"a": "1"})
	for _, c := range []struct {
		name, dir, after, says string
		paths                  []string
		unknown                bool
	}{
		{"no repository", t.TempDir(), "", "no git repository at", []string{"a"}, false},
		{"no folder", r.dir + "/nowhere", "", "no git repository at", []string{"a"}, false},
		{"no paths", r.dir, "", "no paths", nil, false},
		{"a path out of it", r.dir, "", "not a path", []string{"../a"}, false},
		{"an absolute path", r.dir, "", "not a path", []string{"/a"}, false},
		{"no hash", r.dir, "HEAD", "not a full commit hash", []string{"a"}, true},
		{"a short hash", r.dir, r.head.String()[:8], "not a full commit hash", []string{"a"}, true},
		{"a strange hash", r.dir, strings.Repeat("ab", 20), "not in this repository", []string{"a"}, true},
	} {
		err := Walk(t.Context(), c.dir, c.paths, c.after, nothing)
		if err == nil || !strings.Contains(sourcetest.Says(err), c.says) || errors.Is(err, ErrUnknownCommit) != c.unknown {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestWalkEndsEarly(t *testing.T) {
	r := newRepo(t, false)
	for _, text := range []string{"1", "2", "3"} {
		r.commit(files{"a": text})
	}
	broken := errors.New("broken")
	ctx, cancel := context.WithCancel(t.Context())
	for _, c := range []struct {
		name string
		ctx  context.Context
		fn   func() error
		want error
	}{
		{"an error", t.Context(), func() error { return broken }, broken},
		{"enough", t.Context(), func() error { return fs.SkipAll }, nil},
		{"cancelled", ctx, func() error { cancel(); return nil }, context.Canceled},
	} {
		calls := 0
		err := Walk(c.ctx, r.dir, []string{"a"}, "", func(Change) error { calls++; return c.fn() })
		if !errors.Is(err, c.want) || calls != 1 {
			t.Errorf("%s: %v after %d calls", c.name, err, calls)
		}
	}
	if err := Walk(ctx, r.dir, []string{"a"}, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}
