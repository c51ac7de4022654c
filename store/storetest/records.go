package storetest

import (
	"crypto/hmac"
	"crypto/sha256"
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

var (
	ada = records.Profile{Person: 1, Name: "Ada Østergård", Mail: "ada@example.org", Key: "id:1", Handle: "h:ada"}
	bo  = records.Profile{Person: 2, Name: "Bo", Key: "id:2"}
	cy  = records.Profile{Person: 10, Name: "Cy"}

	first   = records.Text{ID: 1, By: 1, At: 5, Body: "Ada wrote this.\nIn two lines: 'ø' \"x\" \x00."}
	second  = records.Text{ID: 2, By: 2, At: 6, Body: "Bo wrote this."}
	third   = records.Text{ID: 12, By: 1, At: -7, Body: "Ada again."}
	nobodys = records.Text{ID: 13, At: 8, Body: "An import wrote this."}
)

// people gives an organisation people and texts and returns its head.
func people(t *testing.T, s Store, slug string) ledger.Head {
	t.Helper()
	b := ledger.Batch{Slug: slug, Rows: Rows(ledger.Head{}, 2, slug), Records: records.Changes{
		Profiles: []records.Profile{cy, ada, bo}, Texts: []records.Text{third, first, second, nobodys},
	}}
	must(t, s.Append(t.Context(), b))
	return b.Last()
}

// knows checks what is in the records of an organisation.
func knows(t *testing.T, s Store, slug string, profiles []records.Profile, texts []records.Text) {
	t.Helper()
	p, err := s.Profiles(t.Context(), slug)
	must(t, err)
	equal(t, "profiles", p, profiles)
	all, err := s.AllTexts(t.Context(), slug)
	must(t, err)
	equal(t, "texts", all, texts)
	some, err := s.Texts(t.Context(), slug, 99, 1, 2, 12, 13, 1)
	must(t, err)
	want := map[org.TextID]records.Text{}
	for _, text := range texts {
		want[text.ID] = text
	}
	equal(t, "texts by number", some, want)
}

func profiles(t *testing.T, s Store) {
	add(t, s, "other", ledger.Head{}, 1)
	people(t, s, "linde")
	knows(t, s, "linde", []records.Profile{ada, bo, cy}, []records.Text{first, second, third, nobodys})
	knows(t, s, "other", nil, nil)
	renamed := ada
	renamed.Name, renamed.Mail = "Ada Byron", ""
	must(t, s.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{renamed}}))
	knows(t, s, "linde", []records.Profile{renamed, bo, cy}, []records.Text{first, second, third, nobodys})
	none, err := s.Texts(t.Context(), "linde")
	must(t, err)
	equal(t, "texts", len(none), 0)
}

// What goes with acts is there when the acts are, and not otherwise.
func together(t *testing.T, s Store) {
	head := people(t, s, "linde")
	b := ledger.Batch{Slug: "linde", Before: ledger.Head{Seq: 1}, Rows: Rows(ledger.Head{Seq: 1}, 1, "x"), Records: records.Changes{
		Profiles: []records.Profile{{Person: 3, Name: "Dot"}},
		Texts:    []records.Text{{ID: 20, Body: "x"}},
		Erasures: []records.Erasure{{Person: 2}},
	}}
	want(t, s.Append(t.Context(), b), ledger.ErrStale)
	knows(t, s, "linde", []records.Profile{ada, bo, cy}, []records.Text{first, second, third, nobodys})
	b.Before, b.Rows = head, Rows(head, 1, "x")
	must(t, s.Append(t.Context(), b))
	p, err := s.Profiles(t.Context(), "linde")
	must(t, err)
	equal(t, "profiles", p, []records.Profile{ada, {Person: 3, Name: "Dot"}, cy})
}

func erasure(t *testing.T, s Store) {
	people(t, s, "other")
	head := people(t, s, "linde")
	b := ledger.Batch{
		Slug: "linde", Before: head, Rows: Rows(head, 1, "erase"),
		Records: records.Changes{Erasures: []records.Erasure{{Person: 1}, {Person: 77}}},
	}
	must(t, s.Append(t.Context(), b))
	knows(t, s, "linde", []records.Profile{bo, cy}, []records.Text{second, nobodys})
	knows(t, s, "other", []records.Profile{ada, bo, cy}, []records.Text{first, second, third, nobodys})
	rows, err := read(t.Context(), s, "linde", 0)
	must(t, err)
	equal(t, "rows", len(rows), 3)
}

// What its writer takes back is gone, and nothing else.
func dropped(t *testing.T, s Store) {
	people(t, s, "other")
	head := people(t, s, "linde")
	b := ledger.Batch{
		Slug: "linde", Before: head, Rows: Rows(head, 1, "drop"),
		Records: records.Changes{Texts: []records.Text{{ID: 21, By: 1, Body: "short"}}, Dropped: []org.TextID{second.ID, 21, 99}},
	}
	must(t, s.Append(t.Context(), b))
	knows(t, s, "linde", []records.Profile{ada, bo, cy}, []records.Text{first, third, nobodys})
	knows(t, s, "other", []records.Profile{ada, bo, cy}, []records.Text{first, second, third, nobodys})
}

func erasureKeeps(t *testing.T, s Store) {
	people(t, s, "linde")
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 1, KeepTexts: true}}}))
	knows(t, s, "linde", []records.Profile{bo, cy}, []records.Text{first, second, third, nobodys})
}

func forgotten(t *testing.T, s Store) {
	people(t, s, "other")
	people(t, s, "linde")
	asked := []string{"id:1", "h:ada", "id:2", "", "id:3", "id"}
	check := func(slug string, want ...string) {
		t.Helper()
		got, err := s.Forgotten(t.Context(), slug, asked...)
		must(t, err)
		n := 0
		for _, k := range asked {
			if got[k] {
				n++
			}
		}
		for _, k := range want {
			if !got[k] {
				t.Fatalf("%s does not know that %q is forgotten", slug, k)
			}
		}
		equal(t, "forgotten keys of "+slug, n, len(want))
	}
	check("linde")
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}, {Person: 10}}}))
	check("linde", "id:1", "h:ada")
	check("other")
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}, {Person: 2, KeepTexts: true}}}))
	check("linde", "id:1", "h:ada", "id:2")
	if got, err := s.Forgotten(t.Context(), "linde"); err != nil || len(got) > 0 {
		t.Fatalf("asked for nothing, got %v, %v", got, err)
	}
}

// What is kept of forgotten keys goes along with an export, and is known where it is
// restored, though the secret of that store is another.
func forgottenElsewhere(t *testing.T, s Store) {
	people(t, s, "linde")
	people(t, s, "anker")
	must(t, s.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}}}))
	kept, err := s.AllForgotten(t.Context(), "linde")
	must(t, err)
	equal(t, "kept", len(kept), 2)
	h := hmac.New(sha256.New, []byte("of another store"))
	h.Write([]byte("id:77"))
	kept = append(kept, records.Forgotten{Secret: []byte("of another store"), Mac: h.Sum(nil)})
	must(t, s.Amend(t.Context(), "anker", records.Changes{Forgotten: kept}))
	must(t, s.Amend(t.Context(), "anker", records.Changes{Forgotten: kept}))
	got, err := s.Forgotten(t.Context(), "anker", "id:1", "h:ada", "id:77", "id:2")
	must(t, err)
	equal(t, "known", got, map[string]bool{"id:1": true, "h:ada": true, "id:77": true})
	again, err := s.AllForgotten(t.Context(), "anker")
	must(t, err)
	equal(t, "kept there", len(again), 3)
}
