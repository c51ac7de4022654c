package api_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// doc is a document of the API as JSON has it.
type doc = map[string]any

// released reads the document of a release. The first is that of the day before there was a change log; each release adds
// its own, and none is ever changed.
func released(t *testing.T, path string) (out doc) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err == nil {
		err = json.NewDecoder(z).Decode(&out)
	}
	if err != nil {
		t.Fatal(path, err)
	}
	return out
}

// What a program of any release asks for it can ask for still, in the way it did, and finds in the answer what it found: /api/v1 only grows.
func TestTheAPIOnlyGrows(t *testing.T) {
	_, raw := readSpec(t, newWorld(t))
	var now doc
	if err := json.Unmarshal(raw, &now); err != nil {
		t.Fatal(err)
	}
	all, err := filepath.Glob("testdata/releases/*.json.gz")
	if err != nil || len(all) == 0 {
		t.Fatal("no release is kept", err)
	}
	changes, err := os.ReadFile("../../docs/api-changes.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		was := released(t, path)
		for _, broken := range breaks(was, now) {
			t.Errorf("since %s: %s", strings.TrimSuffix(filepath.Base(path), ".json.gz"), broken)
		}
	}
	// What came since the last release is in the change log, by its name.
	known := map[string]bool{}
	eachOperation(released(t, all[len(all)-1]), func(at string, op doc) { known[at] = true })
	eachOperation(now, func(at string, op doc) {
		if !known[at] && !strings.Contains(string(changes), "`"+op["operationId"].(string)+"`") {
			t.Errorf("%s is new, and docs/api-changes.md does not name `%s`", at, op["operationId"])
		}
	})
}

// Each way to break a program is found where the document of now is made worse by it.
func TestWhatBreaksAProgramIsFound(t *testing.T) {
	was := released(t, "testdata/releases/2026-11-30.json.gz")
	if found := breaks(was, released(t, "testdata/releases/2026-11-30.json.gz")); len(found) > 0 {
		t.Fatal(found)
	}
	raise := func(d doc) doc { return in(d, "paths", "/api/v1/orgs/{org}/acts/tension.raise", "post") }
	body := func(d doc) doc { return in(raise(d), "requestBody", "content", "application/json", "schema") }
	person := func(d doc) doc { return in(d, "components", "schemas", "Agreement") }
	for name, worsen := range map[string]func(doc){
		"an address that is gone":   func(d doc) { delete(in(d, "paths"), "/api/v1/orgs/{org}/acts/tension.raise") },
		"a way to ask that is gone": func(d doc) { delete(in(d, "paths", "/api/v1/orgs/{org}/map"), "get") },
		"another name":              func(d doc) { raise(d)["operationId"] = "raiseTension" },
		"a parameter that is gone": func(d doc) {
			op := in(d, "paths", "/api/v1/orgs/{org}/acts", "get")
			op["parameters"] = op["parameters"].([]any)[:3]
		},
		"a parameter that is needed": func(d doc) {
			raise(d)["parameters"] = append(raise(d)["parameters"].([]any), doc{"name": "why", "in": "query", "required": true, "schema": doc{"type": "string"}})
		},
		"a field that is gone":    func(d doc) { delete(in(body(d), "properties"), "lead") },
		"a field that is needed":  func(d doc) { body(d)["required"] = []any{"title", "body"} },
		"a field of another type": func(d doc) { in(body(d), "properties")["lead"] = doc{"type": "string"} },
		"a field that holds less": func(d doc) { in(body(d), "properties", "body")["maxLength"] = 10.0 },
		"an answer that lacks":    func(d doc) { delete(in(person(d), "properties"), "ended") },
		"an answer that may lack": func(d doc) {
			person(d)["required"] = slices.DeleteFunc(person(d)["required"].([]any), func(x any) bool { return x == "id" })
		},
		"an answer of another type":  func(d doc) { in(person(d), "properties", "id")["type"] = "integer" },
		"an answer that may be null": func(d doc) { in(person(d), "properties", "id")["type"] = []any{"string", "null"} },
		"another answer": func(d doc) {
			in(raise(d), "responses", "200", "content", "application/json")["schema"] = doc{"$ref": "#/components/schemas/Act"}
		},
		"a good answer that is gone": func(d doc) { delete(in(raise(d), "responses"), "200") },
		"a refusal that is gone":     func(d doc) { delete(in(raise(d), "responses"), "409") },
		"a schema that is gone":      func(d doc) { delete(in(d, "components", "schemas"), "Problem") },
	} {
		now := released(t, "testdata/releases/2026-11-30.json.gz")
		worsen(now)
		if len(breaks(was, now)) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
	for name, better := range map[string]func(doc){
		"another address": func(d doc) {
			in(d, "paths")["/api/v1/orgs/{org}/new"] = doc{"get": doc{"operationId": "new", "responses": doc{}}}
		},
		"another field":         func(d doc) { in(body(d), "properties")["mood"] = doc{"type": "string"} },
		"another thing to find": func(d doc) { in(person(d), "properties")["more"] = doc{"type": "string"} },
		"a parameter, if one likes": func(d doc) {
			raise(d)["parameters"] = append(raise(d)["parameters"].([]any), doc{"name": "why", "in": "query", "schema": doc{"type": "string"}})
		},
		"a field that holds more": func(d doc) { in(body(d), "properties", "body")["maxLength"] = 1e6 },
		"other words":             func(d doc) { raise(d)["summary"] = "Say it." },
	} {
		now := released(t, "testdata/releases/2026-11-30.json.gz")
		better(now)
		if found := breaks(was, now); len(found) > 0 {
			t.Errorf("%s breaks nothing: %v", name, found)
		}
	}
}

func in(d doc, path ...string) doc {
	for _, p := range path {
		d = d[p].(doc)
	}
	return d
}

func eachOperation(d doc, f func(at string, op doc)) {
	for path, item := range in(d, "paths") {
		for method, op := range item.(doc) {
			f(strings.ToUpper(method)+" "+path, op.(doc))
		}
	}
}

// compare finds what breaks programs of before.
type compare struct {
	was, now doc
	found    []string
	seen     map[[2]string]bool
}

func breaks(was, now doc) []string {
	c := &compare{was, now, nil, map[[2]string]bool{}}
	ops := map[string]doc{}
	eachOperation(now, func(at string, op doc) { ops[at] = op })
	eachOperation(was, func(at string, op doc) { c.operation(at, op, ops[at]) })
	for name := range in(was, "components", "schemas") {
		if in(now, "components", "schemas")[name] == nil {
			c.say("the schema %s is gone", name)
		}
	}
	slices.Sort(c.found)
	return c.found
}

func (c *compare) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *compare) operation(at string, was, now doc) {
	if now == nil {
		c.say("%s is gone", at)
		return
	}
	if was["operationId"] != now["operationId"] {
		c.say("%s is called otherwise", at)
	}
	old, have := parameters(was), parameters(now)
	for name, p := range old {
		if have[name] == nil {
			c.say("%s: the parameter %s is gone", at, name)
			continue
		}
		c.taken(at+": "+name, p["schema"], have[name]["schema"])
	}
	for name, p := range have {
		if p["required"] == true && (old[name] == nil || old[name]["required"] != true) {
			c.say("%s: the parameter %s is needed", at, name)
		}
	}
	if body, ok := was["requestBody"].(doc); ok {
		next, _ := now["requestBody"].(doc)
		for kind, m := range in(body, "content") {
			n, _ := dig(next, "content", kind).(doc)
			if n == nil {
				c.say("%s takes no %s any more", at, kind)
				continue
			}
			c.taken(at, m.(doc)["schema"], n["schema"])
		}
	} else if next, ok := now["requestBody"].(doc); ok && next["required"] == true {
		c.say("%s: a body is needed", at)
	}
	for status, r := range in(was, "responses") {
		n, _ := dig(now, "responses", status).(doc)
		if n == nil {
			c.say("%s does not answer %s any more", at, status)
			continue
		}
		content, _ := r.(doc)["content"].(doc)
		for kind, m := range content {
			next, _ := dig(n, "content", kind).(doc)
			if next == nil {
				c.say("%s: %s is no %s any more", at, status, kind)
				continue
			}
			c.given(at+": "+status, m.(doc)["schema"], next["schema"])
		}
	}
}

func dig(d doc, path ...string) any {
	var at any = d
	for _, p := range path {
		m, ok := at.(doc)
		if !ok {
			return nil
		}
		at = m[p]
	}
	return at
}

func parameters(op doc) map[string]doc {
	out := map[string]doc{}
	all, _ := op["parameters"].([]any)
	for _, p := range all {
		out[p.(doc)["in"].(string)+" "+p.(doc)["name"].(string)] = p.(doc)
	}
	return out
}

// resolve follows a reference; whether the pair of both was looked at before.
func (c *compare) resolve(how string, was, now any) (a, b doc, known bool) {
	a, _ = was.(doc)
	b, _ = now.(doc)
	if a == nil || b == nil {
		return a, b, false
	}
	ra, _ := a["$ref"].(string)
	rb, _ := b["$ref"].(string)
	if ra != "" && rb != "" {
		pair := [2]string{how + ra, rb}
		if c.seen[pair] {
			return a, b, true
		}
		c.seen[pair] = true
	}
	if ra != "" {
		a, _ = dig(c.was, strings.Split(strings.TrimPrefix(ra, "#/"), "/")...).(doc)
	}
	if rb != "" {
		b, _ = dig(c.now, strings.Split(strings.TrimPrefix(rb, "#/"), "/")...).(doc)
	}
	return a, b, false
}

// types are those that something may have.
func types(s doc) (all []string) {
	switch t := s["type"].(type) {
	case string:
		all = []string{t}
	case []any:
		for _, x := range t {
			all = append(all, x.(string))
		}
	}
	return all
}

// taken looks at what programs send: whatever was taken is taken still.
func (c *compare) taken(at string, was, now any) {
	a, b, known := c.resolve("taken ", was, now)
	if known || a == nil {
		return
	}
	if b == nil {
		c.say("%s says nothing of its type", at)
		return
	}
	if len(types(b)) > 0 && len(types(a)) == 0 && a["oneOf"] == nil {
		c.say("%s took anything", at)
	}
	for _, t := range types(a) {
		if len(types(b)) > 0 && !slices.Contains(types(b), t) || len(types(b)) == 0 && b["oneOf"] == nil && len(b) > 0 && b["description"] == nil {
			c.say("%s takes no %s any more", at, t)
		}
	}
	if !reflect.DeepEqual(a["oneOf"], b["oneOf"]) && a["oneOf"] != nil && len(types(b)) > 0 {
		c.say("%s takes less", at)
	}
	c.narrower(at, a, b)
	ap, _ := a["properties"].(doc)
	bp, _ := b["properties"].(doc)
	for name, s := range ap {
		if bp[name] == nil {
			c.say("%s: the field %s is gone", at, name)
			continue
		}
		c.taken(at+"."+name, s, bp[name])
	}
	for _, name := range list(b["required"]) {
		if !slices.Contains(list(a["required"]), name) {
			c.say("%s: the field %s is needed", at, name)
		}
	}
	if a["items"] != nil {
		c.taken(at+"[]", a["items"], b["items"])
	}
}

// narrower finds limits that became tighter, and words that are not taken any more.
func (c *compare) narrower(at string, a, b doc) {
	for _, name := range []string{"maxLength", "maximum", "maxItems"} {
		old, had := a[name].(float64)
		if next, has := b[name].(float64); has && (!had || next < old) {
			c.say("%s: %s is %v, and was %v", at, name, next, a[name])
		}
	}
	for _, name := range []string{"minLength", "minimum", "minItems"} {
		old, had := a[name].(float64)
		if next, has := b[name].(float64); has && (!had || next > old) {
			c.say("%s: %s is %v, and was %v", at, name, next, a[name])
		}
	}
	if words := list(b["enum"]); words != nil {
		if list(a["enum"]) == nil {
			c.say("%s took any word", at)
		}
		for _, w := range list(a["enum"]) {
			if !slices.Contains(words, w) {
				c.say("%s does not take %v any more", at, w)
			}
		}
	}
}

// given looks at what programs get: whatever they found they find still, and as what it was.
func (c *compare) given(at string, was, now any) {
	a, b, known := c.resolve("given ", was, now)
	if known || a == nil {
		return
	}
	if b == nil {
		c.say("%s says nothing of its type", at)
		return
	}
	if old := types(a); len(old) > 0 {
		if len(types(b)) == 0 {
			c.say("%s may be anything", at)
		}
		for _, t := range types(b) {
			if !slices.Contains(old, t) {
				c.say("%s may be %s", at, t)
			}
		}
	}
	if !reflect.DeepEqual(a["pattern"], b["pattern"]) && a["pattern"] != nil {
		c.say("%s is written otherwise", at)
	}
	ap, _ := a["properties"].(doc)
	bp, _ := b["properties"].(doc)
	for name, s := range ap {
		if bp[name] == nil {
			c.say("%s: %s is not told any more", at, name)
			continue
		}
		c.given(at+"."+name, s, bp[name])
	}
	for _, name := range list(a["required"]) {
		if !slices.Contains(list(b["required"]), name) {
			c.say("%s: %s may lack", at, name)
		}
	}
	if a["items"] != nil {
		c.given(at+"[]", a["items"], b["items"])
	}
}

func list(x any) (out []string) {
	all, _ := x.([]any)
	for _, v := range all {
		out = append(out, fmt.Sprint(v))
	}
	return out
}
