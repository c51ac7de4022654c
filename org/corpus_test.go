package org_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"iter"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"orpheus/org"
	"orpheus/org/orgtest"
)

var update = flag.Bool("update", false, "write the corpus of kinds anew: what it has stays")

const corpus = "testdata/kinds.txt"

const corpusHead = `# Every kind of act ever shipped, as it lies in the log, and after each line what
# the state has become: the hash of all its rows, as JSON without empty fields, so
# that a new field or a new kind of row changes nothing here. A line that is here
# is in somebody's log: it stays as it is, and leads to what it leads to.
# New kinds are added at the end by
#   go test ./org -run Corpus -update
# with an act that is possible there, or with the scenes of corpus_story_test.go.
`

// TestCorpus reads every line that was ever shipped: it is understood, and it
// leads to the state it led to.
func TestCorpus(t *testing.T) {
	if *update {
		writeCorpus(t)
	}
	d := new(org.State).Edit()
	seen := map[string]bool{}
	seq := uint64(0)
	for line, want := range readCorpus(t) {
		seq++
		e, err := org.DecodeEntry(seq, []byte(line))
		if err != nil {
			t.Fatal(err)
		}
		seen[org.NameOf(e.Act)] = true
		d.Replay(e.Act, e.Moment())
		if got := fingerprint(t, &d.State); got != want {
			t.Fatalf("line %d leads to %s, and did to %s:\n%s", seq, got, want, line)
		}
		again, err := e.Encode()
		if err != nil || string(again) != line {
			t.Fatalf("%s\nis written as\n%s\n%v", line, again, err)
		}
	}
	for _, k := range org.Kinds() {
		if !seen[k.Name] {
			t.Errorf("%s is not in %s: go test ./org -run Corpus -update adds it, where one is possible at the end; else add scenes to corpus_story_test.go", k.Name, corpus)
		}
	}
}

// readCorpus yields the lines with what they lead to.
func readCorpus(t testing.TB) iter.Seq2[string, string] {
	raw, err := os.ReadFile(corpus)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(string, string) bool) {
		var line string
		for in := bufio.NewScanner(bytes.NewReader(raw)); in.Scan(); {
			switch text := in.Text(); {
			case strings.HasPrefix(text, "{"):
				line = text
			case strings.HasPrefix(text, "= "):
				if !yield(line, text[2:]) {
					return
				}
			}
		}
	}
}

// writeCorpus keeps every line there is and adds the kinds that have none: as the
// scenes have them, or as something that is possible by then.
func writeCorpus(t *testing.T) {
	var out strings.Builder
	out.WriteString(corpusHead)
	d, seen, at := new(org.State).Edit(), map[string]bool{}, 20_000*org.Day
	seq := uint64(0)
	put := func(e org.Entry, line []byte) {
		seq++
		seen[org.NameOf(e.Act)] = true
		at = e.At
		d.Replay(e.Act, e.Moment())
		fmt.Fprintf(&out, "\n%s\n= %s\n", line, fingerprint(t, &d.State))
	}
	do := func(act org.Act, m org.Moment) {
		first := seq + 1
		done, err := d.Freeze().Edit().Do(act, m)
		if err != nil {
			t.Fatalf("%s: %v", org.NameOf(act), err)
		}
		for _, one := range done {
			e := org.Entry{At: one.Moment.At, By: one.Moment.By, Face: one.Moment.Face, Act: one.Act}
			if one.Cause >= 0 {
				e.Cause = first + uint64(one.Cause)
			}
			line, err := e.Encode()
			if err != nil {
				t.Fatal(err)
			}
			put(e, line)
		}
	}
	for line := range readCorpus(t) {
		e, err := org.DecodeEntry(seq+1, []byte(line))
		if err != nil {
			t.Fatal(err)
		}
		put(e, []byte(line))
	}
	had := maps.Clone(seen)
	for _, s := range scenes() {
		if at += org.Day/3 + 1_234_567; had[org.NameOf(s.act)] && (s.sake == "" || had[s.sake]) {
			continue
		}
		m := org.Moment{At: at, By: s.by, Face: org.Web}
		if s.by == 0 {
			m.Face = org.Import
		}
		if s.days != 0 { // the clock, later
			m = org.Moment{At: at + s.days*org.Day, Face: org.Clock}
		}
		do(s.act, m)
	}
	for _, k := range org.Kinds() {
		if seen[k.Name] {
			continue
		}
		now := d.Freeze()
		d = now.Edit()
		if e, ok := fullest(orgtest.Possible(now, k, now.Last+org.Day/3, 20_000)); ok {
			do(e.Act, e.Moment())
		}
	}
	if err := os.WriteFile(corpus, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fullest returns the entry that says most.
func fullest(all []org.Entry) (most org.Entry, found bool) {
	longest := 0
	for _, e := range all {
		if line, err := e.Encode(); err == nil && len(line) > longest {
			most, longest = e, len(line)
		}
	}
	return most, longest > 0
}

// fingerprint is a hash of all that is in a state, whatever its shape.
func fingerprint(t testing.TB, s *org.State) string {
	h := sha256.New()
	put := func(id string, row any) {
		b, err := json.Marshal(row, json.OmitZeroStructFields(true), json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%s %s\n", id, b)
	}
	put("organisation", s.Organisation)
	put("last", []any{s.Version, s.Last, s.Texts, s.NextDue()})
	rows(put, s.Person)
	rows(put, s.Circle)
	rows(put, s.Role)
	rows(put, s.Seat)
	rows(put, s.Guardrail)
	rows(put, s.Tension)
	rows(put, s.Initiative)
	rows(put, s.Lead)
	rows(put, s.Offer)
	rows(put, s.Step)
	rows(put, s.Note)
	rows(put, s.Learning)
	rows(put, s.Strength)
	rows(put, s.StandIn)
	rows(put, s.Meeting)
	rows(put, s.Pulse)
	rows(put, s.Thanks)
	rows(put, s.Informal)
	rows(put, s.Try)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func rows[ID interface {
	~uint32
	String() string
}, V any](put func(string, any), get func(ID) *V) {
	for id := ID(1); get(id) != nil; id++ {
		put(id.String(), get(id))
	}
}

// FuzzDecodeEntry: whatever can be read can be written, and reads the same.
func FuzzDecodeEntry(f *testing.F) {
	for line := range readCorpus(f) {
		f.Add([]byte(line))
	}
	for _, at := range []string{
		"", "0000-01-01T00:00:00+01:00", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59.9999999Z",
		"1970-01-01T00:00:00.0000001Z", "9999-12-31T23:59:59-01:00", "2024-02-29T24:00:00Z", "2024-06-30T23:59:60Z", "2024-01-01T00:00:00,5Z",
	} {
		f.Add([]byte(`{"at":"` + at + `","kind":"lead.extend","act":{"lead":1,"until":"` + at + `"}}`))
	}
	f.Add([]byte(`{"kind":"role.retire","act":null}`))
	f.Add([]byte(`{"kind":"role.retire"}`))
	f.Add([]byte(`{"kind":"tension.raise","act":{"title":"\ud83d\ude00 \u0000","body":4294967295}} `))
	f.Add([]byte(`{"kind":"tension.raise","act":{"title":"x","body":"a sentence"}}`))
	f.Add([]byte(`{"kind":"role.amend","face":255,"by":4294967295,"cause":18446744073709551615,"act":{"role":1,"accountabilities":[],"places":0}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := org.DecodeEntry(7, line)
		if err != nil {
			return
		}
		once, err := e.Encode()
		if err != nil {
			t.Fatalf("%q was read, but cannot be written: %v", line, err)
		}
		again, err := org.DecodeEntry(7, once)
		if err != nil {
			t.Fatalf("%q is written as %q, which cannot be read: %v", line, once, err)
		}
		twice, err := again.Encode()
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%q, then %q: %v", once, twice, err)
		}
	})
}
