package server

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"orpheus/service"
	"orpheus/service/elsewhere"
)

// The copy of the night is elsewhere too, closed, and comes back on another machine as it was. One
// that does not get there is told of as one that was not made, and is sent again, not made again.
func TestCopiesGoElsewhereToo(t *testing.T) {
	var log bytes.Buffer
	s, _, dir := copying(t, &log)
	back := s3mem.New()
	there := httptest.NewTLSServer(gofakes3.New(back).Server())
	defer there.Close()
	place, err := elsewhere.Open("s3://copies/linde?endpoint="+there.URL, elsewhere.Keys{ID: "id", Secret: "secret"}, there.Client().Transport)
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "key.txt")
	recipient, err := elsewhere.NewIdentity(key)
	if err != nil {
		t.Fatal(err)
	}
	if s.copies.For, err = elsewhere.ParseRecipients(recipient); err != nil {
		t.Fatal(err)
	}
	s.copies.To = place
	for range 2 { // there is no bucket
		if s.keepCopy(t.Context()) {
			t.Fatal("it was sent to nowhere")
		}
	}
	if s.service.CopiesFail().IsZero() || !strings.Contains(log.String(), "no copy of the store") {
		t.Error(log.String())
	}
	made, err := service.CopiesIn(s.copies.Folder, s.copies.Data)
	if err != nil || len(made) != 1 {
		t.Errorf("%v was made: %v", made, err)
	}
	if err := back.CreateBucket("copies"); err != nil {
		t.Fatal(err)
	}
	if !s.keepCopy(t.Context()) || !s.service.CopiesFail().IsZero() {
		t.Fatal(log.String())
	}
	all, err := place.List(t.Context())
	if err != nil || len(all) != 1 || !all[0].Made.Equal(made[0].Made) {
		t.Fatal(all, made, err)
	}
	keys, err := elsewhere.ReadIdentities(key)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "back.db")
	if _, err := place.Fetch(t.Context(), "", keys, other); err != nil {
		t.Fatal(err)
	}
	if err := service.SoundCopy(t.Context(), other); err != nil {
		t.Error(err)
	}
	was, err := os.ReadFile(made[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	// A copy that was opened to be read has the same entries; the bytes are those of the one sent.
	d, err := service.OpenToRead(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Verify(t.Context(), "linde")
	if err != nil || v.Problem != nil || v.Version == 0 || len(was) == 0 {
		t.Error(v, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	s = New(Config{Service: s.service, URL: "http://o.example", Log: slog.New(slog.DiscardHandler), Copies: s.copies})
	page := pageOf(t, s, 1, "/linde/take-out")
	if !strings.Contains(page, "orpheus restore --copy &#39;s3://copies/linde/?endpoint="+there.URL+"&#39; --identity key.txt --data orpheus.db") {
		t.Error("the page does not show how to put it back")
	}
}
