package service_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"

	"orpheus/imports/source"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// noon is the present of the tests below.
var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// atNoon returns a service whose clock stands at noon.
func atNoon(t *testing.T) *service.Service {
	t.Helper()
	d := service.New(&memory.Log{}, ledger.Options{Now: func() time.Time { return noon }})
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// checkout is a git repository whose commits a test writes one by one.
type checkout struct {
	t    *testing.T
	dir  string
	repo *git.Repository
}

func newCheckout(t *testing.T) *checkout {
	t.Helper()
	dir := t.TempDir()
	repo, err := git.PlainInit(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	return &checkout{t, dir, repo}
}

// commit writes a file and commits it, and returns the short hash.
func (c *checkout) commit(when time.Time, name, text string) string {
	c.t.Helper()
	write(c.t, c.dir, name, text)
	tree, err := c.repo.Worktree()
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := tree.Add(name); err != nil {
		c.t.Fatal(err)
	}
	by := &object.Signature{Name: "Somebody", Email: "somebody@example.org", When: when}
	h, err := tree.Commit("Change", &git.CommitOptions{Author: by, Committer: by})
	if err != nil {
		c.t.Fatal(err)
	}
	return h.String()[:10]
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Clocks go wrong both ways: what is dated later than now is taken as now, and
// said; what is dated before the one before it, as of that one.
func TestHistoryIsNeverLaterThanNow(t *testing.T) {
	d, c := atNoon(t), newCheckout(t)
	c.commit(noon.AddDate(-1, 0, 0), "sigs.yaml", "sigs: [{dir: a}]")
	c.commit(noon.AddDate(-2, 0, 0), "sigs.yaml", "sigs: [{dir: a}, {dir: b}]")
	late := c.commit(noon.AddDate(3, 0, 0), "sigs.yaml", "sigs: [{dir: a}, {dir: b}, {dir: c}]")
	c.commit(noon.Add(time.Minute), "sigs.yaml", "sigs: [{dir: a}, {dir: b}, {dir: c}, {dir: d}]")
	im := service.Import{Format: "k8s-sigs", Path: c.dir, Slug: "public", Create: true, History: true}
	sum, err := d.Import(t.Context(), im)
	if err != nil {
		t.Fatal(err)
	}
	ahead := 0
	for _, o := range sum.Oddities {
		if o.Code == source.CodeAhead {
			ahead++
			if o.Commit != late {
				t.Errorf("the commit is not named: %+v", o)
			}
		}
	}
	s, err := service.EngineOf(d).State(t.Context(), "public")
	if err != nil {
		t.Fatal(err)
	}
	if ahead != 1 || s.Last != org.At(noon) || s.Founded != org.At(noon.AddDate(-1, 0, 0)) || sum.Changes != 4 {
		t.Errorf("%d ahead, from %v to %v, %d states", ahead, s.Founded, s.Last, sum.Changes)
	}
	if again, err := d.Import(t.Context(), im); err != nil || again.Acts != 0 {
		t.Errorf("again: %v, %v", again.Kinds, err)
	}
}

// Nothing can be written down as of a moment to come.
func TestNothingIsDatedAhead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "sigs.yaml", "sigs: [{dir: a}]")
	for _, c := range []struct {
		name  string
		ahead time.Duration
		fine  bool
	}{
		{"past", -time.Hour, true},
		{"clocks differ", 5 * time.Minute, true},
		{"ahead", 6 * time.Minute, false},
		{"a year ahead", 365 * 24 * time.Hour, false},
	} {
		at := org.At(noon.Add(c.ahead))
		for act, do := range map[string]func(d *service.Service) error{
			"import": func(d *service.Service) error {
				_, err := d.Import(t.Context(), service.Import{Format: "k8s-sigs", Path: dir, Slug: "public", AsOf: at, Create: true})
				return err
			},
			"found": func(d *service.Service) error {
				_, err := d.Found(t.Context(), service.Founding{Slug: "public", Name: "Public", Lang: "en", At: at})
				return err
			},
		} {
			d := atNoon(t)
			err := do(d)
			if (err == nil) != c.fine || !c.fine && org.CodeOf(err) != org.Invalid {
				t.Errorf("%s, %s: %v", act, c.name, err)
			}
			s, err := service.EngineOf(d).State(t.Context(), "public")
			if (err == nil) != c.fine || err == nil && s.Last > org.At(noon) {
				t.Errorf("%s, %s: there is %v, %v", act, c.name, s, err)
			}
		}
	}
}

// What is odd in a commit is said of that commit, once; a commit that cannot be
// read is passed over.
func TestHistoryNamesTheCommit(t *testing.T) {
	d, c := atNoon(t), newCheckout(t)
	first := c.commit(noon.AddDate(0, 0, -4), "sigs.yaml", "sigs: [{dir: a}]")
	odd := c.commit(noon.AddDate(0, 0, -3), "sigs.yaml", "sigs: [{dir: a, leadership: {chair: [{github: ann}]}}]")
	broken := c.commit(noon.AddDate(0, 0, -2), "sigs.yaml", "sigs: [")
	c.commit(noon.AddDate(0, 0, -1), "sigs.yaml", "# again\nsigs: [{dir: a, leadership: {chair: [{github: ann}]}}]")
	sum, err := d.Import(t.Context(), service.Import{Format: "k8s-sigs", Path: c.dir, Slug: "public", Create: true, History: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range sum.Oddities {
		got = append(got, o.Place()+o.Code)
	}
	want := []string{first + ":sigs.yaml:1: missing-name", odd + ":sigs.yaml:1: unknown-field", broken + ":sigs.yaml:1: unreadable"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Where a clone has not all of the history, that is said where it begins.
func TestShallowHistoryIsNoted(t *testing.T) {
	d, c := atNoon(t), newCheckout(t)
	c.commit(noon.AddDate(0, 0, -3), "sigs.yaml", "sigs: [{dir: a, name: A}]")
	head, err := c.repo.Head()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.repo.Storer.SetShallow([]plumbing.Hash{head.Hash()}); err != nil {
		t.Fatal(err)
	}
	c.commit(noon.AddDate(0, 0, -2), "sigs.yaml", "sigs: [{dir: a, name: B}]")
	sum, err := d.Import(t.Context(), service.Import{Format: "k8s-sigs", Path: c.dir, Slug: "public", Create: true, History: true})
	if err != nil || len(sum.Oddities) != 1 || sum.Oddities[0].Code != source.CodeShallow || sum.Oddities[0].Commit != head.Hash().String()[:10] {
		t.Errorf("%+v, %v", sum, err)
	}
}

// An import of the files as they are says which commit they are of: a history goes on
// from there, and dates nothing of before it as now.
func TestHistoryGoesOnAfterAPlainImport(t *testing.T) {
	d, c := atNoon(t), newCheckout(t)
	c.commit(noon.AddDate(-3, 0, 0), "sigs.yaml", "sigs: [{dir: a, leadership: {chairs: [{github: ann}]}}]")
	c.commit(noon.AddDate(-2, 0, 0), "sigs.yaml", "sigs: [{dir: a, leadership: {chairs: [{github: bob}]}}]")
	im := service.Import{Format: "k8s-sigs", Path: c.dir, Slug: "public", Create: true, AsOf: org.At(noon.AddDate(0, 0, -2))}
	if _, err := d.Import(t.Context(), im); err != nil {
		t.Fatal(err)
	}
	im.History, im.AsOf = true, 0
	if sum, err := d.Import(t.Context(), im); err != nil || sum.Acts != 0 {
		t.Fatalf("what was imported is imported again: %v, %v", sum.Kinds, err)
	}
	c.commit(noon.AddDate(0, 0, -1), "sigs.yaml", "sigs: [{dir: a, leadership: {chairs: [{github: ann}]}}]")
	behind := c.commit(noon.AddDate(0, 0, -9), "sigs.yaml", "sigs: [{dir: a, leadership: {chairs: []}}]")
	sum, err := d.Import(t.Context(), im)
	if err != nil || sum.Kinds["seat.fill"] != 1 || sum.Kinds["seat.leave"] != 2 {
		t.Fatalf("%v, %v", sum.Kinds, err)
	}
	if n := len(sum.Oddities); n == 0 || sum.Oddities[n-1].Code != source.CodeBehind || sum.Oddities[n-1].Commit != behind {
		t.Errorf("what is dated otherwise is not told: %+v", sum.Oddities)
	}
}

// What cannot be dated as it happened, and what is not there, is refused; nothing changes.
func TestHistoriesThatAreRefused(t *testing.T) {
	c := newCheckout(t)
	c.commit(noon.AddDate(-3, 0, 0), "groups/wgs.yaml", "sigs: [{dir: a}]")
	c.commit(noon.AddDate(-2, 0, 0), "groups/wgs.yaml", "sigs: [{dir: a}, {dir: b}]")
	other := service.Import{Format: "k8s-sigs", Path: filepath.Join(c.dir, "groups", "wgs.yaml"), Slug: "public", Create: true, History: true}
	d := atNoon(t)
	if sum, err := d.Import(t.Context(), other); err != nil || sum.Changes != 2 || sum.Circles != 2 {
		t.Fatalf("a file of another name: %+v, %v", sum, err)
	}
	refused := func(name, key string, d *service.Service, im service.Import) {
		t.Helper()
		sum, err := d.Import(t.Context(), im)
		if key == "unread.no_circle" && len(sum.Oddities) == 0 {
			t.Errorf("%s: what was odd is not told", name)
		}
		if e, ok := errors.AsType[*source.Error](err); !ok || e.What.Key != key {
			t.Errorf("%s: %v", name, err)
		}
	}
	none := other
	none.Path, none.Slug = c.dir, "nowhere"
	refused("no such file in it", "unread.git.no_file", d, none)
	empty := t.TempDir()
	write(t, empty, "sigs.yaml", "sigs: [{label: a}, b]")
	refused("nothing read", "unread.no_circle", d, service.Import{Format: "k8s-sigs", Path: empty, Slug: "nowhere", Create: true})
	if all, err := d.Slugs(t.Context()); err != nil || len(all) != 1 {
		t.Error("an organisation was founded of nothing", all, err)
	}
	d = atNoon(t)
	if _, err := d.Found(t.Context(), service.Founding{Slug: "public", Name: "Public", Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	refused("a history of before", "unread.history.late", d, other)
	if s, err := d.Look(t.Context(), "public", 0); err != nil || s.Circle(2) != nil {
		t.Error("something was imported", err)
	}
}

// A history may begin before anything in it can be read: it is founded by the first
// commit with a circle, and not at all where there is none.
func TestHistoryBeginsWithTheFirstCircle(t *testing.T) {
	d, c := atNoon(t), newCheckout(t)
	c.commit(noon.AddDate(-3, 0, 0), "sigs.yaml", "sigs: [{label: a}, b]")
	im := service.Import{Format: "k8s-sigs", Path: c.dir, Slug: "public", Create: true, History: true}
	sum, err := d.Import(t.Context(), im)
	if e, ok := errors.AsType[*source.Error](err); !ok || e.What.Key != "unread.no_circle" || len(sum.Oddities) == 0 {
		t.Fatalf("nothing in it: %+v, %v", sum, err)
	}
	c.commit(noon.AddDate(-2, 0, 0), "sigs.yaml", "sigs: [{dir: a}]")
	if _, err := d.Import(t.Context(), im); err != nil {
		t.Fatal(err)
	}
	if s, err := service.EngineOf(d).State(t.Context(), "public"); err != nil || s.Founded != org.At(noon.AddDate(-2, 0, 0)) {
		t.Error("it is founded otherwise", err)
	}
}
