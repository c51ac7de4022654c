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
	sheet, err := os.ReadFile("../src/css/fonts.css")
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
		more, err := fonts(modules, string(sheet)) // held to what is committed: that is another run
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(made, more)
		maps.Copy(again, more)
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

// The parts of a font are apart, so that no letter is loaded twice, and together they have
// every letter of the languages of Europe.
func TestPartsOfFontsAreApart(t *testing.T) {
	sheet, err := os.ReadFile("../src/css/fonts.css")
	if err != nil {
		t.Fatal(err)
	}
	all, err := parts(string(sheet))
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]map[rune]string{}
	for _, p := range all {
		if in[p.from[:25]] == nil {
			in[p.from[:25]] = map[rune]string{}
		}
		letters := in[p.from[:25]]
		for _, c := range p.letters {
			if letters[c] != "" {
				t.Errorf("%s and %s both have %q", p.file, letters[c], c)
			}
			letters[c] = p.file
		}
	}
	if len(all) != 6 || len(in) != 2 {
		t.Fatalf("%d parts of %d fonts", len(all), len(in))
	}
	for font, letters := range in {
		for c := rune(0x20); c <= 0x17f; c++ {
			if letters[c] == "" {
				t.Errorf("no part of %s has %q", font, c)
			}
		}
	}
	if _, err := parts("@font-face {\n  src: url(\"fonts/x.woff2\");\n}"); err == nil {
		t.Error("a font without its letters is taken")
	}
}

// What is made stays small; what of it a first visit loads, packed, is held where it is served.
func TestWeight(t *testing.T) {
	for name, most := range map[string]int64{"orpheus.css": 110_000, "orpheus.js": 21_500, "map.js": 20_000, "htmx.js": 48_000} {
		info, err := os.Stat(filepath.Join("../files", name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > most {
			t.Errorf("%s has %d bytes, more than %d", name, info.Size(), most)
		}
	}
}
