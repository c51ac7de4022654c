package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"orpheus/org"
)

// visible writes what people wrote so that all of it is seen and none of it does anything:
// to a terminal some characters are commands, and others turn what follows around.
type visible struct {
	to   io.Writer
	json bool // inside strings such a character is written by its number
}

func (v visible) Write(b []byte) (int, error) {
	out, n := strings.Builder{}, len(b)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == '\n', r == '\t', !org.Hidden(r):
			out.Write(b[:size])
		case v.json:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(utf8.RuneError)
		}
		b = b[size:]
	}
	if _, err := io.WriteString(v.to, out.String()); err != nil {
		return 0, err
	}
	return n, nil
}
