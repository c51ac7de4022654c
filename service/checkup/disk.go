package checkup

import (
	"os"
	"slices"
	"time"

	"orpheus/internal/volume"
	"orpheus/service"
)

const (
	leastRoom = 64 << 20  // with less, a busy hour may fill the disk
	someRoom  = 512 << 20 // with less, it is worth a look
	tries     = 20        // writes by which the disk is measured
	slow      = 50 * time.Millisecond
)

// disk looks how much room there is, beside what a copy of the store would take: a change of
// the layout makes one first.
func (l *look) disk(folder string) {
	m, err := volume.Of(folder)
	if err != nil {
		l.say("disk", Wrong, "unseen", folder, err.Error())
		return
	}
	if !m.Known {
		l.say("disk", Well, "unknown")
		return
	}
	need := service.SizeOf(l.Data)
	switch {
	case m.Free < leastRoom:
		l.say("disk", Wrong, "full", Size(m.Free), folder)
	case m.Free < need+someRoom:
		l.say("disk", Heed, "low", Size(m.Free), Size(need), folder)
	default:
		l.say("disk", Well, "room", Size(m.Free))
	}
	if m.Memory {
		l.say("disk", Wrong, "memory", folder)
	}
}

// Size is a number of bytes.
type Size uint64

// fsync writes a little beside the store, as a commit does, and looks how long it takes until
// the disk has it.
func (l *look) fsync(folder string) {
	f, err := os.CreateTemp(folder, ".orpheus-doctor-")
	if err != nil {
		l.say("fsync", Wrong, "failed", folder, err.Error())
		return
	}
	defer os.Remove(f.Name())
	defer f.Close()
	took := make([]time.Duration, tries)
	for i := range took {
		began := time.Now()
		if _, err = f.Write(make([]byte, 4096)); err == nil {
			err = f.Sync()
		}
		if took[i] = time.Since(began); err != nil {
			l.say("fsync", Wrong, "failed", folder, err.Error())
			return
		}
	}
	slices.Sort(took)
	median := took[tries/2]
	text := median.Round(max(time.Microsecond, median/100)).String()
	if median > slow {
		l.say("fsync", Heed, "slow", text)
	} else {
		l.say("fsync", Well, "speed", text)
	}
}

// permissions looks who else reads the store and its key.
func (l *look) permissions() {
	open := false
	for _, file := range []struct{ path, what string }{{l.Data, "store"}, {l.Data + "-wal", "store"}, {l.Data + ".key", "key"}} {
		info, err := os.Stat(file.path)
		if err != nil {
			if !os.IsNotExist(err) {
				open = true
				l.say("permissions", Wrong, "unseen", file.path, err.Error())
			}
			continue
		}
		if info.Mode().Perm()&0o077 != 0 && permissionsCount {
			open = true
			l.say("permissions", Wrong, file.what, file.path, info.Mode().Perm().String())
			continue
		}
		if f, err := os.OpenFile(file.path, os.O_RDWR, 0); err != nil {
			open = true
			l.say("permissions", Wrong, "closed", file.path)
		} else {
			_ = f.Close()
		}
	}
	if _, err := os.Stat(l.Data); err == nil && !open {
		l.say("permissions", Well, "fine")
	}
}

// keyFile looks who else reads the key of a database's boxes.
func (l *look) keyFile(path string) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.Mode().Perm()&0o077 != 0 && permissionsCount:
		l.say("permissions", Wrong, "key", path, info.Mode().Perm().String())
	case err == nil:
		l.say("permissions", Well, "key_fine", path)
	case os.IsNotExist(err):
		l.say("permissions", Heed, "no_key", path)
	default:
		l.say("permissions", Wrong, "unseen", path, err.Error())
	}
}
