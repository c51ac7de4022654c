package sqlite

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// keySize is that of AES-256.
const keySize = 32

// SealKey returns the key that boxes are sealed with. It lies beside the file and never in it,
// so that neither the file nor a copy of it opens a box. It is made when it is first asked for;
// of programs that make it at once, one does. It is read once: it is never another one while
// the store is open.
func (l *Log) SealKey(context.Context) ([]byte, error) {
	l.sealing.Lock()
	defer l.sealing.Unlock()
	if l.sealing.key != nil {
		return l.sealing.key, nil
	}
	path := l.path + ".key"
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		key, err = readKey(path)
	}
	if err == nil {
		l.sealing.key = key
	}
	return key, err
}

// sealing is the key once it was read.
type sealing struct {
	sync.Mutex
	key []byte
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
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder has the names in a folder be on the disk: what is sealed with a key whose name is
// lost is lost with it. Windows writes names without being asked, and cannot be.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
