// Command reproduce builds the program twice, in folders of different names, and compares both to
// the byte: whoever has the source and the Go that go.mod names gets the same file. With -cold
// each build begins with nothing built before.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	cold := flag.Bool("cold", false, "begin each build with an empty cache")
	pkg := flag.String("package", "./cmd/orpheus", "what to build")
	flag.Parse()
	sum, err := run(*pkg, *cold)
	if err != nil {
		fmt.Fprintln(os.Stderr, "reproduce:", err)
		os.Exit(1)
	}
	fmt.Printf("%x  %s\n", sum, *pkg)
}

// run builds a package twice, and returns the sum that both have.
func run(pkg string, cold bool) (sum []byte, err error) {
	dir, err := os.MkdirTemp("", "reproduce-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{"one", "an/other/much longer one"} {
		got, err := build(filepath.Join(dir, name), pkg, cold)
		if err != nil {
			return nil, err
		}
		if sum == nil {
			sum = got
		} else if string(sum) != string(got) {
			return nil, fmt.Errorf("two builds differ: %x and %x", sum, got)
		}
	}
	return sum, nil
}

// build copies the source into a folder and builds it there.
func build(dir, pkg string, cold bool) ([]byte, error) {
	if err := source(dir); err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "built")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s", "-o", out, pkg)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "PWD="+dir)
	if cold {
		cmd.Env = append(cmd.Env, "GOCACHE="+filepath.Join(dir, "cache"))
	}
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	f, err := os.Open(out)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
}

// source copies what is kept under version control.
func source(dir string) error {
	root, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return err
	}
	top := strings.TrimSpace(string(root))
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = top
	names, err := list.Output()
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		b, err := os.ReadFile(filepath.Join(top, name))
		if os.IsNotExist(err) {
			continue // taken away, and not committed yet
		}
		to := filepath.Join(dir, name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o755)
		}
		if err == nil {
			err = os.WriteFile(to, b, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
