package demo

import (
	"strings"
	"testing"
	"time"

	"orpheus/internal/racetest"
	"orpheus/org"
	"orpheus/org/deciding"
)

// decided is De Linde as it is at some day, and what of its story was not possible.
func decided(t *testing.T, o Options) (*org.State, map[string]int) {
	t.Helper()
	o, err := o.checked()
	if err != nil {
		t.Fatal(err)
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	s := newSim(o, loaded(t, o.Lang), place, func(Deed) bool { return true })
	s.run()
	if _, err := Tick(s.draft, o.End()); err != nil {
		t.Fatal(err)
	}
	return s.draft.Freeze(), s.refused
}

// eachDecided tries De Linde on days of several seasons and weekdays, and a small one.
func eachDecided(t *testing.T, f func(t *testing.T, s *org.State, end org.Time, refused map[string]int)) {
	options := []Options{
		{Until: until},
		{Until: until, Size: Small, Lang: "da"},
		{Until: until.AddDate(0, 4, 11), Seed: 3},
		{Until: until.AddDate(0, 9, 9), Lang: "nl"},
		{Until: until.AddDate(0, 11, 3), Seed: 1, Size: Small},
		{Until: until.AddDate(0, 6, -2)},
	}
	for _, o := range options[:racetest.Fewer(len(options), 2)] {
		t.Run(o.Until.Format(time.DateOnly)+string(o.Size), func(t *testing.T) {
			s, refused := decided(t, o)
			f(t, s, o.End(), refused)
		})
	}
}

// Every process comes to every end that it can come to in a house like this one, and some
// are under way.
func TestDecisionsOfEveryProcess(t *testing.T) {
	ended := []struct {
		process deciding.Process
		outcome deciding.Outcome
	}{
		{deciding.RoleAuthority, deciding.Adopted},
		{deciding.RoleAuthority, deciding.Lapsed},
		{deciding.Advice, deciding.Adopted},
		{deciding.Advice, deciding.Dropped},
		{deciding.Advice, deciding.Lapsed},
		{deciding.Consent, deciding.Adopted},
		{deciding.Consent, deciding.Blocked},
		{deciding.Consent, deciding.NoQuorum},
		{deciding.Consent, deciding.Smaller},
		{deciding.Consent, deciding.Tried},
		{deciding.Election, deciding.Adopted},
		{deciding.Election, deciding.NobodyNamed},
		{deciding.Probe, deciding.Tried},
		{deciding.Probe, deciding.Lapsed},
		{deciding.ActFirst, deciding.LookedBack},
		{deciding.ActFirst, deciding.Lapsed},
		{deciding.Vote, deciding.Adopted},
		{deciding.Vote, deciding.Kept},
	}
	underWay := []deciding.Stage{deciding.Shaping, deciding.Advising, deciding.Deciding, deciding.Answering, deciding.Mending, deciding.Trying, deciding.Voting}
	eachDecided(t, func(t *testing.T, s *org.State, end org.Time, _ map[string]int) {
		type way struct {
			process deciding.Process
			outcome deciding.Outcome
		}
		ways, stages, late := map[way]int{}, map[deciding.Stage]int{}, 0
		for id, x := range s.Decisions() {
			ways[way{x.Process, x.Outcome}]++
			stages[x.Stage]++
			if x.Open() && x.Until-end < (x.Until-x.Began)/2 {
				late++
			}
			if x.Open() && x.Until <= end {
				t.Errorf("%s was over at %s", id, x.Until)
			}
			if x.Open() && x.Until.Std().In(at(t, zone)).Hour() != 16 {
				t.Errorf("%s goes on until %s", id, x.Until)
			}
		}
		for _, w := range ended {
			if ways[w] == 0 {
				t.Errorf("no %s ended %s: %v", w.process, w.outcome, ways)
			}
		}
		for _, stage := range underWay {
			if stages[stage] == 0 {
				t.Errorf("nothing is %s now", stage)
			}
		}
		if late < 3 {
			t.Errorf("%d are past the middle of their stage", late)
		}
	})
}

func at(t *testing.T, name string) *time.Location {
	t.Helper()
	place, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return place
}

// What people do with one another's words: an objection makes a proposal better, another is
// let go, a third does no harm; advice is followed and is not; people see questions otherwise;
// somebody answers in the name of somebody who is away.
func TestDecisionsAreTalkedOver(t *testing.T) {
	eachDecided(t, func(t *testing.T, s *org.State, _ org.Time, _ map[string]int) {
		found := map[string]bool{}
		for _, x := range s.Decisions() {
			for _, id := range x.Objections {
				o := s.Objection(id)
				found["objection "+o.How.String()] = true
				if o.How == org.Solved && x.Outcome == deciding.Adopted && int(o.Version) < len(x.Versions) {
					found["made better"] = true
				}
			}
			for _, a := range x.Advice {
				found["advice "+a.Heed.String()] = true
			}
			for _, a := range x.Answers {
				found["answer "+a.Says.String()] = true
				if a.By != 0 {
					found["in the name of another"] = true
				}
			}
			for _, n := range x.Nominations {
				if n.Again {
					found["thought better of"] = true
				}
			}
			if g := x.Suggestion(); g.Differ() && g.Answered > 2 {
				found["seen otherwise"] = true
			}
			for _, p := range x.Parties {
				if p.By != 0 && p.By == p.Person {
					found["came in"] = true
				}
			}
			if row := s.Tension(x.Tension); !x.Open() && row.Open() && x.Outcome != deciding.Blocked && x.Ended+15*org.Day < s.Last {
				t.Errorf("%q ended %s and is open still", x.Title, x.Outcome)
			}
			if len(x.Extensions) > 0 {
				found["more time"] = true
			}
			if x.Other != 0 && x.Process == deciding.Consent {
				found["another way"] = true
			}
			if x.Seconds != 0 {
				found["second"] = true
			}
			if len(x.Changes) > 1 && x.Outcome == deciding.Adopted {
				found["changed the map"] = true
			}
		}
		for _, want := range []string{
			"objection solved", "objection withdrawn", "objection no_harm", "objection ", "made better", "advice followed", "advice not_followed",
			"answer consent", "answer stand_aside", "answer object", "in the name of another", "thought better of", "seen otherwise", "came in", "more time",
			"another way", "second", "changed the map",
		} {
			if !found[want] {
				t.Errorf("nowhere %q", want)
			}
		}
	})
}

// Agreements live on: one was renewed, one let go, one forgotten, one replaced by another, one
// holds until its day; some are in force, and two are looked at again by now.
func TestAgreementsLive(t *testing.T) {
	eachDecided(t, func(t *testing.T, s *org.State, end org.Time, _ map[string]int) {
		n := map[string]int{}
		for id, g := range s.Agreements() {
			switch {
			case g.Holds() && g.Asks(end):
				n["asks"]++
			case g.Holds() && g.Season:
				n["holds until its day"]++
			case g.SupersededBy != 0 && s.Agreement(g.SupersededBy).Supersedes == id:
				n["replaced"]++
			case !g.Holds() && len(g.LetGo) > len(g.Keep):
				n["let go"]++
			case !g.Holds() && len(g.Keep) == 0:
				n["forgotten"]++
			}
			if g.Renewed != 0 {
				n["renewed"]++
			}
			if g.Holds() {
				n["in force"]++
			}
		}
		for what, least := range map[string]int{"asks": 2, "holds until its day": 1, "replaced": 1, "let go": 1, "forgotten": 1, "renewed": 2, "in force": 7} {
			if n[what] < least {
				t.Errorf("%d %s, want %d at least: %v", n[what], what, least, n)
			}
		}
	})
}

// What the tales say happens: the domain refuses none of it, but who speaks before their turn
// and is asked again.
func TestTalesHappen(t *testing.T) {
	eachDecided(t, func(t *testing.T, s *org.State, _ org.Time, refused map[string]int) {
		for what, n := range refused {
			kind, why, _ := strings.Cut(what, ": ")
			noun, _, _ := strings.Cut(kind, ".")
			switch noun {
			case "decision", "advice", "consent", "objection", "agreement", "standin":
				if why != "decision.judges" && why != "gone" {
					t.Errorf("%s was refused %d times: %s", kind, n, why)
				}
			}
			if why == "planned" {
				t.Errorf("%s was not possible", kind)
			}
		}
		asked := 0
		for range s.Decisions() {
			asked++
		}
		if asked < 25 {
			t.Errorf("%d decisions", asked)
		}
	})
}

// What De Linde decides leaves the rest of its story as it is, until it changes who holds
// which role.
func TestDecisionsLeaveTheStory(t *testing.T) {
	o := Options{Until: until}
	rest := func() (all []string) {
		deeds, err := Deeds(o)
		if err != nil {
			t.Fatal(err)
		}
		for d := range deeds {
			kind := org.NameOf(d.Act)
			switch noun, _, _ := strings.Cut(kind, "."); {
			case d.Moment.At > o.End()-60*org.Day:
				return all
			case kind == "tension.note", kind == "tension.resolve":
			case strings.Contains(" decision advice consent objection agreement standin ", " "+noun+" "):
			default:
				all = append(all, d.Moment.By.String()+" "+kind)
			}
		}
		return all
	}
	apart = true // what is told beside it speaks of decisions
	with, told := rest(), tales
	tales = nil
	t.Cleanup(func() { tales, apart = told, false })
	without := rest()
	for i := range min(len(with), len(without)) {
		if with[i] != without[i] {
			t.Fatalf("the %dth of %d is %s, and %s without decisions", i+1, len(with), with[i], without[i])
		}
	}
	if len(with) != len(without) || len(with) < 1000 {
		t.Errorf("%d acts, %d without decisions", len(with), len(without))
	}
}
