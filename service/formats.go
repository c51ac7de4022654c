package service

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/k8ssigs"
	"orpheus/imports/source/peers"
	"orpheus/imports/source/rustteam"
)

// reader is how a format is read from a file or a tree.
type reader struct {
	paths []string // in a checkout
	read  func(path string) (*source.Structure, error)
	tree  func(fsys fs.FS, paths []string) (*source.Structure, error) // paths as in a checkout

	// dated is what reads instead where a source tells of every moment.
	dated func(im *Import, zone *time.Location) (dated, error)
}

// Formats lists what can be imported.
func Formats() []string { return slices.Sorted(maps.Keys(readers())) }

func readers() map[string]reader {
	rust := new(rustteam.Reader)
	all := map[string]reader{
		"table": {dated: readTable},
		"rust-team": {
			paths: []string{"teams", "people"},
			read: func(path string) (*source.Structure, error) {
				if info, err := os.Stat(path); err != nil {
					return nil, unread(path, err)
				} else if packed(path) && !info.IsDir() {
					return unpacked(path, rustteam.Read)
				} else if !info.IsDir() {
					return nil, source.Unread(nil, "unread.no_folder", path)
				}
				return rustteam.Read(os.DirFS(path))
			},
			tree: func(fsys fs.FS, _ []string) (*source.Structure, error) { return rust.Read(fsys) },
		},
		"k8s-sigs": {
			paths: []string{"sigs.yaml"},
			read: func(name string) (*source.Structure, error) {
				folder := name
				if info, err := os.Stat(name); err == nil && info.IsDir() {
					name = filepath.Join(name, "sigs.yaml")
				}
				open, base := func(name string) (io.ReadCloser, error) { return os.Open(name) }, strings.TrimSuffix(name, ".gz")
				if base != name {
					open = gunzip
				}
				f, err := open(name)
				if name != folder && errors.Is(err, fs.ErrNotExist) {
					return nil, source.Unread(err, "unread.no_sigs", folder)
				}
				if err != nil {
					return nil, unread(name, err)
				}
				defer f.Close()
				return k8ssigs.Read(filepath.Base(base), f)
			},
			tree: func(fsys fs.FS, paths []string) (*source.Structure, error) {
				f, err := fsys.Open(paths[0])
				if err != nil {
					return nil, unread(paths[0], err)
				}
				defer f.Close()
				return k8ssigs.Read(path.Base(paths[0]), f)
			},
		},
	}
	for _, format := range peers.Formats() {
		all[format] = reader{dated: readPeer(format)}
	}
	return all
}

// unread says why nothing can be read at a path.
func unread(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return source.Unread(err, "unread.nothing", path)
	}
	why := err
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		why = of.Err
	}
	return source.Unread(err, "unread.path", path, why.Error())
}
