package sqlite

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keySize is that of AES-256.
const keySize = 32

// SealKey returns the key that boxes are sealed with. It lies beside the file and never in it,
// so that neither the file nor a copy of it opens a box. It is made when it is first asked for;
// of programs that make it at once, one does.
func (l *Log) SealKey(context.Context) ([]byte, error) {
	path := l.path + ".key"
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readKey(path)
}

func readKey(path string) ([]byte, error) {
	key, err := os.ReadFile(path)
	if err == nil && len(key) != keySize {
		return nil, fmt.Errorf("%s is no key: put back the one that was there", path)
	}
	return key, err
}

// makeKey writes a key whole, or nothing, and never over another one.
func makeKey(path string) error {
	key := make([]byte, keySize)
	_, _ = rand.Read(key) // never fails
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
