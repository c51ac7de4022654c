//go:build !linux

package volume

import "os"

// Of is the volume of a folder, of which this system says nothing. Its error is that the folder is
// not to be had.
func Of(folder string) (Volume, error) {
	_, err := os.Stat(folder)
	return Volume{}, err
}
