package stat

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// spells reads times as tables print them: a + after one that was still going on.
func spells(times string) []Spell {
	var out []Spell
	for w := range strings.FieldsSeq(times) {
		t, err := strconv.ParseFloat(strings.TrimSuffix(w, "+"), 64)
		if err != nil {
			panic(err)
		}
		out = append(out, Spell{Exit: t, Event: !strings.HasSuffix(w, "+")})
	}
	return out
}

// Miller 1981, remission of acute myelogenous leukaemia, in weeks.
const (
	maintained    = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"
	nonmaintained = "5 5 8 8 12 16+ 23 27 30 33 43 45"
)

// Loprinzi and others 1994, advanced lung cancer, in days.
const lung = `306 455 1010+ 210 883 1022+ 310 361 218 166 170 654 728 71 567 144 613 707 61 88 301 81 624 371
394 520 574 118 390 12 473 26 533 107 53 122 814 965+ 93 731 460 153 433 145 583 95 303 519 643 765 735 189 53
246 689 65 5 132 687 345 444 223 175 60 163 65 208 821+ 428 230 840+ 305 11 132 226 426 705 363 11 176 791 95
196+ 167 806+ 284 641 147 740+ 163 655 239 88 245 588+ 30 179 310 477 166 559+ 450 364 107 177 156 529+ 11 429
351 15 181 283 201 524 13 212 524 288 363 442 199 550 54 558 207 92 60 551+ 543+ 293 202 353 511+ 267 511+ 371
387 457 337 201 404+ 222 62 458+ 356+ 353 163 31 340 229 444+ 315+ 182 156 329 364+ 291 179 376+ 384+ 268 292+
142 413+ 266+ 194 320 181 285 301+ 348 197 382+ 303+ 296+ 180 186 145 269+ 300+ 284+ 350 272+ 292+ 332+ 285
259+ 110 286 270 81 131 225+ 269 225+ 243+ 279+ 276+ 135 79 59 240+ 202+ 235+ 105 224+ 239 237+ 173+ 252+ 221+
185+ 92+ 13 222+ 192+ 183 211+ 175+ 197+ 203+ 116 188+ 191+ 105+ 174+ 177+`

// Medians and intervals as R's survival 3.5-3 prints them with conf.type = "log-log".
func TestMedians(t *testing.T) {
	for _, c := range []struct {
		name, times string
		want        Moment
	}{
		{"aml, maintained", maintained, Moment{At: 31, Low: 13, Reached: true, LowReached: true}},
		{"aml, nonmaintained", nonmaintained, reached(23, 5, 33)},
		{"lung", lung, reached(310, 284, 361)},
		{"all going on", "3+ 5+ 8+", Moment{}},
		{"all at once", "4 4 4", Moment{At: 4, Low: 4, Reached: true, LowReached: true}},
	} {
		if got := Survival(spells(c.times)).Median(.95); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	c := Survival(spells(lung))
	if c.N != 228 || c.Events != 165 {
		t.Errorf("lung: %d spells, %d events", c.N, c.Events)
	}
	for p, want := range map[float64]Moment{.25: reached(170, 144, 194), .75: reached(550, 457, 643)} {
		if got := c.Quantile(p, .95); got != want {
			t.Errorf("lung, %g: got %+v, want %+v", p, got, want)
		}
	}
	for at, want := range map[float64][3]float64{
		0: {1, 1, 1}, 4.9: {1, 1, 1}, 100: {.8639689676, .8122223198, .902310181}, 365: {.4092416245, .3387142691, .478380768},
		500: {.2932691937, .2265036771, .363028600}, 1000: {.0503455681, .0178661711, .108662176},
	} {
		low, high, ok := c.Band(at, .95)
		if !ok {
			t.Fatalf("no band at %g", at)
		}
		within(t, "share", c.At(at), want[0], 1e-9)
		within(t, "low", low, want[1], 1e-9)
		within(t, "high", high, want[2], 1e-9)
	}
}

// Many books print 285 to 363 for the same data: the same variance, and the normal
// distribution of log S instead.
func TestLungOnTheOtherScale(t *testing.T) {
	low, high := math.NaN(), math.NaN()
	for _, s := range Survival(spells(lung)).steps {
		wide := normal(.95) * math.Sqrt(s.variance) / s.without
		if math.IsNaN(low) && s.without*math.Exp(-wide) <= .5 {
			low = s.at
		}
		if math.IsNaN(high) && s.without*math.Exp(wide) <= .5 {
			high = s.at
		}
	}
	within(t, "low", low, 285, 0)
	within(t, "high", high, 363, 0)
}

// Spells that were known of only after a while, by R's Surv(enter, exit, event).
func TestLateEntry(t *testing.T) {
	c := Survival([]Spell{
		{0, 4, true},
		{0, 6, false},
		{2, 6, true},
		{3, 9, true},
		{3, 7, false},
		{5, 8, true},
		{5, 12, true},
		{0, 11, false},
		{8, 15, true},
		{1, 3, true},
		{7, 7, true}, // never under observation
	})
	for at, want := range map[float64]float64{2: 1, 3: .8, 4: .666666667, 6: .571428571, 8: .428571429, 9: .321428571, 12: .160714286, 15: 0} {
		within(t, "share at "+strconv.FormatFloat(at, 'g', -1, 64), c.At(at), want, 1e-9)
	}
	low, high, _ := c.Band(12, .95)
	within(t, "low", low, .00914532946, 1e-9)
	within(t, "high", high, .490708277, 1e-9)
	if c.N != 10 {
		t.Errorf("%d spells", c.N)
	}
	if _, _, ok := c.Band(15, .95); ok {
		t.Error("a band where nobody is left")
	}
}

var (
	outcomeTimes  = []float64{1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12}
	outcomeCauses = []int{1, 2, 1, 0, 1, 2, 1, 0, 2, 1, 1, 2, 1, 0, 1}
)

func outcomes() []Outcome {
	var out []Outcome
	for i, at := range outcomeTimes {
		out = append(out, Outcome{at, outcomeCauses[i]})
	}
	return out
}

// Shares by R's survfit of several states.
func TestIncidence(t *testing.T) {
	x, y := Incidence(outcomes(), 1), Incidence(outcomes(), 2)
	for at, want := range map[float64][2]float64{
		0: {0, 0}, 1: {.0666666667, 0}, 2: {.1333333333, .0666666667}, 4: {.2060606061, .1393939394}, 5.5: {.2787878788, .1393939394},
		8: {.4450216450, .2225108225}, 10: {.5281385281, .3056277056}, 12: {.6943722944, .3056277056},
	} {
		within(t, "first", x.At(at), want[0], 1e-9)
		within(t, "second", y.At(at), want[1], 1e-9)
	}
	if m := x.Median(.95); !m.Reached || m.At != 10 {
		t.Errorf("median of the first: %+v", m)
	}
	if m := y.Median(.95); m.Reached {
		t.Errorf("median of the second, which ends below one half: %+v", m)
	}
	if none := Incidence(outcomes(), 3); !none.Known || none.At(99) != 0 || none.Events != 0 {
		t.Errorf("a cause that nothing ended by: %+v", none)
	}
	if one := Incidence([]Outcome{{3, 1}, {3, 1}}, 1); one.At(3) != 1 || !one.Median(.95).Reached {
		t.Errorf("all by one cause at once: %+v", one)
	}
}

// Whatever the times: all causes and what is left make one, the order of cases does not
// matter, without other causes incidence is what survival lacks, and the interval is
// around the share.
func TestCurves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cases []Outcome
		var all, one []Spell
		for range rapid.IntRange(1, 40).Draw(t, "n") {
			o := Outcome{float64(rapid.IntRange(0, 12).Draw(t, "time")), rapid.IntRange(0, 2).Draw(t, "cause")}
			cases = append(cases, o)
			all = append(all, Spell{Exit: o.Time, Event: o.Cause > 0})
			one = append(one, Spell{Exit: o.Time, Event: o.Cause == 1})
		}
		s, x, y := Survival(all), Incidence(cases, 1), Incidence(cases, 2)
		shuffledX := Incidence(shuffled(t, cases), 1)
		alone := slices.Clone(cases)
		for i := range alone {
			alone[i].Cause %= 2
		}
		z, km := Incidence(alone, 1), Survival(one)
		for at := -1.0; at <= 13; at += .5 {
			same(t, "all shares", x.At(at)+y.At(at)+s.At(at), 1)
			same(t, "in another order", shuffledX.At(at), x.At(at))
			same(t, "without other causes", z.At(at), 1-km.At(at))
			if x.At(at) > z.At(at)+1e-12 {
				t.Fatalf("other causes raise the share: %g above %g", x.At(at), z.At(at))
			}
			for _, c := range []Curve{s, x, z} {
				low, high, ok := c.Band(at, .95)
				if ok && !(low <= c.At(at)+1e-12 && c.At(at) <= high+1e-12 && low >= 0 && high <= 1) {
					t.Fatalf("%g to %g around %g", low, high, c.At(at))
				}
			}
		}
		for i, v := range km.steps {
			if v.without > 0 {
				within(t, "variance, which is Greenwood's", z.steps[i].variance, v.variance, 1e-9)
			}
		}
		m, mz := km.Median(.95), z.Median(.95)
		if m != mz || m.Reached && !m.LowReached || m.HighReached && !m.Reached || m.LowReached && m.Reached && m.Low > m.At || m.HighReached && m.High < m.At {
			t.Fatalf("%+v and %+v", m, mz)
		}
	})
}

func TestNoCurve(t *testing.T) {
	for name, c := range map[string]Curve{
		"no spells": Survival(nil), "a spell backwards": Survival([]Spell{{3, 2, true}}), "a negative time": Survival([]Spell{{-1, 2, true}}),
		"no number": Survival([]Spell{{0, math.NaN(), true}}), "without end": Survival([]Spell{{0, math.Inf(1), true}}),
		"never under observation": Survival([]Spell{{2, 2, true}}),
		"no cases":                Incidence(nil, 1), "no cause": Incidence(outcomes(), 0), "a case before its beginning": Incidence([]Outcome{{-1, 1}}, 1),
		"a cause that is none": Incidence([]Outcome{{1, -1}}, 1), "a case without end": Incidence([]Outcome{{math.Inf(1), 1}}, 1),
	} {
		if c.Known || !math.IsNaN(c.At(1)) || c.Median(.95) != (Moment{}) {
			t.Errorf("%s: %+v", name, c)
		}
	}
	equal(t, "a median without its bounds", Survival(spells(maintained)).Median(.95).Result(), Result{})
	equal(t, "a median with its bounds", Survival(spells(nonmaintained)).Median(.95).Result(), Within(23, 5, 33))
}

func reached(at, low, high float64) Moment { return Moment{at, low, high, true, true, true} }
