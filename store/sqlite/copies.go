package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// dropCopies removes the copies that are kept beside the file: of before a change of
// its layout or before it was replaced, and of a write-ahead log that could not be read. They have what was
// erased.
func (l *Log) dropCopies() error {
	var all error
	for _, rest := range []string{".before-", "-wal-damaged", ".replaced"} {
		names, err := beside(l.path + rest)
		all = errors.Join(all, err)
		for _, name := range names {
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				all = errors.Join(all, err)
			}
		}
	}
	return all
}

// beside returns the files whose path begins so.
func beside(prefix string) (names []string, err error) {
	entries, err := os.ReadDir(filepath.Dir(prefix))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(prefix)) && e.Type().IsRegular() {
			names = append(names, filepath.Join(filepath.Dir(prefix), e.Name()))
		}
	}
	return names, err
}
