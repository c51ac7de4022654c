package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// place is where the file was when it was opened. A file that is removed or replaced
// while it is open goes on being written, without a name: all of it would be lost.
type place struct {
	path string
	file os.FileInfo
	wal  os.FileInfo // its write-ahead log; nil until there is one
}

func newPlace(path string) (*place, error) {
	info, err := os.Stat(path)
	return &place{path: path, file: info}, err
}

// check returns ErrMoved where what is written would not be found again. The writer
// calls it before it writes, and before it says that it has.
func (p *place) check() error {
	now, err := os.Stat(p.path)
	if errors.Is(err, os.ErrNotExist) || err == nil && !os.SameFile(now, p.file) {
		return fmt.Errorf("%w: %s", ErrMoved, p.path)
	}
	if err != nil {
		return err
	}
	now, err = os.Stat(p.path + "-wal")
	switch {
	case errors.Is(err, os.ErrNotExist) && p.wal == nil:
		return nil // nothing was written yet
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w: %s-wal", ErrMoved, p.path)
	case err != nil:
		return err
	case p.wal == nil:
		p.wal = now
	case !os.SameFile(now, p.wal):
		return fmt.Errorf("%w: %s-wal", ErrMoved, p.path)
	}
	return nil
}

// readiness is what was last found.
type readiness struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

// readyFor is how long an answer is repeated: whoever asks often writes seldom.
const readyFor = 2 * time.Second

// Ready reports whether acts can be kept, by keeping something: the disk may be full,
// the file gone, another program hold it. It also says whether something that was
// confirmed may be missing.
func (l *Log) Ready(ctx context.Context) error {
	l.readiness.mu.Lock()
	defer l.readiness.mu.Unlock()
	if time.Since(l.readiness.at) < readyFor {
		return l.readiness.err
	}
	err := l.write.transact(ctx, func() error {
		_, err := l.write.exec("INSERT OR REPLACE INTO meta VALUES ('ready', zeroblob(?))", readySize)
		return err
	})
	if what := l.Damage(); err == nil && what != "" {
		err = fmt.Errorf("%w: %s", ErrDamagedEnd, what)
	}
	l.readiness.at, l.readiness.err = time.Now(), err
	return err
}

// readySize is as much as a long act takes.
const readySize = 16 << 10
