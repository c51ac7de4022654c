package readiness_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/readiness"
	"orpheus/org"
	"orpheus/org/practice"
)

// said is a pulse of a test.
type said struct {
	all    map[string]readiness.Said
	differ bool
}

func (s said) Said(c string) (readiness.Said, bool) { v, is := s.all[c]; return v, is }
func (s said) Differ() bool                         { return s.differ }

// around is an interval of 16 to either side, which is what twelve answers give.
func around(mean float64) readiness.Said {
	return readiness.Said{Mean: mean, Low: mean - 16, High: mean + 16}
}

func asked(differ bool, pairs ...any) said {
	s := said{map[string]readiness.Said{}, differ}
	for i := 0; i < len(pairs); i += 2 {
		s.all[pairs[i].(string)] = around(float64(pairs[i+1].(int)))
	}
	return s
}

func fired(p *readiness.Profile) (ids []string) {
	for _, f := range p.Fired {
		ids = append(ids, f.Rule.ID)
	}
	return ids
}

// The table of C2: which rules hold, and which steps they lead to.
func TestRules(t *testing.T) {
	agreed := readiness.Facts{People: 12, Agreed: true}
	for _, c := range []struct {
		name  string
		f     readiness.Facts
		pulse readiness.Pulse
		runs  []string
		rules []string
		steps []string
	}{
		{"no day is agreed", readiness.Facts{People: 12}, asked(false, "WRK", 90), nil, []string{"R1"}, []string{"who-decides-ten", "name-what-is-there", "reflection-45"}},
		{"nobody was asked, and they are few", readiness.Facts{People: 7, Agreed: true}, nil, nil, []string{"R1"}, []string{"who-decides-ten", "name-what-is-there", "reflection-45"}},
		{"nobody was asked, and they are many", agreed, nil, nil, nil, []string{"reflection-45", "good-enough-for-now", "both-write"}},
		{"full days", agreed, asked(false, "WRK", 39), nil, []string{"R2"}, []string{"one-in-one-out", "give-back", "end-date"}},
		{"not so full days", agreed, asked(false, "WRK", 40), nil, nil, []string{"reflection-45", "good-enough-for-now", "both-write"}},
		{"full days and two owners", readiness.Facts{People: 12, Agreed: true, TwoOwners: 1}, asked(false, "WRK", 20), nil, []string{"R2", "R5"}, []string{"one-in-one-out", "who-decides-ten", "give-back"}},
		{"speaking has a price", agreed, asked(false, "SAF", 49, "POW", 49), nil, []string{"R3", "R4"}, []string{"figures-on-the-table", "speak-last", "write-first"}},
		{"all of one desk", readiness.Facts{People: 12, Agreed: true, Formal: true, Central: true}, asked(false), nil, []string{"R9"}, []string{"coach-hour", "three-decisions", "speak-last"}},
		{"a formal role alone is nothing", readiness.Facts{People: 12, Agreed: true, Formal: true}, asked(false), nil, nil, []string{"reflection-45", "good-enough-for-now", "both-write"}},
		{"on one person", readiness.Facts{People: 12, Agreed: true, OnOne: 2}, asked(false), nil, []string{"R10"}, []string{"lead-in-pairs", "ask-me-about", "end-date"}},
		{"room, and something waits", readiness.Facts{People: 12, Agreed: true, Waiting: 1}, asked(false, "SAF", 60, "WRK", 50), nil, []string{"R12"}, []string{"calls-ten-minutes", "one-thing-each", "follow-elsewhere"}},
		{"no room, and something waits", readiness.Facts{People: 12, Agreed: true, Waiting: 1}, asked(false, "SAF", 60, "WRK", 49), nil, nil, []string{"reflection-45", "good-enough-for-now", "both-write"}},
		{"nothing is known, and something waits", readiness.Facts{People: 12, Agreed: true, Waiting: 1}, asked(false), nil, nil, []string{"reflection-45", "good-enough-for-now", "both-write"}},
		{"it runs already", agreed, asked(false, "WRK", 20), []string{"one-in-one-out"}, []string{"R2"}, []string{"give-back", "end-date"}},
		{"much is new", readiness.Facts{People: 12, Agreed: true, Remade: true}, asked(false, "WRK", 20), nil, []string{"R2"}, []string{"one-in-one-out"}},
		{"they see it differently", agreed, asked(true, "WRK", 20), nil, []string{"R2"}, []string{"reflection-45", "one-in-one-out", "give-back"}},
	} {
		p := readiness.Of(2, c.f, c.pulse, c.runs)
		if got := fired(p); !slices.Equal(got, c.rules) || !slices.Equal(p.Steps, c.steps) || p.None != (c.rules == nil) {
			t.Errorf("%s: %v gives %v, want %v and %v", c.name, got, p.Steps, c.rules, c.steps)
		}
	}
}

// It is sure only where the whole interval lies under the line.
func TestSure(t *testing.T) {
	for _, c := range []struct {
		mean int
		sure bool
	}{{39, false}, {24, false}, {23, true}} {
		p := readiness.Of(2, readiness.Facts{Agreed: true}, asked(false, "WRK", c.mean), nil)
		if len(p.Fired) != 1 || p.Fired[0].Sure != c.sure || p.Fired[0].Step != "one-in-one-out" || p.Chosen("one-in-one-out") != &p.Fired[0] || p.Chosen("give-back") != nil {
			t.Errorf("a mean of %d: %+v", c.mean, p.Fired)
		}
	}
}

// Whatever holds, three steps at most are offered, each once, none that a rule above speaks
// against and none that runs.
func TestStepsAreOffered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := readiness.Facts{Agreed: rapid.Bool().Draw(t, "agreed"), TwoOwners: rapid.IntRange(0, 2).Draw(t, "owners"), OnOne: rapid.IntRange(0, 2).Draw(t, "one"), Waiting: rapid.IntRange(0, 2).Draw(t, "waits"), Formal: true, Central: rapid.Bool().Draw(t, "central")}
		s := asked(rapid.Bool().Draw(t, "differ"))
		for _, c := range []string{"RDY1", "RDY2", "POW", "SAF", "ROL", "INF", "WRK"} {
			if rapid.Bool().Draw(t, "known") {
				s.all[c] = around(float64(rapid.IntRange(0, 100).Draw(t, c)))
			}
		}
		var runs []string
		for _, step := range practice.Steps() {
			if rapid.IntRange(0, 9).Draw(t, "runs") == 0 {
				runs = append(runs, step.ID)
			}
		}
		p := readiness.Of(1, f, s, runs)
		if len(p.Steps) > 3 {
			t.Fatalf("%v", p.Steps)
		}
		for i, id := range p.Steps {
			if slices.Contains(p.Steps[:i], id) || slices.Contains(runs, id) || practice.StepNamed(id) == nil {
				t.Fatalf("%v while %v run", p.Steps, runs)
			}
		}
		var against []string
		for i := range p.Fired {
			if id := p.Fired[i].Step; slices.Contains(against, id) {
				t.Fatalf("%s is offered though a rule above speaks against it", id)
			}
			against = append(against, p.Fired[i].Rule.Excludes...)
		}
	})
}

// Nothing that people did is counted before the day agreed, or in a small circle.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		people int
		agreed bool
		want   bool
	}{{8, true, true}, {7, true, false}, {80, false, false}} {
		if f := (&readiness.Facts{People: c.people, Agreed: c.agreed}); f.Figures() != c.want {
			t.Errorf("%+v", f)
		}
	}
}

// What is counted is what stands open in the circle and in those inside it, and nowhere else.
func TestGather(t *testing.T) {
	d := new(org.State).Edit()
	at := org.Time(0)
	do := func(by org.PersonID, act org.Act) {
		t.Helper()
		at += org.Day
		if _, err := d.Do(act, org.Moment{At: at, By: by}); err != nil {
			t.Fatal(err)
		}
	}
	do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"})
	for range 3 {
		do(0, &org.JoinPerson{})
	}
	do(0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Care"})
	do(0, &org.FormCircle{Parents: []org.CircleID{2}, Name: "Nights"})
	do(0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Office"})
	do(1, &org.JoinCircle{Circle: 3})
	do(0, &org.CreateRole{Circle: 3, Name: "Rota"})
	do(0, &org.CreateRole{Circle: 2, Name: "Manager", Formal: true})
	do(0, &org.FillSeat{Role: 2, Person: 2})
	do(0, &org.SetGuardrail{Circle: 3, Text: "No alarms"})
	do(1, &org.RaiseTension{Circle: 3, Title: "Keys"})
	do(1, &org.RaiseTension{Circle: 4, Title: "Ink"})
	do(1, &org.KeepLearning{Circle: 3, Text: org.Write("Ring twice.")})
	s := d.Freeze()
	f := readiness.Gather(s, 2, at+10*org.Day, nil)
	if want := (readiness.Facts{People: 2, Formal: true, Guardrails: 1, Empty: 1, Learnings: 1}); f != want {
		t.Errorf("%+v, want %+v", f, want)
	}
	f = readiness.Gather(s.CountingFrom(at), 2, at+40*org.Day, nil)
	if f.Waiting != 1 || !f.Agreed {
		t.Errorf("after a month: %+v", f)
	}
	if f := readiness.Gather(s, org.Root, at+40*org.Day, nil); f.Waiting != 2 || f.People != 3 {
		t.Errorf("of the whole: %+v", f)
	}
	do(0, &org.FormCircle{Parents: []org.CircleID{2}, Name: "Days"})
	if f := readiness.Gather(d.Freeze(), 2, at, nil); f.Remade {
		t.Error("the first quarter of an organisation is no reorganisation")
	}
	at += 200 * org.Day
	do(0, &org.CloseCircle{Circle: 5})
	if f := readiness.Gather(d.Freeze(), 2, at+1, nil); !f.Remade {
		t.Error("a circle closed lately")
	}
	if f := readiness.Gather(d.Freeze(), 4, at+1, nil); f.Remade {
		t.Error("elsewhere")
	}
}
