package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

var lists = []string{
	"circles", "roles", "people", "seats", "guardrails", "tensions", "initiatives", "leads", "offers", "learnings", "strengths", "standins",
}

func TestReading(t *testing.T) {
	all(t, newWorld(t), []scenario{
		{path: "", contains: []string{`"slug":"linde"`, `"zone":"Europe/Brussels"`, `"version":`, `"head":"`}},
		{path: "/map", contains: []string{`"name":"Hidden office"`, `"people":[{"id":"P2","name":"Bram"}`, `"map":{"id":"C1"`}},
		{path: "/circles/C2", contains: []string{`"item":{"id":"C2","name":"Home care"`, `"members":["P2","P4","P6","P7","P8","P9"]`}},
		{path: "/circles/2", contains: []string{`"id":"C2"`}},
		{path: "/circles/c2", contains: []string{`"id":"C2"`}},
		{path: "/circles", contains: []string{`"id":"C5"`}, lacks: []string{`"id":"C4"`}},
		{path: "/circles?all=true", contains: []string{`"id":"C4"`}},
		{path: "/roles?circle=C2", contains: []string{`"id":"R1"`, `"vacant":true`}, lacks: []string{`"id":"R4"`, `"id":"R3"`}},
		{path: "/people", contains: []string{`{"id":"P2","name":"Bram"}`}, lacks: []string{`"id":"P5"`}},
		{path: "/people?all=true", contains: []string{`"id":"P5"`}},
		{path: "/seats/1", contains: []string{`"person":"P2"`, `"origin":"assigned"`, `"until":null`}},
		{path: "/tensions/1", contains: []string{`"body":"Since Monday."`, `"by":"P2"`, `"initiative":null`}},
		{path: "/tensions", lacks: []string{"Since Monday."}},
		{path: "/initiatives/1", contains: []string{`"text":"Call the locksmith."`, `"text":"He comes on Friday."`, `"leaders":["P2"]`, `"body":"One a house."`}},
		{path: "/initiatives/1", contains: []string{`"files":[{"id":"F1","name":"nøgler.txt","kind":"text/plain","about":"Which keys","size":9,"width":0,"height":0}]`}},
		{path: "/files/1", contains: []string{"Two keys."}, is: map[string]string{"Content-Type": "text/plain; charset=utf-8", "Content-Disposition": "attachment; filename*=utf-8''n%C3%B8gler.txt", "X-Content-Type-Options": "nosniff"}},
		{path: "/files/F2", contains: []string{"Hidden file."}},
		{name: "a guest sees no file of another circle", path: "/files/2", as: "gijs", status: 404, lacks: []string{"Hidden"}},
		{path: "/files/3", status: 404},
		{path: "/leads/1", contains: []string{`"end":"goes_on"`, `"ended":null`}},
		{path: "/leads", lacks: []string{`"id":"L2"`}},
		{path: "/offers/1", contains: []string{`"word":"You know cooks."`}},
		{name: "a word is for two", path: "/offers/1", as: "chris", lacks: []string{"You know cooks."}},
		{path: "/learnings/1", contains: []string{`"text":"Start at eight."`}},
		{path: "/acts?kind=tension.raise&limit=1", contains: []string{`"kind":"tension.raise"`, `"title":"Cold rooms"`, `"next":"`}, lacks: []string{"Since Monday."}},
		{path: "/acts?by=P3", contains: []string{`"by":"P3"`}, lacks: []string{`"by":"P2"`}},
		{path: "/acts?about=T1", contains: []string{"Cold rooms"}, lacks: []string{"Hidden tension"}},
		{path: "/acts?since=2026-11-22", contains: []string{"lead.offer"}, lacks: []string{"role.create"}},
		{path: "/measures", contains: []string{`"scope":"organisation"`, `"effective_leaders"`, `"window_days":365`}},
		{path: "/network", contains: []string{`"kind":"leading"`, `"people":[`, `"reason":"`}},
		{path: "/network?of=advice", contains: []string{`"kind":"advice"`}},
		{path: "/network?format=graphml", contains: []string{`edgedefault="directed"`}},
		{path: "/network?format=csv", contains: []string{"from,from_circle,to,to_circle,works"}},
		{path: "/network?of=power", status: 422, contains: []string{`"field":"of"`}},
		{path: "/network?format=xls", status: 422, contains: []string{`"field":"format"`}},
		{path: "/measures?circle=2&window=12w", contains: []string{`"scope":"C2"`, `"window_days":91`}}, // a quarter is nearer than a year
		{path: "/who-decides?q=200+euros", contains: []string{`[{"who":["C2"],"process":"consent","within":["G1"],"because":[{"kind":"guardrail","ref":"G1","text":"At most 200 euro"}],"score":`}},
		{path: "/who-decides?q=wound+care&circle=2", contains: []string{`{"kind":"purpose","ref":"R1","text":"Wound care"}`}},
		{name: "nobody decides it", path: "/who-decides?q=moon", contains: []string{"[]"}},
		{path: "/who-decides?q=hidden", contains: []string{`"ref":"G2"`}},
		{name: "a guest is told of no claim of another circle", path: "/who-decides?q=hidden", as: "gijs", contains: []string{"[]"}, lacks: []string{"G2", "R4"}},
		{path: "/who-decides", status: 422, contains: []string{`"field":"q"`}},
		{path: "/who-decides?q=moon&circle=99", status: 404},
		{path: "/circles/99", status: 404, contains: []string{`"key":"api.missing"`, `"code":"not_found"`}},
		{path: "/circles/R2", status: 404},
		{path: "/circles/5/6", status: 404, contains: []string{`"key":"api.address"`}},
		{path: "/acts/9999", status: 404},
		{path: "/circles?sort=leads", status: 422, contains: []string{`"key":"api.parameter"`, `"field":"sort"`}},
		{path: "/circles?limit=501", status: 422, contains: []string{`"key":"api.limit"`}},
		{path: "/circles?limit=0", status: 422},
		{path: "/circles?after=x", status: 422},
		{path: "/circles?limit=1&limit=2", status: 422, contains: []string{`"key":"api.twice"`}},
		{path: "/acts?kind=lead.fly", status: 422},
		{path: "/acts?about=7", status: 422},
		{path: "/measures?window=9y", status: 422},
		{path: "/map", method: "DELETE", status: 405, is: map[string]string{"Allow": "GET, HEAD"}},
		{path: "/map", method: "OPTIONS", status: 405},
		{path: "/acts/lead.take", method: "PUT", status: 405},
	})
}

func TestThePast(t *testing.T) {
	all(t, newWorld(t), []scenario{
		{path: "/circles?at=2026-01-30", contains: []string{`"at":"2026-01-29T23:00:00Z"`}, lacks: []string{"Hidden garden"}},
		{path: "/map?at=2026-01-30", lacks: []string{"Wound care"}},
		{path: "/circles/2?at=2026-01-24", status: 404},
		{path: "?at=2026-01-30", contains: []string{`"version":`}},
		{name: "the day of the founding", path: "/people?at=2026-01-22", contains: []string{`"at":"2026-01-22T09:00:00Z"`}, lacks: []string{`"id":"P2"`}},
		{path: "/map?at=2020-01-01", status: 404, contains: []string{`"key":"time.before"`, "2026"}},
		{path: "/map?at=2027-01-01", status: 422, contains: []string{`"key":"api.future"`}},
		{path: "/map?at=yesterday", status: 422, contains: []string{`"key":"time.format"`}},
		{path: "/acts?at=2026-01-30", lacks: []string{"lead.offer", "tension.raise"}},
		{path: "/acts/40?at=2026-01-30", status: 404},
		{path: "/circles?at=2026-06-01T10:00:00+02:00", contains: []string{`"at":"2026-06-01T08:00:00Z"`}},
	})
}

// What is in circles that a guest is not in is in no answer, by no way.
func TestGuestsSeeTheirCirclesOnly(t *testing.T) {
	w := newWorld(t)
	paths := []string{"", "/map", "/acts?limit=500"}
	for _, l := range lists {
		paths = append(paths, "/"+l+"?all=true&limit=500", "/"+l+"?all=true&limit=500&at=2026-10-01")
		for _, id := range []string{"1", "2", "3", "4", "5"} {
			paths = append(paths, "/"+l+"/"+id)
		}
	}
	for _, p := range paths {
		for _, as := range []string{"bram", "gijs"} {
			s := scenario{path: p, as: as}
			if as == "gijs" {
				s.lacks = []string{"Hidden", "hidden"}
				if !strings.HasPrefix(p, "/strengths") && !strings.HasPrefix(p, "/acts") { // he confirmed a strength they see
					s.lacks = append(s.lacks, "Chris")
				}
			}
			res, text := s.quiet(t, w)
			if as == "gijs" && res == http.StatusNotFound && !strings.Contains(text, `"key":"api.missing"`) {
				t.Errorf("%s: %s", p, text)
			}
		}
	}
	all(t, w, []scenario{
		{path: "/map", as: "gijs", contains: []string{"Home care", `"id":"C1","name":"De linde","purpose":"","depth":0`, `"members":[],"roles":[]`}},
		{path: "/people", as: "gijs", contains: []string{`"id":"P2"`, `"id":"P4"`}, lacks: []string{`"id":"P1"`, `"id":"P3"`}},
		{path: "/measures", as: "gijs", status: 403},
		{path: "/network", as: "gijs", status: 403},
		{path: "/circles/3", as: "gijs", status: 404},
		{path: "/strengths", as: "gijs", contains: []string{`"id":"Z1","person":"P2","as":"strength","confirmed":["P3","P6"]`, `{"id":"P3","name":"Chris"}`}, lacks: []string{"Z2"}},
		{path: "/strengths/1", as: "gijs", contains: []string{"Locks"}},
		{path: "/strengths/2", as: "gijs", status: 404},
		{path: "/strengths?circle=C3", contains: []string{`"id":"Z2"`}, lacks: []string{"Z1"}},
		{path: "/acts/strength.confirm", method: "POST", as: "gijs", body: `{"strength":"Z2"}`, status: 404, contains: []string{`"key":"strength.unknown"`}},
		{path: "/acts/strength.confirm", method: "POST", as: "gijs", body: `{"strength":"Z99"}`, status: 404, contains: []string{`"key":"strength.unknown"`}},
		{path: "/people/3", as: "gijs", status: 404},
		{path: "/acts?kind=circle.form", as: "gijs", contains: []string{`"items":[]`}},
		{path: "/acts?kind=person.join", as: "gijs", contains: []string{`"person":"P2"`}, lacks: []string{`"person":"P3"`, `"person":"P5"`}},
		{path: "/roles?circle=C3", as: "gijs", status: 404},
		{path: "/acts/lead.take", method: "POST", as: "gijs", body: `{"tension":"T2"}`, status: 404, contains: []string{`"args":["T2"]`}},
		{path: "/acts/lead.take", method: "POST", as: "gijs", body: `{"tension":"T99"}`, status: 404, contains: []string{`"args":["T99"]`}},
		{path: "/acts/learning.keep", method: "POST", as: "gijs", body: `{"text":"x"}`, status: 403, lacks: []string{"Hidden"}},
	})
}

// quiet runs a scenario of something that is there, or is not.
func (s scenario) quiet(t *testing.T, h http.Handler) (int, string) {
	t.Helper()
	if s.status = s.send(h).Code; s.status != http.StatusNotFound {
		s.status = http.StatusOK
	}
	res, text := s.run(t, h)
	return res.StatusCode, text
}

func TestPaging(t *testing.T) {
	w := newWorld(t)
	for _, list := range append(lists, "acts") {
		_, whole := scenario{path: "/" + list + "?limit=500"}.run(t, w)
		want, _ := items(t, whole)
		var got []any
		for path := "/" + list + "?limit=2"; ; {
			res, text := scenario{path: path}.run(t, w)
			some, next := items(t, text)
			if len(some) > 2 {
				t.Fatalf("%s: a page of %d", path, len(some))
			}
			got = append(got, some...)
			link := res.Header.Get("Link")
			if (next == "") != (link == "") {
				t.Fatalf("%s: next is %q and the link %q", path, next, link)
			}
			if next == "" {
				break
			}
			path = strings.TrimSuffix(strings.TrimPrefix(link, "</api/v1/orgs/linde"), `>; rel="next"`)
		}
		if a, b := marshal(t, want), marshal(t, got); a != b || len(want) == 0 {
			t.Errorf("%s in pages is\n%s\nand whole\n%s", list, b, a)
		}
	}
}

func items(t *testing.T, text string) (items []any, next string) {
	t.Helper()
	var page struct {
		Items []any
		Next  string
	}
	if err := json.Unmarshal([]byte(text), &page); err != nil {
		t.Fatal(err)
	}
	return page.Items, page.Next
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
