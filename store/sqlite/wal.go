package sqlite

import (
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
	b, err := os.ReadFile(path + "-wal")
	if err != nil {
		return err
	}
	return os.WriteFile(spoilt(path), b, 0o600)
}

const walAgain = 50 * time.Millisecond

// walFound says what a copy that is kept is about; empty where there is none.
func walFound(path string) string {
	if _, err := os.Stat(spoilt(path)); err != nil {
		return ""
	}
	at, _ := damageIn(spoilt(path))
	return fmt.Sprintf("the write-ahead log could not be read from byte %d on when the store was last opened, so acts that were confirmed last may be missing; "+
		"a copy of it is kept in %s: restore a backup, or remove the copy when nothing is missing", max(at, 0), spoilt(path))
}

func walDamage(path string) (at int64, err error) { return damageIn(path + "-wal") }

// damageIn returns the first byte of what SQLite would drop though it was written
// after the log was last begun anew; -1 for none. An end that was cut off while it
// was written has nothing after it, and is no damage.
func damageIn(name string) (at int64, err error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return -1, nil
	}
	if err != nil {
		return -1, err
	}
	defer f.Close()
	head := make([]byte, walHeader)
	if _, err := io.ReadFull(f, head); err != nil {
		return -1, nil // empty, or cut off: nothing was written
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch binary.BigEndian.Uint32(head) {
	case 0x377f0682:
	case 0x377f0683:
		order = binary.BigEndian
	default:
		return 0, nil
	}
	sum := walSum{order: order}
	sum.add(head[:24])
	size := int(binary.BigEndian.Uint32(head[8:]))
	if size < 512 || size > 65536 || size&(size-1) != 0 || !sum.is(head[24:]) {
		return 0, nil
	}
	frame := make([]byte, frameHeader+size)
	broken := int64(-1)
	for pos := int64(walHeader); ; pos += int64(len(frame)) {
		if _, err := io.ReadFull(f, frame); err != nil {
			return -1, nil // what is broken was the end
		}
		// Frames from before the log was begun anew have two other salts.
		ours := string(frame[8:12]) == string(head[16:20]) || string(frame[12:16]) == string(head[20:24])
		if broken >= 0 {
			if ours {
				return broken, nil
			}
			continue
		}
		whole := string(frame[8:16]) == string(head[16:24])
		sum.add(frame[:8])
		sum.add(frame[frameHeader:])
		if !whole || !sum.is(frame[16:]) {
			if broken = pos; ours {
				return broken, nil
			}
		}
	}
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
