package postgres

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"orpheus/store/keyfile"
)

// StatePath is where a program keeps what belongs to a database and lies beside it, under the
// number of the store: the folder that systemd gives it, or the one of whoever runs it.
func StatePath(name string) (string, error) {
	for _, dir := range []string{os.Getenv("STATE_DIRECTORY"), os.Getenv("XDG_STATE_HOME")} {
		if dir != "" {
			return filepath.Join(dir, "orpheus", name), nil
		}
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "state", "orpheus", name), err
}

// Beside returns the path of what lies beside this store under an ending.
func (l *Log) Beside(ending string) (string, error) { return StatePath(l.number + ending) }

func (l *Log) keyFile() (string, error) {
	if l.keyPath != "" {
		return l.keyPath, nil
	}
	return l.Beside(".key")
}

// trace is what the database has of the key: enough to know it again, and nothing to find it
// by, since it is random.
func trace(key []byte) []byte {
	sum := sha256.Sum256(append([]byte("orpheus key of boxes "), key...))
	return sum[:]
}

// SealKey returns the key that boxes are sealed with. It lies in a file of the machine and
// never in the database, so that neither the database nor a copy of it opens a box. The first
// program that asks makes it; the others, on other machines, need a copy of the file:
// ErrOtherKey. It is read once: it is never another one while the store is open.
func (l *Log) SealKey(ctx context.Context) ([]byte, error) {
	return l.sealing.Get(func() ([]byte, error) { return l.readKey(ctx) })
}

func (l *Log) readKey(ctx context.Context) ([]byte, error) {
	path, err := l.keyFile()
	if err != nil {
		return nil, err
	}
	key, err := keyfile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l.firstKey(ctx, path, nil)
	}
	if err != nil {
		return nil, err
	}
	return key, l.fits(ctx, path, key)
}

// KeepSealKey takes the key of another store, whose boxes this one gets; where it has one
// already, that stays.
func (l *Log) KeepSealKey(ctx context.Context, key []byte) error {
	path, err := l.keyFile()
	if err != nil {
		return err
	}
	if _, err := keyfile.Read(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err = l.firstKey(ctx, path, key)
	return err
}

// firstKey writes the file, where no box was sealed with another key before.
func (l *Log) firstKey(ctx context.Context, path string, key []byte) ([]byte, error) {
	have, err := l.traced(ctx)
	if err != nil {
		return nil, err
	}
	if have != nil {
		return nil, fmt.Errorf("%w, which is not in %s: copy the file from the machine that has it, or name it with ORPHEUS_KEY", ErrOtherKey, path)
	}
	if key == nil {
		key = make([]byte, keyfile.Size)
		_, _ = rand.Read(key) // never fails
	}
	if err := keyfile.Keep(path, key); err != nil {
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if key, err = keyfile.Read(path); err != nil { // another program of this machine made one
			return nil, err
		}
		return key, l.fits(ctx, path, key)
	}
	if err := l.fits(ctx, path, key); err != nil { // one of another machine was quicker
		return nil, errors.Join(err, os.Remove(path))
	}
	return key, nil
}

// fits makes sure that a key is the one of the boxes of this store; the first one is.
func (l *Log) fits(ctx context.Context, path string, key []byte) error {
	have, err := l.traced(ctx)
	if err == nil && have == nil {
		_, err = l.do(ctx, false, "INSERT INTO orpheus.store (org, name, value) VALUES ('', 'key', $1) ON CONFLICT DO NOTHING", trace(key))
		if err == nil {
			have, err = l.traced(ctx)
		}
	}
	if err == nil && string(have) != string(trace(key)) {
		err = fmt.Errorf("%w than the one in %s: put the file back that was there, or name another with ORPHEUS_KEY (what is there has the mark %s, what is asked for %s)",
			ErrOtherKey, path, hex.EncodeToString(trace(key)[:4]), hex.EncodeToString(have[:min(4, len(have))]))
	}
	return err
}

// traced returns what the database has of the key; nil where there is none yet.
func (l *Log) traced(ctx context.Context) (have []byte, err error) {
	err = l.row(ctx, "SELECT value FROM orpheus.store WHERE org = '' AND name = 'key'", nil, &have)
	if none(err) {
		return nil, nil
	}
	return have, err
}
