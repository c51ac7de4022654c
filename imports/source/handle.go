package source

import "strings"

// GitHub reads a GitHub handle as people write it: with an "@" before it, with
// blanks around it, as the address of a profile. It gives the handle as
// written, without those, and the key for Person.Handle ("github:octocat"),
// under which handles that differ only in case are the same. Both are empty
// where nothing is left.
func GitHub(s string) (written, key string) {
	written = OneLine(s)
	for _, prefix := range []string{"https://github.com/", "http://github.com/", "github.com/"} {
		if len(written) > len(prefix) && strings.EqualFold(written[:len(prefix)], prefix) {
			written = strings.TrimRight(written[len(prefix):], "/")
			break
		}
	}
	written = strings.TrimSpace(strings.TrimLeft(written, "@ "))
	if written == "" {
		return "", ""
	}
	return written, "github:" + strings.ToLower(written)
}
