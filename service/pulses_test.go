package service_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// sounding is De Linde in a file, where so many of home care (C2) are asked how it goes (U1).
func sounding(t *testing.T, asked int) (d *service.Service, store *sqlite.Log, path string, clock *ticker) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "o.db")
	store, err := sqlite.Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	clock = new(ticker)
	clock.micros.Store(noon.UnixMicro())
	d = service.New(store, ledger.Options{Now: clock.now, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	from := org.At(noon)
	do(t, d, 0, &org.AmendOrganisation{StatisticsFrom: &from})
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	for p := org.PersonID(4); p <= 13; p++ {
		do(t, d, 0, &org.JoinPerson{})
	}
	for p := range asked {
		do(t, d, 0, &org.JoinCircle{Circle: 2, Person: org.PersonID(p + 4)})
	}
	do(t, d, 4, &org.AskPulse{Circle: 2})
	return d, store, path, clock
}

func answerPulse(t *testing.T, d *service.Service, p org.PersonID, words string, marks ...uint8) error {
	t.Helper()
	return as(t, d, p).AnswerPulse(t.Context(), &org.PulseAnswer{Pulse: 1, Marks: marks, Words: words})
}

func roundOver(t *testing.T, d *service.Service, clock *ticker) *org.Pulse {
	t.Helper()
	clock.on(8 * 24 * time.Hour)
	do(t, d, 4, &org.RaiseTension{Title: "The clock goes first", Circle: 2})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	l, err := as(t, d, 4).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return l.State.Pulse(1)
}

// Whoever holds the files learns nothing of an answer: no answer is kept by itself, one state
// of the box is in all files, sealed; nothing of it is in the log, in another table, in a copy
// or in what is kept of somebody; and when it is over it is nowhere.
func TestAPulseMeansSecret(t *testing.T) {
	d, store, path, clock := sounding(t, 10)
	before, err := store.Head(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"zwaluw", "anker", "molen", "regen", "boter", "klomp", "fiets", "wolk", "dijk"}
	for i, p := range []org.PersonID{13, 5, 9, 4, 12, 6, 11, 7, 8} {
		clock.on(time.Hour)
		if err := answerPulse(t, d, p, words[i], 4, 5, uint8(1+i%2), 2); err != nil {
			t.Fatal(err)
		}
		for name, b := range files(t, path) {
			if n := bytes.Count(b, []byte("sealed1 ")); n > 1 {
				t.Errorf("after %d answers %s has %d states of the box: two tell who put in what", i+1, filepath.Base(name), n)
			}
			if bytes.Contains(b, []byte(`"answered":`)) {
				t.Errorf("after %d answers %s has the box in plain words", i+1, filepath.Base(name))
			}
			for _, w := range words[:i+1] {
				if bytes.Contains(b, []byte(w)) {
					t.Errorf("%s has the word %s", filepath.Base(name), w)
				}
			}
		}
	}
	if after, err := store.Head(t.Context(), "linde"); err != nil || after != before {
		t.Errorf("the log went on by answers: %v, %v", after, err)
	}
	box, err := d.Unsealed(t.Context(), "linde", "U1")
	want := `{"answered":[4,5,6,7,8,9,11,12,13],"answers":9,"counts":[{"first":[0,0,0,9,0],"second":[0,0,0,0,9]},{"first":[5,4,0,0,0],"second":[0,9,0,0,0]}],` +
		`"words":["anker","boter","dijk","fiets","klomp","molen","regen","wolk","zwaluw"]}`
	if err != nil || box != want {
		t.Errorf("the box: %s, %v, want %s", box, err, want)
	}
	if err := answerPulse(t, d, 5, "", 1, 1, 1, 1); err == nil || !strings.HasPrefix(err.Error(), "pulse.answered") {
		t.Errorf("somebody answers twice: %v", err)
	}
	for _, p := range []org.PersonID{4, 10} {
		mine, err := as(t, d, p).Mine(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all, err := json.Marshal(mine)
		if err != nil || bytes.Contains(all, []byte("regen")) || bytes.Contains(all, []byte("answered")) {
			t.Errorf("an answer is among what is kept of somebody: %v", err)
		}
		l, err := as(t, d, p).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		waits, err := l.Waiting(t.Context())
		if is := slices.ContainsFunc(waits, func(w org.Wait) bool { return w.Pulse == 1 }); err != nil || is != (p == 10) {
			t.Errorf("it waits for %v: %v, %v", p, is, err)
		}
	}
	p := roundOver(t, d, clock)
	if p.Answers != 9 || p.Hidden != org.PulseShown || len(p.Words) != 0 || !slices.Equal(p.Results[1].Counts.First, []uint16{5, 4, 0, 0, 0}) {
		t.Errorf("it ended with %+v", p)
	}
	for name, b := range files(t, path) {
		if bytes.Contains(b, []byte("sealed1 ")) {
			t.Errorf("when it is over %s has the box still", filepath.Base(name))
		}
		for _, w := range words { // nine answers: words are shown from ten on
			if bytes.Contains(b, []byte(w)) {
				t.Errorf("when it is over %s has the word %s", filepath.Base(name), w)
			}
		}
	}
}

// Words are kept from ten answers on, in the records and not in the log, ordered by themselves.
func TestWordsOfAPulse(t *testing.T) {
	d, store, _, clock := sounding(t, 10)
	for p := org.PersonID(4); p <= 13; p++ {
		if err := answerPulse(t, d, p, map[org.PersonID]string{4: "Zwaluw", 9: "Anker"}[p], 4, 4, 4, 4); err != nil {
			t.Fatal(err)
		}
	}
	p := roundOver(t, d, clock)
	l, err := as(t, d, 5).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := l.Texts(t.Context(), p.Words...)
	if err != nil || len(p.Words) != 2 || texts[p.Words[0]] != "Anker" || texts[p.Words[1]] != "Zwaluw" {
		t.Errorf("words are %v: %v, %v", p.Words, texts, err)
	}
	for raw, err := range store.Read(t.Context(), "linde", 0) {
		if err != nil || bytes.Contains(raw.Line, []byte("Zwaluw")) {
			t.Fatalf("the log has the words: %s, %v", raw.Line, err)
		}
	}
}

// Four answers show nothing, though all who answered are there; and all answer at once, each
// once.
func TestFourAnswersShowNothing(t *testing.T) {
	d, _, _, clock := sounding(t, 5)
	var all sync.WaitGroup
	for p := org.PersonID(4); p <= 7; p++ {
		v := as(t, d, p)
		for range 2 {
			all.Go(func() {
				err := v.AnswerPulse(t.Context(), &org.PulseAnswer{Pulse: 1, Marks: []uint8{1, 2, 3, 4}})
				if err != nil && org.CodeOf(err) != org.Conflict {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if p := roundOver(t, d, clock); p.Hidden != org.PulseFew || p.Answers != 0 || len(p.Results) != 0 || p.Closed == 0 {
		t.Errorf("four answers show %+v", p)
	}
	if err := answerPulse(t, d, 8, "", 1, 1, 1, 1); org.CodeOf(err) != org.Conflict {
		t.Errorf("an answer after the end: %v", err)
	}
}

// What is taken back leaves nothing.
func TestAPulseTakenBackKeepsNothing(t *testing.T) {
	d, store, path, _ := sounding(t, 6)
	if err := answerPulse(t, d, 5, "anker", 1, 2, 3, 4); err != nil {
		t.Fatal(err)
	}
	do(t, d, 4, &org.DropPulse{Pulse: 1})
	if err := d.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Boxes(t.Context(), "linde"); err != nil || len(all) != 0 {
		t.Errorf("boxes of what was taken back: %q, %v", all, err)
	}
	for name, b := range files(t, path) {
		if bytes.Contains(b, []byte("sealed1 ")) {
			t.Errorf("%s has the box still", filepath.Base(name))
		}
	}
}
