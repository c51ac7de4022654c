package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"orpheus/ledger"
	"orpheus/store/run"
	"orpheus/store/tables"
)

// Remains is what can be read of a damaged file. The log is looked for page by page, so that
// it is found also where SQLite does not find its way any more; whether it is what was written,
// its chain says. What lies beside the log is read by SQLite, from either end up to the damage,
// and from a copy: the file itself is only read.
type Remains struct {
	folder string // of the copy
	images []*image
	cells  map[int64][]lying // runs of entries by row, as often as they are found
	db     *sql.DB
	ids    map[string]int64 // by slug, where the table of organisations can be read
	heads  map[int64]ledger.Head
}

// OpenRemains reads a file, whatever its state, by a copy in a new folder beside another path,
// which Close takes away.
func OpenRemains(ctx context.Context, path, beside string) (_ *Remains, err error) {
	if err := there(path, false); err != nil {
		return nil, err
	}
	r := &Remains{cells: map[int64][]lying{}, ids: map[string]int64{}, heads: map[int64]ledger.Head{}}
	if r.folder, err = os.MkdirTemp(filepath.Dir(beside), ".orpheus-salvage-"); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: %s", ErrNoFolder, filepath.Dir(beside))
		}
		return nil, err
	}
	if err := r.read(ctx, path); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (r *Remains) read(ctx context.Context, path string) error {
	at := filepath.Join(r.folder, "store.db")
	for from, to := range map[string]string{path: at, path + "-wal": at + "-wal", spoilt(path): spoilt(at)} {
		if err := keepCopy(from, to); err != nil && !(errors.Is(err, fs.ErrNotExist) && from != path) {
			return err
		}
	}
	// The pages are read before SQLite is let at the copy: it drops the end of a log that it
	// cannot read.
	var err error
	if r.images, err = imagesOf(at); err != nil {
		return err
	}
	for _, i := range r.images {
		if err := i.scan(ctx, r.found); err != nil {
			return err
		}
	}
	sqlAt := filepath.Join(r.folder, "sql.db")
	for _, end := range []string{"", "-wal"} {
		if err := keepCopy(at+end, sqlAt+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if have, know, err := Layout(ctx, sqlAt); err == nil && have > know {
		return fmt.Errorf("%w: %s", ErrNewer, path)
	} else if err == nil && have < know && have > 0 {
		if l, err := Open(ctx, sqlAt, false); err == nil { // brought to the present layout, if it can be
			_ = l.Close()
		}
	}
	if r.db, err = sql.Open("sqlite", fileURL(sqlAt)+"?_pragma=cell_size_check(ON)"); err != nil {
		return err
	}
	r.db.SetMaxOpenConns(1)
	return r.readOrgs(ctx)
}

// found notes where a run of entries lies.
func (r *Remains) found(row int64, p lying) { r.cells[row] = append(r.cells[row], p) }

// readOrgs reads the table of organisations as far as it can be.
func (r *Remains) readOrgs(ctx context.Context) error {
	for _, order := range []string{"", " DESC"} {
		rows, err := r.db.QueryContext(ctx, "SELECT id, slug, seq, hash FROM orgs ORDER BY id"+order)
		if err != nil {
			return ctx.Err()
		}
		for rows.Next() {
			var id int64
			var slug string
			var head ledger.Head
			var hash []byte
			if rows.Scan(&id, &slug, &head.Seq, &hash) == nil {
				copy(head.Hash[:], hash)
				r.ids[slug], r.heads[id] = id, head
			}
		}
		_ = rows.Close()
	}
	return ctx.Err()
}

// Left is one organisation of which something is left.
type Left struct {
	ID   int64
	Slug string      // empty where only the log can say it
	Head ledger.Head // where its log ended; zero where that cannot be read
}

// Orgs lists the organisations of which anything is left, by their numbers.
func (r *Remains) Orgs() []Left {
	by := map[int64]Left{}
	for row := range r.cells {
		by[row>>seqBits] = Left{ID: row >> seqBits}
	}
	for slug, id := range r.ids {
		by[id] = Left{id, slug, r.heads[id]}
	}
	var all []Left
	for _, o := range by {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b Left) int { return int(a.ID - b.ID) })
	return all
}

// Log yields the entries of one organisation from the first on, as far as each follows from
// the one before and ok, which looks at it too, takes it. Of what is found twice the longest is
// taken, and of what is as long the one that was redacted more: what was taken out stays out.
func (r *Remains) Log(org int64, ok func(*ledger.Row) bool) iter.Seq[ledger.Row] {
	return func(yield func(ledger.Row) bool) {
		for end := (ledger.Head{}); ; {
			rows := r.next(org, end, ok)
			for i := range rows {
				if !yield(rows[i]) {
					return
				}
			}
			if len(rows) == 0 {
				return
			}
			last := &rows[len(rows)-1]
			end = ledger.Head{Seq: last.Seq, Hash: last.Hash}
		}
	}
}

// next returns the run that follows.
func (r *Remains) next(org int64, end ledger.Head, ok func(*ledger.Row) bool) (best []ledger.Row) {
	redacted := func(rows []ledger.Row) (n int) {
		for i := range rows {
			if rows[i].Digest != (ledger.Hash{}) {
				n++
			}
		}
		return n
	}
	for _, p := range r.cells[rowID(org, end.Seq+1)] {
		part, whole := p.read()
		if !whole {
			continue
		}
		var rows []ledger.Row
		at := end
		part.Each(end.Seq+1, end.Seq, func(row ledger.Row) bool {
			if ledger.CheckRow("", at, &row) != nil || !ok(&row) {
				return false
			}
			row.Line = slices.Clone(row.Line)
			rows, at = append(rows, row), ledger.Head{Seq: row.Seq, Hash: row.Hash}
			return true
		})
		if len(rows) > len(best) || len(rows) == len(best) && redacted(rows) > redacted(best) {
			best = rows
		}
	}
	return best
}

// Rows yields what can be read of a table, of one organisation, and tells whether that was all
// of it.
func (r *Remains) Rows(ctx context.Context, t *tables.Table, org int64, whole *bool) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		*whole = true
		seen := map[string]bool{}
		l := &Log{read: r.db}
		for _, order := range []string{"", " DESC"} {
			for row, err := range l.rowsOf(ctx, t, org, order) {
				if ctx.Err() != nil {
					yield(nil, ctx.Err())
					return
				}
				if err != nil {
					*whole = false
					break
				}
				if key := keyOf(t, row); !seen[key] {
					if seen[key] = true; !yield(row, nil) {
						return
					}
				}
			}
			if *whole {
				return
			}
		}
	}
}

func keyOf(t *tables.Table, row tables.Row) string {
	var b strings.Builder
	for i, c := range t.Columns {
		if slices.Contains(t.Key, c.Name) {
			fmt.Fprintf(&b, "%v ", row[i])
		}
	}
	return b.String()
}

// Secrets returns the random bytes that were asked for, as far as they can be read.
func (r *Remains) Secrets(ctx context.Context) map[string][]byte {
	all, _ := (&Log{read: r.db}).Secrets(ctx)
	return all
}

// Close takes the copy away.
func (r *Remains) Close() error {
	var err error
	if r.db != nil {
		err = r.db.Close()
	}
	for _, i := range r.images {
		err = errors.Join(err, i.close())
	}
	return errors.Join(err, os.RemoveAll(r.folder))
}

// lying is where a run lies.
type lying struct {
	in   *image
	page uint32
	at   int
}

// read reads the run; false where it is not whole.
func (p lying) read() (run.Run, bool) {
	page, err := p.in.page(p.page)
	if err != nil {
		return run.Run{}, false
	}
	_, payload, ok := p.in.cell(page, p.at, true)
	if !ok {
		return run.Run{}, false
	}
	return runOf(payload)
}
