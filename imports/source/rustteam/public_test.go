package rustteam

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
	"orpheus/internal/test/need"
)

type expected struct {
	Seats, Holders, K50, Multi, Max, Population, Teams, Leadless int
	HHI                                                          float64
	Effective                                                    float64 `json:"effective_holders"`
	Gini                                                         float64 `json:"gini_holders"`
	Top1                                                         float64 `json:"top1_share"`
	Top5                                                         float64 `json:"top5_share"`
	GiniPopulation                                               float64 `json:"gini_population"`
	LeadRate                                                     float64 `json:"lead_rate"`
}

func everyCircle(*source.Circle) bool { return true }

// population gives the seats of every member of a circle, ascending.
func population(s *source.Structure) []int {
	seats := make(map[int]int)
	for _, c := range s.Circles {
		for _, p := range c.Members {
			seats[p] += 0
		}
		for _, r := range c.Roles {
			for _, p := range r.Holders {
				if r.Leads {
					seats[p]++
				}
			}
		}
	}
	var x []int
	for _, n := range seats {
		x = append(x, n)
	}
	slices.Sort(x)
	return x
}

func TestPublishedFiguresOfEveryYear(t *testing.T) {
	dir := need.Data(t, "rust-team")
	var want struct {
		ByYear map[string]expected `json:"by_year"`
	}
	sourcetest.JSON(t, filepath.Join(dir, "expected.json"), &want)
	if len(want.ByYear) != 9 {
		t.Fatalf("%d dates expected", len(want.ByYear))
	}
	for year, w := range want.ByYear {
		date := year
		if year != "HEAD" {
			date += "-01-01"
		}
		t.Run(year, func(t *testing.T) {
			s, err := Read(sourcetest.Untar(t, filepath.Join(dir, "rust-team-"+date+".tar.gz")))
			if err != nil {
				t.Fatal(err)
			}
			if err := sourcetest.Check(s); err != nil {
				t.Error(err)
			}
			f, people := sourcetest.Count(s, everyCircle), population(s)
			for _, x := range []struct {
				what      string
				got, want float64
			}{
				{"seats", float64(f.Seats), float64(w.Seats)},
				{"holders", float64(f.Holders), float64(w.Holders)},
				{"half held by", float64(f.HalfHeldBy), float64(w.K50)},
				{"several", float64(f.Several), float64(w.Multi)},
				{"most", float64(f.Most), float64(w.Max)},
				{"population", float64(len(people)), float64(w.Population)},
				{"teams", float64(len(s.Circles)), float64(w.Teams)},
				{"leadless", float64(f.Leadless), float64(w.Leadless)},
				{"HHI", f.HHI, w.HHI},
				{"effective", f.Effective, w.Effective},
				{"Gini of holders", f.Gini, w.Gini},
				{"Gini of the population", sourcetest.Gini(people), w.GiniPopulation},
				{"share of one", f.Top1, w.Top1},
				{"share of five", f.Top5, w.Top5},
				{"lead rate", float64(f.Holders) / float64(len(people)), w.LeadRate},
			} {
				if !sourcetest.Close(x.got, x.want, 0.0005) {
					t.Errorf("%s: %v, published %v", x.what, x.got, x.want)
				}
			}
			for _, o := range s.Oddities {
				if o.Refused {
					t.Errorf("refused: %+v", o)
				}
			}
			if s.Blind || len(s.Kept) > 0 {
				t.Errorf("blind %v, kept %v", s.Blind, s.Kept)
			}
		})
	}
}

// The published number of alumni is not among these: it counts those of
// archived and of marker teams too, which are no circles.
func TestPublishedFiguresOfTheNewest(t *testing.T) {
	dir := need.Data(t, "rust-team")
	var want struct {
		Members    int                    `json:"explicit_members"`
		Seats      int                    `json:"membership_seats"`
		Roles      int                    `json:"role_assignments"`
		Leadless   int                    `json:"leadless_teams"`
		MultiLead  int                    `json:"multi_lead_teams"`
		Depths     map[string]int         `json:"depths"`
		TopLevel   []string               `json:"top_level"`
		Alumni     int                    `json:"alumni"`
		Membership [][2]any               `json:"top_membership"`
		Panel      struct{ Top [][2]any } `json:"lead_panel"`
	}
	sourcetest.JSON(t, filepath.Join(dir, "expected.json"), &want)
	s, err := Read(sourcetest.Untar(t, filepath.Join(dir, "rust-team-HEAD.tar.gz")))
	if err != nil {
		t.Fatal(err)
	}
	parent := make(map[string]string)
	members, leads := map[int]int{}, map[int]int{}
	seats, roles := 0, 0
	for _, c := range s.Circles {
		parent[c.Key] = ""
		if len(c.Parents) > 0 {
			parent[c.Key] = c.Parents[0]
		}
		seats += len(c.Members)
		for _, p := range c.Members {
			members[p]++
		}
		for _, r := range c.Roles {
			switch {
			case r.Leads:
				for _, p := range r.Holders {
					leads[p]++
				}
			case !r.Past:
				roles += len(r.Holders)
			}
		}
	}
	depths := map[string]int{}
	for key := range parent {
		depth := 0
		for ; key != ""; key = parent[key] {
			depth++
		}
		depths[string(rune('0'+depth))]++
	}
	f := sourcetest.Count(s, everyCircle)
	for _, x := range []struct {
		what      string
		got, want int
	}{
		{"members", len(members), want.Members},
		{"memberships", seats, want.Seats},
		{"role assignments", roles, want.Roles},
		{"leadless", f.Leadless, want.Leadless},
		{"more than one lead", f.ManyLeads, want.MultiLead},
	} {
		if x.got != x.want {
			t.Errorf("%s: %d, published %d", x.what, x.got, x.want)
		}
	}
	for depth, n := range want.Depths {
		if depths[depth] != n {
			t.Errorf("%d circles at depth %s, published %d", depths[depth], depth, n)
		}
	}
	for _, key := range want.TopLevel {
		if p, there := parent[key]; !there || p != "" {
			t.Errorf("%s is not directly in the organisation", key)
		}
	}
	for _, top := range []struct {
		list [][2]any
		got  map[int]int
	}{{want.Panel.Top, leads}, {want.Membership, members}} {
		for _, w := range top.list {
			handle := "github:" + strings.ToLower(w[0].(string))
			i := slices.IndexFunc(s.People, func(p source.Person) bool { return p.Handle == handle })
			if i < 0 || top.got[i] != int(w[1].(float64)) {
				t.Errorf("%s has %d, published %v", handle, top.got[i], w[1])
			}
		}
	}
}
