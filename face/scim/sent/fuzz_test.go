package sent_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"

	"orpheus/face/scim/sent"
)

// one keeps one resource, P1.
type one struct{ is scim.ResourceAttributes }

func (o *one) res() scim.Resource { return scim.Resource{ID: "P1", Attributes: maps.Clone(o.is)} }

func (o *one) Create(_ *http.Request, a scim.ResourceAttributes) (scim.Resource, error) {
	o.is = a
	return o.res(), nil
}

func (o *one) Replace(r *http.Request, _ string, a scim.ResourceAttributes) (scim.Resource, error) {
	return o.Create(r, a)
}
func (o *one) Get(*http.Request, string) (scim.Resource, error) { return o.res(), nil }
func (o *one) Delete(*http.Request, string) error               { return nil }

func (o *one) GetAll(_ *http.Request, params scim.ListRequestParams) (scim.Page, error) {
	if params.FilterValidator != nil && params.FilterValidator.PassesFilter(o.is) != nil {
		return scim.Page{}, nil
	}
	return scim.Page{TotalResults: 1, Resources: []scim.Resource{o.res()}}, nil
}

func (o *one) Patch(_ *http.Request, _ string, all []scim.PatchOperation) (scim.Resource, error) {
	is := maps.Clone(o.is)
	for _, op := range all {
		if err := sent.Apply(is, op); err != nil {
			return scim.Resource{}, err
		}
	}
	o.is = is
	return o.res(), nil
}

// directory answers what a directory sends, as the face does, over one person and one group.
func directory(t testing.TB) func(method, path, body string) int {
	t.Helper()
	person := &one{scim.ResourceAttributes{"userName": "kofi@linde.example", "active": true, "name": map[string]any{"givenName": "Kofi"}, "emails": []any{map[string]any{"value": "kofi@linde.example", "type": "work"}}}}
	group := &one{scim.ResourceAttributes{"displayName": "Night", "members": []any{map[string]any{"value": "P1"}}}}
	server, err := scim.NewServer(&scim.ServerArgs{
		ServiceProviderConfig: &scim.ServiceProviderConfig{SupportFiltering: true, SupportPatch: true},
		ResourceTypes: []scim.ResourceType{
			{ID: optional.NewString("User"), Name: "User", Endpoint: "/Users", Schema: schema.CoreUserSchema(), SchemaExtensions: []scim.SchemaExtension{{Schema: schema.ExtensionEnterpriseUser()}}, Handler: person},
			{ID: optional.NewString("Group"), Name: "Group", Endpoint: "/Groups", Schema: schema.CoreGroupSchema(), Handler: group},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(method, path, body string) int {
		to, err := url.Parse(path)
		if err != nil {
			return http.StatusBadRequest
		}
		b := []byte(body)
		if method != http.MethodGet && method != http.MethodDelete {
			if b, err = sent.Tidy(b, method == http.MethodPatch); err != nil {
				return http.StatusBadRequest
			}
		}
		r := httptest.NewRequest(http.MethodGet, "/", bytes.NewReader(b))
		r.Method, r.URL = method, to
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w.Code
	}
}

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// Whatever a directory sends is answered, and never by a fault of ours: it is done or refused.
func FuzzRequest(f *testing.F) {
	files, err := filepath.Glob("../../../server/testdata/scim/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no recorded requests", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var all []struct {
			Method, Path string
			Body         json.RawMessage
		}
		if err := json.Unmarshal(raw, &all); err != nil {
			f.Fatal(file, err)
		}
		for _, r := range all {
			for n, method := range methods {
				if method == r.Method {
					f.Add(n, strings.TrimPrefix(r.Path, "/scim"), string(r.Body))
				}
			}
		}
	}
	for _, value := range []string{`[{"value": {}}, {"value": {}}]`, `{"value": []}`, `[[]]`, `[null]`, `"P1"`, `7`, `null`} {
		for _, op := range []string{"add", "remove", "replace"} {
			f.Add(3, "/v2/Groups/P1", `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "`+op+`", "path": "members", "value": `+value+`}, {"op": "`+op+`", "path": "members", "value": `+value+`}]}`)
			f.Add(3, "/v2/Users/P1", `{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "`+op+`", "value": {"emails": `+value+`, "name.givenName": `+value+`}}, {"op": "`+op+`", "path": "emails[type eq \"work\"].value", "value": `+value+`}]}`)
		}
	}
	f.Fuzz(func(t *testing.T, n int, path, body string) {
		if len(body) > 1<<16 || len(path) > 1<<12 || !strings.HasPrefix(path, "/") {
			return
		}
		if code := directory(t)(methods[(n%len(methods)+len(methods))%len(methods)], path, body); code >= http.StatusInternalServerError && code != http.StatusNotImplemented {
			t.Errorf("it is answered by %d", code)
		}
	})
}

// What is the same in two operations is there once, also where it is no text.
func TestSameValues(t *testing.T) {
	all := scim.ResourceAttributes{"members": []any{map[string]any{"value": map[string]any{"odd": true}}}}
	for range 2 {
		if err := sent.Apply(all, scim.PatchOperation{Op: "add", Value: map[string]any{"members": []any{map[string]any{"value": map[string]any{"odd": true}}}}}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(all["members"].([]any)); n != 1 {
		t.Errorf("it is there %d times", n)
	}
}
