package ui

import "strings"

// photoAt is the address of a photo in the size that it is shown in.
func photoAt(photo string, size int) string {
	if size <= 56 {
		return photo
	}
	if strings.Contains(photo, "?") {
		return photo + "&large"
	}
	return photo + "?large"
}
