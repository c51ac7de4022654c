package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/out"
)

// takeoutPage is what an organisation takes along, and how all of it is put elsewhere.
type takeoutPage struct {
	*place
	copies Copies
}

// takeoutPart is a group of files under a heading.
type takeoutPart struct {
	Title, Why string
	Files      []takeoutFile
}

type takeoutFile struct{ Text, Href string }

func (s *server) takeoutPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("takeout.title")
	return takeoutShown(takeoutPage{pg, s.Copies}), nil
}

// file is where a kind of file is to be had, of the moment that is looked at.
func (t takeoutPage) file(kind string, names bool) string {
	q := url.Values{}
	if !names {
		q.Set("nameless", "")
	}
	return strings.TrimSuffix(t.with("/take-out/"+kind, q), "=")
}

func (t takeoutPage) parts() []takeoutPart {
	some := func(kinds ...string) (all []takeoutFile) {
		for _, k := range kinds {
			all = append(all, takeoutFile{t.p.T("takeout." + k), t.file(k, true)})
		}
		return all
	}
	parts := []takeoutPart{
		{t.p.T("takeout.structure"), t.p.T("takeout.structure.why"), some("table.xlsx", "table.zip")},
		{t.p.T("takeout.map"), t.p.T("takeout.map.why"), some("map-a3.pdf", "map-a2.pdf", "map-a1.pdf", "map.svg", "map.png")},
		{t.p.T("takeout.decided"), t.p.T("takeout.decided.why"), some("book.html", "agreements.csv", "decisions.csv")},
		{t.p.T("takeout.texts"), t.p.T("takeout.texts.why"), some("markdown.zip")},
	}
	parts[1].Files = append(parts[1].Files, takeoutFile{t.p.T("takeout.nameless"), t.file("map-a3.pdf", false)})
	return parts
}

// all is the command that writes everything.
func (t takeoutPage) all() string {
	return "orpheus export --personal --org " + t.org.Slug + " > " + t.org.Slug + ".jsonl"
}

// back is the command that puts the last nightly copy in its place on another machine.
func (t takeoutPage) back() string {
	if t.copies.To != "" {
		address, query, _ := strings.Cut(t.copies.To, "?")
		if query != "" {
			query = "?" + query
		}
		return "orpheus restore --copy '" + strings.TrimRight(address, "/") + "/" + query + "' --identity key.txt --data orpheus.db"
	}
	return "orpheus restore --copy orpheus-20261130-030000.db --data orpheus.db"
}

// takeoutFile answers with a file.
func (s *server) takeoutFile(v *request) error {
	kind := v.r.PathValue("file")
	if !slices.Contains(out.Kinds(), kind) {
		return errNotFound
	}
	pg, err := s.placeOf(v)
	if err != nil {
		return err
	}
	f, err := out.Make(v.r.Context(), s.places, pg.view.Look, v.p, kind, !v.r.URL.Query().Has("nameless"))
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Cache-Control", "no-store")
	if kind == "book.html" { // to be read and printed where it is
		h.Set("Content-Security-Policy", "default-src 'none'; style-src "+out.BookStyle()+"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("Content-Disposition", `inline; filename="`+f.Name+`"`)
	} else {
		h.Set("Content-Disposition", `attachment; filename="`+f.Name+`"`)
	}
	v.send(http.StatusOK, f.Type, f.Body)
	return nil
}
