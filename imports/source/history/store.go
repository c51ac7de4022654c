package history

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// maxBlob is the largest file that is read: more than any text somebody writes.
const maxBlob = 64 << 20

// place is what is at a path: the zero place is nothing.
type place struct {
	hash plumbing.Hash
	mode filemode.FileMode
}

// store reads objects, and keeps folders it has read: from one commit to the
// next most are the same.
type store struct {
	objects storer.EncodedObjectStorer
	folders map[plumbing.Hash]*folder
}

// maxFolders is how many folders are kept.
const maxFolders = 256

// folder is one tree object.
type folder struct {
	names  []string // sorted
	places map[string]place
}

func newStore(s storer.EncodedObjectStorer) *store {
	return &store{objects: s, folders: make(map[plumbing.Hash]*folder)}
}

func (s *store) folder(h plumbing.Hash) (*folder, error) {
	if f := s.folders[h]; f != nil {
		return f, nil
	}
	t, err := object.GetTree(s.objects, h)
	if err != nil {
		return nil, missing(h, err)
	}
	f := newFolder(t)
	if len(s.folders) >= maxFolders {
		clear(s.folders)
	}
	s.folders[h] = f
	return f, nil
}

// find gives what is at a path under a tree.
func (s *store) find(root plumbing.Hash, path string) (place, error) {
	at := place{hash: root, mode: filemode.Dir}
	if path == "." {
		return at, nil
	}
	for name := range strings.SplitSeq(path, "/") {
		if at.mode != filemode.Dir {
			return place{}, nil
		}
		f, err := s.folder(at.hash)
		if err != nil {
			return place{}, err
		}
		if at = f.places[name]; at == (place{}) {
			return at, nil
		}
	}
	return at, nil
}

func (s *store) size(h plumbing.Hash) (int64, error) {
	n, err := s.objects.EncodedObjectSize(h)
	return n, missing(h, err)
}

func (s *store) blob(h plumbing.Hash) ([]byte, error) {
	n, err := s.size(h)
	if err != nil {
		return nil, err
	}
	if n > maxBlob {
		return nil, fmt.Errorf("larger than %d MB", maxBlob>>20)
	}
	b, err := object.GetBlob(s.objects, h)
	if err != nil {
		return nil, missing(h, err)
	}
	r, err := b.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// missing says what an absent object means: it is no file that does not exist.
func missing(h plumbing.Hash, err error) error {
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return fmt.Errorf("object %s is missing from the repository (a partial clone lacks some): %w", h, err)
	}
	return err
}

func fileMode(m filemode.FileMode) fs.FileMode {
	switch m {
	case filemode.Dir:
		return fs.ModeDir | 0o555
	case filemode.Symlink:
		return fs.ModeSymlink | 0o444
	}
	return 0o444
}
