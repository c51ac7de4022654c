package sqlite

import (
	"context"
	"errors"
	"io/fs"

	"orpheus/store/keyfile"
)

// SealKey returns the key that boxes are sealed with. It lies beside the file and never in it,
// so that neither the file nor a copy of it opens a box. It is made when it is first asked for;
// of programs that make it at once, one does. It is read once: it is never another one while
// the store is open.
func (l *Log) SealKey(context.Context) ([]byte, error) {
	return l.sealing.Get(func() ([]byte, error) { return keyfile.Make(l.path + ".key") })
}

// KeepSealKey takes the key of another store, whose boxes this one gets; where it has one
// already, that stays.
func (l *Log) KeepSealKey(_ context.Context, key []byte) error {
	if err := keyfile.Keep(l.path+".key", key); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
