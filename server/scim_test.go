package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/org"
)

// directory sends requests as a directory of people does.
type directory struct {
	*site
	token string
	saved map[string]string
}

func (d *directory) send(method, path, body string) (status int, text string) {
	d.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+d.token)
	r.Header.Set("Content-Type", "application/scim+json")
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "application/scim+json") && w.Code != 204 {
		d.t.Errorf("%s %s is answered as %q", method, path, kind)
	}
	return w.Code, w.Body.String()
}

// step is one request as it was recorded, with what has to come.
type step struct {
	Say    string            `json:"say"`
	Method string            `json:"method"`
	Path   string            `json:"path"`
	Body   json.RawMessage   `json:"body"`
	Status int               `json:"status"`
	Has    []string          `json:"has"`
	Lacks  []string          `json:"lacks"`
	Save   map[string]string `json:"save"` // a name, and the expression that finds it in the answer
}

// play sends what is in a file, in its order.
func (d *directory) play(file string) {
	d.t.Helper()
	b, err := os.ReadFile(file)
	check(d.t, err)
	var steps []step
	check(d.t, json.Unmarshal(b, &steps))
	for i, s := range steps {
		fill := func(text string) string {
			for k, v := range d.saved {
				text = strings.ReplaceAll(text, "{"+k+"}", v)
			}
			return text
		}
		status, text := d.send(s.Method, fill(s.Path), fill(string(s.Body)))
		if status != s.Status {
			d.t.Fatalf("%s, %d, %s: %d, want %d: %s", file, i+1, s.Say, status, s.Status, text)
		}
		for _, h := range s.Has {
			if !strings.Contains(text, fill(h)) {
				d.t.Errorf("%s, %d, %s: lacks %q: %s", file, i+1, s.Say, fill(h), text)
			}
		}
		for _, l := range s.Lacks {
			if strings.Contains(text, fill(l)) {
				d.t.Errorf("%s, %d, %s: has %q: %s", file, i+1, s.Say, fill(l), text)
			}
		}
		for name, find := range s.Save {
			m := regexp.MustCompile(find).FindStringSubmatch(text)
			if m == nil {
				d.t.Fatalf("%s, %d: nothing to save as %s: %s", file, i+1, name, text)
			}
			d.saved[name] = m[1]
		}
	}
}

var tokenIs = regexp.MustCompile(`orpheus_scim_[A-Za-z0-9_-]{43}`)

// withDirectory is De Linde with a directory, whose token a steward made on the page.
func withDirectory(t *testing.T) (*directory, *visitor) {
	t.Helper()
	s := newSite(t, "http://o.example")
	steward := s.in("linde", 1)
	a := steward.post(ways, "do", "directory")
	a.wants(t, 200, "", "There is a new token", "http://o.example/scim/v2")
	token := tokenIs.FindString(a.text)
	if token == "" || tokenIs.MatchString(steward.get(ways).text) {
		t.Fatal("the token is not shown, or twice")
	}
	return &directory{site: s, token: token, saved: map[string]string{}}, steward
}

// What Entra ID sends: it looks for people by name, adds them, changes them with truths as
// texts and paths with filters, puts them into groups, and takes them out.
func TestSCIMAsEntraSpeaksIt(t *testing.T) {
	d, steward := withDirectory(t)
	d.form("Zorg Oost")
	steward.post(ways, "do", "rule", "group", "zorg-oost", "circle", "2").wants(t, 200, "")
	d.play("testdata/scim/entra.json")
	d.joined(4, 2) // named by a group
	d.play("testdata/scim/entra_out.json")
	d.joined(4)
	d.nobodyIn(4)
}

// What Okta sends: PUT of whole people, PATCH without paths, groups by name.
func TestSCIMAsOktaSpeaksIt(t *testing.T) {
	d, steward := withDirectory(t)
	d.form("Zorg Oost")
	steward.post(ways, "do", "rule", "group", "Zorg Oost", "circle", "2").wants(t, 200, "")
	d.play("testdata/scim/okta.json")
	d.joined(4)
	d.nobodyIn(4)
}

// joined holds somebody to the circles they joined.
func (d *directory) joined(p org.PersonID, want ...org.CircleID) {
	d.t.Helper()
	st, err := d.desk.Look(d.t.Context(), "linde", 0)
	check(d.t, err)
	row := st.Person(p)
	if row == nil || fmt.Sprint(row.Circles) != fmt.Sprint(want) {
		d.t.Errorf("%s is in %+v, want %v", p, row, want)
	}
	if row != nil && len(row.Seats) > 0 {
		d.t.Errorf("%s has roles", p)
	}
}

func (d *directory) nobodyIn(p org.PersonID) {
	d.t.Helper()
	if _, present, err := d.desk.Who(d.t.Context(), "linde", p); err != nil || present {
		d.t.Errorf("%s takes part: %v, %v", p, present, err)
	}
}

const patched = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}`

// Who is taken out by the directory is out when it is answered: sessions, tokens, feeds and
// passkeys of theirs let nobody in from then on.
func TestWhoIsTakenOutIsOut(t *testing.T) {
	for name, out := range map[string]func(d *directory) (int, string){
		"not active": func(d *directory) (int, string) { return d.send("PATCH", "/scim/v2/Users/P2", patched) },
		"put": func(d *directory) (int, string) {
			return d.send("PUT", "/scim/v2/Users/P2", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"kofi@linde.example","active":false}`)
		},
		"deleted": func(d *directory) (int, string) { return d.send("DELETE", "/scim/v2/Users/P2", "") },
		"not active and wrong besides": func(d *directory) (int, string) {
			return d.send("PATCH", "/scim/v2/Users/P2", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false,"userName":"ada@linde.example"}}]}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := withDirectory(t)
			kofi, key := d.in("linde", 2), newDevice()
			key.enrol(kofi, "").wants(t, 200, "")
			status, text := d.send("POST", "/scim/v2/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"kofi@linde.example","active":true}`)
			if status != 201 || !strings.Contains(text, `"id":"P2"`) {
				t.Fatalf("who takes part with that address is not taken for them: %d %s", status, text)
			}
			if status, _ := d.send("POST", "/scim/v2/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@linde.example"}`); status != 201 {
				t.Fatal(status)
			}
			token, err := d.people.NewToken(t.Context(), "linde", 2, "x", identity.TokenTerms{})
			check(t, err)
			feed, err := d.people.NewFeed(t.Context(), "linde", 2, identity.FeedDays)
			check(t, err)
			link := d.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2})
			kofi.get("/linde").wants(t, 200, "")
			if status, text := out(d); status >= 300 && name != "not active and wrong besides" {
				t.Fatalf("%d %s", status, text)
			}
			kofi.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
			if _, in, err := d.people.Bearer(t.Context(), token); err != nil || in {
				t.Errorf("the token lets in: %v, %v", in, err)
			}
			if _, _, in, err := d.people.Feed(t.Context(), "linde", feed); err != nil || in {
				t.Errorf("the feed lets in: %v, %v", in, err)
			}
			if a := d.visitor().post(link); a.StatusCode < 400 {
				t.Errorf("the link lets in: %d", a.StatusCode)
			}
			key.show(d.visitor(), "", nil).wants(t, 403, "", "The passkey was not accepted")
		})
	}
}

// A directory is let in by the token of its organisation alone, and learns only of those whom
// it named; what is wrong is answered in the words of the standard and changes nothing.
func TestDirectoriesAreHeldOff(t *testing.T) {
	d, steward := withDirectory(t)
	before, err := d.desk.Look(t.Context(), "linde", 0)
	check(t, err)
	if status, text := d.send("GET", "/scim/v2/Users", ""); status != 200 || !strings.Contains(text, `"totalResults":0`) || strings.Contains(text, "Kofi") {
		t.Errorf("%d %s", status, text)
	}
	user := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],`
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/scim/v2/Users/P2", "", 404},
		{"GET", "/scim/v2/Users/x", "", 404},
		{"DELETE", "/scim/v2/Users/P1", "", 404},
		{"PATCH", "/scim/v2/Users/P1", patched, 404},
		{"PATCH", "/scim/v2/Groups/g9", patched, 400},
		{"DELETE", "/scim/v2/Groups/g9", "", 404},
		{"POST", "/scim/v2/Users", user + `"active":true}`, 400},
		{"POST", "/scim/v2/Users", "[]", 400},
		{"POST", "/scim/v2/Users", "{", 400},
		{"POST", "/scim/v2/Users", user + `"userName":"` + strings.Repeat("x", 1<<20) + `"}`, 413},
		{"GET", "/scim/v2/Users?filter=nothing", "", 400},
		{"GET", "/scim/v2/Nothing", "", 404},
		{"POST", "/scim/v2/Bulk", "{}", 404},
		{"POST", "/scim/v2/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"x","members":[{"value":"P1"}]}`, 404},
	} {
		if status, text := d.send(c.method, c.path, c.body); status != c.status || status != 413 && !strings.Contains(text, "urn:ietf:params:scim:api:messages:2.0:Error") {
			t.Errorf("%s %s %.60s: %d, want %d: %s", c.method, c.path, c.body, status, c.status, text)
		}
	}
	// The last who look after the settings stay.
	if status, _ := d.send("POST", "/scim/v2/Users", user+`"userName":"fatima@linde.example"}`); status != 201 {
		t.Fatal(status)
	}
	if status, text := d.send("PATCH", "/scim/v2/Users/P1", patched); status != 409 || !strings.Contains(text, "the last who look after the settings") {
		t.Errorf("%d %s", status, text)
	}
	steward.get("/linde").wants(t, 200, "")
	after, err := d.desk.Look(t.Context(), "linde", 0)
	check(t, err)
	if before.Version != after.Version {
		t.Errorf("something was done: %d acts", after.Version-before.Version)
	}
	// Tokens of people, of another kind, and one that was ended, let in no directory.
	person, err := d.people.NewToken(t.Context(), "linde", 1, "x", identity.TokenTerms{})
	check(t, err)
	was := d.token
	for _, token := range []string{"", person, "orpheus_scim_nothing"} {
		d.token = token
		if status, _ := d.send("GET", "/scim/v2/Users", ""); status != http.StatusUnauthorized {
			t.Errorf("%q lets in: %d", token, status)
		}
	}
	if _, in, err := d.people.Bearer(t.Context(), was); err != nil || in {
		t.Errorf("the token of the directory is good for the API: %v, %v", in, err)
	}
	steward.post(ways, "do", "undirectory").wants(t, 200, "", "changes nothing here any more")
	d.token = was
	if status, _ := d.send("GET", "/scim/v2/Users", ""); status != http.StatusUnauthorized {
		t.Errorf("an ended token lets in: %d", status)
	}
	d.in("linde", 2).post(ways, "do", "directory").wants(t, 404, "")
}
