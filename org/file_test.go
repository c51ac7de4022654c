package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
)

// with is an act with which so many files come.
func with(n int, act org.Act) org.Act {
	org.Attach(act, n)
	return act
}

// Files get their numbers with the words that they came with, and hang where these hang.
func TestFiles(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Two lists", Circle: home}},
		{by: kofi, act: with(2, &org.NoteTension{Tension: 1, Text: org.Write("See.")}), check: func(t *testing.T, s *org.State) {
			if n := s.Note(1); !slices.Equal(n.Files, []org.FileID{1, 2}) || s.File(2).Note != 1 || s.HomeOf(org.RefOf(org.FileID(2))) != home {
				t.Errorf("%+v, %+v", n, s.File(2))
			}
		}},
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write("x"), Files: []org.FileID{1}}, want: "file.unknown"},
		{by: kofi, act: with(org.MaxFiles+1, &org.NoteTension{Tension: 1}), want: "file.many"},
		{by: noor, act: &org.TakeLead{Tension: 1}},
		{by: noor, act: with(1, &org.NoteInitiative{Initiative: 1}), check: func(t *testing.T, s *org.State) { // it speaks for itself
			if n := s.Note(2); !slices.Equal(n.Files, []org.FileID{3}) || n.Text != 0 || !n.Stands() {
				t.Errorf("%+v", n)
			}
		}},
		{by: noor, act: &org.NoteInitiative{Initiative: 1}, want: "text.missing"},
		{by: noor, act: with(1, &org.NoteTension{Tension: 1, Text: org.Write("x")})},
		{by: noor, act: &org.CorrectNote{Note: 3, Text: org.Write("y"), Drop: []org.FileID{1}}, want: "file.unknown"}, // of other words
		{by: kofi, act: &org.CorrectNote{Note: 3, Text: org.Write("y"), Drop: []org.FileID{4}}, want: "note.not_yours"},
		{by: noor, act: &org.CorrectNote{Note: 3, Drop: []org.FileID{4}}, want: "text.missing"},
		{by: noor, act: with(org.MaxFiles, &org.CorrectNote{Note: 3, Text: org.Write("y")}), want: "file.many"},
		{by: noor, act: &org.CorrectNote{Note: 3, Text: org.Write("y"), Files: []org.FileID{1}}, want: "file.unknown"},
		{by: noor, act: with(2, &org.CorrectNote{Note: 3, Drop: []org.FileID{4}}), check: func(t *testing.T, s *org.State) { // these speak for themselves
			if n := s.Note(3); !slices.Equal(n.Files, []org.FileID{5, 6}) || s.File(6).Note != 3 || s.File(7) != nil {
				t.Errorf("%+v", n)
			}
		}},
		{by: noor, act: &org.CorrectNote{Note: 3, Text: org.Write("z")}, check: func(t *testing.T, s *org.State) {
			if n := s.Note(3); !slices.Equal(n.Files, []org.FileID{5, 6}) {
				t.Errorf("other words alone take files out: %+v", n)
			}
		}},
		{by: kofi, act: &org.TakeBackNote{Note: 1}},
	})
	if got := org.FilesDroppedBy(s, &org.TakeBackNote{Note: 1}); !slices.Equal(got, []org.FileID{1, 2}) {
		t.Errorf("taking the words back drops %v", got)
	}
	if got := org.FilesDroppedBy(s, &org.CorrectNote{Note: 3, Drop: []org.FileID{5}}); !slices.Equal(got, []org.FileID{5}) {
		t.Errorf("correcting the words drops %v", got)
	}
	if org.Attach(&org.RaiseTension{}, 1) || org.KindNamed("tension.raise").Attaches() || !org.KindNamed("tension.note").Attaches() {
		t.Error("files come with words alone")
	}
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := org.DecodeState(b)
	if err != nil || again.File(3) == nil || again.File(3).Note != 2 || again.File(7) != nil {
		t.Errorf("%v: a snapshot has %+v", err, again.File(3))
	}
	guest := s.SightOf(roza, s)
	for id, sees := range map[org.FileID]bool{1: guest.Sees(org.RefOf(org.NoteID(1))), 9: false} {
		if guest.Sees(org.RefOf(id)) != sees {
			t.Errorf("%s is seen: %v", id, !sees)
		}
	}
}
