package sight_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

// lit are the roles on which they see a light: somebody who holds one leads something
// that shows there, and that they see.
func (o oracle) lit() (roles []string) {
	for id, r := range o.s.Roles() {
		if !o.sees(org.RefOf(id)) || r.Retired != 0 {
			continue
		}
		if slices.ContainsFunc(r.Seats, func(t org.SeatID) bool {
			return slices.ContainsFunc(o.s.Lit(t), func(i org.InitiativeID) bool { return o.sees(org.RefOf(i)) })
		}) {
			roles = append(roles, id.String())
		}
	}
	slices.Sort(roles)
	return roles
}

// lights checks that the map has a light where they see somebody lead, by each way.
func (l *looker) lights(t *testing.T) { l.lightsAt(t, "") }

func (l *looker) lightsAt(t *testing.T, at string) {
	want := l.lit()
	same := func(where string, got []string) {
		t.Helper()
		slices.Sort(got)
		if !slices.Equal(slices.Compact(got), want) {
			t.Errorf("%s%s has lights on %v, want %v", where, at, got, want)
		}
	}
	type circle struct {
		Roles []struct {
			ID      string
			Leading bool
		}
		Circles []*circle
	}
	var top struct{ Map *circle }
	_, text := l.api("/map" + at)
	l.must(json.Unmarshal([]byte(text), &top))
	l.reads(t, "the map of the API"+at, text)
	l.ids(t, "the map of the API"+at, text)
	var got []string
	var walk func(*circle)
	walk = func(c *circle) {
		for _, r := range c.Roles {
			if r.Leading {
				got = append(got, r.ID)
			}
		}
		for _, sub := range c.Circles {
			walk(sub)
		}
	}
	if top.Map != nil {
		walk(top.Map)
	}
	same("the map of the API", got)

	got = nil
	_, text = l.page("/map.json" + at)
	l.reads(t, "map.json"+at, text)
	var rows [][]any
	l.must(json.Unmarshal([]byte(text), &rows))
	for _, row := range rows {
		if row[0].(float64) == 2 {
			got = append(got, fmt.Sprint("R", row[1]))
		}
	}
	same("map.json", got)

	got = nil
	_, text = l.page("/map.csv" + at)
	l.reads(t, "map.csv"+at, text)
	table, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	l.must(err)
	named := map[string]string{}
	for id, r := range l.s.Roles() {
		named[r.Name] = id.String()
	}
	yes := ""
	for _, row := range table[1:] {
		if row[8] != "" {
			yes = row[8]
		}
	}
	for _, row := range table[1:] {
		if row[8] != "" && row[8] == yes {
			got = append(got, named[row[2]])
		}
	}
	same("map.csv", got)
}

// at is the same viewer, looking at a moment of the past with the rights of today.
func (l *looker) at(w *world, then *org.State) *looker {
	p := &looker{oracle: oracle{l.now, then, l.who}, viewer: l.viewer}
	for i := range l.entries {
		if l.entries[i].Seq <= then.Version {
			p.entries = append(p.entries, l.entries[i])
		}
	}
	p.allow(w)
	for word := range l.words { // of what was not yet
		if _, there := p.words[word]; !there {
			p.words[word] = false
		}
	}
	own := l.look(w.t).Name(l.who) + " " + l.now.Circle(org.Root).Name // themselves and where they are they know on any day
	for _, word := range wordsIn.FindAllString(own, -1) {
		p.words[word] = true
	}
	return p
}

// past checks what they see of moments gone by.
func (l *looker) past(t *testing.T) {
	for _, part := range []int{3, 2} {
		at := l.entries[len(l.entries)/part].At
		then, err := l.service.Look(t.Context(), "linde", at)
		l.must(err)
		l.at(l.world, then).gone(t, at, l.refs())
	}
}

func (l *looker) gone(t *testing.T, at org.Time, refs []org.Ref) {
	v, err := l.service.As(t.Context(), "linde", l.who)
	l.must(err)
	look, err := v.Look(t.Context(), at)
	l.must(err)
	for _, r := range refs {
		if got, want := look.Sight.Sees(r), l.sees(r); got != want {
			t.Errorf("at %s they see %s: %v, want %v", at, r, got, want)
		}
		if got, want := look.Sight.Knows(r), l.knows(r); got != want {
			t.Errorf("at %s they know %s: %v, want %v", at, r, got, want)
		}
	}
	for p := range l.s.People() {
		if name := look.Name(p); (name != "") != l.knows(org.RefOf(p)) {
			t.Errorf("at %s %s is called %q", at, p, name)
		}
	}
	q := "?at=" + url.QueryEscape(at.String())
	l.lightsAt(t, q)
	for _, list := range slices.Sorted(maps.Keys(lists)) {
		_, text := l.api("/" + list + q + "&all=true&limit=500")
		l.reads(t, list+q, text)
		l.ids(t, list+q, text)
		var page struct{ Items []struct{ ID string } }
		l.must(json.Unmarshal([]byte(text), &page))
		var got, want []string
		for _, i := range page.Items {
			got = append(got, i.ID)
		}
		for _, r := range refs {
			if r.Letter == lists[list] && l.sees(r) {
				want = append(want, r.String())
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s%s has %v, want %v", list, q, got, want)
		}
	}
	_, text := l.api("/acts" + q + "&limit=500")
	l.reads(t, "the log"+q, text)
	for _, r := range refs {
		path, has := pagesOf[r.Letter]
		if !has {
			continue
		}
		code, text := l.page(fmt.Sprint(path, r.N) + q)
		if code == http.StatusOK && !l.sees(r) {
			t.Errorf("the page of %s%s is there", r, q)
		}
		l.reads(t, "the page of "+r.String()+q, text)
	}
	for _, path := range []string{"/map", "/people", "/initiatives", "/stream"} {
		code, text := l.page(path + q)
		if code >= http.StatusInternalServerError {
			t.Errorf("%s%s: %d", path, q, code)
		}
		l.reads(t, path+q, text)
	}
}

// ahead checks that what would be shows a guest nothing that they do not see.
func (l *looker) ahead(t *testing.T) {
	for id := range l.s.Circles() {
		c := url.Values{"circle": {id.String()}, "name": {"zx1x"}, "purpose": {"zx2x"}, "parents": {id.String()}}
		for _, kind := range []string{"role.create", "circle.amend", "circle.form", "circle.close", "circle.move"} {
			code, text := l.post("/acts/"+kind+"?preview=1", c)
			if code >= http.StatusInternalServerError {
				t.Errorf("%s of %s beforehand: %d", kind, id, code)
			}
			l.reads(t, kind+" of "+id.String()+" beforehand", text)
		}
	}
	v, err := l.service.As(t.Context(), "linde", l.who)
	l.must(err)
	for _, c := range l.s.Person(l.who).Circles {
		fork, err := v.Fork(t.Context(), &org.RaiseTension{Circle: c, Title: "zx3x"})
		if err != nil {
			continue
		}
		for _, r := range l.refs() {
			if fork.Sight.Sees(r) && !l.sees(r) && l.in(r) != 0 {
				t.Errorf("what would be shows %s", r)
			}
		}
	}
}

// Nothing that a guest does not see moves anything on their map, nor changes what it says.
func TestNothingHiddenMovesTheMap(t *testing.T) {
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t, seed)
			nobody, err := w.service.As(t.Context(), "linde", service.Nobody)
			w.must(err)
			for p, row := range w.state().People() {
				if !row.Guest || !row.Present() {
					continue
				}
				v := w.viewer(p)
				show := func() string {
					_, data := v.page("/map.json")
					_, whole := v.api("/map")
					_, after, _ := strings.Cut(whole, `"people"`) // the moment before it goes on
					return data + after
				}
				before, hidden := show(), 0
				for id, c := range w.state().Circles() {
					s := w.state()
					if (oracle{s, s, p}).knows(org.RefOf(id)) || !c.Live() {
						continue
					}
					hidden++
					for _, act := range []org.Act{
						&org.CreateRole{Circle: id, Name: "Hidden"}, &org.FormCircle{Parents: []org.CircleID{id}, Name: "Hidden"},
						&org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Hidden"}, &org.MoveCircle{Circle: id, Parents: []org.CircleID{org.Root}},
						&org.CloseCircle{Circle: id},
					} {
						if _, err := nobody.Do(t.Context(), service.Asked{Act: act}); err != nil {
							continue
						}
						if after := show(); after != before {
							t.Fatalf("%s of %s moves the map of %s:\n%s\n%s", org.NameOf(act), id, p, before, after)
						}
					}
				}
				if hidden == 0 {
					t.Logf("nothing is hidden from %s", p)
				}
			}
		})
	}
}
