package k8ssigs

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
	"orpheus/internal/test/need"
)

func public(t *testing.T, date string) *source.Structure {
	t.Helper()
	data := sourcetest.Gunzip(t, filepath.Join(need.Data(t, "kubernetes"), "sigs-"+date+".yaml.gz"))
	s, err := Read("sigs.yaml", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := sourcetest.Check(s); err != nil {
		t.Error(err)
	}
	return s
}

func subproject(c *source.Circle) bool { return strings.Contains(c.Key, "/") }

type published struct {
	Seats   int     `json:"lead_seats"`
	Holders int     `json:"lead_holders"`
	HHI     float64 `json:"hhi"`
	Eff     float64 `json:"effective_holders"`
	Gini    float64 `json:"gini_holders"`
	Half    int     `json:"half_held_by"`
	Most    int     `json:"most_held"`
}

func (p published) compare(t *testing.T, what string, f sourcetest.Figures) {
	t.Helper()
	for _, x := range []struct {
		what      string
		got, want float64
	}{
		{"seats", float64(f.Seats), float64(p.Seats)},
		{"holders", float64(f.Holders), float64(p.Holders)},
		{"half held by", float64(f.HalfHeldBy), float64(p.Half)},
		{"most", float64(f.Most), float64(p.Most)},
		{"HHI", f.HHI, p.HHI},
		{"effective", f.Effective, p.Eff},
		{"Gini", f.Gini, p.Gini},
	} {
		if !sourcetest.Close(x.got, x.want, 0.0005) {
			t.Errorf("%s: %s: %v, published %v", what, x.what, x.got, x.want)
		}
	}
}

func TestPublishedSeatsOfEveryYear(t *testing.T) {
	var want map[string]struct {
		Groups     map[string]int
		Subs       int       `json:"subprojects"`
		Leaderless int       `json:"groups_without_lead"`
		SubsAlone  int       `json:"subprojects_without_lead"`
		GroupSeats published `json:"group_seats"`
		AllSeats   published `json:"all_seats"`
	}
	sourcetest.JSON(t, filepath.Join(need.Data(t, "kubernetes"), "seats-expected.json"), &want)
	if len(want) != 9 {
		t.Fatalf("%d dates expected", len(want))
	}
	for date, w := range want {
		t.Run(date, func(t *testing.T) {
			s := public(t, date)
			groups := sourcetest.Count(s, func(c *source.Circle) bool { return !subproject(c) })
			subs := sourcetest.Count(s, subproject)
			w.GroupSeats.compare(t, "groups", groups)
			w.AllSeats.compare(t, "all", sourcetest.Count(s, func(*source.Circle) bool { return true }))
			if groups.Leadless != w.Leaderless || subs.Leadless != w.SubsAlone {
				t.Errorf("%d groups and %d subprojects nobody leads, published %d and %d", groups.Leadless, subs.Leadless, w.Leaderless, w.SubsAlone)
			}
			n := map[string]int{}
			for i := range s.Circles {
				c := &s.Circles[i]
				switch prefix, _, _ := strings.Cut(c.Key, "-"); {
				case subproject(c):
					n["subprojects"]++
				default:
					n[map[string]string{"sig": "sigs", "wg": "workinggroups", "ug": "usergroups", "committee": "committees"}[prefix]]++
				}
			}
			if n["subprojects"] != w.Subs {
				t.Errorf("%d subprojects, published %d", n["subprojects"], w.Subs)
			}
			for _, section := range []string{"sigs", "workinggroups", "usergroups", "committees"} {
				if n[section] != w.Groups[section] {
					t.Errorf("%d %s, published %d", n[section], section, w.Groups[section])
				}
			}
			if s.Blind || len(s.Kept) > 0 || len(s.Oddities) > 0 {
				t.Errorf("blind %v, kept %q, %v", s.Blind, s.Kept, s.Oddities)
			}
		})
	}
}

func TestPublishedRolesOfEveryYear(t *testing.T) {
	var want struct {
		Years map[string]struct {
			ChairSeats int `json:"chair_seats"`
			Chairs     int
			TechSeats  int `json:"tl_seats"`
			TechLeads  int `json:"tls"`
			SubSeats   int `json:"sp_lead_seats"`
			SubLeads   int `json:"sp_leads"`
			Emeritus   int
			Links      int `json:"stakeholder_links"`
			Liaisons   int
		} `json:"by_year"`
	}
	sourcetest.JSON(t, filepath.Join(need.Data(t, "kubernetes"), "expected.json"), &want)
	delete(want.Years, "2018") // a figure without the file of that day
	for year, w := range want.Years {
		date := year
		if year != "HEAD" {
			date += "-01-01"
		}
		t.Run(year, func(t *testing.T) {
			s := public(t, date)
			seats, people := map[string]int{}, map[string]map[int]bool{}
			links := 0
			for _, c := range s.Circles {
				if len(c.Parents) > 1 {
					if c.Parents[0] != "" {
						t.Errorf("the main parent of %s is %s", c.Key, c.Parents[0])
					}
					links += len(c.Parents) - 1
				}
				for _, r := range c.Roles {
					if people[r.Key] == nil {
						people[r.Key] = map[int]bool{}
					}
					for _, p := range append(slices.Clone(r.Holders), r.Former...) {
						seats[r.Key]++
						people[r.Key][p] = true
					}
				}
			}
			for _, x := range []struct {
				what      string
				got, want int
			}{
				{"chair seats", seats["chair"], w.ChairSeats},
				{"chairs", len(people["chair"]), w.Chairs},
				{"tech lead seats", seats["tech-lead"], w.TechSeats},
				{"tech leads", len(people["tech-lead"]), w.TechLeads},
				{"subproject seats", seats["lead"], w.SubSeats},
				{"subproject leads", len(people["lead"]), w.SubLeads},
				{"emeritus entries", seats["emeritus"], w.Emeritus},
				{"stakeholder links", links, w.Links},
				{"liaisons", len(people["liaison"]), w.Liaisons},
			} {
				if x.got != x.want {
					t.Errorf("%s: %d, published %d", x.what, x.got, x.want)
				}
			}
		})
	}
}

func TestPublishedLeadersOfTheNewest(t *testing.T) {
	var want struct {
		Panel struct{ Top [][2]any } `json:"lead_panel"`
	}
	sourcetest.JSON(t, filepath.Join(need.Data(t, "kubernetes"), "expected.json"), &want)
	s := public(t, "HEAD")
	seats := map[string]int{}
	for i := range s.Circles {
		for _, r := range s.Circles[i].Roles {
			for _, p := range r.Holders {
				if r.Leads && !subproject(&s.Circles[i]) {
					seats[s.People[p].Handle]++
				}
			}
		}
	}
	if len(want.Panel.Top) == 0 {
		t.Fatal("nothing published")
	}
	for _, w := range want.Panel.Top {
		if handle := "github:" + w[0].(string); seats[handle] != int(w[1].(float64)) {
			t.Errorf("%s has %d, published %v", handle, seats[handle], w[1])
		}
	}
	if len(s.RootRoles) != 1 || s.RootRoles[0].Key != "gb-rep" || len(s.RootRoles[0].Holders) != 1 || s.RootRoles[0].Leads {
		t.Errorf("roles of the organisation: %v", s.RootRoles)
	}
}
