package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strings"

	"orpheus/face/web/assets"
	"orpheus/face/web/ui"
)

// manifest tells a browser how an organisation looks as an app of its own. Its scope is the
// server, not the organisation: signing in is part of it.
func (s *server) manifest(v *request) error {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	at := func(path string) string { return v.jar.at.Path(path) }
	home := at("/" + v.org.Slug)
	var icons []icon
	for _, size := range []string{"192", "512"} {
		for name, purpose := range map[string]string{"icon": "any", "maskable": "maskable"} {
			icons = append(icons, icon{at(assets.URL("icons/" + name + "-" + size + ".png")), size + "x" + size, "image/png", purpose})
		}
	}
	body, err := json.Marshal(map[string]any{
		"id": home, "name": v.org.Name, "short_name": v.org.Name, "lang": v.p.Lang(), "dir": "ltr",
		"start_url": home, "scope": at("/"), "display": "standalone",
		"theme_color": cmp.Or(v.org.Bar, ui.BarLight), "background_color": "#f5f2f6", "icons": icons,
		"shortcuts": []map[string]string{{"name": v.p.T("do.tension.raise"), "url": home + "#raise"}},
	})
	if err != nil {
		return err
	}
	v.send(http.StatusOK, "application/manifest+json", body)
	return nil
}

// kept are the parts of a page that it needs without a connection.
var kept = []string{
	"orpheus.css", "orpheus.js", "htmx.js", "app.js", "map.js", "files.js", "logo.svg",
	"fonts/atkinson-hyperlegible-next-latin.woff2", "fonts/familjen-grotesk-latin.woff2",
}

// worker is the script between the pages of an organisation and the network. It changes with
// the program: the browser then takes the new one, which drops what the old one kept.
func (s *server) worker(v *request) error {
	var parts []string
	for _, name := range kept {
		parts = append(parts, v.jar.at.Path(assets.URL(name)))
	}
	about, err := json.Marshal(map[string]any{
		"version": s.build + assets.Hash(), "assets": parts, "title": v.org.Name, "icon": v.jar.at.Path(assets.URL("icons/icon-192.png")),
	})
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Service-Worker-Allowed", "/"+v.org.Slug)
	v.send(http.StatusOK, "text/javascript; charset=utf-8", []byte("self.orpheus="+string(about)+";\n"+string(assets.Worker())))
	return nil
}

// offlinePage is shown without a connection instead of a page that was not seen before, and
// has what waits to be sent.
func (s *server) offlinePage(v *request) error {
	return v.show(http.StatusOK, offlineShown(v))
}

// leaving is the organisation of which a page for nobody says that nothing may stay here.
func leaving(slug string) string {
	if slug == "" || strings.ContainsAny(slug, "/?#") {
		return ""
	}
	return "/" + slug
}
