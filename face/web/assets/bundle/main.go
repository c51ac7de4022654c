package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// main runs in the folder web/assets, from go generate.
func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

func run() error {
	web, err := filepath.Abs("..")
	if err != nil {
		return err
	}
	modules := filepath.Join(web, "node_modules")
	if err := install(web, modules); err != nil {
		return err
	}
	made, err := own("src")
	if err != nil {
		return err
	}
	more, err := others(modules)
	if err != nil {
		return err
	}
	maps.Copy(made, more)
	css, err := os.ReadFile(filepath.Join("src", "css", "fonts.css"))
	if err != nil {
		return err
	}
	if more, err = fonts(modules, string(css)); err != nil {
		return err
	}
	maps.Copy(made, more)
	if err := os.RemoveAll("files"); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(made)) {
		path := filepath.Join("files", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, made[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// install fetches the packages of the lock file, unless those there came from
// it already.
func install(web, modules string) error {
	lock, err := os.Stat(filepath.Join(web, "package-lock.json"))
	if err != nil {
		return err
	}
	if done, err := os.Stat(filepath.Join(modules, ".package-lock.json")); err == nil && !done.ModTime().Before(lock.ModTime()) {
		return nil
	}
	cmd := exec.Command("npm", "ci")
	cmd.Dir, cmd.Stdout, cmd.Stderr = web, os.Stderr, os.Stderr
	return cmd.Run()
}
