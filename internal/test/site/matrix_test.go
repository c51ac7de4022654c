package site_test

import (
	"flag"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/org/orgtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// cast are those who may come along, in the order of the columns.
var cast = []struct {
	name string
	as   func(h *house, slug string) *visitor
}{
	{"nobody", func(h *house, _ string) *visitor { return h.nobody() }},
	{"revoked", func(h *house, slug string) *visitor {
		v := h.in(slug, member)
		if err := h.people.RevokeAll(h.t.Context(), slug, member, ""); err != nil {
			h.t.Fatal(err)
		}
		return v
	}},
	{"left", func(h *house, slug string) *visitor {
		h.do(slug, 0, &org.JoinPerson{Person: left})
		v := h.in(slug, left)
		h.do(slug, 0, &org.LeavePerson{Person: left})
		return v
	}},
	{"elsewhere", func(h *house, _ string) *visitor { return h.in("elsewhere", 1) }},
	{"guest", func(h *house, slug string) *visitor { return h.in(slug, guest) }},
	{"other", func(h *house, slug string) *visitor { return h.in(slug, other) }},
	{"member", func(h *house, slug string) *visitor { return h.in(slug, member) }},
	{"steward", func(h *house, slug string) *visitor { return h.in(slug, steward) }},
}

func (h *house) link(l identity.Link) string {
	h.t.Helper()
	address, err := h.people.NewLink(h.t.Context(), l)
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.TrimPrefix(address, "http://o.example")
}

// Every address and every kind of act answers everybody as the golden file says.
// A new one without a call here fails, and so does one that somebody may have, but
// nobody in the table does.
func TestWhoMayDoWhat(t *testing.T) {
	need.Patience(t)
	t.Parallel()
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Linde")
	var rows []string
	n, spare := 0, [2]string{}
	row := func(name string, fresh bool, method, call string, made func(*house, string) string) {
		line, allowed := fmt.Sprintf("%-38s", name), false
		path, body, _ := strings.Cut(call, " ")
		for i, c := range cast {
			slug := "linde"
			if fresh && i >= 4 || i >= 1 && i <= 2 { // what is done changes things
				whose := 1 - min(i, 4)/4 // those who come in no more change what is there by coming
				if spare[whose] == "" {
					n++
					spare[whose] = fmt.Sprintf("linde-%d", n)
					h.scene(spare[whose], "Linde")
				}
				slug = spare[whose]
			}
			replace := []string{"ORG", slug, "WHO", c.name}
			if made != nil {
				replace = append(replace, "MADE", made(h, slug))
			}
			words := strings.NewReplacer(replace...)
			res, _ := c.as(h, slug).send(method, words.Replace(path), words.Replace(body))
			got := short(res)
			line += fmt.Sprintf(" %-9s", got)
			done := got[0] == '2' || got[0] == '3'
			allowed = allowed || done
			if at := slices.Index(spare[:], slug); at >= 0 && (made != nil || got != "403" && got != "404" && (got != "signin" || at == 0)) {
				spare[at] = "" // what was refused left no trace, and the scene serves the next
			}
		}
		if why, none := nobodyMay[name]; allowed == none {
			t.Errorf("%s: somebody gets what they ask for: %v; nobody does, because %q", name, allowed, why)
		}
		rows = append(rows, strings.TrimRight(line, " "))
	}
	head := fmt.Sprintf("%-38s", "")
	for _, c := range cast {
		head += fmt.Sprintf(" %-9s", c.name)
	}
	rows = append(rows, strings.TrimRight(head, " "))
	routes := addresses(t)
	for _, r := range routes {
		call, known := calls[r]
		if !known {
			t.Errorf("%s is an address without a call in this test", r)
		}
		method, _, _ := strings.Cut(r, " ")
		row(r, method == "POST", method, call, nil)
	}
	for r := range maps.Keys(calls) {
		if !slices.Contains(routes, r) {
			t.Errorf("%s is no address any more", r)
		}
	}
	for _, k := range org.Kinds() {
		sent, known := acts[k.Name]
		if later[k.Name] {
			continue
		}
		if !known && k.Right != org.ByNobody {
			h.asTheDomain(k)
			continue
		}
		if k.Right == org.ByNobody {
			nobodyMay["act "+k.Name] = "only the clock, a rule, an import or the operator"
		}
		row("act "+k.Name, k.Right != org.ByNobody, "POST", "/ORG/acts/"+k.Name+" "+sent, makes[k.Name])
	}
	for _, m := range more {
		method, call, _ := strings.Cut(m.call, " ")
		row(m.name, true, method, call, m.made)
	}
	golden(t, "testdata/who.txt", strings.Join(rows, "\n")+"\n")
}

// asTheDomain holds a kind of act that has no call here to what the domain says: an act
// of it, done by somebody who may, is tried by everybody, each time in a scene where it
// is possible. Somebody gets it, and each answer is that of the domain.
func (h *house) asTheDomain(k *org.Kind) {
	h.t.Helper()
	status := map[org.Code]int{0: 303, org.Invalid: 422, org.NotFound: 404, org.Forbidden: 403, org.Conflict: 409}
	allowed := false
	people := []org.PersonID{guest, other, member, steward}
	for _, who := range people {
		slug := fmt.Sprintf("%s-%d", strings.NewReplacer(".", "-", "_", "-").Replace(k.Name), who)
		h.scene(slug, "Linde")
		s, err := h.desk.Look(h.t.Context(), slug, 0)
		if err != nil {
			h.t.Fatal(err)
		}
		acts, found := orgtest.Ready(s, k, s.Last, people...)
		if !found {
			h.t.Errorf("%s: nothing of this kind can be done in the scene: give it a call in this test", k.Name)
			return
		}
		for _, e := range acts[:len(acts)-1] {
			h.do(slug, e.By, e.Act)
		}
		sent := url.Values{}
		for _, f := range k.Asked() {
			sent[f.Name] = f.Texts(acts[len(acts)-1].Act)
		}
		act, err := form.Act(k, sent, time.UTC)
		if err != nil {
			h.t.Fatal(err)
		}
		v, err := h.desk.As(h.t.Context(), slug, who)
		if err != nil {
			h.t.Fatal(err)
		}
		_, err = v.Fork(h.t.Context(), act)
		res, text := h.in(slug, who).send("POST", "/"+slug+"/acts/"+k.Name, sent.Encode())
		if want := status[org.CodeOf(err)]; res.StatusCode != want {
			h.t.Errorf("%s by %s is answered with %d, want %d for %v: %.300s", k.Name, who, res.StatusCode, want, err, text)
		}
		allowed = allowed || err == nil
	}
	if !allowed {
		h.t.Errorf("%s: nobody here gets what they ask for", k.Name)
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	old := strings.Split(string(want), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(old, line) {
			t.Errorf("not in %s:\n%s", file, line)
		}
	}
	t.Errorf("%s differs; go test ./site -run %s -update writes it anew", file, t.Name())
}

// A link and a token of one organisation open no other.
func TestALinkOpensItsOwnOrganisation(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Linde")
	link, err := h.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "elsewhere", Person: 1, Printed: true, Next: "/linde/people"})
	if err != nil {
		t.Fatal(err)
	}
	res, _ := h.nobody().get(strings.TrimPrefix(link, "http://o.example"))
	if to := res.Header.Get("Location"); to != "/elsewhere" {
		t.Errorf("it leads to %s", to)
	}
}
