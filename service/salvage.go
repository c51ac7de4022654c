package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/keyfile"
	"orpheus/store/memory"
	"orpheus/store/records"
	"orpheus/store/sqlite"
	"orpheus/store/tables"
)

// Salvaged is what was saved of one organisation.
type Salvaged struct {
	Slug    string
	Number  int64    // in the damaged store; where the slug cannot be known nothing could be saved
	Version uint64   // acts that were saved
	Until   org.Time // when the last of them was done
	Lost    uint64   // acts that were confirmed and are not saved, as far as the store says
	Digest  string
	Part    []string // tables of what lies beside the log of which not all was whole
}

// Salvage reads what is left of a damaged file and writes it to a new one, which opens and
// verifies: of each organisation the acts up to the first that is not what was written, and of
// what lies beside them what belongs to these acts. The damaged file is only read, and the new
// one is there whole or not at all: not where nothing could be saved.
func Salvage(ctx context.Context, from, to string, progress func(done int)) ([]Salvaged, error) {
	if IsDatabase(from) || IsDatabase(to) {
		return nil, ErrNoBackup
	}
	if _, err := os.Lstat(to); err == nil {
		return nil, &fs.PathError{Op: "create", Path: to, Err: fs.ErrExist}
	}
	left, err := sqlite.OpenRemains(ctx, from, to)
	if err != nil {
		return nil, err
	}
	s := &salvage{left: left, progress: progress, part: to + ".part", most: map[int64]uint64{}}
	all, err := s.run(ctx)
	err = errors.Join(err, left.Close())
	if err == nil && !slices.ContainsFunc(all, func(s Salvaged) bool { return s.Version > 0 }) {
		return all, dropFiles(s.part)
	}
	if err == nil {
		err = s.key(from, to)
	}
	if err == nil {
		err = os.Rename(s.part, to)
	}
	if err == nil {
		err = keyfile.SyncFolder(filepath.Dir(to))
	}
	if err != nil {
		return nil, errors.Join(err, dropFiles(s.part), dropFiles(s.part+".key"))
	}
	return all, nil
}

type salvage struct {
	left     *sqlite.Remains
	progress func(done int)
	part     string           // the new file, until it is whole
	most     map[int64]uint64 // entries to take at most, where more do not lead to a state
	done     int
}

// run writes the new file, and anew with less where what follows from the entries does not
// hold.
func (s *salvage) run(ctx context.Context) ([]Salvaged, error) {
	for {
		if err := dropFiles(s.part); err != nil {
			return nil, err
		}
		s.done = 0
		store, err := sqlite.Open(ctx, s.part, true)
		if err != nil {
			return nil, err
		}
		all, again, err := s.write(ctx, store)
		if err = errors.Join(err, store.Close()); err != nil {
			return nil, err
		}
		if !again {
			return all, syncFile(s.part)
		}
	}
}

// write writes all organisations, and reports whether to do so again with less.
func (s *salvage) write(ctx context.Context, store *sqlite.Log) (all []Salvaged, again bool, err error) {
	for name, secret := range s.left.Secrets(ctx) {
		if err := store.KeepSecret(ctx, name, secret); err != nil {
			return nil, false, err
		}
	}
	for _, o := range s.left.Orgs() {
		one, broken, err := s.org(ctx, store, o)
		if errors.Is(err, errTwice) {
			continue
		}
		if err != nil {
			return nil, false, err
		}
		if broken > 0 {
			s.most[o.ID] = broken - 1
			return nil, true, nil
		}
		all = append(all, one)
	}
	return all, false, nil
}

// errTwice is a log that was found under two numbers: that of its rows on a page may be damaged, and
// another image of the page has it as it was.
var errTwice = errors.New("it was saved already")

// org writes one organisation. It returns the first entry that does not lead on, where there is
// one.
func (s *salvage) org(ctx context.Context, store *sqlite.Log, o sqlite.Left) (out Salvaged, broken uint64, err error) {
	out = Salvaged{Slug: o.Slug, Number: o.ID, Lost: o.Head.Seq}
	rows, err := s.rows(ctx, o)
	if err != nil || len(rows) == 0 {
		return out, 0, err
	}
	state, broken, err := s.try(ctx, rows)
	if err != nil || broken > 0 {
		return out, broken, err
	}
	if out.Slug = state.Slug; out.Slug == "" {
		return out, 1, nil
	}
	if _, err := store.Head(ctx, out.Slug); err == nil {
		return out, 0, errTwice
	}
	saved := rows[len(rows)-1].Seq
	if out.Lost = 0; o.Head.Seq > saved {
		out.Lost = o.Head.Seq - saved
	}
	rows = withRedactions(rows, state.Last)
	for b := (ledger.Batch{Slug: out.Slug}); len(rows) > 0; b.Before = b.Last() {
		b.Rows = rows[:min(restoreChunk, len(rows))]
		rows = rows[len(b.Rows):]
		if err := store.Append(ctx, b); err != nil {
			return out, 0, err
		}
		s.done += len(b.Rows)
		s.progress(s.done)
	}
	for i := range tables.All {
		t := &tables.All[i]
		whole, sound := true, true
		beside := only(s.left.Rows(ctx, t, o.ID, &whole), keeper(t, state, saved, out.Lost > 0))
		if t.Name == "files" {
			beside = only(beside, func(r tables.Row) bool {
				ok := asAdded(t, r)
				sound = sound && ok
				return ok
			})
		}
		fit, err := store.FillWhatFits(ctx, t, out.Slug, beside)
		if err != nil {
			return out, 0, fmt.Errorf("%s of %s: %w", t.Name, out.Slug, err)
		}
		if !whole || !sound || !fit {
			out.Part = append(out.Part, t.Name)
		}
	}
	v, err := ledger.Verify(ctx, store, out.Slug)
	if b, ok := errors.AsType[*ledger.BrokenError](err); ok && b.Seq > 0 && ctx.Err() == nil {
		return out, min(b.Seq, saved), nil
	}
	out.Version, out.Until, out.Digest = saved, state.Last, v.Digest
	return out, 0, err
}

// rows returns the entries up to the first that is not what was written.
func (s *salvage) rows(ctx context.Context, o sqlite.Left) (rows []ledger.Row, err error) {
	most, limited := s.most[o.ID]
	for r := range s.left.Log(o.ID, func(r *ledger.Row) bool {
		if limited && r.Seq > most {
			return false
		}
		_, err := org.DecodeEntry(r.Seq, r.Line)
		return err == nil
	}) {
		if rows = append(rows, r); ctx.Err() != nil {
			break
		}
	}
	return rows, ctx.Err()
}

// try replays the entries, and returns the state they lead to, or the first that does not lead
// on.
func (s *salvage) try(ctx context.Context, rows []ledger.Row) (state *org.State, broken uint64, err error) {
	first, err := org.DecodeEntry(rows[0].Seq, rows[0].Line)
	found, ok := first.Act.(*org.FoundOrganisation)
	if err != nil || !ok {
		return nil, 1, nil
	}
	log := &memory.Log{}
	if err := log.Append(ctx, ledger.Batch{Slug: found.Slug, Rows: rows}); err != nil {
		return nil, 0, err
	}
	e := ledger.New(log, ledger.Options{Follow: -1, Now: func() time.Time { return time.Unix(0, 0) }}) // the clock ends nothing
	defer e.Close()
	state, err = e.State(ctx, found.Slug)
	if b, is := errors.AsType[*ledger.BrokenError](err); is && b.Seq > 0 {
		return nil, b.Seq, nil
	}
	return state, 0, err
}

// withRedactions adds the acts that say which lines were redacted, where those are among what
// is lost: else the log would not say why its lines are not the first ones.
func withRedactions(rows []ledger.Row, at org.Time) []ledger.Row {
	said := map[uint64]string{}
	for i := range rows {
		if e, err := org.DecodeEntry(rows[i].Seq, rows[i].Line); err == nil {
			if a, ok := e.Act.(*org.RedactEntry); ok {
				said[a.Entry] = a.After
			}
		}
	}
	last := rows[len(rows)-1]
	for _, r := range slices.Clone(rows) {
		if after := ledger.Hash(sha256.Sum256(r.Line)).String(); r.Digest != (ledger.Hash{}) && said[r.Seq] != after {
			e := org.Entry{Seq: last.Seq + 1, At: at, Act: &org.RedactEntry{Entry: r.Seq, After: after}}
			line, err := e.Encode()
			if err != nil {
				continue
			}
			next := ledger.Row{Seq: e.Seq, Line: line}
			next.Hash = ledger.Link(last.Hash, next.Seq, next.LineDigest())
			rows, last = append(rows, next), next
		}
	}
	return rows
}

// key copies the key of sealed boxes, where there is one.
func (s *salvage) key(from, to string) error {
	key, err := keyfile.Read(from + ".key")
	if err != nil {
		return nil // there is none, or it is not one: what was secret waits in nothing else
	}
	if err := keyfile.Keep(to+".key", key); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// only leaves rows out.
func only(rows iter.Seq2[tables.Row, error], keep func(tables.Row) bool) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		for row, err := range rows {
			if (err != nil || keep(row)) && !yield(row, err) {
				return
			}
		}
	}
}

// asAdded reports whether a file is as it was added.
func asAdded(t *tables.Table, r tables.Row) bool {
	column := func(name string) []byte {
		b, _ := r[slices.IndexFunc(t.Columns, func(c tables.Column) bool { return c.Name == name })].([]byte)
		return b
	}
	return bytes.Equal(column("sum"), records.Sum(column("body"), column("small")))
}

// keeper says which rows belong to an organisation as it was saved: what is about people, words,
// files or acts that are lost would be taken for that of those who come after them.
func keeper(t *tables.Table, s *org.State, saved uint64, cut bool) func(tables.Row) bool {
	column := func(name string) int {
		return slices.IndexFunc(t.Columns, func(c tables.Column) bool { return c.Name == name })
	}
	number := func(r tables.Row, name string) int64 { n, _ := r[column(name)].(int64); return n }
	person := func(r tables.Row) bool {
		id := org.PersonID(number(r, "person"))
		return id == 0 || s.Person(id) != nil && !s.Person(id).Erased
	}
	switch t.Name {
	case "keys":
		return func(r tables.Row) bool { return number(r, "last") <= int64(saved) }
	case "texts":
		return func(r tables.Row) bool { return number(r, "id") <= int64(s.Texts) }
	case "files":
		return func(r tables.Row) bool { id := org.FileID(number(r, "id")); return id > 0 && s.File(id) != nil }
	case "outbox":
		return func(tables.Row) bool { return !cut }
	case "told", "hooks":
		return func(r tables.Row) bool {
			k := column("upto")
			if upto := r[k].(int64); t.Name == "hooks" || upto < int64(org.Day) { // a number of an act, not a moment
				r[k] = min(upto, int64(saved))
			}
			return t.Name == "hooks" || person(r)
		}
	case "profiles", "credentials", "private", "photos":
		return person
	}
	return func(tables.Row) bool { return true }
}
