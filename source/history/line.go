package history

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
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
}

func newLine(repo *git.Repository, paths []string) (*line, error) {
	head, err := repo.Head()
	switch {
	case errors.Is(err, plumbing.ErrReferenceNotFound):
		return nil, errors.New("history: the repository has no commit yet (HEAD leads to none)")
	case err != nil:
		return nil, fmt.Errorf("history: reading HEAD: %w", err)
	}
	cut, err := repo.Storer.Shallow()
	if err != nil {
		return nil, fmt.Errorf("history: reading where a shallow clone begins: %w", err)
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
			all = append(all, c)
		}
		return all, nil
	}
}

func (l *line) commit(h plumbing.Hash, child *commit) (commit, []plumbing.Hash, error) {
	c, err := object.GetCommit(l.repo.Storer, h)
	switch {
	case errors.Is(err, plumbing.ErrObjectNotFound) && child != nil:
		return commit{}, nil, fmt.Errorf("history: commit %s, the parent of %s, is missing from the repository, which is no shallow clone: fetch it again", h, child.hash)
	case err != nil:
		return commit{}, nil, fmt.Errorf("history: reading commit %s: %w", h, err)
	}
	x := commit{hash: h, tree: c.TreeHash, when: c.Committer.When.UTC()}
	for _, path := range l.paths {
		p, err := l.store.find(c.TreeHash, path)
		if err != nil {
			return commit{}, nil, fmt.Errorf("history: reading %s at commit %s: %w", path, h, err)
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
		return fmt.Errorf("history: commit %s is in the repository but is not an ancestor of HEAD by first parents: %w", after, ErrUnknownCommit)
	case len(l.shallow) > 0:
		return fmt.Errorf("history: commit %s is not in this shallow clone, which may lack it (git fetch --unshallow gets the rest): %w", after, ErrUnknownCommit)
	}
	return fmt.Errorf("history: there is no commit %s in the repository: %w", after, ErrUnknownCommit)
}
