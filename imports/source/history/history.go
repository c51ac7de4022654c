// Package history goes through the versions of files in a git repository, so
// that a source can be read as it was after every change to it.
package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"

	"orpheus/imports/source"
)

// Change is one commit after which the files looked at were other than before.
type Change struct {
	Commit string    // its hash, 40 hexadecimal digits
	When   time.Time // when it was committed, UTC, as the committer's clock said
	Cut    bool      // a shallow clone begins here: what was before is not known

	// Tree holds all files as they were after the commit. Its fs.FileInfo have
	// a method Hash() string, the same for the same content. Links are not
	// followed: reading one gives where it leads. Submodules are not in it.
	// It is for the duration of the call and for one goroutine.
	Tree fs.FS
}

// ErrUnknownCommit is in the error when the commit to go on after is not in
// the history: the repository is another, was rewritten, or lacks that part.
var ErrUnknownCommit = errors.New("not in the history")

// Walk calls fn for the commits of the repository at repoPath (a checkout or a
// bare repository) that changed any of paths, oldest first: commits on the
// first-parent line that ends at HEAD, each compared with the one before it.
// What a merge brought in is thus one change, of the time it was merged.
//
// paths are files or folders, slash-separated from the root. That one of them
// is missing is no error; that it appears or goes is a change.
//
// after resumes: fn is called for what follows that commit only. "" begins at
// the beginning; in a shallow clone, that is the oldest commit it holds.
//
// The order is that of descent. When need not be: clocks go wrong.
//
// The walk ends with the first error of fn, which is in the error returned;
// fs.SkipAll from fn ends it without one. It ends with the error of ctx when
// that is done. Otherwise an error says what of the repository is missing or
// broken.
func Walk(ctx context.Context, repoPath string, paths []string, after string, fn func(Change) error) error {
	if len(paths) == 0 {
		return errors.New("history: no paths to look at")
	}
	for _, p := range paths {
		if !fs.ValidPath(p) {
			return fmt.Errorf("history: %q is not a path within a repository", p)
		}
	}
	after = strings.ToLower(after)
	if after != "" && !plumbing.IsHash(after) {
		return fmt.Errorf("history: %q is not a full commit hash: %w", after, ErrUnknownCommit)
	}
	repo, err := open(repoPath, false)
	if err != nil {
		return err
	}
	l, err := newLine(repo, paths)
	if err != nil {
		return err
	}
	changes, err := l.changes(ctx, after)
	if err != nil {
		return err
	}
	for _, c := range slices.Backward(changes) {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := fn(Change{
			Commit: c.hash.String(),
			When:   c.when,
			Cut:    c.cut,
			Tree:   &tree{store: l.store, root: c.tree, when: c.when},
		})
		switch {
		case errors.Is(err, fs.SkipAll):
			return nil
		case err != nil:
			return fmt.Errorf("history: at commit %s: %w", c.hash, err)
		}
	}
	return nil
}

func open(path string, above bool) (*git.Repository, error) {
	repo, err := git.PlainOpenWithOptions(path, &git.PlainOpenOptions{EnableDotGitCommonDir: true, DetectDotGit: above})
	switch {
	case errors.Is(err, git.ErrRepositoryNotExists):
		return nil, source.Unread(err, "unread.git.none", path)
	case err != nil:
		return nil, source.Unread(err, "unread.git.broken", path, err.Error())
	}
	return repo, nil
}

// Root returns the top of the checkout that a folder is in.
func Root(folder string) (string, error) {
	repo, err := open(folder, true)
	if err != nil {
		return "", err
	}
	tree, err := repo.Worktree()
	if err != nil {
		return "", source.Unread(err, "unread.git.none", folder)
	}
	return filepath.EvalSymlinks(tree.Filesystem.Root())
}

// Head returns the commit that a checkout stands at, 40 hexadecimal digits; empty where
// the folder is in none.
func Head(folder string) string {
	repo, err := open(folder, true)
	if err != nil {
		return ""
	}
	head, err := repo.Head()
	if err != nil {
		return ""
	}
	return head.Hash().String()
}
