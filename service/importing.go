package service

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"orpheus/imports/reconcile"
	"orpheus/imports/source"
	"orpheus/imports/source/history"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Import is what is to be imported.
type Import struct {
	Format  string
	Path    string
	Slug    string
	AsOf    org.Time // when it is true; now where zero
	Create  bool     // found the organisation where it is absent
	Dry     bool     // do nothing, only say what would be done
	History bool     // import every change: of a git checkout that PATH is, or that a table dates
	Name    string   // of the organisation where it is founded; made of the slug where empty
	Lang    string

	// Of tables only.
	Columns  map[string]string // which heading stands for which column
	LeaveOut []string          // headings of columns that are not read
	FillDown bool              // an empty circle is that of the row above
	Partial  bool              // what is absent says nothing
	Scope    string            // keeps several tables of one organisation apart
	Same     []Same            // who is one person
	File     []byte            // what to read instead of what is at Path, which then is its name
	who      org.PersonID      // who brings it in; zero for the operator

	Progress func(stage string, done int) // may be nil
}

// Imported is what an import did.
type Imported struct {
	reconcile.Summary
	Founded bool
	Changes int    // states of the source that were looked at
	Circles int    // that the last of them had
	Last    uint64 // number of its last act; zero where there was none

	// Of a dry run: what would be done, the organisation as it would be, and
	// what people would be called.
	Done  []org.Done
	After *org.State
	Names map[org.PersonID]string
	Would *Look // the same beside how it is now, where a visitor asked
}

// ErrFormat is a format that is not known.
var ErrFormat = errors.New("unknown format")

// Import brings an organisation in line with a source. On an error what was
// done before stays, and the import can be run again.
func (d *Service) Import(ctx context.Context, im Import) (*Imported, error) {
	r, ok := readers()[im.Format]
	if !ok {
		return nil, fmt.Errorf("%w %q: %v are known", ErrFormat, im.Format, Formats())
	}
	if im.Progress == nil {
		im.Progress = func(string, int) {}
	}
	var err error
	if im.AsOf, err = d.past(im.AsOf); err != nil {
		return nil, err
	}
	if err := d.recognise(ctx, im.Slug); err != nil {
		return nil, err
	}
	w := &importer{desk: d, Import: im, sum: &Imported{}}
	w.sum.Kinds = map[string]int{}
	if r.dated != nil {
		return w.sum, w.dated(ctx, r)
	}
	if im.History {
		return w.sum, w.history(ctx, r)
	}
	im.Progress("read", 0)
	want, err := r.read(im.Path)
	if err != nil {
		return w.sum, err
	}
	if w.AsOf == 0 {
		w.AsOf = org.At(d.now())
	}
	return w.sum, w.apply(ctx, want, w.AsOf, w.head())
}

// head is the commit that the files come from, where a history could go on after it:
// empty where they are in no checkout.
func (w *importer) head() string {
	folder := w.Path
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		folder = filepath.Dir(folder)
	}
	return history.Head(folder)
}

type importer struct {
	desk *Service
	Import
	sum *Imported
	dry *reconcile.Dry
}

// apply brings the organisation in line with one state of the source, in one
// transaction, the founding with it.
func (w *importer) apply(ctx context.Context, want *source.Structure, at org.Time, ref string) error {
	w.sum.Changes++
	w.sum.Circles = len(want.Circles)
	s, found, err := w.ensure(ctx, want)
	if err != nil {
		w.add(&reconcile.Summary{Oddities: want.Oddities}, ref)
		return err
	}
	if w.Dry {
		return w.dryRun(ctx, s, found, want, at, ref)
	}
	w.Progress("compare", w.sum.Changes)
	var sum *reconcile.Summary
	do := func(b *ledger.Bulk) error {
		var profiles []records.Profile
		if found == nil {
			var err error
			if profiles, err = w.desk.store.Profiles(ctx, w.Slug); err != nil {
				return err
			}
		}
		var err error
		sum, err = w.run(ctx, b, found != nil, want, profiles, ref)
		return err
	}
	var entries []org.Entry
	if found != nil {
		entries, err = w.desk.engine.FoundBy(ctx, found, at, org.Import, do)
		w.sum.Founded = err == nil
	} else {
		var done ledger.Answer
		done, err = w.desk.engine.Bulk(ctx, w.Slug, at, org.Import, do)
		entries = done.Entries
	}
	w.add(sum, ref)
	if err != nil {
		return err
	}
	for _, e := range entries {
		w.sum.count(e.Act)
		w.sum.Last = e.Seq
	}
	return nil
}

// run does the acts for the differences on t and, where there were any, notes
// where they came from.
func (w *importer) run(ctx context.Context, t reconcile.Target, fresh bool, want *source.Structure, profiles []records.Profile, ref string) (*reconcile.Summary, error) {
	forgotten := map[string]bool{}
	if !fresh { // else nobody was here to be erased
		keys := make([]string, 0, 2*len(want.People))
		for _, p := range want.People {
			keys = append(append(keys, p.ID, p.Handle), p.Also...)
		}
		var err error
		if forgotten, err = w.desk.store.Forgotten(ctx, w.Slug, keys...); err != nil {
			return nil, err
		}
	}
	sum, err := reconcile.Run(t, want, profiles, forgotten)
	if err != nil || sum.Acts == 0 {
		return sum, err
	}
	return sum, t.Do(&org.NoteSource{Format: want.Format, Ref: ref, Who: w.who})
}

// count counts an act in the log, whether it was asked for or entailed.
func (sum *Imported) count(act org.Act) {
	sum.Acts++
	sum.Kinds[org.NameOf(act)]++
}

// odd adds oddities of a commit; of the files as they are where it is empty.
func (sum *Imported) odd(commit string, list ...source.Oddity) {
	for _, o := range list {
		o.Commit = commit[:min(len(commit), 10)]
		sum.Oddities = append(sum.Oddities, o)
	}
}

// add takes over what else one state of the source led to.
func (w *importer) add(s *reconcile.Summary, commit string) {
	if s == nil {
		return
	}
	if !w.History {
		commit = "" // the files as they are
	}
	w.sum.Renamed += s.Renamed
	w.sum.Forgotten, w.sum.Vacancies = s.Forgotten, s.Vacancies // as of the last state
	w.sum.odd(commit, s.Oddities...)
}

// ensure returns the organisation; or, where it is to be founded, the act of that.
func (w *importer) ensure(ctx context.Context, want *source.Structure) (*org.State, *org.FoundOrganisation, error) {
	if w.dry != nil {
		return w.dry.State(), nil, nil
	}
	s, err := w.desk.engine.State(ctx, w.Slug)
	if err == nil || !errors.Is(err, ledger.ErrNoOrganisation) || !w.Create {
		return s, nil, err
	}
	if len(want.Circles) == 0 {
		return nil, nil, source.Unread(nil, "unread.no_circle", w.Path)
	}
	return nil, &org.FoundOrganisation{Slug: w.Slug, Name: cmp.Or(w.Name, named(w.Slug)), Lang: cmp.Or(w.Lang, "en")}, nil
}

// named makes a name of a slug, for whoever founds to put right.
func named(slug string) string {
	name := strings.ReplaceAll(slug, "-", " ")
	return strings.ToUpper(name[:min(1, len(name))]) + name[min(1, len(name)):]
}

func (w *importer) dryRun(ctx context.Context, s *org.State, found *org.FoundOrganisation, want *source.Structure, at org.Time, ref string) error {
	if found != nil {
		w.dry, w.sum.Founded = reconcile.NewDry(new(org.State), at), true
		if err := w.dry.Found(found); err != nil {
			return err
		}
		s = w.dry.State()
	}
	if at < s.Last {
		return &org.Error{Code: org.Conflict, Key: "time.back", Args: []any{at, s.Last}}
	}
	if w.dry == nil {
		w.dry = reconcile.NewDry(s, at)
		profiles, err := w.desk.store.Profiles(ctx, w.Slug)
		if err != nil {
			return err
		}
		w.dry.Amend(records.Changes{Profiles: profiles})
	}
	w.dry.Later(at)
	sum, err := w.run(ctx, w.dry, w.sum.Founded, want, w.dry.Profiles(), ref)
	w.add(sum, ref)
	for _, done := range w.dry.Done[len(w.sum.Done):] {
		w.sum.count(done.Act)
	}
	w.sum.Done, w.sum.After, w.sum.Names = w.dry.Done, w.dry.State(), map[org.PersonID]string{}
	for _, p := range w.dry.Profiles() {
		w.sum.Names[p.Person] = p.Name
	}
	return err
}

// Day formats a moment as a day in zone; UTC where nil.
func Day(t org.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.Std().In(zone).Format(time.DateOnly)
}
