package cli_test

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"orpheus/face/cli"
)

// A copy is sent elsewhere by hand and put back on another machine; whatever is wrong is said in
// words, and nothing is changed.
func TestACopyElsewhereAndBack(t *testing.T) {
	back := s3mem.New()
	if err := back.CreateBucket("copies"); err != nil {
		t.Fatal(err)
	}
	there := httptest.NewTLSServer(gofakes3.New(back).Server())
	defer there.Close()
	defer cli.Reach(there.Client().Transport)()
	dir := t.TempDir()
	data, key, other := filepath.Join(dir, "o.db"), filepath.Join(dir, "key.txt"), filepath.Join(dir, "other.db")
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	run := func(want int, says string, args ...string) string {
		t.Helper()
		var out, said bytes.Buffer
		if status := cli.Run(t.Context(), args, os.Getenv, strings.NewReader(""), &out, &said); status != want || !strings.Contains(said.String(), says) {
			t.Errorf("orpheus %s: status %d, %s", strings.Join(args, " "), status, said.String())
		}
		return out.String()
	}
	place := "s3://copies/linde?endpoint=" + there.URL
	run(0, "", "--data", data, "org", "create", "linde", "--name", "De Linde", "--lang", "nl", "--person", "Fatima Idrissi <fatima@linde.example>")
	digest := run(0, "", "--data", data, "verify")
	recipient := strings.TrimSpace(run(0, "keep it apart", "backup", "--new-key", key))
	run(1, "is there already", "backup", "--new-key", key)
	run(2, "Say where the copy goes", "--data", data, "backup")
	run(2, "for whom copies are closed", "--data", data, "backup", "--to", place)
	run(2, "only by https", "--data", data, "backup", "--to", "s3://copies?endpoint=http://s3.example.org", "--recipient", recipient)
	run(2, "is no place for copies", "--data", data, "backup", "--to", "ftp://copies", "--recipient", recipient)
	run(2, "needs --copies", "--data", data, "serve", "--copies-to", place, "--recipient", recipient)
	run(1, "No copy lies at", "--data", other, "restore", "--copy", place, "--identity", key)
	run(0, "closed, and sent as o-", "--data", data, "backup", "--to", place, "--recipient", recipient)
	run(2, "say with --identity", "--data", other, "restore", "--copy", place)
	run(1, "no key that opens copies", "--data", other, "restore", "--copy", place, "--identity", data)

	strange := filepath.Join(dir, "strange.txt")
	run(0, "", "backup", "--new-key", strange)
	run(1, "another key opens it. Nothing was changed", "--data", other, "restore", "--copy", place, "--identity", strange)
	if _, err := os.Stat(other); err == nil {
		t.Error("a store was made")
	}
	run(0, "was fetched", "--data", other, "restore", "--copy", place, "--identity", key)
	if got := run(0, "", "--data", other, "verify"); got != digest {
		t.Errorf("%q came back as %q", digest, got)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".opened-*"))
	if err != nil || len(left) > 0 {
		t.Error("it left", left, err)
	}
}

// Files are taken along from the command line as from the pages, cut where somebody is named.
func TestFilesFromTheCommandLine(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	for _, args := range [][]string{
		{"org", "create", "linde", "--name", "De Linde", "--lang", "nl", "--person", "Fatima Idrissi <fatima@linde.example>"},
		{"person", "add", "--org", "linde", "--guest", "Roza"},
		{"act", "circle.form", "name=Thuiszorg", "parents=C1", "--org", "linde", "--as", "P1"},
	} {
		if status, _, said := typed(t, "en", append([]string{"--data", data}, args...)...); status != 0 {
			t.Fatal(said)
		}
	}
	if status, out, said := typed(t, "en", "--data", data, "export", "--org", "linde", "--kind", "map-a1.pdf"); status != 0 || !strings.HasPrefix(out, "%PDF-") {
		t.Error(status, said)
	}
	if status, out, said := typed(t, "en", "--data", data, "export", "--org", "linde", "--kind", "book.html", "--for", "P2"); status != 0 || !strings.Contains(out, "No agreement is in force") {
		t.Error(status, said)
	}
	for want, args := range map[string][]string{
		"There is no kind": {"--kind", "map.gif"}, "belong to --kind": {"--for", "P2"}, "is no number of a person": {"--kind", "map.svg", "--for", "Roza"}, "belongs to the export of everything": {"--kind", "map.svg", "--personal"},
	} {
		if status, _, said := typed(t, "en", append([]string{"--data", data, "export", "--org", "linde"}, args...)...); status != 2 || !strings.Contains(said, want) {
			t.Errorf("%v: status %d, %s", args, status, said)
		}
	}
}
