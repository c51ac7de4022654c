package history

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"

	"orpheus/imports/source"
)

// line is the first-parent line of a repository.
type line struct {
	repo    *git.Repository
	store   *store
	paths   []string
	head    plumbing.Hash
	shallow map[plumbing.Hash]bool // commits whose parents were not fetched
}

// commit is what is needed of one commit.
type commit struct {
	hash, tree plumbing.Hash
	when       time.Time
	state      []place // of each path
	cut        bool    // the clone has nothing before it
}

func newLine(repo *git.Repository, paths []string) (*line, error) {
	head, err := repo.Head()
	switch {
	case errors.Is(err, plumbing.ErrReferenceNotFound):
		return nil, source.Unread(err, "unread.git.no_commit")
	case err != nil:
		return nil, source.Unread(err, "unread.git.broken", "HEAD", err.Error())
	}
	cut, err := repo.Storer.Shallow()
	if err != nil {
		return nil, source.Unread(err, "unread.git.broken", "shallow", err.Error())
	}
	l := &line{repo: repo, store: newStore(repo.Storer), paths: paths, head: head.Hash(), shallow: make(map[plumbing.Hash]bool, len(cut))}
	for _, h := range cut {
		l.shallow[h] = true
	}
	return l, nil
}

// changes gives the commits that changed a path, newest first, down to the one
// that is to be gone on after.
func (l *line) changes(ctx context.Context, after string) ([]commit, error) {
	var all []commit
	var child *commit
	for h := l.head; ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, parents, err := l.commit(h, child)
		if err != nil {
			return nil, err
		}
		if child != nil && !slices.Equal(child.state, c.state) {
			all = append(all, *child)
		}
		switch {
		case h.String() == after:
			return all, nil
		case len(parents) > 0 && !l.shallow[h]:
			h, child = parents[0], &c
			continue
		case after != "":
			return nil, l.unknown(after)
		}
		// The oldest: before it there was nothing.
		if !slices.Equal(c.state, make([]place, len(l.paths))) {
			c.cut = l.shallow[h]
			all = append(all, c)
		}
		return all, nil
	}
}

func (l *line) commit(h plumbing.Hash, child *commit) (commit, []plumbing.Hash, error) {
	c, err := object.GetCommit(l.repo.Storer, h)
	switch {
	case errors.Is(err, plumbing.ErrObjectNotFound) && child != nil:
		return commit{}, nil, source.Unread(err, "unread.git.parent", h.String(), child.hash.String())
	case err != nil:
		return commit{}, nil, source.Unread(err, "unread.git.broken", h.String(), err.Error())
	}
	x := commit{hash: h, tree: c.TreeHash, when: c.Committer.When.UTC()}
	for _, path := range l.paths {
		p, err := l.store.find(c.TreeHash, path)
		if err != nil {
			return commit{}, nil, source.Unread(err, "unread.git.broken", h.String()+":"+path, err.Error())
		}
		x.state = append(x.state, p)
	}
	return x, c.ParentHashes, nil
}

// unknown says why a commit cannot be gone on after.
func (l *line) unknown(after string) error {
	_, err := object.GetCommit(l.repo.Storer, plumbing.NewHash(after))
	switch {
	case err == nil:
		return source.Unread(ErrUnknownCommit, "unread.git.aside", after)
	case len(l.shallow) > 0:
		return source.Unread(ErrUnknownCommit, "unread.git.shallow", after)
	}
	return source.Unread(ErrUnknownCommit, "unread.git.unknown", after)
}
