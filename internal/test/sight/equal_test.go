package sight_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

// seeds is how many random organisations are looked at.
const seeds = 6

func TestEqualSight(t *testing.T) {
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t, seed)
			s := w.state()
			entries := w.entries()
			for p, row := range s.People() {
				if !row.Guest && p != 1 && row.Present() {
					continue // members see all: one of them will do
				}
				look := &looker{oracle: oracle{s, s, p}, entries: entries}
				look.allow(w)
				if !row.Present() {
					look.nothing(t, w)
					continue
				}
				look.viewer = w.viewer(p)
				t.Run(p.String(), func(t *testing.T) {
					for _, check := range []struct {
						name string
						run  func(*testing.T)
					}{
						{"sight", look.sights},
						{"lists", look.lists},
						{"acts", look.acts},
						{"notices", look.notices},
						{"maps", look.maps},
						{"search", look.search},
						{"pages", look.pages},
						{"forms", look.forms},
						{"choices", look.found},
						{"undo", look.undo},
						{"what if", look.whatIf},
						{"lights", look.lights},
						{"past", look.past},
						{"what would be", look.ahead},
					} {
						t.Run(check.name, check.run)
					}
				})
			}
		})
	}
}

// looker is a viewer with what the oracle says of them.
type looker struct {
	oracle
	*viewer
	entries []org.Entry
	words   map[string]bool // that they may read somewhere
}

// refs are all things there are, and one more of each kind.
func (o oracle) refs() (all []org.Ref) {
	s := o.s
	many := map[byte]int{
		'C': count(s.Circles()), 'R': count(s.Roles()), 'P': count(s.People()), 'S': count(s.Seats()), 'G': count(s.Guardrails()),
		'T': count(s.Tensions()), 'I': count(s.Initiatives()), 'L': count(s.Leads()), 'O': count(s.Offers()), 'K': count(s.Learnings()), 'Z': count(s.Strengths()), 'V': count(s.StandIns()),
		'E': count(s.Meetings()), 'J': count(s.Tries()), 'U': count(s.Pulses()), 'W': count(s.AllThanks()), 'Y': count(s.Informals()),
		'A': 20, 'N': 20,
	}
	for _, letter := range slices.Sorted(maps.Keys(many)) {
		for n := range many[letter] + 1 {
			all = append(all, org.Ref{Letter: letter, N: uint32(n + 1)})
		}
	}
	return all
}

func count[K, V any](seq func(func(K, V) bool)) (n int) {
	for range seq {
		n++
	}
	return n
}

// allow works out which words they may read.
func (l *looker) allow(w *world) {
	l.words = map[string]bool{}
	say := func(may bool, texts ...string) {
		for _, t := range texts {
			for _, word := range wordsIn.FindAllString(t, -1) {
				l.words[word] = l.words[word] || may
			}
		}
	}
	v, err := w.service.As(w.t.Context(), "linde", service.Nobody)
	w.must(err)
	all, err := v.Look(w.t.Context(), 0)
	w.must(err)
	text := func(id org.TextID) string {
		texts, err := all.Texts(w.t.Context(), id)
		w.must(err)
		return texts[id]
	}
	see := func(r org.Ref) bool { return l.sees(r) }
	for id, c := range l.s.Circles() {
		say(l.knows(org.RefOf(id)), c.Name)
		say(see(org.RefOf(id)), c.Purpose)
	}
	for id, r := range l.s.Roles() {
		say(see(org.RefOf(id)), append(append([]string{r.Name, r.Purpose}, r.Accountabilities...), r.Domains...)...)
	}
	for id := range l.s.People() {
		say(l.knows(org.RefOf(id)), all.Name(id))
	}
	for id, t := range l.s.Seats() {
		say(see(org.RefOf(id)), t.Focus)
	}
	for id, g := range l.s.Guardrails() {
		say(see(org.RefOf(id)), g.Text)
	}
	for id, t := range l.s.Tensions() {
		say(see(org.RefOf(id)), t.Title, text(t.Body), text(t.How))
	}
	for id, i := range l.s.Initiatives() {
		say(see(org.RefOf(id)), i.Title, text(i.Body), text(i.Outcome))
	}
	for _, r := range l.refs() {
		switch r.Letter {
		case 'A':
			if a := l.s.Step(org.StepID(r.N)); a != nil {
				say(see(r), text(a.Text))
			}
		case 'N':
			if n := l.s.Note(org.NoteID(r.N)); n != nil {
				say(see(r), text(n.Text))
			}
		}
	}
	for id, k := range l.s.Learnings() {
		say(see(org.RefOf(id)), text(k.Text))
	}
	for id, z := range l.s.Strengths() {
		say(see(org.RefOf(id)), text(z.Text))
	}
	for id, k := range l.s.AllThanks() {
		say(see(org.RefOf(id)), text(k.Text))
	}
	for id, n := range l.s.Informals() {
		say(see(org.RefOf(id)), n.Name)
	}
	for id, o := range l.s.Offers() {
		say(see(org.RefOf(id)) && (o.By == l.who || o.To == l.who || !l.guest()), text(o.Word))
	}
	for i := range l.entries {
		e := &l.entries[i]
		fields := reflect.ValueOf(e.Act).Elem()
		say(l.told(e), fmt.Sprintf("%+v", fields.Interface()))
		for _, f := range org.KindOf(e.Act).Fields {
			if p := f.In(e.Act); p.Kind() == reflect.Pointer && !p.IsNil() {
				say(l.told(e), fmt.Sprintf("%+v", p.Elem().Interface()))
			}
		}
		offer, isOffer := org.Ref{}, false
		for _, r := range org.About(e.Act) {
			if e.By == l.who && l.told(e) { // what they did they may know, by the names of what it was about
				say(true, l.called(r, all))
			}
			if r.Letter == 'O' {
				offer, isOffer = r, true
			}
		}
		for _, p := range org.ProseOf(e.Act) {
			o := l.s.Offer(org.OfferID(offer.N))
			say(l.told(e) && (!isOffer || o == nil || o.By == l.who || o.To == l.who || !l.guest()), text(p.ID))
		}
	}
}

// called is what a thing is called.
func (o oracle) called(r org.Ref, all *service.Look) string {
	switch r.Letter {
	case 'P':
		return all.Name(org.PersonID(r.N))
	case 'C':
		return o.s.Circle(org.CircleID(r.N)).Name
	case 'R':
		return o.s.Role(org.RoleID(r.N)).Name
	case 'T':
		return o.s.Tension(org.TensionID(r.N)).Title
	case 'I':
		return o.s.Initiative(org.InitiativeID(r.N)).Title
	case 'L':
		return o.called(org.RefOf(o.s.Lead(org.LeadID(r.N)).Initiative), all) + all.Name(o.s.Lead(org.LeadID(r.N)).Person)
	case 'S':
		seat := o.s.Seat(org.SeatID(r.N))
		return o.s.Role(seat.Role).Name + all.Name(seat.Person)
	case 'O':
		f := o.s.Offer(org.OfferID(r.N))
		out := all.Name(f.By) + all.Name(f.To)
		if f.Initiative != 0 {
			return out + o.called(org.RefOf(f.Initiative), all)
		}
		return out + o.called(org.RefOf(f.Tension), all)
	case 'V':
		v := o.s.StandIn(org.StandInID(r.N))
		return all.Name(v.Person) + all.Name(v.Who)
	case 'Z':
		return all.Name(o.s.Strength(org.StrengthID(r.N)).Person)
	case 'W':
		t := o.s.Thanks(org.ThanksID(r.N))
		return all.Name(t.By) + all.Name(t.To) + o.called(t.About, all)
	case 'Y':
		n := o.s.Informal(org.InformalID(r.N))
		return all.Name(n.Person) + o.called(org.RefOf(n.Circle), all)
	case 'A':
		return o.called(org.RefOf(o.s.Step(org.StepID(r.N)).Initiative), all)
	}
	return ""
}

// reads fails for words that they may not read.
func (l *looker) reads(t *testing.T, where, text string) {
	t.Helper()
	for _, word := range wordsIn.FindAllString(text, -1) {
		if may, there := l.words[word]; there && !may {
			at := strings.Index(text, word)
			t.Errorf("%s reads %s at %s: …%s…", l.who, word, where, text[max(0, at-160):min(len(text), at+60)])
			return
		}
	}
}

// nothing checks that somebody who left does not come in.
func (l *looker) nothing(t *testing.T, w *world) {
	if _, err := w.service.As(t.Context(), "linde", l.who); org.CodeOf(err) != org.Forbidden {
		t.Errorf("%s left and visits: %v", l.who, err)
	}
	sight := l.now.SightOf(l.who, l.s)
	for _, r := range l.refs() {
		if sight.Sees(r) || sight.Knows(r) {
			t.Errorf("%s left and sees %s", l.who, r)
		}
	}
	for i := range l.entries {
		if sight.SeesEntry(&l.entries[i]) {
			t.Errorf("%s left and is told of %d", l.who, l.entries[i].Seq)
		}
	}
	if m := sight.Map(); m != nil {
		t.Errorf("%s left and has a map", l.who)
	}
}

func (l *looker) look(t *testing.T) *service.Look {
	t.Helper()
	v, err := l.service.As(t.Context(), "linde", l.who)
	l.must(err)
	look, err := v.Look(t.Context(), 0)
	l.must(err)
	return look
}

func (l *looker) sights(t *testing.T) {
	sight := l.look(t).Sight
	for _, r := range l.refs() {
		if got, want := sight.Sees(r), l.sees(r); got != want {
			t.Errorf("sees %s: %v, want %v", r, got, want)
		}
		if got, want := sight.Knows(r), l.knows(r); got != want {
			t.Errorf("knows %s: %v, want %v", r, got, want)
		}
	}
	look := l.look(t)
	for p := range l.s.People() {
		if name := look.Name(p); (name != "") != l.knows(org.RefOf(p)) {
			t.Errorf("%s is called %q", p, name)
		}
	}
}

var lists = map[string]byte{
	"circles": 'C', "roles": 'R', "people": 'P', "seats": 'S', "guardrails": 'G', "tensions": 'T', "initiatives": 'I', "leads": 'L', "offers": 'O', "learnings": 'K', "strengths": 'Z', "standins": 'V', "thanks": 'W', "informals": 'Y', "meetings": 'E',
}

// listed reports whether they see a thing, and it was not taken back: then it is in no list.
func (l *looker) listed(r org.Ref) bool {
	if k := l.s.Learning(org.LearningID(r.N)); r.Letter == 'K' && k != nil && k.Dropped != 0 {
		return false
	}
	return l.sees(r)
}

func (l *looker) lists(t *testing.T) {
	for list, letter := range lists {
		var page struct {
			Items  []struct{ ID string }
			People []struct{ ID string }
		}
		_, text := l.api("/" + list + "?all=true&limit=500")
		l.must(json.Unmarshal([]byte(text), &page))
		l.reads(t, list, text)
		var got, want []string
		for _, i := range page.Items {
			got = append(got, i.ID)
		}
		for _, r := range l.refs() {
			if r.Letter != letter {
				continue
			}
			code, one := l.api("/" + list + "/" + r.String())
			if l.listed(r) {
				want = append(want, r.String())
			}
			if (code == http.StatusOK) != l.listed(r) || code != http.StatusOK && code != http.StatusNotFound {
				t.Errorf("%s is answered with %d", r, code)
			}
			l.reads(t, r.String(), one)
			l.ids(t, r.String(), one)
		}
		l.ids(t, list, text)
		if !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", list, got, want)
		}
		for _, p := range page.People {
			if id, _ := org.ParseID[org.PersonID](p.ID); !l.knows(org.RefOf(id)) {
				t.Errorf("%s names %s", list, p.ID)
			}
		}
	}
}

var idIn = regexp.MustCompile(`"([CRPSGTILOANKZ])([0-9]+)"`)

// ids fails for ids of things that they do not know of, but for those they asked for
// themselves, which a refusal repeats.
func (l *looker) ids(t *testing.T, asked, text string) {
	t.Helper()
	for _, m := range idIn.FindAllStringSubmatch(text, -1) {
		var n uint32
		fmt.Sscan(m[2], &n)
		if r := (org.Ref{Letter: m[1][0], N: n}); r.String() != asked && !l.knows(r) {
			t.Errorf("%s speaks of %s: %s", asked, r, text[max(0, strings.Index(text, m[0])-80):strings.Index(text, m[0])+8])
		}
	}
}

func (l *looker) acts(t *testing.T) {
	var want, got []uint64
	for i := range l.entries {
		e := &l.entries[i]
		if l.told(e) {
			want = append(want, e.Seq)
		}
		code, text := l.api(fmt.Sprintf("/acts/%d", e.Seq))
		if (code == http.StatusOK) != l.told(e) {
			t.Errorf("entry %d, a %s, is answered with %d", e.Seq, org.NameOf(e.Act), code)
		}
		l.reads(t, fmt.Sprint("entry ", e.Seq), text)
	}
	var page struct{ Items []struct{ Seq uint64 } }
	_, text := l.api("/acts?limit=500")
	l.must(json.Unmarshal([]byte(text), &page))
	l.reads(t, "the log", text)
	for _, i := range page.Items {
		got = append(got, i.Seq)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the log tells %v, want %v", got, want)
	}
	got = nil
	found, _, err := l.look(t).Acts(t.Context(), service.Query{Most: 500})
	l.must(err)
	for i := range slices.Backward(found) {
		got = append(got, found[i].Seq)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the newest acts are %v, want %v", got, want)
	}
}

// notices checks that they are told of nothing that the log would not tell them.
func (l *looker) notices(t *testing.T) {
	v, err := l.service.As(t.Context(), "linde", l.who)
	l.must(err)
	inbox, err := v.Inbox(t.Context())
	l.must(err)
	for _, n := range inbox.List {
		if e := &l.entries[n.Act-1]; !l.told(e) || !l.sees(n.Thing) {
			t.Errorf("they are told of entry %d, a %s, about %s", e.Seq, org.NameOf(e.Act), n.Thing)
		}
	}
	for _, r := range l.refs() {
		if err := v.Follow(t.Context(), r, true); err == nil && !l.sees(r) {
			t.Errorf("they follow %s, which they do not see", r)
		} else if err != nil && l.sees(r) && strings.ContainsRune("CRTI", rune(r.Letter)) {
			t.Errorf("they see %s and cannot follow it: %v", r, err)
		}
	}
	for _, path := range []string{"/notices", "/account/notices"} {
		_, text := l.page(path)
		l.reads(t, "the page "+path, text)
	}
}

// onMap are the circles and roles that the map has for them.
func (l *looker) onMap() (circles, roles []string) {
	for id, c := range l.s.Circles() {
		if c.Closed == 0 && l.knows(org.RefOf(id)) {
			circles = append(circles, id.String())
		}
		for _, r := range c.Roles {
			if l.sees(org.RefOf(id)) {
				roles = append(roles, r.String())
			}
		}
	}
	slices.Sort(circles)
	slices.Sort(roles)
	return circles, roles
}

func (l *looker) maps(t *testing.T) {
	circles, roles := l.onMap()
	same := func(where string, gotCircles, gotRoles []string) {
		t.Helper()
		slices.Sort(gotCircles)
		slices.Sort(gotRoles)
		if !slices.Equal(gotCircles, circles) || !slices.Equal(gotRoles, roles) {
			t.Errorf("%s has %v %v, want %v %v", where, gotCircles, gotRoles, circles, roles)
		}
	}
	type circle struct {
		ID      string
		Roles   []struct{ ID string }
		Circles []*circle
	}
	var top struct{ Map *circle }
	_, text := l.api("/map")
	l.must(json.Unmarshal([]byte(text), &top))
	l.reads(t, "the map of the API", text)
	l.ids(t, "the map of the API", text)
	var cs, rs []string
	var walk func(*circle)
	walk = func(c *circle) {
		cs = append(cs, c.ID)
		for _, r := range c.Roles {
			rs = append(rs, r.ID)
		}
		for _, sub := range c.Circles {
			walk(sub)
		}
	}
	walk(top.Map)
	same("the map of the API", cs, rs)

	cs, rs = nil, nil
	_, text = l.page("/map.json")
	l.reads(t, "map.json", text)
	var rows [][]any
	l.must(json.Unmarshal([]byte(text), &rows))
	for _, row := range rows {
		if kind, id := row[0].(float64), row[1].(float64); kind == 0 {
			cs = append(cs, fmt.Sprint("C", id))
		} else {
			rs = append(rs, fmt.Sprint("R", id))
		}
	}
	same("map.json", cs, rs)

	_, text = l.page("/map.csv")
	l.reads(t, "map.csv", text)
	table, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	l.must(err)
	names := map[string]bool{}
	for _, row := range table[1:] {
		names[row[2]] = row[2] != ""
	}
	for _, r := range roles {
		id, _ := org.ParseID[org.RoleID](r)
		if !names[l.s.Role(id).Name] {
			t.Errorf("map.csv has no %s", l.s.Role(id).Name)
		}
	}
	for _, path := range []string{"/map", "/map?to=2026-11-01", "/changes"} {
		_, text = l.page(path)
		l.reads(t, path, text)
	}
}

func (l *looker) search(t *testing.T) {
	letters := "CRPTI"
	for _, r := range l.refs() {
		if !strings.Contains(letters, string(r.Letter)) || r.Letter == 'C' && r.N == 1 {
			continue
		}
		look := l.look(t)
		v, err := l.service.As(t.Context(), "linde", l.who)
		l.must(err)
		found, err := v.Search(t.Context(), r.String(), 20)
		l.must(err)
		if (found.Thing != nil) != l.sees(r) {
			t.Errorf("asked for %s: %v", r, found.Thing)
		}
		if look.State.Person(org.PersonID(r.N)) == nil && r.Letter == 'P' || !l.sees(r) {
			continue
		}
	}
	for word, may := range l.words {
		v, err := l.service.As(t.Context(), "linde", l.who)
		l.must(err)
		found, err := v.Search(t.Context(), word, 20)
		l.must(err)
		for _, g := range found.Groups {
			for _, h := range g.Hits {
				if !may || !l.sees(h.Ref) {
					t.Errorf("%s finds %s", word, h.Ref)
				}
			}
		}
		for _, h := range found.Texts {
			if !may || !l.sees(h.Ref) {
				t.Errorf("%s finds a text of %s", word, h.Ref)
			}
		}
		_, text := l.page("/search?q=" + word)
		if !may && strings.Count(text, word) > strings.Count(nothingFound(l, word), strings.Repeat("q", 8)) {
			t.Errorf("the page of the search for %s shows it", word)
		}
	}
}

// nothingFound is the page of a search that finds nothing, for a word as often as it
// is there.
func nothingFound(l *looker, word string) string {
	other := strings.Repeat("q", 8)
	_, text := l.page("/search?q=" + other)
	return text
}

var pagesOf = map[byte]string{'C': "/circles/", 'R': "/roles/", 'P': "/people/", 'T': "/tensions/", 'I': "/initiatives/"}

func (l *looker) pages(t *testing.T) {
	for _, r := range l.refs() {
		path, has := pagesOf[r.Letter]
		if !has {
			continue
		}
		code, text := l.page(fmt.Sprint(path, r.N))
		if (code == http.StatusOK) != l.sees(r) {
			t.Errorf("the page of %s is answered with %d", r, code)
		}
		l.reads(t, "the page of "+r.String(), text)
	}
	for _, path := range []string{"", "/people", "/initiatives", "/stream", "/settings", "/account", "/search"} {
		code, text := l.page(path)
		if code >= http.StatusInternalServerError {
			t.Errorf("%s: %d", path, code)
		}
		l.reads(t, "the page "+path, text)
	}
	_, text := l.page("/people")
	for p, row := range l.s.People() {
		if there := strings.Contains(text, fmt.Sprintf(`/linde/people/%d"`, p)); row.Present() && there != l.sees(org.RefOf(p)) {
			t.Errorf("%s is among the people: %v", p, there)
		}
	}
}
