// Package sourcetest helps the tests of the readers: it reads the public data
// sets they are held to, and computes the published figures from a Structure.
package sourcetest

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// JSON reads a file of expected figures.
func JSON(t testing.TB, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// Gunzip reads a compressed file.
func Gunzip(t testing.TB, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return data
}

// Untar reads a compressed archive as a file system.
func Untar(t testing.TB, file string) fs.FS {
	t.Helper()
	tree := fstest.MapFS{}
	for r := tar.NewReader(strings.NewReader(string(Gunzip(t, file)))); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return tree
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		tree[strings.TrimPrefix(h.Name, "./")] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
}
