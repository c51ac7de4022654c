package service_test

import (
	"encoding/base64"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/postgres"
)

// rows are all rows of all tables of a database as text, by table.
func rows(t *testing.T, address string) map[string]string {
	t.Helper()
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(t.Context()) }()
	list, err := c.Query(t.Context(), `SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(list, pgx.RowTo[string])
	if err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	all := map[string]string{}
	for _, n := range names {
		var text string
		if err := c.QueryRow(t.Context(), `SELECT coalesce(string_agg(x::text, E'\n'), '') FROM `+n+` x`).Scan(&text); err != nil {
			t.Fatal(err)
		}
		all[n] = text
	}
	return all
}

// says reports whether a text has a word, as it is, in hexadecimal or in base 64.
func says(text, word string) bool {
	if strings.Contains(text, word) || strings.Contains(text, hex.EncodeToString([]byte(word))) {
		return true
	}
	for skip := range 3 { // wherever the word begins among three bytes
		long := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", skip) + word))
		if strings.Contains(text, long[4*min(skip, 1):len(long)-4]) && len(long) > 12 {
			return true
		}
	}
	return false
}

// Whoever reads a whole database learns nothing of an answer to a pulse or of feedback: it lies
// sealed, the key is in no table, and the log does not go on by it.
func TestADatabaseTellsNoSecrets(t *testing.T) {
	address := pgtest.Database(t)
	store, err := postgres.Open(t.Context(), address, postgres.Options{Create: true, Key: filepath.Join(t.TempDir(), "key")})
	if err != nil {
		t.Fatal(err)
	}
	clock := new(ticker)
	clock.micros.Store(noon.UnixMicro())
	d := service.New(store, ledger.Options{Now: clock.now, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	from := org.At(noon)
	do(t, d, 0, &org.AmendOrganisation{StatisticsFrom: &from})
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Thuiszorgkring"})
	for p := org.PersonID(4); p <= 10; p++ {
		do(t, d, 0, &org.JoinPerson{})
		do(t, d, 0, &org.JoinCircle{Circle: 2, Person: p})
	}
	do(t, d, 4, &org.StartInitiative{Circle: 2, Title: "One intake"})
	do(t, d, 4, &org.AskPulse{Circle: 2})
	before, err := store.Head(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	read := false
	for _, text := range rows(t, address) {
		read = read || says(text, "Ada Steward")
	}
	if !read {
		t.Fatal("what is no secret is not read either")
	}
	secret := []string{"zwaluwnest", "ankerplaats", "molenwiek", "regenboog", "boterbloem", "klompenmaker"}
	nowhere := func(when string) {
		t.Helper()
		for table, text := range rows(t, address) {
			for _, w := range append(secret, `"answered":`, `"people":[4,5]`) {
				if says(text, w) {
					t.Errorf("%s: table %s has %s", when, table, w)
				}
			}
		}
	}
	for i, p := range []org.PersonID{9, 5, 7, 4, 8, 6} {
		clock.on(time.Hour)
		if err := answerPulse(t, d, p, secret[i], 4, 5, uint8(1+i%2), 2); err != nil {
			t.Fatal(err)
		}
	}
	id := asks(t, d, 4, 5)
	writes(t, d, 4, id, secret[0], secret[1], secret[2])
	nowhere("one wrote")
	writes(t, d, 5, id, secret[3], secret[4], secret[5])
	nowhere("both wrote")
	if after, err := store.Head(t.Context(), "linde"); err != nil || after != before {
		t.Errorf("the log went on by it: %v, %v", after, err)
	}
	clock.on(8 * 24 * time.Hour)
	happens(t, d)
	nowhere("it is over")
	l, err := as(t, d, 4).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if p := l.State.Pulse(1); p.Closed == 0 || p.Answers != 6 {
		t.Errorf("the round ended with %+v", p)
	}
}

// What looks for secrets finds them, however a table writes them.
func TestLookingForSecrets(t *testing.T) {
	for _, text := range []string{"(zwaluwnest)", `\x` + hex.EncodeToString([]byte("a zwaluwnest b")), base64.StdEncoding.EncodeToString([]byte("a zwaluwnest b")), base64.StdEncoding.EncodeToString([]byte("azwaluwnest")), base64.StdEncoding.EncodeToString([]byte("zwaluwnest"))} {
		if !says(text, "zwaluwnest") {
			t.Errorf("not found in %s", text)
		}
	}
	if says("sealed1 AAAA", "zwaluwnest") {
		t.Error("found where it is not")
	}
}
