package service

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sumEnd is what the name of the file ends with that has the sum of a copy, as sha256sum writes
// it. It lies beside the copy, so that one byte that changed anywhere in it is known, also where
// nothing reads it.
const sumEnd = ".sha256"

// sumOf is the sum of a file.
func sumOf(path string) (sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}

// writeSum writes the sum of a file that will be called otherwise, beside what it will be called.
func writeSum(file, as string) error {
	sum, err := sumOf(file)
	if err != nil {
		return err
	}
	if err := os.WriteFile(as+sumEnd, []byte(sum+"  "+filepath.Base(as)+"\n"), 0o600); err != nil {
		return err
	}
	return syncFile(as + sumEnd)
}

// checkSum refuses a copy that is not what its sum says; one without a sum passes.
func checkSum(path string) error {
	said, err := os.ReadFile(path + sumEnd)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	sum, err := sumOf(path)
	if err != nil {
		return err
	}
	if first, _, _ := strings.Cut(string(said), " "); first != sum {
		return &CopyError{"its sum is another than " + path + sumEnd + " says"}
	}
	return nil
}
