package service

import (
	"context"
	"fmt"
	"slices"

	"orpheus/imports/source/alike"
	"orpheus/imports/source/table"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Bringing is a file that a steward brings in, by pages.
type Bringing struct {
	Format   string
	Name     string // of the file
	File     []byte
	Columns  map[string]string // which heading stands for which column
	LeaveOut []string          // headings of columns that are not read
	FillDown bool
	Partial  bool
	Same     []Same // who is one person
}

func (v *Visit) bringing(b Bringing, dry bool) Import {
	return Import{
		Format: b.Format, Path: b.Name, Slug: v.slug, Dry: dry, File: b.File, Columns: b.Columns, LeaveOut: b.LeaveOut, FillDown: b.FillDown, Partial: b.Partial, Same: b.Same, who: v.who,
	}
}

// Head is how the columns of a sheet were read, Heading how one of them was.
type (
	Head    = table.Head
	Heading = table.Heading
	Same    = table.Same
)

// TableColumns are the columns that a table may have, in the order in which to offer them.
func TableColumns() (all []string) {
	for _, c := range table.Columns {
		all = append(all, string(c))
	}
	return all
}

// ReadAs is the column that a heading is read as, where nothing else is said; "" for none.
func ReadAs(heading string) string { return string(table.ColumnOf(heading)) }

// Doubt is two who may be one person: both of a file, or one of it and one who is here.
type Doubt struct {
	A, B   table.Known
	Person org.PersonID // whom the organisation knows; zero where both are of the file
	Mail   bool         // they have the same address
}

// Same is what is said where they are one person.
func (d Doubt) Same() Same { return Same{Key: d.A.Key, With: d.B.Key, Is: uint64(d.Person)} }

// Heads are how the columns of a file were read, to be looked at and corrected, and about whom of
// it there is a doubt. Stewards only.
func (v *Visit) Heads(ctx context.Context, b Bringing) ([]Head, []Doubt, error) {
	s, err := v.steward(ctx)
	if err != nil {
		return nil, nil, err
	}
	r, ok := readers()[b.Format]
	if !ok || r.dated == nil {
		return nil, nil, fmt.Errorf("%w %q", ErrFormat, b.Format)
	}
	b.Same = nil // what was answered is asked still, to be answered otherwise
	im := v.bringing(b, true)
	t, err := r.dated(&im, Zone(s.Zone))
	if err != nil {
		return nil, nil, err
	}
	profiles, err := v.d.store.Profiles(ctx, v.slug)
	if err != nil {
		return nil, nil, err
	}
	return t.Heads(), doubts(t.Known(), s, profiles), nil
}

// doubts are about whom to ask. Who came in by a file is known by a key of it, and not asked about
// again.
func doubts(known []table.Known, s *org.State, profiles []records.Profile) (out []Doubt) {
	var all []alike.Someone
	for _, k := range known {
		all = append(all, alike.Someone{Name: k.Name, Mail: k.Mail})
	}
	var here []records.Profile
	for _, p := range profiles {
		if p.Key == "" && p.Handle == "" && s.Person(p.Person).Present() {
			here = append(here, p)
			all = append(all, alike.Someone{Name: p.Name, Mail: p.Mail})
		}
	}
	for _, p := range alike.Pairs(all) {
		switch {
		case p.B < len(known):
			out = append(out, Doubt{A: known[p.A], B: known[p.B], Mail: p.Mail})
		case p.A < len(known):
			is := here[p.B-len(known)]
			out = append(out, Doubt{A: known[p.A], B: table.Known{Name: is.Name, Mail: is.Mail}, Person: is.Person, Mail: p.Mail})
		}
	}
	return out
}

// Bring brings the organisation in line with a file, or says what that would do. Stewards
// only.
func (v *Visit) Bring(ctx context.Context, b Bringing, dry bool) (*Imported, error) {
	if _, err := v.steward(ctx); err != nil {
		return nil, err
	}
	if r, ok := readers()[b.Format]; !ok || r.dated == nil {
		return nil, fmt.Errorf("%w %q", ErrFormat, b.Format)
	}
	sum, err := v.d.Import(ctx, v.bringing(b, dry))
	if err != nil || !dry {
		return sum, err
	}
	now, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	sum.Would = now.would(sum.After)
	return sum, nil
}

// Brought is an import that can be taken back.
type Brought struct {
	Seq    uint64 // of the entry that notes it
	Format string
	At     org.Time
	Acts   int // of it
}

// LastBrought is the import that was the latest, and not taken back; nil for none. Stewards
// only.
func (v *Visit) LastBrought(ctx context.Context) (*Brought, error) {
	s, err := v.steward(ctx)
	if err != nil {
		return nil, err
	}
	back := map[string]bool{}
	for seq := s.Version; seq > 0 && len(s.Sources) > 0; {
		from := seq - min(seq, 200)
		entries, err := v.d.between(ctx, v.slug, from, seq)
		if err != nil {
			return nil, err
		}
		for _, e := range slices.Backward(entries) {
			format, taken, ok := org.Imported(e.Act)
			switch {
			case !ok:
			case taken:
				back[format] = true
			case back[format]:
				delete(back, format)
			default:
				all, err := v.d.imported(ctx, v.slug, e)
				if err != nil {
					return nil, err
				}
				return &Brought{Seq: e.Seq, Format: format, At: e.At, Acts: len(all)}, nil
			}
		}
		seq = from
	}
	return nil, nil
}

// between returns the entries after one number up to another.
func (d *Service) between(ctx context.Context, slug string, after, upto uint64) (all []org.Entry, err error) {
	for r, err := range d.store.Read(ctx, slug, after) {
		if err != nil {
			return nil, err
		}
		if r.Seq > upto {
			break
		}
		e, err := org.DecodeEntry(r.Seq, r.Line)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

// imported returns the entries of an import, which e notes at its end: those of the same
// moment before it, up to another import or what somebody did.
func (d *Service) imported(ctx context.Context, slug string, e org.Entry) ([]org.Entry, error) {
	var all []org.Entry
	for seq := e.Seq - 1; seq > 0; {
		from := seq - min(seq, 500)
		entries, err := d.between(ctx, slug, from, seq)
		if err != nil {
			return nil, err
		}
		for i, x := range slices.Backward(entries) {
			_, _, another := org.Imported(x.Act)
			if another || x.Seq == 1 || x.At != e.At || x.Face != org.Import && x.Cause == 0 {
				return append(slices.Clone(entries[i+1:]), all...), nil
			}
		}
		all, seq = append(entries, all...), from
	}
	return all, nil
}

// TakenBack is what became of an import that was taken back.
type TakenBack struct {
	Acts int       // of the import that were undone
	Kept []org.Act // of the import that stay, since people built on them
	Last uint64    // number of the last act
}

// TakeBackImport undoes an import as one: all of it that nobody has built on since. seq is
// the number of the entry that notes it. Stewards only.
func (v *Visit) TakeBackImport(ctx context.Context, seq uint64) (*TakenBack, error) {
	if _, err := v.steward(ctx); err != nil {
		return nil, err
	}
	noted, err := v.d.entry(ctx, v.slug, seq)
	if err != nil {
		return nil, err
	}
	format, taken, ok := org.Imported(noted.Act)
	if !ok || taken {
		return nil, &org.Error{Code: org.NotFound, Key: "undo.kind"}
	}
	entries, err := v.d.imported(ctx, v.slug, noted)
	if err != nil {
		return nil, err
	}
	before, err := v.d.befores(ctx, v.slug, entries)
	if err != nil {
		return nil, err
	}
	out := &TakenBack{}
	answer, err := v.d.engine.Bulk(ctx, v.slug, 0, org.Import, func(b *ledger.Bulk) error {
		out.Acts, out.Kept = 0, nil
		for i, e := range slices.Backward(entries) {
			if e.Cause != 0 {
				continue // goes back with what entailed it
			}
			acts, err := org.UndoImported(before[i], b.State(), e)
			for _, act := range acts {
				if err == nil {
					err = b.Do(act)
				}
			}
			switch {
			case err == nil && len(acts) > 0:
				out.Acts++
			case org.CodeOf(err) == 0 && err != nil:
				return err
			case err != nil:
				out.Kept = append(out.Kept, e.Act)
			}
		}
		if out.Acts == 0 {
			return &org.Error{Code: org.Conflict, Key: "undo.nothing"}
		}
		return b.Do(&org.NoteSource{Format: format, Who: v.who, Back: true})
	})
	for _, e := range answer.Entries {
		out.Last = e.Seq
	}
	return out, err
}

// befores are the states before each of some entries that follow one another.
func (d *Service) befores(ctx context.Context, slug string, entries []org.Entry) ([]*org.State, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	s, err := d.engine.AtVersion(ctx, slug, entries[0].Seq-1)
	if err != nil {
		return nil, err
	}
	out := make([]*org.State, len(entries))
	for i, e := range entries {
		out[i] = s
		draft := s.Edit()
		draft.Replay(e.Act, e.Moment())
		s = draft.Freeze()
	}
	return out, nil
}
