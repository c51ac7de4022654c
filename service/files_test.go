package service_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"time"

	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
)

// filed is an organisation in which somebody said something with a file, and has a photo.
func filed(t *testing.T) (*service.Service, *service.Visit) {
	t.Helper()
	d := service.New(stored.New(t), ledger.Options{Now: func() time.Time { return time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC) }, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Anna"}}); err != nil {
		t.Fatal(err)
	}
	v, err := d.As(t.Context(), "linde", 1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	if err := v.SetPhoto(t.Context(), "me.png", b.Bytes()); err != nil {
		t.Fatal(err)
	}
	f, err := v.AddFile(t.Context(), "lists.txt", []byte("Two lists."))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []service.Asked{
		{Act: &org.RaiseTension{Title: "Two lists"}},
		{Act: &org.NoteTension{Tension: 1, Text: org.Write("See.")}, Files: []service.Attached{{Key: f.Key, About: "Both"}}},
	} {
		if _, err := v.Do(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	return d, v
}

// An export has files and photos where it has what is personal, and they come back.
func TestFilesGoAlongWithAnExport(t *testing.T) {
	d, _ := filed(t)
	for _, personal := range []bool{true, false} {
		var b bytes.Buffer
		if err := d.Export(t.Context(), "linde", personal, &b, func(uint64) {}); err != nil {
			t.Fatal(err)
		}
		other := service.New(stored.New(t), ledger.Options{Follow: -1})
		defer other.Close()
		for range 2 { // what is there stays
			if _, err := other.Restore(t.Context(), bytes.NewReader(b.Bytes()), func(_, _ uint64) {}); err != nil {
				t.Fatal(err)
			}
		}
		v, err := other.As(t.Context(), "linde", 1)
		if err != nil {
			t.Fatal(err)
		}
		f, err := v.File(t.Context(), 1)
		if (err == nil) != personal || personal && (string(f.Body) != "Two lists." || f.About != "Both" || f.Name != "lists.txt") {
			t.Errorf("personal %v: %+v, %v", personal, f, err)
		}
		if p, err := v.PhotoOf(t.Context(), 1); (err == nil && len(p.Body) > 0) != personal {
			t.Errorf("personal %v: %v", personal, err)
		}
	}
}

// All files of an organisation together have so much room, and no more.
func TestFilesHaveSoMuchRoom(t *testing.T) {
	d, v := filed(t)
	d.LimitFiles(service.FileLimits{Each: 2 << 20, All: 2 << 20})
	text := bytes.Repeat([]byte("a"), 1<<20)
	if _, err := v.AddFile(t.Context(), "a.txt", text); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body []byte
		key  string
	}{"no room": {text, "file.room"}, "too large": {bytes.Repeat(text, 3), "file.large"}} {
		_, err := v.AddFile(t.Context(), "b.txt", c.body)
		if e, ok := err.(*org.Error); !ok || e.Key != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
}
