package service_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
	"orpheus/insight/measure"
	"orpheus/internal/test/need"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
)

// dates are those of the public snapshots, oldest first; the last one, HEAD, is
// of 22 August 2026.
var dates = []string{"2019-01-01", "2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01", "2026-08-22"}

// figures are what is known of one date.
type figures struct {
	people, circles, leaderless, seats, holders, half, most int
	hhi, giniHolders, giniPeople                            float64
}

func of(r measure.Report) figures {
	value := func(v *float64) float64 {
		if v == nil {
			return math.NaN()
		}
		return *v
	}
	return figures{
		r.Structure.People, r.Structure.Circles, r.Structure.Leaderless, r.Seats.LeadSeats, r.Seats.LeadHolders,
		*r.Seats.HalfHeldBy, r.Seats.MostHeld, value(r.Seats.HHI), value(r.Seats.GiniHolders), value(r.Seats.GiniPeople),
	}
}

// near compares two figures; -1 in want is for what is not known.
func near(got, want figures) bool {
	close := func(a, b float64) bool { return b == -1 || math.Abs(a-b) < 1e-6 }
	if want.people == -1 {
		want.people = got.people
	}
	ok := close(got.hhi, want.hhi) && close(got.giniHolders, want.giniHolders) && close(got.giniPeople, want.giniPeople)
	got.hhi, got.giniHolders, got.giniPeople, want.hhi, want.giniHolders, want.giniPeople = 0, 0, 0, 0, 0, 0
	return ok && got == want
}

// Nine years of a public project, imported date by date, give on each date the
// known figures; and give them again when that day is looked at afterwards.
func TestRustYears(t *testing.T) {
	var known struct {
		ByYear map[string]struct {
			Holders, Seats, Population, Teams, Leadless, K50, Max int
			HHI                                                   float64
			GiniHolders                                           float64 `json:"gini_holders"`
			GiniPopulation                                        float64 `json:"gini_population"`
		} `json:"by_year"`
	}
	sourcetest.JSON(t, filepath.Join(need.Data(t, "rust-team"), "expected.json"), &known)
	want := map[string]figures{}
	for _, date := range dates {
		k := known.ByYear[date[:4]]
		if date == dates[8] {
			k = known.ByYear["HEAD"]
		}
		want[date] = figures{k.Population, k.Teams, k.Leadless, k.Seats, k.Holders, k.K50, k.Max, k.HHI, k.GiniHolders, k.GiniPopulation}
	}
	years(t, "rust-team", want, func(date string) string { return rust(t, snapshot(date)) })
}

// The same for Kubernetes, subprojects included.
func TestKubernetesYears(t *testing.T) {
	var known map[string]struct {
		Groups      map[string]int
		Subprojects int
		Without     int `json:"subprojects_without_lead"`
		All         struct {
			Seats       int `json:"lead_seats"`
			Holders     int `json:"lead_holders"`
			HHI         float64
			GiniHolders float64 `json:"gini_holders"`
			Half        int     `json:"half_held_by"`
			Most        int     `json:"most_held"`
		} `json:"all_seats"`
	}
	sourcetest.JSON(t, filepath.Join(need.Data(t, "kubernetes"), "seats-expected.json"), &known)
	want := map[string]figures{}
	for _, date := range dates {
		k := known[snapshot(date)]
		circles := k.Subprojects
		for _, n := range k.Groups {
			circles += n
		}
		want[date] = figures{-1, circles, k.Without, k.All.Seats, k.All.Holders, k.All.Half, k.All.Most, k.All.HHI, k.All.GiniHolders, -1}
	}
	years(t, "k8s-sigs", want, func(date string) string { return kubernetes(t, snapshot(date)) })
}

func snapshot(date string) string {
	if date == dates[8] {
		return "HEAD"
	}
	return date
}

func years(t *testing.T, format string, want map[string]figures, path func(date string) string) {
	ctx := t.Context()
	d := open(t)
	at := func(date string) org.Time {
		m, err := service.Moment(date, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	var last string
	for _, date := range dates {
		from := path(date)
		im := service.Import{Format: format, Path: from, Slug: "public", AsOf: at(date), Create: true}
		sum, err := d.Import(ctx, im)
		if err != nil {
			t.Fatalf("%s: %v", date, err)
		}
		for _, o := range sum.Oddities {
			if o.Code == source.CodeField {
				t.Errorf("%s: real data has what is not known: %+v", date, o)
			}
		}
		expect(t, d, 0, date, want[date])
		before := digest(t, d)
		if again, err := d.Import(ctx, im); err != nil || again.Acts != 0 || digest(t, d) != before {
			t.Fatalf("%s: a second import did %v, %v", date, again.Kinds, err)
		}
		last = from
	}
	for _, date := range dates {
		expect(t, d, at(date), date, want[date])
	}
	if _, err := ledger.Verify(ctx, service.StoreOf(d), "public"); err != nil {
		t.Fatal(err)
	}
	// Nine in a row end where the last one alone does.
	alone := open(t)
	if _, err := alone.Import(ctx, service.Import{Format: format, Path: last, Slug: "public", AsOf: at(dates[8]), Create: true}); err != nil {
		t.Fatal(err)
	}
	expect(t, alone, 0, "alone", want[dates[8]])
}

func expect(t *testing.T, d *service.Service, at org.Time, date string, want figures) {
	t.Helper()
	s, err := d.Look(t.Context(), "public", at)
	if err != nil {
		t.Fatal(err)
	}
	got := of(measure.Of(s, measure.Scope{At: max(at, s.Last), Window: 365 * 24 * time.Hour}))
	if !near(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", date, got, want)
	}
}

func open(t *testing.T) *service.Service {
	t.Helper()
	d, err := service.Open(context.Background(), filepath.Join(t.TempDir(), "o.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func digest(t *testing.T, d *service.Service) string {
	t.Helper()
	s, err := service.EngineOf(d).State(t.Context(), "public")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// rust unpacks a snapshot and returns its folder.
func rust(t *testing.T, date string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, sourcetest.Untar(t, filepath.Join(need.Data(t, "rust-team"), "rust-team-"+date+".tar.gz"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// kubernetes unpacks a snapshot and returns its file.
func kubernetes(t *testing.T, date string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sigs.yaml")
	if err := os.WriteFile(path, sourcetest.Gunzip(t, filepath.Join(need.Data(t, "kubernetes"), "sigs-"+date+".yaml.gz")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
