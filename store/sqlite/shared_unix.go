//go:build unix

package sqlite

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// walState is the first copy of the header of the wal-index, in numbers.
type walState [walStateSize / 4]uint32

const (
	walStateSize = 48
	sharedSize   = 4096
)

// commits is how many commits there were, modulo 2^32.
func (s walState) commits() uint32 { return s[2] }

// frames is how many frames of the write-ahead log are committed.
func (s walState) frames() uint32 { return s[4] }

// salts are those of the write-ahead log it is about, as they lie there.
func (s walState) salts() (b [8]byte) {
	binary.NativeEndian.PutUint32(b[:], s[8])
	binary.NativeEndian.PutUint32(b[4:], s[9])
	return b
}

// shared is the memory that all who use one file share, mapped to be read. Whoever
// closes any descriptor of a file gives up all the locks that this process has on it:
// so it stays open until the last store of this file in this process is closed.
type shared struct {
	file *os.File
	mem  []byte
	key  sharedKey
	uses int
}

type sharedKey struct{ dev, inode uint64 }

var (
	sharing sync.Mutex
	allOf   = map[sharedKey]*shared{}
)

// share maps the memory beside a file that SQLite has open.
func share(path string) (*shared, error) {
	sharing.Lock()
	defer sharing.Unlock()
	var stat syscall.Stat_t
	if err := syscall.Stat(path+"-shm", &stat); err != nil {
		return nil, err
	}
	key := sharedKey{uint64(stat.Dev), uint64(stat.Ino)} //nolint:unconvert // not the same types everywhere
	if s := allOf[key]; s != nil {
		s.uses++
		return s, nil
	}
	f, err := os.Open(path + "-shm")
	if err != nil {
		return nil, err
	}
	if stat.Size < sharedSize {
		return nil, fmt.Errorf("%s-shm has %d bytes", path, stat.Size) // f stays open: see above
	}
	mem, err := syscall.Mmap(int(f.Fd()), 0, sharedSize, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	s := &shared{file: f, mem: mem, key: key, uses: 1}
	allOf[key] = s
	return s, nil
}

// release is called when SQLite has closed the file.
func (s *shared) release() error {
	sharing.Lock()
	defer sharing.Unlock()
	if s.uses--; s.uses > 0 {
		return nil
	}
	delete(allOf, s.key)
	if err := syscall.Munmap(s.mem); err != nil {
		return err
	}
	return s.file.Close()
}

// state reads the header. Who commits writes the second copy first: where the first
// is as it was, no commit is over that was not before.
func (s *shared) state() (w walState) {
	for i := range w {
		w[i] = atomic.LoadUint32((*uint32)(unsafe.Pointer(&s.mem[4*i])))
	}
	return w
}
