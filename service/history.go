package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/history"
	"orpheus/ledger"
	"orpheus/org"
)

// history imports every change of a checkout, each at the moment of its commit:
// not before the last act, and not later than now, whatever the clock of
// whoever committed said.
func (w *importer) history(ctx context.Context, r reader) error {
	after, last, err := w.resume(ctx)
	if err != nil {
		return err
	}
	root, paths, err := checkout(w.Path, r.paths)
	if err != nil {
		return err
	}
	before, now := w.AsOf, org.At(w.desk.now())
	seen, found := map[string]bool{}, false
	err = history.Walk(ctx, root, paths, after, func(c history.Change) error {
		when := org.At(c.When)
		at := max(min(when, now), last)
		if !found && after == "" && when < last-skew {
			return source.Unread(nil, "unread.history.late", when.String(), last.String())
		}
		found = true
		if before != 0 && at > before {
			return errDone
		}
		if c.Cut {
			w.sum.odd(c.Commit, source.Oddity{Code: source.CodeShallow, What: source.Say("odd.commit.shallow")})
		}
		if when > now+skew {
			w.sum.odd(c.Commit, source.Oddity{Code: source.CodeAhead, What: source.Say("odd.commit.ahead", when.String())})
		}
		if when < last-skew {
			w.sum.odd(c.Commit, source.Oddity{Code: source.CodeBehind, What: source.Say("odd.commit.late", when.String(), last.String())})
		}
		want, err := r.tree(c.Tree, paths)
		if err != nil {
			w.sum.odd(c.Commit, passedOver(err))
			return nil
		}
		want.Oddities = unseen(want.Oddities, seen)
		if last == 0 && len(want.Circles) == 0 { // nothing to found yet
			w.sum.odd(c.Commit, want.Oddities...)
			return nil
		}
		if err := w.apply(ctx, want, at, c.Commit); err != nil {
			return fmt.Errorf("commit %.10s: %w", c.Commit, err)
		}
		last = at
		w.Progress("commit", w.sum.Changes)
		return nil
	})
	if errors.Is(err, errDone) {
		return nil
	}
	if err == nil && found && last == 0 {
		return source.Unread(nil, "unread.no_circle", w.Path)
	}
	if err == nil && !found && after == "" {
		return source.Unread(nil, "unread.git.no_file", w.Path, strings.Join(paths, ", "))
	}
	return err
}

// checkout is the repository that a path names, and what to look at in it: what the
// format has there, or the one file that the path is.
func checkout(path string, usual []string) (root string, paths []string, err error) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return path, usual, nil // where there is nothing, the walk says so
	}
	root, err = history.Root(filepath.Dir(path))
	if err != nil {
		return "", nil, err
	}
	full, err := filepath.EvalSymlinks(path)
	if err == nil {
		path, err = filepath.Rel(root, full)
	}
	return root, []string{filepath.ToSlash(path)}, err
}

// passedOver is a commit after which the source could not be read at all.
func passedOver(err error) source.Oddity {
	o := source.Oddity{Code: source.CodeUnreadable, Refused: true}
	what := source.Say("unread.other", err.Error())
	if e, ok := errors.AsType[*source.Error](err); ok {
		o.File, o.Line, what = e.File, e.Line, e.What
	}
	o.What = source.Say("odd.commit.unread", what)
	return o
}

var errDone = errors.New("done")

// unseen drops oddities told before: most stand in a source for years.
func unseen(list []source.Oddity, seen map[string]bool) []source.Oddity {
	return slices.DeleteFunc(list, func(o source.Oddity) bool {
		key := o.File + "\x00" + o.Code + "\x00" + o.What.String()
		told := seen[key]
		seen[key] = true
		return told
	})
}

// resume returns the commit up to which the organisation has the history.
func (w *importer) resume(ctx context.Context) (after string, last org.Time, err error) {
	s, err := w.desk.engine.State(ctx, w.Slug)
	if errors.Is(err, ledger.ErrNoOrganisation) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	for _, src := range s.Sources {
		if src.Format == w.Format {
			after = src.Ref
		}
	}
	return after, s.Last, nil
}
