package org_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
)

// A conversation about a tension: said, answered, corrected, taken back, and who may.
func TestConversation(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Two lists", Circle: home}},
		{by: kofi, act: &org.NoteTension{Tension: 1}, want: "text.missing"},
		{by: kofi, act: &org.NoteTension{Tension: 9, Text: org.Write("x")}, want: "tension.unknown"},
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write("Again tonight, @P3. Not you@P4.example, @P3.")}, check: func(t *testing.T, s *org.State) {
			if n := s.Note(1); n.Tension != 1 || n.By != kofi || !slices.Equal(n.Mentions, []org.PersonID{noor}) {
				t.Errorf("%+v", n)
			}
		}},
		{by: roza, act: &org.NoteTension{Tension: 1, Text: org.Write("I saw it, @P2."), Answers: 1}},
		{by: roza, act: &org.NoteTension{Tension: 1, Text: org.Write("Who is @P4?")}, want: "person.unknown"}, // a guest, who does not know Bram
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write("Who is @P77?")}, want: "person.unknown"},
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write(strings.Repeat("@P3 ", 30) + "once")}},
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write(mentions(21))}, want: "note.mentions"},
		{by: kofi, act: &org.RaiseTension{Title: "Elsewhere"}},
		{by: kofi, act: &org.NoteTension{Tension: 2, Text: org.Write("x"), Answers: 1}, want: "note.elsewhere"},
		{by: kofi, act: &org.NoteTension{Tension: 2, Text: org.Write("Not for @P5.")}, want: "note.guest"},
		{by: noor, act: &org.TakeLead{Tension: 1}},
		{by: noor, act: &org.NoteInitiative{Initiative: 1, Text: org.Write("Mine now."), Answers: 2}},
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write("Good."), Answers: 4}, check: func(t *testing.T, s *org.State) {
			if got := s.Conversation(0, 1); !slices.Equal(got, []org.NoteID{1, 2, 3, 4, 5}) || s.Thread(5) != 1 {
				t.Errorf("the conversation is %v, and N5 is in the thread of %v", got, s.Thread(5))
			}
			if got := s.Conversation(2, 0); len(got) != 0 {
				t.Errorf("elsewhere is %v", got)
			}
		}},
		{by: noor, act: &org.CorrectNote{Note: 1, Text: org.Write("x")}, want: "note.not_yours"},
		{by: noor, act: &org.TakeBackNote{Note: 1}, want: "note.not_yours"},
		{by: kofi, act: &org.CorrectNote{Note: 1, Text: org.Write("Again tonight, @P3 and @P1.")}, check: func(t *testing.T, s *org.State) {
			if n := s.Note(1); n.Corrected == 0 || n.Was == 0 || n.Was == n.Text || !slices.Equal(n.Mentions, []org.PersonID{noor, fatima}) {
				t.Errorf("%+v", n)
			}
		}},
		{by: kofi, act: &org.TakeBackNote{Note: 1}, check: func(t *testing.T, s *org.State) {
			if n := s.Note(1); n.Stands() || n.Text != 0 || n.Mentions != nil {
				t.Errorf("%+v", n)
			}
		}},
		{by: kofi, act: &org.TakeBackNote{Note: 1}, want: "note.taken_back"},
		{by: kofi, act: &org.CorrectNote{Note: 1, Text: org.Write("x")}, want: "note.taken_back"},
		{by: noor, act: &org.NoteTension{Tension: 1, Text: org.Write("x"), Answers: 1}, want: "note.taken_back"},
	})
	if got := org.DroppedBy(s, &org.TakeBackNote{Note: 1}); len(got) != 1 || got[0] == 0 {
		t.Errorf("taking words back drops %v", got)
	}
}

func mentions(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("@" + org.PersonID(i+1).String() + " ")
	}
	return b.String()
}

// Only those whom a correction names anew are told of it.
func TestACorrectionSaysWhomItNamesAnew(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Two lists", Circle: home}},
		{by: kofi, act: &org.NoteTension{Tension: 1, Text: org.Write("@P3 knows.")}},
	})
	act := &org.CorrectNote{Note: 1, Text: org.Write("@P3 and @P1 know.")}
	if _, err := s.Edit().Do(act, org.Moment{At: s.Last, By: kofi}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(act.Mentions, []org.PersonID{noor, fatima}) || !slices.Equal(act.Newly, []org.PersonID{fatima}) {
		t.Errorf("%+v", act)
	}
}

// Whatever is cut into words and mentions is the same text together, and names are put
// only where mentions stand.
func TestSplitMentions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"@", "P", "@P1", "@P22", " ", "a", "é", "_", "7", ".", "(", "@P99999999999"})).Draw(t, "pieces"), "")
		var again strings.Builder
		for _, p := range org.SplitMentions(text) {
			if p.Text == "" || p.Person != 0 && p.Text != "@"+p.Person.String() {
				t.Fatalf("%q has the piece %+v", text, p)
			}
			again.WriteString(p.Text)
		}
		if again.String() != text {
			t.Fatalf("%q became %q", text, again.String())
		}
	})
	if got := org.NameMentions("(@P1) and x@P1, @P12.", func(p org.PersonID) string { return "<" + p.String() + ">" }); got != "(@<P1>) and x@P1, @<P12>." {
		t.Error(got)
	}
}

// Whom words name and whose words they answer are told so, each once, and of a correction
// only those whom it names anew; whoever speaks is not told.
func TestWordsTellWhomTheyNameAndAnswer(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Two lists", Circle: home}},
		{by: noor, act: &org.NoteTension{Tension: 1, Text: org.Write("Mine too.")}},
	})
	named := func(by org.PersonID, act org.Act) (who []org.PersonID) {
		d := s.Edit()
		done, err := d.Do(act, org.Moment{At: s.Last, By: by, Face: org.Web})
		if err != nil {
			t.Fatal(err)
		}
		s = d.Freeze()
		told := org.Tell(s, &org.Entry{At: s.Last, By: by, Face: org.Web, Act: done[0].Act})
		if told.Thing != org.RefOf(org.TensionID(1)) {
			t.Errorf("%T is about %v", act, told.Thing)
		}
		for _, h := range told.People() {
			if h.Because == org.BecauseNamed {
				who = append(who, h.Person)
			}
		}
		return who
	}
	if got := named(kofi, &org.NoteTension{Tension: 1, Text: org.Write("@P1, and @P2 is me."), Answers: 1}); !slices.Equal(got, []org.PersonID{fatima, noor}) {
		t.Errorf("an answer that names somebody tells %v", got)
	}
	if got := named(kofi, &org.CorrectNote{Note: 2, Text: org.Write("@P1 and @P4.")}); !slices.Equal(got, []org.PersonID{bram}) {
		t.Errorf("the correction tells %v", got)
	}
}
