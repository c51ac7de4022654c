package pulse

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/stat"
	"orpheus/org"
)

// The margins of a mean with a standard deviation of 1, nineteen times in twenty, as tables of
// Student's t give them.
func TestMarginOfAMean(t *testing.T) {
	for n, want := range map[int]string{5: "1.24", 8: "0.84", 12: "0.64", 20: "0.47", 50: "0.28"} {
		if got := fmt.Sprintf("%.2f", Margin(1, n)); got != want {
			t.Errorf("of %d answers %s, want %s", n, got, want)
		}
	}
	if got := 25 * Margin(1, 12); math.Abs(got-16) > .2 {
		t.Errorf("of twelve people %.1f of 100, want 16", got)
	}
	if !math.IsInf(Margin(1, 1), 1) || Finite(14, 14) != 0 || math.Abs(Finite(11, 14)-math.Sqrt(3.0/13)) > 1e-12 {
		t.Error("one answer has a margin, or not the whole of 14 people has none")
	}
	if Score(1) != 0 || Score(3) != 50 || Score(5) != 100 {
		t.Error("the scale is not from 0 to 100")
	}
}

// attitude are the 30 departments and seven questions of Chatterjee and Price, as R has them.
var attitude = [][]float64{
	{43, 51, 30, 39, 61, 92, 45},
	{63, 64, 51, 54, 63, 73, 47},
	{71, 70, 68, 69, 76, 86, 48},
	{61, 63, 45, 47, 54, 84, 35},
	{81, 78, 56, 66, 71, 83, 47},
	{43, 55, 49, 44, 54, 49, 34},
	{58, 67, 42, 56, 66, 68, 35},
	{71, 75, 50, 55, 70, 66, 41},
	{72, 82, 72, 67, 71, 83, 31},
	{67, 61, 45, 47, 62, 80, 41},
	{64, 53, 53, 58, 58, 67, 34},
	{67, 60, 47, 39, 59, 74, 41},
	{69, 62, 57, 42, 55, 63, 25},
	{68, 83, 83, 45, 59, 77, 35},
	{77, 77, 54, 72, 79, 77, 46},
	{81, 90, 50, 72, 60, 54, 36},
	{74, 85, 64, 69, 79, 79, 63},
	{65, 60, 65, 75, 55, 80, 60},
	{65, 70, 46, 57, 75, 85, 46},
	{50, 58, 68, 54, 64, 78, 52},
	{50, 40, 33, 34, 43, 64, 33},
	{64, 61, 52, 62, 66, 80, 41},
	{53, 66, 52, 50, 63, 80, 37},
	{40, 37, 42, 58, 50, 57, 49},
	{63, 54, 42, 48, 66, 75, 33},
	{66, 77, 66, 63, 88, 76, 72},
	{78, 75, 58, 74, 80, 78, 49},
	{48, 57, 44, 45, 51, 83, 38},
	{85, 85, 71, 71, 77, 74, 55},
	{82, 82, 39, 59, 64, 78, 39},
}

func TestReliability(t *testing.T) {
	if raw, std := fmt.Sprintf("%.4f", Alpha(attitude)), fmt.Sprintf("%.4f", StandardAlpha(attitude)); raw != "0.8431" || std != "0.8391" {
		t.Errorf("alpha of attitude is %s, standardized %s; R says 0.8431 and 0.8391", raw, std)
	}
	if got := SpearmanBrown(.5); math.Abs(got-2.0/3) > 1e-12 {
		t.Errorf("two sentences that correlate by a half: %v, want two thirds", got)
	}
	two := [][]float64{}
	for _, row := range attitude {
		two = append(two, row[:2])
	}
	if a, b := StandardAlpha(two), SpearmanBrown(correlation(two, 0, 1)); math.Abs(a-b) > 1e-12 {
		t.Errorf("of two sentences standardized alpha is %v, Spearman-Brown %v: they are one", a, b)
	}
}

func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		variances []float64
		want      float64
	}{
		{[]float64{0}, 1}, {[]float64{2}, 0}, {[]float64{1}, .5}, {[]float64{3, 3}, 0}, {[]float64{1, 1}, 2.0 / 3}, {[]float64{.6}, .7}, {nil, 0},
	} {
		if got := RWG(c.variances...); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("r_wg of %v is %v, want %v", c.variances, got, c.want)
		}
	}
}

// round is a state with a round that asked so many people in a circle, which said this.
func round(t *testing.T, counts org.PulseCounts, whole bool, asked int) (*org.State, org.PulseID) {
	t.Helper()
	d := new(org.State).Edit()
	from, c := org.Time(1), org.CircleID(2)
	if whole {
		c = org.Root
	}
	acts := []org.Act{
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, &org.AmendOrganisation{StatisticsFrom: &from},
		&org.FormCircle{Name: "North", Parents: []org.CircleID{org.Root}},
	}
	for p := range asked {
		acts = append(acts, &org.JoinPerson{}, &org.JoinCircle{Circle: 2, Person: org.PersonID(p + 1)})
	}
	at := org.Day
	do := func(act org.Act) {
		if _, err := d.Do(act, org.Moment{At: at, Face: org.Clock}); err != nil {
			t.Fatalf("%s: %v", org.NameOf(act), err)
		}
	}
	for _, act := range append(acts, &org.AskPulse{Circle: c, First: org.PulseSafety}) {
		do(act)
	}
	at += 8 * org.Day
	do(&org.EndPulse{Pulse: 1})
	do(d.ClosingOf(1, &org.PulseTally{Answers: uint16(counts.N()) + counts.CantSay, Counts: []org.PulseCounts{counts}}))
	return d.Freeze(), 1
}

func counts(first, second []uint16) org.PulseCounts {
	return org.PulseCounts{First: first, Second: second}
}

// Twelve people whose answers have a standard deviation of about 1 are told with a margin of
// about 16 of 100; where they lie at both ends no mean stands for the circle.
func TestReadARound(t *testing.T) {
	s, id := round(t, counts([]uint16{0, 1, 3, 5, 3}, []uint16{0, 1, 3, 5, 3}), false, 14)
	r, _ := s.Pulse(id).Result(org.PulseSafety)
	got := Read(s, id, &r)
	low, high, ok := got.Mean.Interval()
	sd := math.Sqrt(variance([]float64{2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5}))
	if m := 25 * Margin(sd, 12); !ok || got.N != 12 || math.Abs(high-low-2*m) > 1e-9 || math.Abs((high+low)/2-25*(46.0/12-1)) > 1e-9 {
		t.Errorf("read is %v of %d", got.Mean, got.N)
	}
	if got.Near.High-got.Near.Low >= high-low {
		t.Error("of these people alone no more is known")
	}
	if first, second := got.Sentence(1), got.Sentence(2); value(first) != value(got.Mean) || value(second) != value(got.Mean) || got.Sentence(3).State() == stat.Value {
		t.Errorf("its sentences are %v and %v", first, second)
	}
	both := counts([]uint16{6, 0, 0, 0, 6}, []uint16{6, 0, 0, 0, 6})
	s, id = round(t, both, false, 14)
	r, _ = s.Pulse(id).Result(org.PulseSafety)
	if got := Read(s, id, &r); !got.Apart || got.Mean.State() == stat.Value || got.Sentence(1).State() == stat.Value || got.Spread != [5]int{12, 0, 0, 0, 12} {
		t.Errorf("of both ends a mean of %v is told", got.Mean)
	}
	s, id = round(t, both, true, 14)
	r, _ = s.Pulse(id).Result(org.PulseSafety)
	if got := Read(s, id, &r); got.Apart || got.Mean.State() != stat.Value {
		t.Error("of the whole organisation no mean is told")
	}
	s, _ = round(t, counts([]uint16{4}, []uint16{4}), false, 8)
	if all, _ := Course(s, 2, org.PulseSafety, s.Last); len(all) != 0 {
		t.Errorf("of four answers %v is told", all)
	}
}

// Whatever people answer, the interval lies on the scale, holds the mean, and is no narrower
// than where the answers of each person were known.
func TestIntervalsAreNoNarrower(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(5, 30).Draw(rt, "n")
		tally, each := new(org.PulseTally), []float64{}
		for range n {
			a, b := rapid.IntRange(1, 5).Draw(rt, "a"), rapid.IntRange(1, 5).Draw(rt, "b")
			tally.Put(&org.PulseAnswer{Marks: []uint8{uint8(a), uint8(b)}})
			each = append(each, float64(a+b)/2)
		}
		s, id := round(t, tally.Counts[0], true, n)
		r, _ := s.Pulse(id).Result(org.PulseSafety)
		got := Read(s, id, &r)
		mid, _ := got.Mean.Value()
		low, high, ok := got.Mean.Interval()
		if !ok || low < 0 || high > 100 || math.Abs(mid-Score(mean(each))) > 1e-9 {
			rt.Fatalf("of %v: %v", each, got.Mean)
		}
		if m := 25 * Margin(math.Sqrt(variance(each)), n); low > max(0, mid-m)+1e-9 || high < min(100, mid+m)-1e-9 {
			rt.Fatalf("of %v the interval %v is narrower than %v beside", each, got.Mean, m)
		}
	})
}
