// Package keyfile keeps a key in a file beside a store, and never in it, so that neither the
// store nor a copy of it opens what is sealed.
package keyfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// Size is that of a key of AES-256.
const Size = 32

// Read returns the key in a file; fs.ErrNotExist where there is none.
func Read(path string) ([]byte, error) {
	key, err := os.ReadFile(path)
	if err == nil && len(key) != Size {
		return nil, fmt.Errorf("%s is no key: put back the one that was there", path)
	}
	return key, err
}

// Make returns the key in a file, making one where there is none: of programs that make it at
// once, one does.
func Make(path string) ([]byte, error) {
	key, err := Read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	key = make([]byte, Size)
	_, _ = rand.Read(key) // never fails
	if err := Keep(path, key); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return Read(path)
}

// Keep writes a key whole, or nothing, and never over another one: fs.ErrExist.
func Keep(path string, key []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// SyncFolder has the names in a folder be on the disk: what is sealed with a key whose name is
// lost is lost with it. Windows writes names without being asked, and cannot be.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Once is a key that is read once: it is never another one afterwards.
type Once struct {
	mu  sync.Mutex
	key []byte
}

// Get returns the key, read where it was not yet. What fails is tried again the next time.
func (o *Once) Get(read func() ([]byte, error)) (key []byte, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.key == nil {
		if key, err = read(); err != nil {
			return nil, err
		}
		o.key = key
	}
	return o.key, nil
}
