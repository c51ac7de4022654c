package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/postgres"
	"orpheus/store/records"
)

// While the database is away, or can only be read, pages and /readyz say so, nothing typed is
// lost, and all goes on by itself when it is back.
func TestADatabaseThatIsAway(t *testing.T) {
	db := pgtest.Start(t, "fsync=off")
	store, err := postgres.Open(t.Context(), db.Database(t), postgres.Options{Create: true, Key: filepath.Join(t.TempDir(), "key")})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, base: "http://o.example"}
	s.clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	s.desk = service.New(store, ledger.Options{Now: s.now})
	t.Cleanup(func() { _ = s.desk.Close() })
	if _, err := s.desk.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	h := server.New(server.Config{Service: s.desk, URL: s.base, Now: s.now, Log: slog.New(slog.DiscardHandler)})
	s.h, s.people = h, h.Identity
	v := s.in("linde", 1)
	raise := func(title string) answer {
		return v.post("/linde/acts/tension.raise", "circle", "C1", "title", title)
	}
	ready := func(status int, says string) {
		t.Helper()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		if w.Code != status || !strings.Contains(w.Body.String(), says) {
			t.Errorf("/readyz: %d %q, want %d %q", w.Code, w.Body, status, says)
		}
	}
	is := func(a answer, status int, says string) {
		t.Helper()
		if a.StatusCode != status || !strings.Contains(a.text, says) {
			t.Errorf("%d, want %d with %q: %.2000s", a.StatusCode, status, says, a.text)
		}
	}
	is(raise("Keys"), http.StatusSeeOther, "")
	ready(http.StatusOK, "ok")

	db.Stop("INT")
	ready(http.StatusServiceUnavailable, "store: unreachable")
	is(v.get("/linde"), http.StatusServiceUnavailable, "We cannot read or save just now")
	is(raise("Doors"), http.StatusServiceUnavailable, "What you typed is still in the form")
	if err := db.Start(); err != nil {
		t.Fatal(err)
	}
	ready(http.StatusOK, "ok")
	is(v.get("/linde"), http.StatusOK, "Keys")
	is(raise("Doors"), http.StatusSeeOther, "")

	only := func(on bool) {
		t.Helper()
		set := "ALTER SYSTEM RESET default_transaction_read_only"
		if on {
			set = "ALTER SYSTEM SET default_transaction_read_only = on"
		}
		for _, q := range []string{set, "SELECT pg_reload_conf()"} {
			if err := db.Do(q); err != nil {
				t.Fatal(err)
			}
		}
		for end := time.Now().Add(time.Minute); postgres.IsReadOnly(store.Ready(t.Context())) != on && time.Now().Before(end); {
			time.Sleep(10 * time.Millisecond) // the server reads its settings by itself
		}
	}
	only(true)
	ready(http.StatusServiceUnavailable, "store: reading only")
	is(v.get("/linde"), http.StatusOK, "Doors")
	is(raise("A window that does not close"), http.StatusServiceUnavailable, "A window that does not close")
	is(raise("A window that does not close"), http.StatusServiceUnavailable, "Only reading is possible just now")
	only(false)
	is(raise("A window that does not close"), http.StatusSeeOther, "")
	is(v.get("/linde"), http.StatusOK, "A window that does not close")
}
