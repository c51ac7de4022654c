package service

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"orpheus/imports/source"
	"orpheus/imports/source/k8ssigs"
	"orpheus/imports/source/rustteam"
)

// reader is how a format is read from a file or a tree.
type reader struct {
	paths []string // in a checkout
	read  func(path string) (*source.Structure, error)
	tree  func(fsys fs.FS) (*source.Structure, error)
}

// Formats lists what can be imported.
func Formats() []string { return slices.Sorted(maps.Keys(readers())) }

func readers() map[string]reader {
	rust := new(rustteam.Reader)
	return map[string]reader{
		"rust-team": {
			paths: []string{"teams", "people"},
			read: func(path string) (*source.Structure, error) {
				if info, err := os.Stat(path); err != nil {
					return nil, unread(path, err)
				} else if !info.IsDir() {
					return nil, source.Unread(nil, "unread.no_folder", path)
				}
				return rustteam.Read(os.DirFS(path))
			},
			tree: rust.Read,
		},
		"k8s-sigs": {
			paths: []string{"sigs.yaml"},
			read: func(path string) (*source.Structure, error) {
				folder := path
				if info, err := os.Stat(path); err == nil && info.IsDir() {
					path = filepath.Join(path, "sigs.yaml")
				}
				f, err := os.Open(path)
				if path != folder && errors.Is(err, fs.ErrNotExist) {
					return nil, source.Unread(err, "unread.no_sigs", folder)
				}
				if err != nil {
					return nil, unread(path, err)
				}
				defer f.Close()
				return k8ssigs.Read(filepath.Base(path), f)
			},
			tree: func(fsys fs.FS) (*source.Structure, error) {
				f, err := fsys.Open("sigs.yaml")
				if err != nil {
					return nil, unread("sigs.yaml", err)
				}
				defer f.Close()
				return k8ssigs.Read("sigs.yaml", f)
			},
		},
	}
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
