package sight_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// counts are how many leads each circle had, by API and by page, which say the same.
func (v *viewer) counts(w *ledWorld, day int) (all []number) {
	at := ""
	if day > 0 {
		at = now.AddDate(0, 0, -day).Add(-12 * time.Hour).Format("2006-01-02T15:04:05Z")
	}
	for i, c := range w.circles {
		for _, window := range []int{91, 365} {
			q := url.Values{"circle": {c.String()}, "window": {fmt.Sprint(window, "d")}}
			if at != "" {
				q.Set("at", at)
			}
			_, text := v.api("/measures?" + q.Encode())
			var said struct {
				Measures []struct {
					ID    measure.Question
					M     int
					Value *float64
				}
				Course struct {
					Points []struct {
						At   time.Time
						M    int
						Of   stat.Count
						Have *int
					}
				}
				Planned struct{ M int }
			}
			v.must(json.Unmarshal([]byte(text), &said))
			add := func(name string, end time.Time, over, value int) {
				n := number{name: fmt.Sprintf("how much was led in %s, %s over %d days, %d days ago", c, name, window, day), day: day, members: w.members(i)}
				n.of = func(l led) bool {
					at := now.AddDate(0, 0, -l.ago)
					return (i == 0 || l.circle == i) && !at.After(end) && at.After(end.AddDate(0, 0, -over))
				}
				n.circle, n.group = i, fmt.Sprintln(name, over, end)
				n.told, n.value, n.exact = value > 0, float64(value), i == 0 || w.home[v.person] == i
				if off := math.Abs(n.value - w.sum(n)); n.told && (off > 2 || n.exact && off > 0) {
					v.t.Fatalf("%s: %v is told, and it was %v", n.name, n.value, w.sum(n))
				}
				all = append(all, n)
			}
			m := 0
			for _, a := range said.Measures {
				if a.ID == measure.Participation {
					m = a.M
				}
			}
			add("in all", w.counting(i, day), window, m)
			if window == 91 { // what a quarter and its year together would tell, which nothing tells by itself
				year := w.counting(i, day)
				n := number{name: fmt.Sprintf("how much was led in %s in the rest of the year, %d days ago", c, day), day: day, members: w.members(i), own: i == 0 || w.home[v.person] == i}
				n.of = func(l led) bool {
					at := now.AddDate(0, 0, -l.ago)
					return (i == 0 || l.circle == i) && !at.After(year.AddDate(0, 0, -91)) && at.After(year.AddDate(0, 0, -365))
				}
				all = append(all, n)
			}
			if i == 0 && window == 365 && day == 0 {
				for _, a := range said.Measures {
					if a.ID == measure.CrossBoundary && a.M > 0 && a.Value != nil {
						all = append(all, w.tied(float64(a.M), *a.Value)...)
					}
				}
			}
			add("planned or not", w.counting(i, day), window, said.Planned.M)
			for _, p := range said.Course.Points {
				n := p.M
				if p.Have != nil && p.Of != stat.People {
					n = max(n, *p.Have)
				}
				add("up to "+p.At.Format(time.DateOnly), p.At, 365, n)
			}
			if day == 0 {
				v.pageSays(c, window, m, said.Planned.M)
			}
		}
	}
	return all
}

// counting is up to when acts count: up to the beginning of the month, of fewer than twenty people.
func (w *ledWorld) counting(circle, day int) time.Time {
	at := now.AddDate(0, 0, -day)
	if day > 0 {
		at = at.Add(-12 * time.Hour)
	}
	if w.members(circle) < 20 {
		at = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return at
}

var leadsIn = regexp.MustCompile(`(takes )?\b([0-9,]+) leads?\b`)

// pageSays holds the page to the same numbers of leads, in each place where it has one.
func (v *viewer) pageSays(c org.CircleID, window int, told ...int) {
	name := map[int]string{91: "quarter", 365: "year"}[window]
	_, page := v.page("/insight?" + url.Values{"circle": {c.String()}, "window": {name}}.Encode())
	for _, said := range leadsIn.FindAllStringSubmatch(page, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(said[2], ",", ""))
		v.must(err)
		if said[1] == "" && !slices.Contains(told, n) { // how many it takes is the same for all
			v.t.Errorf("the page of %s over a %s tells of %q, and the API of %d: %s", c, name, said[0], told, around(page, said[0]))
		}
	}
}

func around(page, said string) string {
	i := strings.Index(page, said)
	return page[max(0, i-120):min(len(page), i+60)]
}

// tied are how many ties there are in all, and within circles, as the share that leads out of a circle
// tells.
func (w *ledWorld) tied(m, share float64) []number {
	year := func(l led) bool { return l.to >= 0 && l.ago < 365 }
	both := []number{
		{name: "ties in all", of: year, told: true, value: m, exact: true},
		{name: "ties within circles", of: func(l led) bool { return year(l) && l.from == l.to }, told: true, value: math.Round(m * (1 - share)), exact: true},
	}
	for _, n := range both {
		if n.value != w.sum(n) {
			w.t.Fatalf("%s: %v is told, and it was %v", n.name, n.value, w.sum(n))
		}
	}
	return both
}

// cells are how many ties lead from a circle to another, by the file with them.
func (v *viewer) cells(w *ledWorld) (all []number) {
	_, text := v.api("/network")
	var file struct {
		People []struct {
			N      int
			Circle string
		}
		Ties []struct{ From, To, Works int }
	}
	v.must(json.Unmarshal([]byte(text), &file))
	home := map[int]int{}
	for _, p := range file.People {
		if n, ok := strings.CutPrefix(p.Circle, "Circle "); ok {
			c, err := strconv.Atoi(n)
			v.must(err)
			home[p.N] = c - 1
		}
	}
	seen := map[[2]int]int{}
	for _, tie := range file.Ties {
		seen[[2]int{home[tie.From], home[tie.To]}]++
	}
	for from := 1; from < len(w.circles); from++ {
		for to := 1; to < len(w.circles); to++ {
			n := number{name: fmt.Sprintf("ties from %s to %s", w.circles[from], w.circles[to]), exact: true}
			n.of = func(l led) bool { return l.from == from && l.to == to && l.ago < 365 }
			n.value = float64(seen[[2]int{from, to}])
			if n.told = n.value > 0; n.told && n.value != w.sum(n) {
				v.t.Fatalf("%s: %v are in the file, and there were %v", n.name, n.value, w.sum(n))
			}
			all = append(all, n)
		}
	}
	return all
}
