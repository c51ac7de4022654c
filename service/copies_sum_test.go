package service_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/ledger"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// A copy of the night of which one byte was changed, wherever, takes nobody's place.
func TestOneByteOfACopyIsRefused(t *testing.T) {
	dir := t.TempDir()
	data, folder, other := filepath.Join(dir, "o.db"), filepath.Join(dir, "copies"), filepath.Join(dir, "other", "o.db")
	log, err := sqlite.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	d := service.New(log, ledger.Options{})
	defer d.Close()
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	c, err := d.KeepCopy(t.Context(), folder, data, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(c.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Dir(other), 0o700); err != nil {
		t.Fatal(err)
	}
	put := func(f interface{ Fatal(...any) }, body []byte) error {
		if err := os.WriteFile(c.Path, body, 0o600); err != nil {
			f.Fatal(err)
		}
		_, err := service.Replace(t.Context(), other, c.Path)
		return err
	}
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.IntRange(0, len(sound)-1).Draw(r, "at")
		bad := append([]byte(nil), sound...)
		bad[at] ^= byte(rapid.IntRange(1, 255).Draw(r, "bits"))
		if err := put(r, bad); !isCopyError(err) {
			r.Fatal("byte ", at, " of ", len(sound), ": ", err)
		}
		if _, err := os.Stat(other); err == nil {
			r.Fatal("it took the place of a store")
		}
	})
	if err := put(t, sound); err != nil {
		t.Fatal(err)
	}
	if err := service.SoundCopy(t.Context(), other); err != nil {
		t.Error(err)
	}
}
