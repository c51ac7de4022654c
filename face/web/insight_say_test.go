package web

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/text/i18n"
)

var update = flag.Bool("update", false, "write docs/measures.md and its translations anew")

// told is an answer with a number.
func numbered(q measure.Question, u measure.Unit, low, v, high float64, chance *measure.Range) *measure.Answer {
	return &measure.Answer{ID: q, Unit: u, Wire: stat.Within(v, low, high).Wire(), Chance: chance, N: 128, By: 97, M: 412, About: measure.OfLeads}
}

// The sentence comes from the interval and its place beside chance.
func TestSentences(t *testing.T) {
	around := func(low, high float64) *measure.Range { return &measure.Range{Low: low, High: high} }
	for _, c := range []struct {
		a    *measure.Answer
		want string
	}{
		{numbered(measure.EffectiveLeaders, measure.OfPeople, 52, 60, 71, around(104, 128)), "Led as if 52 to 71 of 128 people shared it equally: fewer than if chance alone chose."},
		{numbered(measure.Participation, measure.Share, .71, .76, .8, around(.79, .9)), "71 to 80 in 100 led something at least once: cannot tell from chance."},
		{numbered(measure.Participation, measure.Share, .91, .92, .93, around(.79, .9)), "91 to 93 in 100 led something at least once: more than if chance alone chose."},
		{numbered(measure.PullShare, measure.Share, .55, .6, .65, nil), "More is taken than handed out: 55 to 65 in 100."},
		{numbered(measure.PullShare, measure.Share, .45, .5, .65, nil), "Cannot tell which is more: 45 to 65 in 100 are taken, the rest handed out."},
		{numbered(measure.PullShare, measure.Share, .25, .3, .35, nil), "More is handed out than taken: 25 to 35 in 100 are taken."},
		{numbered(measure.Tenure, measure.Days, 152, 200, 244, nil), "Half of all roles change hands within 5 to 8 months."},
		{numbered(measure.TimeToLead, measure.Days, 6, 8, 11, nil), "Half of what is raised is taken within 6 to 11 days."},
		{numbered(measure.TimeToLead, measure.Days, .6, 1, 1.2, nil), "Half of what is raised is taken within 1 day."},
		{numbered(measure.Locality, measure.Share, .68, .7, .81, nil), "Most, 68 to 81 in 100, fall in the circle where the matter arose."},
		{numbered(measure.RankAlignment, measure.Correlation, -.05, .1, .2, around(-.1, .1)), "Cannot tell from chance: leading does not depend on rank as far as we can see."},
		{numbered(measure.RankAlignment, measure.Correlation, .15, .18, .2, nil), "Those with a formal role lead more often."},
		{&measure.Answer{ID: measure.RestsOnOne, Unit: measure.Works, Wire: stat.Known(0).Wire(), M: 61}, "No open work rests on one person alone."},
		{&measure.Answer{ID: measure.EqualFooting, Unit: measure.Share, Wire: stat.Known(.002).Wire(), M: 61}, "Others can open as much of what decisions need as formal leaders: members may open everything."},
		{&measure.Answer{ID: measure.PullShare, About: measure.OfLeads, Wire: stat.TooFew(stat.Acts, 10, 4).Wire()}, "Not enough yet for a number: 4 so far, and it takes 10 leads."},
		{&measure.Answer{ID: measure.Tenure, About: measure.OfSpells, Wire: stat.TooFew(stat.People, 8, 5).Wire()}, "Too few people for statistics: 5 here, and it takes 8. Fewer would make it about persons."},
	} {
		if got := (teller{i18n.For("en")}).says(c.a); got != c.want {
			t.Errorf("%s says %q, want %q", c.a.ID, got, c.want)
		}
	}
}

// Every question, verdict, reason, direction and neighbour has a sentence in each language: a
// key that is not there stops the test.
func TestEverythingHasASentence(t *testing.T) {
	reasons := []measure.Reason{measure.BeforeAgreement, measure.FirstMonth, measure.OneHolds, measure.FewActed, measure.WouldTell, measure.NoLine, measure.NotAsked, measure.FewAnswered, measure.ThreeApart, measure.MedianNotYet}
	counts := []stat.Count{stat.People, stat.Acts, stat.Repeats, stat.Ties, stat.Works, stat.Items, stat.Decisions, stat.Tensions, measure.Asked, measure.Feedback}
	besides := []string{
		"first_time", "density", "rho", "also_followed", "z", "inside_returned", "judged", "led_in_7", "led_in_30", "led_in_90", "open_after_30",
		"levels_up", "heard", "formal", "formal_asked", "bus_factor", "single_adviser", "by_mandate", "by_invited", "by_elected", "turnover", "learned",
	}
	units := map[measure.Question]measure.Unit{measure.EffectiveLeaders: measure.OfPeople, measure.Tenure: measure.Days, measure.TimeToLead: measure.Days, measure.RankAlignment: measure.Correlation, measure.RestsOnOne: measure.Works}
	for _, lang := range i18n.Languages {
		say := teller{i18n.For(lang)}
		said := map[string]bool{}
		for _, id := range []string{"room", "safety", "role_clarity"} {
			for _, b := range []measure.Beside{
				{Reason: measure.NotAsked},
				{Reason: measure.FewAnswered},
				{Reason: measure.SeenApart},
				{Wire: stat.Within(50, 40, 60).Wire()},
				{Wire: stat.Within(50, 40, 60).Wire(), Moves: stat.Unclear},
				{Wire: stat.Within(50, 40, 60).Wire(), Moves: stat.Upwards},
				{Wire: stat.Within(50, 40, 60).Wire(), Moves: stat.Downwards},
			} {
				b.ID, b.Unit = id, measure.Score
				said[say.besides(b)] = true
			}
		}
		if len(said) != 21 {
			t.Errorf("%s: of 21 things that a pulse says beside acts there are %d sentences", lang, len(said))
		}
		for _, q := range measure.Questions {
			if q == measure.Pulse { // it is never one number
				if len(say.define(q)) != 6 || defined[q].formula == "" {
					t.Errorf("%s is not defined", q)
				}
				continue
			}
			unit := units[q]
			if unit == "" {
				unit = measure.Share
			}
			seen := map[string]bool{}
			for _, chance := range []*measure.Range{nil, {Low: -1, High: -.9}, {Low: .1, High: .9}, {Low: 500, High: 501}} {
				for _, low := range []float64{.1, .4, .6} {
					said := say.says(numbered(q, unit, low, low+.1, low+.2, chance))
					if said == "" || said == say.span(unit, low, low+.2) {
						t.Errorf("%s %s has no sentence", lang, q)
					}
					seen[said] = true
				}
			}
			for _, r := range reasons {
				if say.says(&measure.Answer{ID: q, Reason: r}) == "" {
					t.Errorf("%s: %s says nothing", lang, r)
				}
			}
			for _, c := range counts {
				say.says(&measure.Answer{ID: q, About: q.About(), Wire: stat.TooFew(c, 8, 3).Wire()})
			}
			say.says(&measure.Answer{ID: q, Wire: stat.Result{}.Wire()})
			if d, ok := defined[q]; !ok || d.formula == "" || d.source == "" || len(say.define(q)) != 6 {
				t.Errorf("%s is not defined", q)
			}
		}
		for _, id := range besides {
			for _, r := range []stat.Result{stat.Known(.5), stat.Within(.5, .4, .6), stat.TooFew(stat.Acts, 5, 0), {}} {
				if said := say.besides(measure.Beside{ID: id, Unit: measure.Share, Wire: r.Wire(), M: 9}); said == "" {
					t.Errorf("%s: %s says nothing", lang, id)
				}
			}
		}
		for _, d := range []stat.Direction{stat.TooShort, stat.Unclear, stat.Upwards, stat.Downwards} {
			say.changed(&measure.Course{Moves: d})
		}
		for _, k := range []measure.MarkKind{measure.MarkAgreement, measure.MarkCircles, measure.MarkImport, measure.MarkFrom} {
			say.p.T("insight.mark." + string(k))
		}
	}
}

// What is drawn lies on its axis, whatever is found.
func TestAxes(t *testing.T) {
	say := teller{i18n.For("en")}
	for _, a := range []*measure.Answer{
		numbered(measure.EffectiveLeaders, measure.OfPeople, 1, 2, 128, nil),
		numbered(measure.Tenure, measure.Days, 100, 300, 733, &measure.Range{Low: 700, High: 900}),
		numbered(measure.TimeToLead, measure.Days, 1, 2, 17, nil),
		numbered(measure.Participation, measure.Share, 0, .5, 1, nil),
		numbered(measure.RankAlignment, measure.Correlation, -1, 0, 1, nil),
	} {
		bar, ok := say.bar(a)
		if !ok || bar.Low < bar.From || bar.High > bar.To || bar.Ticks[0].At != bar.From || bar.Ticks[len(bar.Ticks)-1].At != bar.To {
			t.Errorf("%s: %+v", a.ID, bar)
		}
		if bar.Chance != nil && bar.Chance[1] > bar.To {
			t.Errorf("%s: chance lies beyond the axis", a.ID)
		}
	}
	if _, ok := say.bar(&measure.Answer{ID: measure.RestsOnOne, Unit: measure.Works, Wire: stat.Known(7).Wire()}); ok {
		t.Error("a count has no interval to draw")
	}
}

// docs/measures.md says what the pages say.
func TestMeasuresDocument(t *testing.T) {
	for _, lang := range i18n.Languages {
		name := "measures.md"
		if lang != i18n.Languages[0] {
			name = "measures." + lang + ".md"
		}
		file := filepath.Join("..", "..", "docs", name)
		was, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		say := teller{i18n.For(lang)}
		want := between(t, between(t, string(was), "definitions", definitions(say)), "minimums", minimums(say))
		if want == string(was) {
			continue
		}
		if !*update {
			t.Errorf("%s says something else than the pages; run go test ./face/web -run MeasuresDocument -update", name)
			continue
		}
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// between puts text between two marks of a document.
func between(t *testing.T, doc, mark, text string) string {
	t.Helper()
	start := strings.Index(doc, "<!-- "+mark)
	end := strings.Index(doc, "<!-- /"+mark)
	if start < 0 || end < start {
		t.Fatalf("there is no mark %s", mark)
	}
	start += strings.Index(doc[start:], "\n") + 1
	return doc[:start] + text + doc[end:]
}

func definitions(say teller) string {
	var b strings.Builder
	for i, q := range measure.Questions {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "### %d. %s\n\n%s\n\n", i+1, say.p.T("insight.q."+string(q)), say.p.T("insight.define."+string(q)))
		for n, d := range say.define(q) {
			text := d.Text
			if n == 0 {
				text = "`" + text + "`"
			}
			fmt.Fprintf(&b, "- %s: %s\n", d.Term, text)
		}
	}
	return b.String()
}

func minimums(say teller) string {
	var b strings.Builder
	for _, line := range lines(say.p.T("insight.council.minimum.text")) {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	return b.String()
}
