package org_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// quiet are the kinds of act that reach nobody, each with the reason.
var quiet = map[string]string{
	"org.found": "nobody is there yet", "org.amend": "a setting for all", "org.mails": "a setting for all", "org.invite": "a setting for all", "org.bar": "a setting for all", "org.wording": "a setting for all", "org.source": "a note of an import", "log.redact": "it takes words out",
	"person.join": "whoever comes in knows, and nobody waits for it", "person.record": "they left before", "person.leave": "what ends with it says so itself",
	"person.erase": "nothing is to be told of them", "strength.name": "people find it when they look", "strength.drop": "it is theirs alone",
	"strength.unconfirm": "a no is for who says it", "seat.record": "it ended before", "seat.correct_origin": "nothing begins or ends",
	"tension.unfeel": "a no is for who says it", "initiative.leave": "a no is for who says it", "learning.keep": "people find it when they look", "learning.drop": "what is taken back is to be gone",
	"thanks.hide": "it is between the two", "thanks.show": "it is between the two", "thanks.take_back": "what is taken back is to be gone",
	"informal.withdraw": "a no is for who says it", "informal.decline": "a no is for who says it",
	"meeting.add_point": "whoever is there sees it, and the others when they look", "meeting.turn": "whoever is there sees it", "meeting.join": "whoever is there sees it", "meeting.leave": "whoever is there sees it", "meeting.say": "whoever is there sees it, and the others when they look",
	"meeting.unsay": "what is taken back is to be gone", "meeting.settle": "the act that did it tells", "meeting.spare": "it is theirs alone",
	"note.take_back": "what is taken back is to be gone", "lead.extend": "nothing begins or ends", "lead.forget": "it is to be gone",
	"decision.record": "it was told where it was decided", "decision.discard": "nothing begins or ends",
	"pulse.end": "what it leads to is told at once",
}

// Every kind of act says whom it reaches, or stands above with why it reaches nobody.
func TestEveryKindTellsOrIsQuiet(t *testing.T) {
	for _, k := range org.Kinds() {
		why, is := quiet[k.Name]
		if k.Tells() == is {
			t.Errorf("%s tells: %v; it is to be quiet, because %q: a method Tell in its file, or a line above", k.Name, k.Tells(), why)
		}
	}
}

// Whatever happens, whom an act reaches takes part, is told once, and did not do it; and
// there is a thing whose page tells more.
func TestWhomActsReach(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 5)).IntN
		s, told := new(org.State), 0
		do := func(act org.Act, by org.PersonID, face org.Face) {
			d := s.Edit()
			done, err := d.Do(act, org.Moment{At: s.Last + org.Day/4, By: by, Face: face})
			if err != nil {
				return
			}
			s = d.Freeze()
			for i, a := range done {
				told += reaches(rt, s, &org.Entry{Seq: uint64(i + 1), At: a.Moment.At, By: a.Moment.By, Face: a.Moment.Face, Act: a.Act})
			}
		}
		for _, act := range beginning() {
			do(act, 0, org.Operator)
		}
		for range 300 {
			act, by, face := orgtest.Act(pick, s)
			do(act, by, face)
		}
		if told == 0 {
			rt.Fatal("nobody was ever told of anything")
		}
	})
}

func reaches(rt *rapid.T, s *org.State, e *org.Entry) (told int) {
	t := org.Tell(s, e)
	var who []org.PersonID
	for _, h := range t.People() {
		who = append(who, h.Person)
		if h.Person == e.By || !s.Person(h.Person).Present() {
			rt.Fatalf("%s by %v reaches %v", org.NameOf(e.Act), e.By, h.Person)
		}
		if n := t.Notice(h.Because); n.Matter == 0 || n.Because != h.Because || n.Kind == nil {
			rt.Fatalf("%s tells %+v", org.NameOf(e.Act), n)
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(who)))) != len(who) {
		rt.Fatalf("%s reaches somebody twice: %v", org.NameOf(e.Act), who)
	}
	if len(who)+len(t.Topics()) > 0 && (t.Thing.N == 0 || !slices.Contains([]byte("CRTIPDMJEU"), t.Thing.Letter)) {
		rt.Fatalf("%s is about %v, which has no page", org.NameOf(e.Act), t.Thing)
	}
	if e.Face == org.Import && len(who) > 0 {
		rt.Fatal("an import reaches somebody")
	}
	return len(who)
}
