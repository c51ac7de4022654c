package service

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/peers"
	"orpheus/imports/source/table"
	"orpheus/ledger"
	"orpheus/org"
)

// dated is a source that tells of every moment: what it has without a date is there where
// undated is set.
type dated interface {
	At(when time.Time, undated bool) *source.Structure
	Dates() []time.Time // at which something changes, ascending
	Heads() []Head
	Known() []table.Known // the people in it
}

// readTable reads the tables at a path.
func readTable(im *Import, zone *time.Location) (dated, error) {
	if im.File != nil {
		t, err := table.ReadFile(im.Path, im.File, tableOptions(im, zone))
		if err != nil {
			return nil, err
		}
		return t, nil
	}
	return atPath(im.Path, func(fsys fs.FS, name string) (*table.Table, error) {
		return table.Read(fsys, name, tableOptions(im, zone))
	})
}

// readPeer reads what another program exports.
func readPeer(format string) func(im *Import, zone *time.Location) (dated, error) {
	return func(im *Import, zone *time.Location) (dated, error) {
		if im.File != nil {
			t, err := peers.ReadFile(format, im.Path, im.File, tableOptions(im, zone))
			if err != nil {
				return nil, err
			}
			return t, nil
		}
		return atPath(im.Path, func(fsys fs.FS, name string) (*table.Table, error) {
			return peers.Read(format, fsys, name, tableOptions(im, zone))
		})
	}
}

// atPath reads a file or a folder, out of which nothing leads.
func atPath(at string, read func(fsys fs.FS, name string) (*table.Table, error)) (dated, error) {
	info, err := os.Stat(at)
	if err != nil {
		return nil, unread(at, err)
	}
	folder, name := at, "."
	if !info.IsDir() {
		real, err := filepath.EvalSymlinks(at)
		if err != nil {
			return nil, unread(at, err)
		}
		folder, name = filepath.Split(real)
	}
	root, err := os.OpenRoot(filepath.Clean(folder))
	if err != nil {
		return nil, unread(at, err)
	}
	defer root.Close()
	t, err := read(root.FS(), name)
	if err != nil {
		if _, told := errors.AsType[*source.Error](err); !told {
			err = unread(at, err)
		}
		return nil, err
	}
	return t, nil
}

// FileFormats are those of which a file can be brought in on pages.
func FileFormats() []string { return append([]string{table.Format}, peers.Formats()...) }

// Recognised is the format that a file seems to be of: that of tables where it is of no other.
func Recognised(name string, file []byte) string {
	return cmp.Or(peers.Recognised(name, file), table.Format)
}

func tableOptions(im *Import, zone *time.Location) table.Options {
	return table.Options{Zone: zone, FillDown: im.FillDown, Partial: im.Partial, Scope: im.Scope, Columns: im.Columns, LeaveOut: im.LeaveOut, Same: im.Same}
}

// zone is that of the organisation; UTC where it is still to be founded.
func (w *importer) zone(ctx context.Context) (*time.Location, *org.State, error) {
	s, err := w.desk.engine.State(ctx, w.Slug)
	if errors.Is(err, ledger.ErrNoOrganisation) {
		return time.UTC, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	return Zone(s.Zone), s, nil
}

// dated imports a source that tells of every moment: as it is at one, or every change.
func (w *importer) dated(ctx context.Context, r reader) error {
	zone, s, err := w.zone(ctx)
	if err != nil {
		return err
	}
	w.Progress("read", 0)
	t, err := r.dated(&w.Import, zone)
	if err != nil {
		return err
	}
	end := w.AsOf
	if end == 0 {
		end = org.At(w.desk.now())
	}
	if !w.History {
		return w.apply(ctx, t.At(end.Std(), true), end, "")
	}
	return w.changes(ctx, t, s, end)
}

// changes imports each date of a source as one change, after those imported already, and
// then the state at the end. What the source says anew of earlier dates counts from the end.
func (w *importer) changes(ctx context.Context, t dated, s *org.State, end org.Time) error {
	var after, last org.Time
	if s != nil {
		last = s.Last
		format := t.At(end.Std(), true).Format
		for _, src := range s.Sources {
			if at, err := time.Parse(time.RFC3339, src.Ref); err == nil && src.Format == format {
				after = org.At(at)
			}
		}
	}
	dates := slices.DeleteFunc(t.Dates(), func(d time.Time) bool { at := org.At(d); return at <= after || at >= end })
	if after == 0 && len(dates) > 0 && org.At(dates[0]) < last-skew {
		return source.Unread(nil, "unread.history.late", org.At(dates[0]).String(), last.String())
	}
	seen := map[string]bool{}
	for i := range len(dates) + 1 {
		at, undated := end, true
		if i < len(dates) {
			at, undated = org.At(dates[i]), false
		}
		want := t.At(at.Std(), undated)
		want.Oddities = unseen(want.Oddities, seen)
		if last == 0 && len(want.Circles) == 0 && i < len(dates) { // nothing to found yet
			continue
		}
		if err := w.apply(ctx, want, max(at, last), at.Std().UTC().Format(time.RFC3339)); err != nil {
			return err
		}
		last = max(at, last)
		w.Progress("commit", w.sum.Changes)
	}
	return nil
}
