package site_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	statementRow = regexp.MustCompile(`(?m)^\| (\d+) \|([^|]+)\|([^|]+)\|([^|]*)\|([^|]+)\|$`)
	quoted       = regexp.MustCompile("`([^`]+)`")
)

// Every statement says where a member does it: each address answers a member, and each test that
// is named is there.
func TestStatementsAreHeld(t *testing.T) {
	t.Parallel()
	const root = "../../.."
	doc, err := os.ReadFile(filepath.Join(root, "docs/statements.md"))
	if err != nil {
		t.Fatal(err)
	}
	there := testsOf(t, root)
	h := newHouse(t)
	h.scene("linde", "ann")
	v := h.in("linde", member)
	answered := map[string]bool{}
	rows := statementRow.FindAllStringSubmatch(string(doc), -1)
	for i, row := range rows {
		if n, err := strconv.Atoi(row[1]); err != nil || n != i+1 {
			t.Errorf("row %d is statement %s", i+1, row[1])
		}
		for _, at := range quoted.FindAllStringSubmatch(row[3], -1) {
			if answered[at[1]] {
				continue
			}
			answered[at[1]] = true
			path := strings.ReplaceAll(calls["GET "+at[1]], "ORG", "linde")
			if at[1] == "/{org}/tensions/{id}" || at[1] == "/{org}/initiatives/{id}" {
				path = strings.TrimRight(path, "0123456789") + "1" // one that this member sees
			}
			if path == "" {
				t.Errorf("statement %s: %s is no address", row[1], at[1])
			} else if res, _ := v.get(path); res.StatusCode != 200 {
				t.Errorf("statement %s: %s answers %d", row[1], path, res.StatusCode)
			}
		}
		for _, name := range quoted.FindAllStringSubmatch(row[5], -1) {
			if !there[name[1]] {
				t.Errorf("statement %s: there is no %s", row[1], name[1])
			}
		}
	}
	if len(rows) != 43 {
		t.Errorf("%d statements", len(rows))
	}
}

// testsOf are the names of all tests.
func testsOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	named := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	all := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "node_modules" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			all[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
