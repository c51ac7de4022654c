package cli_test

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"orpheus/cli"
)

// typed does one command in process and returns what it printed.
func typed(t *testing.T, lang string, args ...string) (status int, out, err string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	getenv := func(name string) string { return map[string]string{"ORPHEUS_LANG": lang}[name] }
	status = cli.Run(t.Context(), args, getenv, strings.NewReader(""), &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

var (
	before  = regexp.MustCompile(`(?m)^ *[0-9]* *[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?  `)
	counted = regexp.MustCompile(`([0-9]+) acts`)
)

// A dry run says what the log will say, with the names of those who would come,
// and counts what the log will have more.
func TestDryRunSaysWhatTheLogWillSay(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	command := []string{"--data", data, "import", "rust-team", "../source/rustteam/testdata/lantern", "--org", "lantern", "--create", "--as-of", "2026-01-01"}
	_, would, first := typed(t, "en", append(slices.Clone(command), "--dry-run")...)
	if status, _, err := typed(t, "en", command...); status != 0 {
		t.Fatal(err)
	} else if a, b := counted.FindString(first), counted.FindString(err); a == "" || a != b {
		t.Errorf("%q would be done, %q were", a, b)
	}
	_, log, _ := typed(t, "en", "--data", data, "log", "--org", "lantern")
	would, log = before.ReplaceAllString(would, ""), before.ReplaceAllString(log, "")
	if would != log || strings.Count(log, "\n") < 20 {
		t.Errorf("it would be\n%s\nit was\n%s", would, log)
	}
	if n := strings.Count(log, "\n"); counted.FindStringSubmatch(first)[1] != strconv.Itoa(n) {
		t.Errorf("%s, but the log has %d", counted.FindString(first), n)
	}
	_, again, err := typed(t, "en", append(slices.Clone(command), "--dry-run")...)
	if again != "" || !strings.Contains(err, "Nothing to do") {
		t.Errorf("again: %s%s", again, err)
	}
}
