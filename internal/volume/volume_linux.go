package volume

import "golang.org/x/sys/unix"

// Of is the volume of a folder. Its error is that the folder is not to be had.
func Of(folder string) (Volume, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return Volume{}, err
	}
	return Volume{true, s.Bavail * uint64(s.Bsize), s.Type == unix.TMPFS_MAGIC || s.Type == unix.RAMFS_MAGIC}, nil
}
