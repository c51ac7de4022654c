package cli_test

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/internal/test/mailbox"
	"orpheus/internal/test/pgtest"
	"orpheus/text/i18n"
)

// found is what doctor says, by what it is about.
type found struct {
	status int
	said   string
	all    []struct{ About, State, What, Says string }
}

func doctor(t *testing.T, args ...string) (f found) {
	t.Helper()
	var out struct {
		OK       bool
		Findings []struct{ About, State, What, Says string }
	}
	status, text, said := typed(t, "en", append([]string{"doctor", "--json"}, args...)...)
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err, text, said)
	}
	wrong := false
	for _, f := range out.Findings {
		wrong = wrong || f.State == "wrong"
	}
	if wrong == out.OK || (status == 1) != wrong {
		t.Errorf("ok is %v, the status %d, and something wrong: %v", out.OK, status, wrong)
	}
	return found{status, said, out.Findings}
}

// has reports whether something was found so.
func (f found) has(t *testing.T, about, state, what string) {
	t.Helper()
	for _, one := range f.all {
		if one.About == about && one.What == what {
			if one.State != state {
				t.Errorf("%s %s is %s, not %s", about, what, one.State, state)
			}
			return
		}
	}
	t.Errorf("%s %s is not found in %v", about, what, f.all)
}

func (f found) lacks(t *testing.T, about, what string) {
	t.Helper()
	for _, one := range f.all {
		if one.About == about && one.What == what {
			t.Errorf("it says %q", one.Says)
		}
	}
}

func TestDoctor(t *testing.T) {
	dir := t.TempDir()
	data, copies := filepath.Join(dir, "o.db"), filepath.Join(dir, "copies")
	f := doctor(t, "--data", data)
	f.has(t, "version", "heed", "no_store")
	f.has(t, "mail", "heed", "none")
	f.has(t, "copies", "heed", "none")
	if _, err := os.Stat(data); err == nil {
		t.Error("it made a store")
	}
	run(t, "--data", data, "org", "create", "linde", "--name", "De Linde")
	f = doctor(t, "--data", data)
	f.has(t, "version", "well", "layout")
	f.has(t, "permissions", "well", "fine")
	f.lacks(t, "clock", "dated")
	f.lacks(t, "fsync", "failed")
	if rest, err := filepath.Glob(filepath.Join(dir, ".orpheus*")); err != nil || len(rest) > 0 {
		t.Error("it leaves", rest, err)
	}

	if err := os.Chmod(data, 0o644); err != nil {
		t.Fatal(err)
	}
	f = doctor(t, "--data", data)
	f.has(t, "permissions", "wrong", "store")
	f.lacks(t, "permissions", "fine")
	if f.status != 1 || !strings.Contains(f.said, "What to do stands beside") {
		t.Errorf("status %d: %s", f.status, f.said)
	}
	if err := os.Chmod(data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(data+".key", make([]byte, 32), 0o640); err != nil {
		t.Fatal(err)
	}
	doctor(t, "--data", data).has(t, "permissions", "wrong", "key")
	doctor(t, "--data", filepath.Join(dir, "none", "o.db")).has(t, "fsync", "wrong", "failed")

	copied := func(at time.Time) string { return filepath.Join(copies, "o-"+at.UTC().Format("20060102-150405")+".db") }
	doctor(t, "--data", data, "--copies", copies).has(t, "copies", "wrong", "unseen")
	if err := os.Mkdir(copies, 0o700); err != nil {
		t.Fatal(err)
	}
	doctor(t, "--data", data, "--copies", copies).has(t, "copies", "wrong", "empty")
	for _, c := range []struct {
		age         time.Duration
		state, what string
	}{{40 * time.Hour, "wrong", "old"}, {20 * time.Hour, "well", "fresh"}} {
		if err := os.WriteFile(copied(time.Now().Add(-c.age)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		doctor(t, "--data", data, "--copies", copies).has(t, "copies", c.state, c.what)
	}

	other := filepath.Join(dir, "other.db")
	if err := os.WriteFile(other, []byte(strings.Repeat("something else ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	doctor(t, "--data", other).has(t, "version", "wrong", "trouble")
	run(t, "--data", data, "backup", filepath.Join(dir, "newer.db"))
	db, err := sql.Open("sqlite", filepath.Join(dir, "newer.db"))
	if err == nil {
		_, err = db.Exec("PRAGMA user_version = 99")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	doctor(t, "--data", filepath.Join(dir, "newer.db")).has(t, "version", "wrong", "newer")
}

// The mail server is asked in, and gets a mail where one was asked for only.
func TestDoctorReachesTheMailServer(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	box := mailbox.Listen(t, "127.0.0.1:0")
	mail := []string{"--smtp-url", "smtp://" + box.Addr, "--mail-from", "Orpheus <orpheus@o.example>"}
	doctor(t, append([]string{"--data", data}, mail...)...).has(t, "mail", "well", "reached")
	select {
	case m := <-box.Got:
		t.Error("a mail was sent:", m)
	default:
	}
	doctor(t, append([]string{"--data", data, "--mail-to", "fatima@linde.example"}, mail...)...).has(t, "mail", "well", "sent")
	if m := mailbox.Read(t, <-box.Got); m.Subject != "Mail from Orpheus arrives" || !strings.Contains(m.Get("To"), "fatima@linde.example") {
		t.Errorf("%+v", m)
	}
	box.Close()
	mail[1] = "smtp://who:hushhush@" + box.Addr
	f := doctor(t, append([]string{"--data", data}, mail...)...)
	f.has(t, "mail", "wrong", "unreachable")
	for _, one := range f.all {
		if strings.Contains(one.Says, "hushhush") {
			t.Error("it says the password:", one.Says)
		}
	}
	if status, _, said := typed(t, "en", "--data", data, "doctor", "--mail-to", "fatima@linde.example"); status != 2 || !strings.Contains(said, "--smtp-url") {
		t.Errorf("status %d: %s", status, said)
	}
}

func TestDoctorOfADatabase(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_STATE_HOME", dir)
	t.Setenv("STATE_DIRECTORY", "")
	db := pgtest.Database(t)
	f := doctor(t, "--data", db)
	f.has(t, "version", "heed", "no_store")
	run(t, "--data", db, "org", "create", "linde", "--name", "De Linde")
	f = doctor(t, "--data", db)
	f.has(t, "version", "well", "layout")
	f.has(t, "database", "well", "version")
	f.has(t, "database", "well", "writing")
	f.has(t, "database", "well", "heard")
	f.has(t, "database", "wrong", "unsafe") // the server of the tests waits for no disk
	f.has(t, "clock", "well", "together")
	f.has(t, "permissions", "heed", "no_key")
	f.has(t, "copies", "heed", "database")
	more := "?"
	if strings.Contains(db, "?") {
		more = "&"
	}
	f = doctor(t, "--data", db+more+"default_transaction_read_only=on")
	f.has(t, "database", "wrong", "reading")
	f.lacks(t, "database", "writing")
	key := filepath.Join(dir, "key")
	if err := os.WriteFile(key, make([]byte, 32), 0o644); err != nil {
		t.Fatal(err)
	}
	doctor(t, "--data", db, "--key-file", key).has(t, "permissions", "wrong", "key")
	f = doctor(t, "--data", "postgres://who:hushhush@127.0.0.1:1/none")
	f.has(t, "database", "wrong", "trouble")
	for _, one := range f.all {
		if strings.Contains(one.Says, "hushhush") {
			t.Error("it says the password:", one.Says)
		}
	}
}

// Whatever is found has words, in every language.
func TestWhatIsFoundIsSaid(t *testing.T) {
	said := regexp.MustCompile(`l\.say\("(\w+)", (\w+), "(\w+)"`)
	files, err := filepath.Glob("../../service/checkup/*.go")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	n := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllSubmatch(src, -1) {
			n++
			for _, lang := range i18n.Languages {
				say := i18n.For(lang)
				for _, key := range []string{"cli.doctor_about_" + string(m[1]), "cli.doctor_" + strings.ToLower(string(m[2])), "cli.doctor_" + string(m[1]) + "_" + string(m[3])} {
					if !say.Has(key) && string(m[3]) != "trouble" {
						t.Errorf("%s has no %s", lang, key)
					}
				}
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d are found", n)
	}
}
