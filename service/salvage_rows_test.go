package service_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// A row that no table would take, a file that is not what was added, and entries that lie under the
// number of another organisation too, cost themselves alone.
func TestSalvageOfRowsThatAreDamaged(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	d, err := service.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: service.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	v, err := d.As(t.Context(), "linde", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Do(t.Context(), service.Asked{Act: &org.RaiseTension{Title: "Two lists"}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one.txt", "two.txt"} {
		f, err := v.AddFile(t.Context(), name, []byte("Two lists."))
		if err == nil {
			_, err = v.Do(t.Context(), service.Asked{Act: &org.NoteTension{Tension: 1, Text: org.Write("See.")}, Files: []service.Attached{{Key: f.Key}}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Identity("http://o.example").NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", data)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, q := range []string{
		"PRAGMA ignore_check_constraints = ON",
		"UPDATE credentials SET key = x'00' WHERE key = (SELECT min(key) FROM credentials)",
		"UPDATE files SET body = CAST('TWO LISTS.' AS BLOB) WHERE id = 1",
		"INSERT INTO acts (id, lines, hashes, digests) SELECT id + (4 << 40), lines, hashes, digests FROM acts",
	} {
		if _, err := db.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(filepath.Dir(data), "saved.db")
	all, err := service.Salvage(t.Context(), data, to, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || all[0].Version == 0 || all[0].Lost != 0 || !slices.Equal(all[0].Part, []string{"credentials", "files"}) {
		t.Errorf("%+v", all)
	}
	if err := service.SoundCopy(t.Context(), to); err != nil {
		t.Error(err)
	}
	saved, err := service.OpenToRead(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer saved.Close()
	if v, err = saved.As(t.Context(), "linde", 1); err != nil {
		t.Fatal(err)
	}
	if f, err := v.File(t.Context(), 2); err != nil || string(f.Body) != "Two lists." {
		t.Errorf("%+v, %v", f, err)
	}
}
