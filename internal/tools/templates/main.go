// Command templates writes the Go of the templates of a folder (go generate runs it): templ
// does, and each template is kept a function of its own. The compiler would copy what is small
// enough into every place that calls it, with all that it calls in turn, and take twice as long.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

const templ = "github.com/a-h/templ/cmd/templ@v0.3.977"

// template is the line a template begins with.
var template = regexp.MustCompile(`(?m)^func .*\) templ\.Component \{$`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: templates FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(dir string) error {
	run := exec.Command("go", "run", templ, "generate", "-path", dir)
	run.Stdout, run.Stderr = os.Stdout, os.Stderr
	if err := run.Run(); err != nil {
		return fmt.Errorf("templ: %w", err)
	}
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, "_templ.go") {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return os.WriteFile(file, apart(b), 0o644)
	})
}

// apart has the compiler keep each template of a file a function of its own.
func apart(file []byte) []byte {
	return template.ReplaceAll(file, []byte("//go:noinline\n$0"))
}
