package service_test

import (
	"io/fs"
	"os"
	"testing"
)

func root(t *testing.T, folder string) fs.FS {
	t.Helper()
	r, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r.FS()
}
