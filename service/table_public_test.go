package service_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"orpheus/imports/source/sourcetest"
	"orpheus/imports/source/table"
	"orpheus/insight/measure"
	"orpheus/internal/test/need"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// tableFigures are the figures known of tables.
type tableFigures struct {
	LeadSeats   int     `json:"lead_seats"`
	LeadHolders int     `json:"lead_holders"`
	HHI         float64 `json:"hhi"`
	Effective   float64 `json:"effective_holders"`
	GiniHolders float64 `json:"gini_holders"`
	GiniPeople  float64 `json:"gini_people"`
	Half        int     `json:"half_held_by"`
	Most        int     `json:"most_held"`
	People      int
	Circles     int
	Leaderless  int `json:"leaderless_circles"`
	Depth       map[string]int
}

func (w tableFigures) compare(t *testing.T, what string, s *org.State, at org.Time) {
	t.Helper()
	r := measure.Of(s, measure.Scope{At: at, Window: 365 * 24 * time.Hour})
	got := of(r)
	for _, x := range []struct {
		what              string
		got, want, within float64
	}{
		{"people", float64(got.people), float64(w.People), 0},
		{"circles", float64(got.circles), float64(w.Circles), 0},
		{"leaderless", float64(got.leaderless), float64(w.Leaderless), 0},
		{"lead seats", float64(got.seats), float64(w.LeadSeats), 0},
		{"lead holders", float64(got.holders), float64(w.LeadHolders), 0},
		{"half", float64(got.half), float64(w.Half), 0},
		{"most", float64(got.most), float64(w.Most), 0},
		{"hhi", got.hhi, w.HHI, 1e-6},
		{"gini of holders", got.giniHolders, w.GiniHolders, 6e-5},
		{"gini of people", got.giniPeople, w.GiniPeople, 6e-5},
		{"effective", 1 / got.hhi, w.Effective, 6e-4},
	} {
		if !sourcetest.Close(x.got, x.want, x.within) {
			t.Errorf("%s: %s: %v, known %v", what, x.what, x.got, x.want)
		}
	}
	if !maps.Equal(r.Structure.Depth, w.Depth) {
		t.Errorf("%s: depth %v, known %v", what, r.Structure.Depth, w.Depth)
	}
}

// Two public organisations as tables give the known figures.
func TestTablesGiveTheKnownFigures(t *testing.T) {
	data := need.Data(t, "table")
	var want map[string]struct {
		tableFigures
		Seats, Members, Vacancies, Former int
		SeveralParents                    int `json:"several_parents"`
		Oddities                          int
	}
	sourcetest.JSON(t, filepath.Join(data, "expected.json"), &want)
	if len(want) != 2 {
		t.Fatalf("%d organisations expected", len(want))
	}
	at, err := service.Moment("2025-06-01", time.UTC) // before any term of theirs is over
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range want {
		d := service.New(&memory.Log{}, ledger.Options{Now: func() time.Time { return at.Std().Add(time.Hour) }})
		t.Cleanup(func() { _ = d.Close() })
		im := service.Import{Format: "table", Path: filepath.Join(data, name), Slug: "public", AsOf: at, Create: true}
		sum, err := d.Import(t.Context(), im)
		if err != nil {
			t.Fatal(err)
		}
		s, err := d.Look(t.Context(), "public", 0)
		if err != nil {
			t.Fatal(err)
		}
		w.compare(t, name, s, s.Last)
		var seats, members, former, several int
		for _, seat := range s.Seats() {
			if seat.Held() {
				seats++
			} else {
				former++
			}
		}
		for id, c := range s.Circles() {
			if id != org.Root {
				members += len(c.Joined)
			}
			if len(c.Parents) > 1 {
				several++
			}
		}
		if seats != w.Seats || members != w.Members || sum.Vacancies != w.Vacancies || former != w.Former || several != w.SeveralParents {
			t.Errorf("%s: %d seats, %d members, %d open, %d former, %d in several", name, seats, members, sum.Vacancies, former, several)
		}
		if len(sum.Oddities) != w.Oddities {
			t.Errorf("%s: %+v", name, sum.Oddities)
		}
		before := digest(t, d)
		if again, err := d.Import(t.Context(), im); err != nil || again.Acts != 0 || digest(t, d) != before {
			t.Errorf("%s: a second import did %v, %v", name, again.Kinds, err)
		}
	}
}

// One table that dates its rows gives the known figures of ten days: of each alone, and of
// each when the whole history was imported.
func TestATableGivesTheFiguresOfTenDays(t *testing.T) {
	data := need.Data(t, "table")
	var want map[string]map[string]tableFigures
	sourcetest.JSON(t, filepath.Join(data, "history-expected.json"), &want)
	if len(want) != 2 || len(want["rust-history"]) != 10 || len(want["k8s-history"]) != 10 {
		t.Fatal("not two of ten days are expected")
	}
	for name, days := range want {
		d := open(t)
		im := service.Import{Format: "table", Path: filepath.Join(data, name), Slug: "public", Create: true, History: true}
		sum, err := d.Import(t.Context(), im)
		if err != nil {
			t.Fatal(err)
		}
		if len(sum.Oddities) != 0 {
			t.Errorf("%s: %+v", name, sum.Oddities)
		}
		for _, day := range slices.Sorted(maps.Keys(days)) {
			at, err := service.Moment(day, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			s, err := d.Look(t.Context(), "public", at)
			if err != nil {
				t.Fatal(err)
			}
			days[day].compare(t, name+" as imported with its history, "+day, s, at)
			read, err := table.Read(root(t, im.Path), ".", table.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := sourcetest.Check(read.At(at.Std(), true)); err != nil {
				t.Errorf("%s %s: %v", name, day, err)
			}
			alone := open(t)
			one := im
			one.History, one.AsOf = false, at
			if _, err := alone.Import(t.Context(), one); err != nil {
				t.Fatal(err)
			}
			if s, err = alone.Look(t.Context(), "public", 0); err != nil {
				t.Fatal(err)
			}
			days[day].compare(t, name+" alone, "+day, s, at)
		}
		before := digest(t, d)
		if again, err := d.Import(t.Context(), im); err != nil || again.Acts != 0 || digest(t, d) != before {
			t.Errorf("%s: a second import did %v, %v", name, again.Kinds, err)
		}
	}
}
