package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"orpheus/internal/volume"
	"orpheus/store/keyfile"
)

// Copy is a copy of the store in a folder of them.
type Copy struct {
	Path string
	Made time.Time
}

// copyTime is how the name of a copy says when it was made, in UTC.
const copyTime = "20060102-150405"

// CopiesIn lists the copies of a store in a folder, the oldest first. What is not named as a
// copy of it is none.
func CopiesIn(folder, data string) ([]Copy, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all []Copy
	before, end := copyName(data)
	for _, e := range entries {
		text, ours := strings.CutPrefix(e.Name(), before)
		text, whole := strings.CutSuffix(text, end)
		if at, err := time.Parse(copyTime, text); ours && whole && err == nil && e.Type().IsRegular() {
			all = append(all, Copy{filepath.Join(folder, e.Name()), at})
		}
	}
	slices.SortFunc(all, func(a, b Copy) int { return a.Made.Compare(b.Made) })
	return all, nil
}

// copyName is what stands before and after the moment in the name of a copy.
func copyName(data string) (before, after string) {
	ext := filepath.Ext(data)
	return strings.TrimSuffix(filepath.Base(data), ext) + "-", ext
}

// CopyError is a copy that is not what was written.
type CopyError struct{ What string }

func (e *CopyError) Error() string { return "the copy is not what was written: " + e.What }

// spare is what a copy leaves free: it may lie where the store does, and a full disk keeps no act.
const spare = 256 << 20

// volumeOf is where a folder lies.
var volumeOf = volume.Of

// errNoRoom is a copy that was not begun, since the disk would have been full of it.
var errNoRoom = errors.New("there is no room for a copy")

// SizeOf is how many bytes a store in a file takes, with what waits to be written into it.
func SizeOf(data string) (n uint64) {
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(data + end); err == nil {
			n += uint64(info.Size())
		}
	}
	return n
}

// roomFor reports whether a folder has room for a copy of the store, where the system says so.
func roomFor(folder, data string) error {
	v, err := volumeOf(folder)
	if err != nil || !v.Known {
		return err
	}
	if need := SizeOf(data) + spare; v.Free < need {
		return fmt.Errorf("%w: it wants %d MB, and %d MB are free", errNoRoom, need>>20, v.Free>>20)
	}
	return nil
}

// KeepCopy copies the store into a folder, reads the copy from its first entry to its last, and
// only then gives it its name and takes away copies older than keep; the last one always stays.
// Where it fails, what was there before is there still; where it would fill the disk, it is not begun.
func (d *Service) KeepCopy(ctx context.Context, folder, data string, keep time.Duration) (c Copy, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return c, err
	}
	now := d.now().UTC()
	before, end := copyName(data)
	c = Copy{filepath.Join(folder, before+now.Format(copyTime)+end), now.Truncate(time.Second)}
	part := filepath.Join(folder, before+"unread"+end)
	defer func() { err = errors.Join(err, dropFiles(part)) }()
	if err := dropFiles(part); err != nil { // of a program that was stopped
		return c, err
	}
	if err := roomFor(folder, data); err != nil {
		return c, err
	}
	if err := d.Backup(ctx, part); err != nil {
		return c, err
	}
	if err := SoundCopy(ctx, part); err != nil {
		return c, err
	}
	if err := syncFile(part); err != nil {
		return c, err
	}
	if err := writeSum(part, c.Path); err != nil {
		return c, err
	}
	if err := os.Rename(part, c.Path); err != nil {
		return c, err
	}
	if err := keyfile.SyncFolder(folder); err != nil {
		return c, err
	}
	all, err := CopiesIn(folder, data)
	for _, old := range all {
		if err == nil && old.Path != c.Path && now.Sub(old.Made) > keep {
			err = dropFiles(old.Path)
		}
	}
	return c, err
}

// SoundCopy reads a copy of a store to its end: its file, and of each organisation every entry
// and what follows from them.
func SoundCopy(ctx context.Context, path string) (err error) {
	d, err := OpenToRead(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	damage, err := d.CheckFile(ctx)
	if err != nil {
		return err
	}
	if len(damage) > 0 {
		return &CopyError{damage[0]}
	}
	slugs, err := d.Slugs(ctx)
	if err != nil {
		return err
	}
	for _, slug := range slugs {
		v, err := d.Verify(ctx, slug)
		if err != nil {
			return err
		}
		if v.Problem != nil {
			return &CopyError{v.Problem.Error()}
		}
	}
	return nil
}

// dropFiles removes a store that nobody has open, with what lies beside it.
func dropFiles(path string) error {
	for _, end := range []string{"", "-wal", "-shm", "-wal-of", sumEnd} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("an old copy stays: %w", err)
		}
	}
	return nil
}

// syncFile has what is in a file be on the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // Windows writes out what may be written only
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
