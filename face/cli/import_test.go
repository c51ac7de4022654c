package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"orpheus/face/cli"
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
	command := []string{"--data", data, "import", "rust-team", "../../imports/source/rustteam/testdata/lantern", "--org", "lantern", "--create", "--as-of", "2026-01-01"}
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

// What an import finds and refuses is said in the language asked for.
func TestImportSpeaksThreeLanguages(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "o.db")
	for _, name := range []string{"empty", "broken", "plain/teams"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"broken/sigs.yaml": "sigs: [", "plain/teams/a.toml": "", "file": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if status, _, err := typed(t, "en", "--data", data, "org", "create", "o", "--name", "O"); status != 0 {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		says [3]string
	}{
		{[]string{"csv", "empty"}, [3]string{"These are: glassfrog, holaspirit, k8s-sigs,", "rolebase, rust-team, s3, table.", "rolebase, rust-team, s3, table."}},
		{[]string{"k8s-sigs", "nowhere"}, [3]string{"There is nothing at ", "Er is niets op ", "Der er ikke noget på "}},
		{[]string{"rust-team", "nowhere"}, [3]string{"There is nothing at ", "Er is niets op ", "Der er ikke noget på "}},
		{[]string{"k8s-sigs", "empty"}, [3]string{"There is no sigs.yaml in the folder ", "Er is geen sigs.yaml in de map ", "Der er ingen sigs.yaml i mappen "}},
		{[]string{"k8s-sigs", "broken"}, [3]string{"sigs.yaml:1: This is not valid YAML", "sigs.yaml:1: Dit is geen goede YAML", "sigs.yaml:1: Dette er ikke rigtig YAML"}},
		{[]string{"rust-team", "empty"}, [3]string{"There is no folder teams/ here.", "Er is hier geen map teams/.", "Her er ingen mappe teams/."}},
		{[]string{"rust-team", "file"}, [3]string{"is no folder", "is geen map", "er ikke en mappe"}},
		{[]string{"k8s-sigs", "empty", "--history"}, [3]string{"There is no git repository at ", "Er is geen git-repository op ", "Der er intet git-repository på "}},
		{[]string{"rust-team", "plain"}, [3]string{"Nothing of the source could be read", "Niets van de bron kon gelezen worden", "Intet af kilden kunne læses"}},
		{[]string{"rust-team", "plain", "--name", "New"}, [3]string{"so this was not used: --name.", "is niet gebruikt: --name.", "er ikke brugt: --name."}},
		{[]string{"rust-team", "plain"}, [3]string{"The file is empty; the circle “a” stays as it is.", "Het bestand is leeg; de kring “a” blijft", "Filen er tom; cirklen “a” bliver"}},
	} {
		for i, lang := range []string{"en", "nl", "da"} {
			args := slices.Clone(c.args)
			args[1] = filepath.Join(dir, args[1])
			_, _, err := typed(t, lang, append([]string{"--data", data, "import", "--org", "o"}, args...)...)
			if !strings.Contains(err, c.says[i]) || strings.Contains(err, "stat ") || strings.Contains(err, "history:") {
				t.Errorf("%s %q: %s", lang, c.args, err)
			}
		}
	}
}
