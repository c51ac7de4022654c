package stat

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"orpheus/internal/test/need"
)

// seats are the published figures of who leads the teams of a project: some of
// them say how many seats each holds, the others follow from that.
type seats struct {
	Holders, Seats, Multi, Population int
	Top                               []int `json:"-"`

	HHI       float64
	Effective *float64 `json:"effective_holders"`
	Gini      *float64 `json:"gini_holders"`
	GiniAll   *float64 `json:"gini_population"`
	Half      *int     `json:"k50"`
}

// each works out what everybody holds from the largest holdings, the numbers of
// holders, of seats and of holders of several, and the HHI, which gives the sum
// of squares. Gini and half held by stay to be checked. It returns false where
// that leaves a choice.
func (s seats) each() (x []int, ok bool) {
	people, left, squares, multi := s.Holders, s.Seats, int(math.Round(s.HHI*float64(s.Seats*s.Seats))), s.Multi
	take := func(v, times int) {
		people, left, squares = people-times, left-times*v, squares-times*v*v
		if v > 1 {
			multi -= times
		}
	}
	for _, v := range s.Top {
		take(v, 1)
	}
	found := 0
	var rest func(v int, so []int)
	rest = func(v int, so []int) {
		if v <= 2 { // what is left over one each is twos
			twos, ones := left-people, 2*people-left
			fits := twos >= 0 && ones >= 0 && (v == 2 || twos == 0) && squares == 4*twos+ones
			if fits && (s.Multi == 0 || multi == twos) {
				found++
				x = slices.Concat(so, slices.Repeat([]int{2}, twos), slices.Repeat([]int{1}, ones))
			}
			return
		}
		for times := 0; times <= people && times*v*v <= squares; times++ {
			take(v, times)
			rest(v-1, slices.Concat(so, slices.Repeat([]int{v}, times)))
			take(v, -times)
		}
	}
	rest(s.Top[len(s.Top)-1], s.Top)
	return x, found == 1
}

func (s seats) check(t *testing.T, name string) (checked bool) {
	t.Helper()
	each, ok := s.each()
	if !ok {
		t.Logf("%s: the published figures leave open who holds how many", name)
		return false
	}
	x := Floats(each)
	near(t, name+", HHI", value(t, HHI(x)), s.HHI)
	if s.Effective != nil {
		within(t, name+", effective", value(t, Effective(x)), *s.Effective, 5.1e-4)
	}
	if s.Gini != nil {
		near(t, name+", Gini of holders", value(t, Gini(x)), *s.Gini)
	}
	if s.Half != nil {
		within(t, name+", half held by", value(t, HalfHeldBy(x)), float64(*s.Half), 0)
	}
	if s.GiniAll != nil {
		all := append(x, make([]float64, s.Population-s.Holders)...)
		near(t, name+", Gini of all", value(t, Gini(all)), *s.GiniAll)
	}
	return true
}

func TestRustSeats(t *testing.T) {
	var file struct {
		Panel struct {
			seats
			Names []holding `json:"top"`
		} `json:"lead_panel"`
		Years map[string]struct {
			seats
			Names []holding `json:"top3"`
		} `json:"by_year"`
	}
	read(t, "rust-team/expected.json", &file)
	now := file.Panel.seats
	now.Top = counts(file.Panel.Names)
	checked := 0
	if now.check(t, "Rust now") {
		checked++
	}
	for _, y := range slices.Sorted(maps.Keys(file.Years)) {
		s := file.Years[y].seats
		s.Top = counts(file.Years[y].Names)
		if s.check(t, "Rust "+y) {
			checked++
		}
	}
	if checked == 0 {
		t.Error("nothing could be checked")
	}
}

func TestKubernetesSeats(t *testing.T) {
	var file struct {
		Panel struct {
			seats
			Names []holding `json:"top"`
		} `json:"lead_panel"`
		Years map[string]struct {
			Leaders int
			Seats   int `json:"lead_seats"`
			HHI     float64
			Gini    float64
			Names   []holding `json:"top"`
		} `json:"by_year"`
	}
	read(t, "kubernetes/expected.json", &file)
	var more map[string]struct {
		Groups struct {
			Effective *float64 `json:"effective_holders"`
			Half      *int     `json:"half_held_by"`
		} `json:"group_seats"`
	}
	read(t, "kubernetes/seats-expected.json", &more)
	now := file.Panel.seats
	now.Top = counts(file.Panel.Names)
	checked := 0
	if now.check(t, "Kubernetes now") {
		checked++
	}
	for _, y := range slices.Sorted(maps.Keys(file.Years)) {
		f := file.Years[y]
		s := seats{Holders: f.Leaders, Seats: f.Seats, Top: counts(f.Names), HHI: f.HHI, Gini: &f.Gini}
		date := y
		if y != "HEAD" {
			date += "-01-01"
		}
		s.Effective, s.Half = more[date].Groups.Effective, more[date].Groups.Half
		if s.check(t, "Kubernetes "+y) {
			checked++
		}
	}
	if checked == 0 {
		t.Error("nothing could be checked")
	}
}

// holding is a name, which nobody needs here, and how many seats.
type holding [2]any

func counts(of []holding) (n []int) {
	for _, h := range of {
		n = append(n, int(h[1].(float64)))
	}
	return n
}

// read reads a file of the third-party data, which not every machine has.
func read(t *testing.T, name string, into any) {
	t.Helper()
	set, file, _ := strings.Cut(name, "/")
	b, err := os.ReadFile(filepath.Join(need.Data(t, set), file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}
