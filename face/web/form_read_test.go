package web_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// Every form of every page is read in one way: what is too large, or no text, is
// refused with a page that says what is kept.
func TestEveryFormIsReadOneWay(t *testing.T) {
	h := webtest.Anker(t)
	places := strings.NewReplacer("{org}", "het-anker", "{kind}", "tension.raise", "{seq}", "1", "{token}", foundLink(t, h), "{rest...}", "")
	bodies := map[string]struct{ body, say string }{
		"no letters":        {"title=%ff&name=a&mail=a%40o.example", "Nothing of it was saved."},
		"a name of a field": {"%c3=x", "Nothing of it was saved."},
		"a zero":            {"title=a%00b&name=a%00", "Nothing of it was saved."},
		"broken":            {"title=%zz", "Nothing of it was saved."},
		"too large":         {"title=" + strings.Repeat("x", 2<<20), "larger than a megabyte"},
	}
	n := 0
	for _, pattern := range formAddresses(t) {
		if strings.HasSuffix(pattern, "/signout") || strings.HasSuffix(pattern, "{rest...}") || strings.HasPrefix(pattern, "/signin/{") {
			continue // buttons, of which nothing is read
		}
		n++
		for name, b := range bodies {
			r := httptest.NewRequest(http.MethodPost, places.Replace(pattern), strings.NewReader(b.body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Accept-Language", "en")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), b.say) {
				t.Errorf("%s, %s: status %d", pattern, name, w.Code)
			}
		}
	}
	if n < 9 {
		t.Errorf("only %d addresses take forms", n)
	}
}

// foundLink is the secret of a link that founds an organisation.
func foundLink(t *testing.T, h *webtest.House) string {
	t.Helper()
	link := h.FoundLink(t)
	return link[strings.LastIndex(link, "/")+1:]
}

// formAddresses are the patterns of all addresses that take forms, without their method.
func formAddresses(t *testing.T) (all []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "routes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			if path, form := strings.CutPrefix(text, "POST "); form {
				all = append(all, path)
			}
		}
		return true
	})
	return all
}

// Where a form led to a fault of ours, the page does not say that nothing changed, since
// nobody knows; it says where to look.
func TestAFormThatFailed(t *testing.T) {
	h := webtest.Anker(t)
	webtest.Scenario{Path: "/het-anker"}.Run(t, h)
	h.Store.Fail(errors.New("no disk"))
	webtest.Scenario{
		Path: "/het-anker/acts/tension.raise", Form: form("title", "x"), Header: asked("2", "en"), Status: 500,
		Contains: []string{"We could not do what you asked.", "Whether this was done, you see on the page it is about."}, Lacks: []string{"Looking changes nothing"},
	}.Run(t, h)
}
