package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// What is committed is what the sources make, and making it twice gives the
// same bytes. What comes from npm is compared where the packages are there.
func TestFilesAreCurrent(t *testing.T) {
	made, err := own("../src")
	if err != nil {
		t.Fatal(err)
	}
	again, err := own("../src")
	if err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Abs("../../node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(modules); err == nil {
		for _, set := range []map[string][]byte{made, again} {
			more, err := others(modules)
			if err != nil {
				t.Fatal(err)
			}
			maps.Copy(set, more)
		}
	}
	for name, b := range made {
		if !bytes.Equal(b, again[name]) {
			t.Errorf("%s differs between two runs", name)
		}
		there, err := os.ReadFile(filepath.Join("../files", name))
		if err != nil || !bytes.Equal(b, there) {
			t.Errorf("%s is not what the sources make: run go generate ./web/... (%v)", name, err)
		}
	}
}

// The pages load nothing from elsewhere and no data from within, since the
// content policy refuses both.
func TestNothingFromElsewhere(t *testing.T) {
	css, err := os.ReadFile("../files/orpheus.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`url\(([^)]*)\)`).FindAllSubmatch(css, -1) {
		if !bytes.HasPrefix(bytes.Trim(m[1], `"'`), []byte("fonts/")) {
			t.Errorf("the stylesheet loads %s", m[1])
		}
	}
}

// The weight of a first visit stays small.
func TestWeight(t *testing.T) {
	for name, most := range map[string]int64{"orpheus.css": 62_000, "orpheus.js": 29_000, "htmx.js": 48_000} {
		info, err := os.Stat(filepath.Join("../files", name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > most {
			t.Errorf("%s has %d bytes, more than %d", name, info.Size(), most)
		}
	}
}
