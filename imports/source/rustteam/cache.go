package rustteam

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"unicode/utf8"

	"orpheus/imports/source"
)

// maxFile is far beyond any team file there has been (30 KB).
const maxFile = 1 << 20

// cache keeps what the files of the last checkout said, by path and content.
// It holds one checkout, so reading a long history does not make it grow.
type cache[T any] struct {
	last  map[cacheKey]*T
	whole string // hash of the folder, "" where it tells none
	found []*T   // what was in it
}

type cacheKey struct{ path, hash string }

// folder gives what each *.toml file directly in dir says, by file name. What
// it gives is not to be changed.
func (c *cache[T]) folder(fsys fs.FS, dir string, parse func(file) *T) ([]*T, error) {
	info, err := fs.Stat(fsys, dir)
	if err != nil {
		return nil, err
	}
	whole := contentHash(info)
	if whole != "" && whole == c.whole {
		return c.found, nil
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	next := make(map[cacheKey]*T, len(c.last))
	var found []*T
	for _, e := range entries {
		if path.Ext(e.Name()) != ".toml" {
			continue
		}
		key := cacheKey{path: path.Join(dir, e.Name())}
		if info, err := e.Info(); err == nil && e.Type().IsRegular() {
			key.hash = contentHash(info)
		}
		x := c.last[key]
		if x == nil || key.hash == "" {
			x = parse(open(fsys, key.path, e))
		}
		if key.hash != "" {
			next[key] = x
		}
		found = append(found, x)
	}
	*c = cache[T]{last: next, whole: whole, found: found}
	return found, nil
}

// contentHash is what a file or folder says its content is, "" where it does
// not say.
func contentHash(info fs.FileInfo) string {
	if h, ok := info.(interface{ Hash() string }); ok {
		return h.Hash()
	}
	return ""
}

// file is one file as it was found.
type file struct {
	path string
	data []byte
	err  *refusal // why there is no data
}

// refusal is why a file says nothing.
type refusal struct {
	line int
	code string
	why  source.Text // continues a sentence: "is not UTF-8"
	read bool        // it was read all the same
}

// open reads a file and says what keeps it from being text.
func open(fsys fs.FS, name string, e fs.DirEntry) file {
	f := file{path: name}
	if !e.Type().IsRegular() {
		// A link could lead out of the checkout.
		f.err = &refusal{code: source.CodeNotAFile, why: source.Say("odd.why.no_file")}
		return f
	}
	r, err := fsys.Open(name)
	if err != nil {
		f.err = &refusal{code: source.CodeUnreadable, why: source.Say("odd.why.open", err.Error())}
		return f
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		f.err = &refusal{code: source.CodeUnreadable, why: source.Say("odd.why.read", err.Error())}
	case len(data) > maxFile:
		f.err = &refusal{code: source.CodeTooLarge, why: source.Say("odd.why.large")}
	case !utf8.Valid(data):
		f.err = &refusal{line: badLine(data), code: source.CodeEncoding, why: source.Say("odd.why.utf8")}
	default:
		f.data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	}
	return f
}

// badLine is the line of the first byte that is not UTF-8.
func badLine(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[n:]
	}
	return line
}
