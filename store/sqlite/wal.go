package sqlite

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// SQLite reads its write-ahead log up to the first frame that does not fit, and
// drops what comes after without a word: what was confirmed last would be gone and
// nobody would know. So the file is looked at before SQLite is.
//
// The layout is that of https://sqlite.org/fileformat2.html, section 4.
const (
	walHeader   = 32
	frameHeader = 24
)

// spoilt is where a copy of a write-ahead log with such a frame is kept.
func spoilt(path string) string { return path + "-wal-damaged" }

// guardWAL keeps a copy of a write-ahead log of which SQLite would drop something.
// Without room for the copy the file is not opened: what is left of the acts would be
// dropped.
func guardWAL(path string) error {
	at, err := walDamage(path)
	if at < 0 || err != nil {
		return err
	}
	time.Sleep(walAgain) // somebody may have been writing just there
	if again, err := walDamage(path); again != at || err != nil {
		return err
	}
	if _, err := os.Stat(spoilt(path)); err == nil {
		return nil // the first one is what matters
	}
	return keepCopy(path+"-wal", spoilt(path))
}

const walAgain = 50 * time.Millisecond

// keepCopy copies a file whole or not at all.
func keepCopy(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	part := to + ".part"
	out, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(part, to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}

// Damage says in words what could not be read when the file was opened, now or
// earlier; empty for nothing.
func (l *Log) Damage() string {
	path := l.path
	if _, err := os.Stat(spoilt(path)); err != nil {
		return ""
	}
	found, _ := lookAt(spoilt(path))
	return fmt.Sprintf("the write-ahead log could not be read from byte %d on when the store was last opened, so acts that were confirmed last may be missing; "+
		"a copy of it is kept in %s: restore a backup, or remove the copy when nothing is missing", max(found.broken, 0), spoilt(path))
}

// walDamage returns the first byte of what SQLite would drop though it was confirmed;
// -1 for none.
func walDamage(path string) (at int64, err error) {
	found, err := lookAt(path + "-wal")
	switch {
	case err != nil || found.broken < 0:
		return -1, err
	case found.more || found.broken == 0:
		return found.broken, nil
	}
	// It is the end. Where nobody confirmed it, it was being written when the program or
	// the machine stopped: nothing is lost. What was confirmed is known beside the file,
	// for as long as that is about this log.
	if s, known := left(path); known && s.salts() == found.salts && s.frames() > found.frames {
		return found.broken, nil
	}
	return -1, nil
}

// left is what those who used the file last left of its state.
func left(path string) (walState, bool) {
	s, err := share(path)
	if err != nil || s == nil {
		return walState{}, false
	}
	state := s.state()
	return state, s.release() == nil
}

// walLook is what is in a write-ahead log.
type walLook struct {
	broken int64   // first byte that cannot be read; -1 for none
	frames uint32  // whole ones before that
	more   bool    // a transaction of this log was confirmed after it
	salts  [8]byte // of this log
}

// lookAt reads a write-ahead log. An end that was cut off is not broken: there is
// nothing after it, and it was never confirmed.
func lookAt(name string) (found walLook, err error) {
	found.broken = -1
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return found, nil
	}
	if err != nil {
		return found, err
	}
	defer f.Close()
	head := make([]byte, walHeader)
	if _, err := io.ReadFull(f, head); err != nil {
		return found, nil // empty, or cut off: nothing was written
	}
	sum, size, ok := readHeader(head)
	if !ok {
		found.broken = 0
		return found, nil
	}
	copy(found.salts[:], head[16:24])
	in := bufio.NewReaderSize(f, 1<<18)
	frame := make([]byte, frameHeader+size)
	ends := false // a transaction ended at or after what is broken
	for pos := int64(walHeader); ; pos += int64(len(frame)) {
		if _, err := io.ReadFull(in, frame); err != nil {
			return found, nil
		}
		// Frames from before the log was begun anew have two other salts.
		ours := string(frame[8:12]) == string(head[16:20]) || string(frame[12:16]) == string(head[20:24])
		if found.broken >= 0 {
			// The next transaction begins when the one before is on the disk; what was being
			// written last comes there in any order when the power goes.
			if found.more = ours && ends; found.more {
				return found, nil
			}
			ends = ends || ours && ended(frame)
			continue
		}
		whole := string(frame[8:16]) == string(head[16:24])
		sum.add(frame[:8])
		sum.add(frame[frameHeader:])
		if whole && sum.is(frame[16:]) {
			found.frames++
		} else {
			found.broken, ends = pos, ours && ended(frame)
		}
	}
}

// ended reports whether a frame is the last of a transaction.
func ended(frame []byte) bool { return binary.BigEndian.Uint32(frame[4:]) != 0 }

// readHeader reads the header of a write-ahead log: the checksum so far, and the size
// of a page.
func readHeader(head []byte) (sum walSum, size int, ok bool) {
	sum.order = binary.LittleEndian
	switch binary.BigEndian.Uint32(head) {
	case 0x377f0682:
	case 0x377f0683:
		sum.order = binary.BigEndian
	default:
		return sum, 0, false
	}
	sum.add(head[:24])
	size = int(binary.BigEndian.Uint32(head[8:]))
	return sum, size, size >= 512 && size <= 65536 && size&(size-1) == 0 && sum.is(head[24:])
}

// walSum is the checksum of a write-ahead log, which goes on from frame to frame.
type walSum struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

func (s *walSum) add(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		s.s0 += s.order.Uint32(b) + s.s1
		s.s1 += s.order.Uint32(b[4:]) + s.s0
	}
}

func (s *walSum) is(b []byte) bool {
	return s.s0 == binary.BigEndian.Uint32(b) && s.s1 == binary.BigEndian.Uint32(b[4:])
}
