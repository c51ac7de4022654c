package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// part is one file of a font, as the stylesheet declares it: it has the letters and the
// weights named there, and no more, so that a page loads what it shows.
type part struct {
	file        string // its name, without its folder
	from        string // package and file that it is taken of
	light, bold string // weights
	letters     string
}

var (
	fontFace = regexp.MustCompile(`(?s)@font-face \{.*?\}`)
	weights  = regexp.MustCompile(`font-weight: (\d+) (\d+);`)
	source   = regexp.MustCompile(`url\("fonts/([a-z-]+)-(latin|latin-a|latin-ext)\.woff2"\)`)
	ranges   = regexp.MustCompile(`unicode-range: ([^;]+);`)
)

// parts reads what a stylesheet declares.
func parts(css string) (all []part, err error) {
	for _, face := range fontFace.FindAllString(css, -1) {
		w, s, r := weights.FindStringSubmatch(face), source.FindStringSubmatch(face), ranges.FindStringSubmatch(face)
		if w == nil || s == nil || r == nil {
			return nil, fmt.Errorf("a font lacks its weights, its file or its letters:\n%s", face)
		}
		letters, err := lettersIn(r[1])
		if err != nil {
			return nil, err
		}
		has := "latin-ext"
		if s[2] == "latin" {
			has = "latin"
		}
		all = append(all, part{
			file: s[1] + "-" + s[2] + ".woff2", from: "@fontsource-variable/" + s[1] + "/files/" + s[1] + "-" + has + "-wght-normal.woff2",
			light: w[1], bold: w[2], letters: letters,
		})
	}
	return all, nil
}

// lettersIn lists what a unicode-range holds.
func lettersIn(text string) (string, error) {
	var b strings.Builder
	for one := range strings.SplitSeq(text, ",") {
		from, to, several := strings.Cut(strings.TrimPrefix(strings.TrimSpace(one), "U+"), "-")
		if !several {
			to = from
		}
		first, err := strconv.ParseInt(from, 16, 32)
		if err != nil {
			return "", err
		}
		last, err := strconv.ParseInt(to, 16, 32)
		if err != nil {
			return "", err
		}
		for c := first; c <= last; c++ {
			b.WriteRune(rune(c))
		}
	}
	return b.String(), nil
}

// fonts makes the files of all fonts that the stylesheet declares.
func fonts(modules, css string) (map[string][]byte, error) {
	all, err := parts(css)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "fonts")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	type job struct{ From, To, Letters, Light, Bold string }
	var jobs []job
	for _, p := range all {
		jobs = append(jobs, job{filepath.Join(modules, filepath.FromSlash(p.from)), filepath.Join(dir, p.file), p.letters, p.light, p.bold})
	}
	list, err := json.Marshal(jobs)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("node", filepath.Join(filepath.Dir(modules), "assets", "bundle", "subset.mjs"))
	var said bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(list), &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, said.String())
	}
	made := map[string][]byte{}
	for _, p := range all {
		if made["fonts/"+p.file], err = os.ReadFile(filepath.Join(dir, p.file)); err != nil {
			return nil, err
		}
	}
	return made, nil
}
