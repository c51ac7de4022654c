package service_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/internal/volume"
	"orpheus/ledger"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// Copies are read before they count, the old ones go, and a failure leaves those that are there.
func TestCopiesAreKept(t *testing.T) {
	dir := t.TempDir()
	data, folder := filepath.Join(dir, "o.db"), filepath.Join(dir, "copies")
	log, err := sqlite.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC)
	d := service.New(log, ledger.Options{Now: func() time.Time { return now }})
	defer d.Close()
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: service.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	sums := 0
	names := func() (all []string) {
		sums = 0
		t.Helper()
		list, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if filepath.Ext(e.Name()) == ".sha256" {
				sums++
				continue
			}
			all = append(all, e.Name())
		}
		return all
	}
	for range 6 {
		c, err := d.KeepCopy(t.Context(), folder, data, 3*24*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if err := service.SoundCopy(t.Context(), c.Path); err != nil {
			t.Error(err)
		}
		now = now.Add(24 * time.Hour)
	}
	all, err := service.CopiesIn(folder, data)
	if err != nil || len(all) != 4 || len(names()) != 4 || filepath.Base(all[3].Path) != "o-20261106-030000.db" {
		t.Errorf("%v lie there: %v, %v", names(), all, err)
	}
	if sums != 4 {
		t.Errorf("%d sums lie beside them", sums)
	}
	if info, err := os.Stat(all[3].Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}

	// A copy that would fill the disk is not begun.
	whole := service.VolumeOf(func(string) (volume.Volume, error) { return volume.Volume{Known: true, Free: 256 << 20}, nil })
	if _, err := d.KeepCopy(t.Context(), folder, data, time.Hour); service.Trouble(err) != "full" {
		t.Error("a copy was begun where there is no room:", err)
	}
	if len(names()) != 4 {
		t.Errorf("%v lie there", names())
	}
	service.VolumeOf(whole)

	// A store whose entries are not what was written is no copy to rely on.
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	change(t, data, "UPDATE acts SET lines = CAST(replace(CAST(lines AS TEXT), 'Linde', 'Lunde') AS BLOB)")
	hurt, err := service.Open(t.Context(), data, false)
	if err != nil {
		t.Fatal(err)
	}
	defer hurt.Close()
	if _, err = hurt.KeepCopy(t.Context(), folder, data, time.Hour); !isCopyError(err) {
		t.Error("a damaged copy was kept:", err)
	}
	if len(names()) != 4 {
		t.Errorf("%v lie there", names())
	}
}

func isCopyError(err error) bool {
	_, ok := errors.AsType[*service.CopyError](err)
	return ok
}

// change changes a file behind the program's back.
func change(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.Exec(query)
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}
