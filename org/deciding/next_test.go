package deciding_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org/deciding"
)

// ways are all in which something is decided.
func ways() (all []deciding.Way) {
	for p := deciding.RoleAuthority; p <= deciding.ActFirst; p++ {
		for _, one := range []bool{false, true} {
			for _, quorum := range []deciding.Share{{}, deciding.TwoThirds} {
				all = append(all, deciding.Way{Process: p, AdviceFirst: one, Second: one, Portfolio: one, Quorum: quorum})
			}
		}
	}
	return all
}

func TestWhatComesNext(t *testing.T) {
	consent := deciding.Way{Process: deciding.Consent}
	quorum := deciding.Way{Process: deciding.Consent, Quorum: deciding.TwoThirds}
	advice := deciding.Way{Process: deciding.Advice}
	vote := deciding.Way{Process: deciding.Vote}
	both := deciding.Way{Process: deciding.Consent, AdviceFirst: true}
	stay := deciding.Step{Stay: true}
	for _, c := range []struct {
		name string
		is   deciding.Facts
		want deciding.Step
	}{
		{"nobody opened it", deciding.Facts{Stage: deciding.Shaping, Over: true}, deciding.Step{Outcome: deciding.Lapsed}},
		{"advice is awaited", deciding.Facts{Way: advice, Stage: deciding.Advising, Asked: 1, Least: true}, stay},
		{"all advised at once", deciding.Facts{Way: advice, Stage: deciding.Advising}, deciding.Step{Stay: true, Sooner: true}},
		{"all advised", deciding.Facts{Way: advice, Stage: deciding.Advising, Least: true}, deciding.Step{To: deciding.Deciding}},
		{"some did not", deciding.Facts{Way: advice, Stage: deciding.Advising, Asked: 3, Over: true, Least: true}, deciding.Step{To: deciding.Deciding}},
		{"nobody decided", deciding.Facts{Way: advice, Stage: deciding.Deciding, Over: true}, deciding.Step{Outcome: deciding.Lapsed}},
		{"advice lies there", deciding.Facts{Way: both, Stage: deciding.Deciding, Unheeded: 1}, stay},
		{"advice was weighed", deciding.Facts{Way: both, Stage: deciding.Deciding}, deciding.Step{To: deciding.Asking}},
		{"the last answer", deciding.Facts{Way: consent, Stage: deciding.Answering, People: 4, Answered: 4}, deciding.Step{Outcome: deciding.Adopted}},
		{"one is missing", deciding.Facts{Way: consent, Stage: deciding.Answering, People: 4, Answered: 3}, stay},
		{"silence", deciding.Facts{Way: consent, Stage: deciding.Answering, People: 4, Answered: 1, Over: true}, deciding.Step{Outcome: deciding.Adopted}},
		{"too much of it", deciding.Facts{Way: quorum, Stage: deciding.Answering, People: 4, Answered: 2, Over: true}, deciding.Step{Outcome: deciding.NoQuorum}},
		{"just enough", deciding.Facts{Way: quorum, Stage: deciding.Answering, People: 3, Answered: 2, Over: true}, deciding.Step{Outcome: deciding.Adopted}},
		{"nobody is left", deciding.Facts{Way: consent, Stage: deciding.Answering, Over: true}, deciding.Step{Outcome: deciding.NoQuorum}},
		{"an objection", deciding.Facts{Way: consent, Stage: deciding.Answering, People: 4, Answered: 4, Open: 1}, stay},
		{"and no time left", deciding.Facts{Way: consent, Stage: deciding.Answering, People: 4, Answered: 4, Open: 1, Over: true}, deciding.Step{To: deciding.Mending}},
		{"settled by words", deciding.Facts{Way: consent, Stage: deciding.Mending, People: 4, Answered: 4}, deciding.Step{Outcome: deciding.Adopted}},
		{"not settled", deciding.Facts{Way: consent, Stage: deciding.Mending, People: 4, Open: 1, Over: true}, deciding.Step{Outcome: deciding.Blocked}},
		{"the map moved", deciding.Facts{Way: consent, Stage: deciding.Mending, People: 4, Answered: 4, Moved: true}, stay},
		{"trials are consented to", deciding.Facts{Way: deciding.Way{Process: deciding.Consent, Portfolio: true}, Stage: deciding.Answering, People: 1, Answered: 1}, deciding.Step{To: deciding.Trying}},
		{"nobody was named", deciding.Facts{Way: deciding.Way{Process: deciding.Election}, Stage: deciding.Naming, Over: true, People: 3}, deciding.Step{Outcome: deciding.NobodyNamed}},
		{"authority is over", deciding.Facts{Way: deciding.Way{Process: deciding.ActFirst}, Stage: deciding.Acting, Over: true}, deciding.Step{To: deciding.LookingBack}},
		{"ballots are missing", deciding.Facts{Way: vote, Stage: deciding.Voting, People: 3, Answered: 2}, stay},
		{"the last ballot", deciding.Facts{Way: vote, Stage: deciding.Voting, People: 3, Answered: 3}, deciding.Step{To: deciding.Counting}},
		{"the vote is over", deciding.Facts{Way: vote, Stage: deciding.Voting, People: 3, Over: true}, deciding.Step{To: deciding.Counting}},
		{"all who could vote left", deciding.Facts{Way: vote, Stage: deciding.Voting}, stay},
		{"nobody could count", deciding.Facts{Way: vote, Stage: deciding.Counting, People: 3, Over: true}, deciding.Step{Outcome: deciding.Lapsed}},
		{"nobody looked back", deciding.Facts{Way: deciding.Way{Process: deciding.ActFirst}, Stage: deciding.LookingBack, Over: true}, deciding.Step{Outcome: deciding.Lapsed}},
	} {
		if got := deciding.Next(c.is); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Whatever people do or leave, when its time is over a stage gives way to another or to the
// end, and by the clock alone each way comes to its end.
func TestEveryWayEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := deciding.Facts{Way: rapid.SampledFrom(ways()).Draw(t, "way")}
		stages := f.Way.Stages()
		number := func(what string) int { return rapid.IntRange(0, 3).Draw(t, what) }
		yes := func(what string) bool { return rapid.Bool().Draw(t, what) }
		for i, mended := 1, 0; i < len(stages); {
			f.Stage, f.Over, f.Least = stages[i], true, true
			if mended > 0 && f.Stage == deciding.Answering {
				f.Stage = deciding.Mending
			}
			f.People = number("people")
			f.Answered, f.Open, f.Asked = min(f.People, number("answered")), number("open"), number("asked")
			f.Unheeded, f.Trials, f.Named = number("unheeded"), number("trials"), number("named")
			f.Moved, f.Seconded, f.Looked, f.Refused = yes("moved"), yes("seconded"), yes("looked"), yes("refused")
			step := deciding.Next(f)
			switch {
			case step.Stay:
				t.Fatalf("%v stays at %v for ever", f.Way.Process, f.Stage)
			case step.To == deciding.Mending && mended == 0:
				mended++
			case step.To == deciding.NoStage:
				if step.Outcome == deciding.NoOutcome {
					t.Fatalf("%v ends without an outcome at %v", f.Way.Process, f.Stage)
				}
				return
			default:
				at := slices.Index(stages, step.To)
				if at <= i {
					t.Fatalf("%v goes from %v back to %v", f.Way.Process, f.Stage, step.To)
				}
				i = at
			}
		}
	})
}

// Nothing is adopted while an objection is open, or by fewer than have to take part.
func TestNothingIsAdoptedOverAnObjection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := deciding.Facts{
			Way:      rapid.SampledFrom(ways()).Draw(t, "way"),
			Stage:    deciding.Stage(rapid.IntRange(int(deciding.Shaping), int(deciding.Forwarding)).Draw(t, "stage")),
			Over:     rapid.Bool().Draw(t, "over"),
			People:   rapid.IntRange(0, 9).Draw(t, "people"),
			Open:     rapid.IntRange(0, 2).Draw(t, "open"),
			Answered: rapid.IntRange(0, 9).Draw(t, "answered"),
		}
		f.Answered = min(f.Answered, f.People)
		if f.Stage != deciding.Answering && f.Stage != deciding.Mending {
			return
		}
		step := deciding.Next(f)
		on := step.Outcome == deciding.Adopted || step.To == deciding.Trying
		if on && (f.Open > 0 || f.People == 0 || !f.Way.Quorum.Met(f.Answered, f.People)) {
			t.Fatalf("%+v leads to %+v", f, step)
		}
		if on && !f.Over && f.Answered < f.People && f.Stage == deciding.Answering {
			t.Fatalf("%+v ends before all answered", f)
		}
	})
}
