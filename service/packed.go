package service

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"orpheus/imports/source"
)

// mostUnpacked is how much a packed file may hold: many times what any public record of
// an organisation does, and less than what fills a machine.
var mostUnpacked int64 = 512 << 20

var errUnpacked = errors.New("more than 512 MB are packed in it")

// packed is whether a path names a packed tree.
func packed(name string) bool {
	return strings.HasSuffix(name, ".tar.gz") || strings.HasSuffix(name, ".tgz")
}

// unpacked gives read a packed tree of files, for as long as it reads. Links and whatever
// else is no file are left out; what lies outside of the tree is refused.
func unpacked(name string, read func(fs.FS) (*source.Structure, error)) (*source.Structure, error) {
	folder, err := os.MkdirTemp("", "orpheus-unpacked-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if err := unpack(name, root); err != nil {
		return nil, unread(name, err)
	}
	return read(root.FS())
}

func unpack(name string, into *os.Root) error {
	z, err := gunzip(name)
	if err != nil {
		return err
	}
	defer z.Close()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		file := path.Clean(h.Name)
		if err := into.MkdirAll(path.Dir(file), 0o700); err != nil {
			return err
		}
		if err := into.WriteFile(file, data, 0o600); err != nil {
			return err
		}
	}
}

// gunzip opens a compressed file; reading more than mostUnpacked of it fails.
func gunzip(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("gzip: %w", err), f.Close())
	}
	return &unpacking{z, f, mostUnpacked}, nil
}

type unpacking struct {
	*gzip.Reader
	file *os.File
	left int64
}

func (u *unpacking) Read(p []byte) (int, error) {
	if u.left <= 0 {
		return 0, errUnpacked
	}
	n, err := u.Reader.Read(p[:min(int64(len(p)), u.left)])
	u.left -= int64(n)
	return n, err
}

func (u *unpacking) Close() error { return errors.Join(u.Reader.Close(), u.file.Close()) }
