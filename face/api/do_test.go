package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"orpheus/store/records"
)

func post(kind, body string, status int, contains ...string) scenario {
	return scenario{name: kind + " " + body, method: "POST", path: "/acts/" + kind, body: body, status: status, contains: contains}
}

// What is not whole, or not for people to say, is refused, and nothing happens.
func TestRefusedActsChangeNothing(t *testing.T) {
	w := newWorld(t)
	before := w.version(t)
	all(t, w, []scenario{
		post("tension.raise", `{"circle":"C2","title":"Cold"`, 422, `"key":"api.json"`),
		post("tension.raise", `[]`, 422, `"key":"api.json"`),
		post("tension.raise", ``, 422, `"key":"api.json"`),
		post("tension.raise", `null`, 422, `"key":"api.required"`),
		post("tension.raise", `{"title":"a","title":"b"}`, 422, `"key":"api.json"`),
		post("tension.raise", `{"titel":"Cold"}`, 422, `"key":"api.field"`, `"field":"titel"`),
		post("tension.raise", `{"title":"Cold","tension":"T9"}`, 422, `"key":"api.field"`, `"field":"tension"`),
		post("lead.take", `{"tension":"T1","origin":"mandate"}`, 422, `"key":"api.field"`, `"field":"origin"`),
		post("tension.raise", `{}`, 422, `"key":"api.required"`, `"field":"title"`),
		post("tension.raise", `{"title":7}`, 422, `"key":"api.value"`, `"field":"title"`),
		post("tension.raise", `{"title":" "}`, 422, `"key":"name.missing"`),
		post("tension.raise", `{"title":"Cold","body":12}`, 422, `"key":"api.value"`, `"field":"body"`),
		post("tension.raise", `{"title":"Cold","circle":"R2"}`, 422, `"key":"api.value"`),
		post("tension.raise", `{"title":"Cold","circle":0}`, 422, `"key":"api.value"`),
		post("tension.raise", `{"title":"Cold","circle":"C99"}`, 404, `"key":"circle.unknown"`, `"args":["C99"]`),
		post("tension.raise", `{"title":"Cold","lead":"yes"}`, 422, `"key":"api.value"`),
		post("tension.raise", `{"title":"Cold","lead":true,"until":"soon"}`, 422, `"key":"api.value"`),
		post("tension.raise", `{"title":"Cold","lead":true,"until":"2020-01-01"}`, 422, `"key":"end.past"`),
		post("role.create", `{"circle":"C2","name":"Cook","places":70000}`, 422, `"key":"api.value"`),
		post("role.create", `{"circle":"C2","name":"Cook","domains":"all"}`, 422, `"key":"api.value"`),
		post("lead.correct_origin", `{"lead":"L1","origin":"unknown"}`, 422, `"key":"origin.unknown"`),
		post("strength.name", `{"as":"hobby","text":"Locks"}`, 422, `"key":"strength.as"`),
		post("strength.name", `{"as":1,"text":"Locks"}`, 422, `"key":"api.value"`),
		post("strength.confirm", `{"strength":"Z1"}`, 403, `"key":"strength.own"`),
		post("strength.drop", `{"strength":"Z2"}`, 403, `"key":"strength.not_yours"`),
		post("person.join", `{"person":"P5","name":"Dirk"}`, 422, `"key":"api.field"`),
		post("person.join", `{"guest":true}`, 422, `"field":"name"`),
		post("person.join", `{"name":"Noor","mail":"noor"}`, 422, `"field":"mail"`),
		post("lead.take", `{"initiative":"I1"}`, 409, `"key":"lead.taken"`, "Key safes", `"args":["I1"]`),
		post("org.amend", `{"lang":"nl"}`, 403, `"code":"forbidden"`),
		post("log.redact", `{"entry":1}`, 404, `"key":"api.kind"`),
		post("lead.fly", `{}`, 404, `"key":"api.kind"`),
		{name: "a megabyte", method: "POST", path: "/acts/tension.raise", status: 413, contains: []string{`"code":"too_large"`}, body: `{"title":"` + strings.Repeat("a", 1<<20) + `"}`},
		{name: "a key of odd signs", method: "POST", path: "/acts/circle.join", status: 422, body: `{"circle":"C3"}`, header: map[string]string{"Idempotency-Key": "sleutel é"}},
		{name: "a long key", method: "POST", path: "/acts/circle.join", status: 422, body: `{"circle":"C3"}`, header: map[string]string{"Idempotency-Key": strings.Repeat("k", 201)}},
	})
	if after := w.version(t); after != before {
		t.Errorf("the version went from %d to %d", before, after)
	}
}

func (w *world) version(t *testing.T) uint64 {
	t.Helper()
	s, err := w.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	return s.Version
}

func TestAnActIsDoneByWhoseTokenItIs(t *testing.T) {
	w := newWorld(t)
	v := w.version(t)
	all(t, w, []scenario{
		{
			method: "POST", path: "/acts/tension.raise", as: "eva", body: `{"circle":2,"title":"Wet shoes","body":"In the hall.","lead":true,"until":"2026-12-24"}`,
			contains: []string{
				fmt.Sprintf(`{"version":%d,"repeated":false,"acts":[{"seq":%d,`, v+1, v+1), `"by":"P6","face":"api","kind":"tension.raise"`, `"lead":true`, `"until":"2026-12-23T23:00:00Z"`,
			},
			lacks: []string{"In the hall."},
		},
		{path: "/tensions/6", contains: []string{`"body":"In the hall."`, `"by":"P6"`}},
		{path: fmt.Sprintf("/acts/%d", v+1), contains: []string{`"texts":{"body":"In the hall."}`}},
		{method: "POST", path: "/acts/person.join", as: "eva", body: `{"guest":true,"name":"Noor","mail":"noor@secret.example"}`, lacks: []string{"Noor"}},
		{path: "/people/10", contains: []string{`{"id":"P10","name":"Noor"}`, `"guest":true`}},
		{name: "what it entails", method: "POST", path: "/acts/person.leave", body: `{"person":"P2"}`, contains: []string{"lead.lay_down", "seat.leave", `"cause":`}},
		{name: "who left", path: "/map", status: 401},
	})
}

func TestRepeatsAreDoneOnce(t *testing.T) {
	w := newWorld(t)
	key := map[string]string{"Idempotency-Key": "42"}
	raise := scenario{method: "POST", path: "/acts/tension.raise", body: `{"circle":"C2","title":"Wet shoes"}`, header: key}
	res, first := raise.run(t, w)
	if res.Header.Get("Idempotency-Replayed") != "" {
		t.Error("the first is said to be a repeat")
	}
	v := w.version(t)
	raise.is = map[string]string{"Idempotency-Replayed": "true"}
	_, again := raise.run(t, w)
	if strings.Replace(again, `"repeated":true`, `"repeated":false`, 1) != first || w.version(t) != v {
		t.Errorf("the repeat is %s, the first was %s", again, first)
	}
	all(t, w, []scenario{
		{name: "another act", method: "POST", path: "/acts/circle.join", body: `{"circle":"C3"}`, header: key, status: 409, contains: []string{`"key":"key.used"`}},
		{name: "another body", method: "POST", path: "/acts/tension.raise", body: `{"circle":"C2","title":"Dry shoes"}`, header: key, status: 409, contains: []string{`"key":"key.used"`}},
		{name: "a field more", method: "POST", path: "/acts/tension.raise", body: `{"circle":"C2","title":"Wet shoes","body":"In the hall."}`, header: key, status: 409, contains: []string{`"key":"key.used"`}},
	})
	raise.as, raise.is = "eva", map[string]string{"Idempotency-Replayed": ""}
	raise.run(t, w)
	if w.version(t) != v+1 {
		t.Error("the same key of somebody else is taken for a repeat")
	}
}

func TestTags(t *testing.T) {
	w := newWorld(t)
	s, _ := readSpec(t, w)
	for path, item := range s.Paths {
		op, ok := item["get"]
		if !ok || op.ID == "watch" || op.ID == "get-act" || slices.Contains(op.Tags, "Feedback") { // which nothing keeps
			continue
		}
		id := "2"
		if strings.Contains(path, "/agreements/") {
			id = "1"
		}
		path = strings.TrimPrefix(strings.ReplaceAll(path, "{id}", id), "/api/v1/orgs/{org}")
		if op.ID == "who-decides" {
			path += "?q=wounds"
		}
		res, _ := scenario{path: path}.run(t, w)
		tag := res.Header.Get("ETag")
		if tag == "" || res.Header.Get("Cache-Control") != "private, no-cache" || !strings.Contains(res.Header.Get("Vary"), "Authorization") {
			t.Fatalf("%s: %v", path, res.Header)
		}
		for _, have := range []string{tag, "W/" + tag, `"other", ` + tag} {
			if _, text := (scenario{path: path, status: 304, header: map[string]string{"If-None-Match": have}}).run(t, w); text != "" {
				t.Errorf("%s: 304 with %s", path, text)
			}
		}
		for _, other := range []scenario{{path: path, as: "eva"}, {path: path + "?at=2026-11-22T09:00:00Z"}} {
			other.header = map[string]string{"If-None-Match": tag}
			if other.as != "" || path == "" {
				other.run(t, w)
			}
		}
	}
	_, _ = post("circle.join", `{"circle":"C3"}`, 200).run(t, w)
	res, _ := scenario{path: "/map"}.run(t, w)
	old := res.Header.Get("ETag")
	_, _ = post("circle.leave", `{"circle":"C3"}`, 200).run(t, w)
	scenario{path: "/map", header: map[string]string{"If-None-Match": old}}.run(t, w)
}

// A name that was set right without an act is in the next answer.
func TestTagsChangeWithNames(t *testing.T) {
	w := newWorld(t)
	res, _ := scenario{path: "/map", contains: []string{"Bram"}}.run(t, w)
	old := map[string]string{"If-None-Match": res.Header.Get("ETag")}
	scenario{path: "/map", header: old, status: 304}.run(t, w)
	if err := w.log.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 2, Name: "Abram"}}}); err != nil {
		t.Fatal(err)
	}
	scenario{path: "/map", header: old, contains: []string{"Abram"}}.run(t, w)
}

// Problems speak the language of whoever asks.
func TestProblemsInEveryLanguage(t *testing.T) {
	w := newWorld(t)
	for lang, word := range map[string]string{"en": "Somebody leads", "nl": "al opgepakt", "da": "tovholder"} {
		s := post("lead.take", `{"initiative":"I1"}`, 409, word, "Key safes")
		s.header, s.is = map[string]string{"Accept-Language": lang}, map[string]string{"Content-Language": lang, "Cache-Control": "no-store"}
		s.run(t, w)
		scenario{path: "/map", as: "-", status: 401, header: s.header, is: map[string]string{"WWW-Authenticate": `Bearer realm="orpheus"`}}.run(t, w)
	}
	scenario{path: "/map", as: "ank", status: http.StatusNotFound, contains: []string{`"key":"api.org"`}}.run(t, w)
	scenario{path: "/api/v1/orgs/nowhere/map", status: http.StatusNotFound, contains: []string{`"key":"api.org"`}}.run(t, w)
}
