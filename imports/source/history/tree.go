package history

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// tree is a git tree as a file system.
type tree struct {
	store *store
	root  plumbing.Hash
	when  time.Time
}

var (
	_ fs.ReadDirFS  = (*tree)(nil)
	_ fs.ReadFileFS = (*tree)(nil)
	_ fs.StatFS     = (*tree)(nil)
)

// newFolder takes a tree object apart, leaving out submodules and names that
// would be no single part of a path.
func newFolder(t *object.Tree) *folder {
	f := &folder{places: make(map[string]place, len(t.Entries))}
	for _, e := range t.Entries {
		if e.Mode == filemode.Submodule || !fs.ValidPath(e.Name) || e.Name == "." || path.Base(e.Name) != e.Name {
			continue
		}
		if _, twice := f.places[e.Name]; !twice {
			f.names = append(f.names, e.Name)
			f.places[e.Name] = place{hash: e.Hash, mode: e.Mode}
		}
	}
	slices.Sort(f.names)
	return f
}

// find gives what is at a name, as a *fs.PathError of op where there is nothing.
func (t *tree) find(op, name string) (place, error) {
	if !fs.ValidPath(name) {
		return place{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	p, err := t.store.find(t.root, name)
	if err == nil && p == (place{}) {
		err = fs.ErrNotExist
	}
	if err != nil {
		return place{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return p, nil
}

func (t *tree) info(name string, p place) info {
	return info{tree: t, name: path.Base(name), place: p}
}

func (t *tree) Stat(name string) (fs.FileInfo, error) {
	p, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	return t.info(name, p), nil
}

func (t *tree) Open(name string) (fs.File, error) {
	p, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if p.mode == filemode.Dir {
		entries, err := t.ReadDir(name)
		return &openDir{info: t.info(name, p), entries: entries}, err
	}
	data, err := t.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openFile{info: t.info(name, p), Reader: bytes.NewReader(data)}, nil
}

func (t *tree) ReadFile(name string) ([]byte, error) {
	p, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	if p.mode == filemode.Dir {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	data, err := t.store.blob(p.hash)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	p, err := t.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if p.mode != filemode.Dir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	f, err := t.store.folder(p.hash)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	entries := make([]fs.DirEntry, len(f.names))
	for i, n := range f.names {
		entries[i] = t.info(n, f.places[n])
	}
	return entries, nil
}

// info is both the fs.FileInfo and the fs.DirEntry of a file or folder.
type info struct {
	tree *tree
	name string
	place
}

// Hash tells the content: the same hash, the same content.
func (i info) Hash() string { return i.hash.String() }

func (i info) Name() string               { return i.name }
func (i info) Mode() fs.FileMode          { return fileMode(i.mode) }
func (i info) Type() fs.FileMode          { return i.Mode().Type() }
func (i info) IsDir() bool                { return i.Mode().IsDir() }
func (i info) ModTime() time.Time         { return i.tree.when }
func (i info) Sys() any                   { return nil }
func (i info) Info() (fs.FileInfo, error) { return i, nil }
func (i info) String() string             { return fs.FormatFileInfo(i) }

// Size is 0 for a folder, and for a file that is missing from the repository.
func (i info) Size() int64 {
	if i.IsDir() {
		return 0
	}
	n, err := i.tree.store.size(i.hash)
	if err != nil {
		return 0
	}
	return n
}

type openFile struct {
	info info
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openDir struct {
	info    info
	entries []fs.DirEntry
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *openDir) Close() error               { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(d.entries) {
		if n > 0 && len(d.entries) == 0 {
			return nil, io.EOF
		}
		n = len(d.entries)
	}
	some := d.entries[:n]
	d.entries = d.entries[n:]
	return some, nil
}
