package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// A store that was written while a clock was ahead is whole, is said to be dated ahead,
// and comes back dated now: in its order, with what was redacted redacted still.
func TestAStoreDatedAhead(t *testing.T) {
	folder := t.TempDir()
	data := filepath.Join(folder, "o.db")
	log, err := sqlite.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().Add(-time.Hour)
	d := service.New(log, ledger.Options{Now: func() time.Time { return now }})
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Ann"}}); err != nil {
		t.Fatal(err)
	}
	v, err := d.As(t.Context(), "linde", 1)
	if err != nil {
		t.Fatal(err)
	}
	raise := func(title string) {
		if _, err := v.Do(t.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: title, Body: org.Write("About " + title)}}); err != nil {
			t.Fatal(err)
		}
	}
	raise("Keys")
	now = now.Add(400 * 24 * time.Hour)
	raise("Secret")
	raise("Doors")
	look, err := v.Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Redact(t.Context(), "linde", look.Version()-1); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "which is still to come", "nl": "dat moment moet nog komen", "da": "er ikke kommet endnu"} {
		if status, _, said := typed(t, lang, "--data", data, "verify"); status != 0 || !strings.Contains(said, want) {
			t.Errorf("verify: status %d, %q", status, said)
		}
	}
	if status, out, _ := typed(t, "en", "--data", data, "verify", "--json"); status != 0 || !strings.Contains(out, `"dated_ahead": "`+now.UTC().Format(time.RFC3339)) {
		t.Errorf("verify: status %d, %q", status, out)
	}
	status, export, said := typed(t, "en", "--data", data, "export", "--org", "linde", "--personal")
	file, to := filepath.Join(folder, "linde.jsonl"), filepath.Join(folder, "to.db")
	if err := os.WriteFile(file, []byte(export), 0o600); status != 0 || err != nil {
		t.Fatal(said, err)
	}
	if status, _, said := typed(t, "en", "--data", to, "restore", "--redate", "--copy", file); status != 2 || !strings.Contains(said, "do not go together") {
		t.Errorf("both ways at once: status %d, %q", status, said)
	}
	if status, _, said := typed(t, "en", "--data", to, "restore", "--redate", file); status != 0 {
		t.Fatal(said)
	}
	if status, _, said := typed(t, "en", "--data", to, "restore", "--redate", file); status != 1 || !strings.Contains(said, "orpheus: ") {
		t.Errorf("once more: status %d, %q", status, said)
	}
	if status, _, said := typed(t, "en", "--data", to, "verify"); status != 0 || said != "" {
		t.Errorf("dated anew: status %d, %q", status, said)
	}
	_, told, _ := typed(t, "en", "--data", to, "log", "--org", "linde")
	keys, taken, doors := strings.Index(told, "Keys"), strings.Index(told, "(taken out)"), strings.Index(told, "Doors")
	if keys < 0 || taken < keys || doors < taken || strings.Contains(told, "Secret") || strings.Contains(told, now.Format("2006-01-")) {
		t.Errorf("dated anew the log says %s", told)
	}
}
