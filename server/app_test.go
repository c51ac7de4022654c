package server_test

import (
	"encoding/json"
	"image/png"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"orpheus/identity"
)

// signedIn is a walk by somebody of De Linde.
func signedIn(t *testing.T) *walk {
	t.Helper()
	w := newWalk(t)
	link, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	if a, _ := w.get(strings.TrimPrefix(link, w.base)); a.StatusCode != http.StatusSeeOther {
		t.Fatal("not signed in:", a.Status)
	}
	return w
}

// An organisation is an app that a phone can put on its home screen: what browsers ask of
// one is there, by name, size and kind.
func TestInstallable(t *testing.T) {
	w := signedIn(t)
	_, page := w.get(under + "/linde")
	if !strings.Contains(page, `<link rel="manifest" href="`+under+`/linde/app.webmanifest" crossorigin="use-credentials"`) || strings.Count(page, `name="theme-color"`) != 2 {
		t.Error("the page names no manifest, or no colours")
	}
	a, body := w.get(under + "/linde/app.webmanifest")
	if got := a.Header.Get("Content-Type"); got != "application/manifest+json" {
		t.Error("the manifest is", got)
	}
	var m struct {
		ID, Name, Start_url, Scope, Display, Theme_color, Background_color string
		Icons                                                              []struct{ Src, Sizes, Type, Purpose string }
	}
	check(t, json.Unmarshal([]byte(body), &m))
	if m.Name != "De Linde" || m.ID != under+"/linde" || m.Start_url != under+"/linde" || m.Scope != under+"/" || m.Display != "standalone" || m.Theme_color == "" || m.Background_color == "" {
		t.Errorf("the manifest says %s", body)
	}
	sizes := map[string]int{}
	for _, i := range m.Icons {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+i.Src, nil)
		check(t, err)
		a, err := w.client.Do(r)
		check(t, err)
		img, err := png.Decode(a.Body)
		_ = a.Body.Close()
		check(t, err)
		size := strconv.Itoa(img.Bounds().Dx())
		if i.Sizes != size+"x"+size || i.Type != "image/png" || a.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s is %v, said to be %s", i.Src, img.Bounds(), i.Sizes)
		}
		if _, _, _, corner := img.At(0, 0).RGBA(); (corner == 0xffff) != (i.Purpose == "maskable") {
			t.Errorf("%s (%s) has a corner of %d", i.Src, i.Purpose, corner)
		}
		if r, g, b, _ := img.At(img.Bounds().Dx()/2, img.Bounds().Dy()/2).RGBA(); r>>8 != 0x23 || g>>8 != 0x14 || b>>8 != 0x2c {
			t.Errorf("%s has no empty middle", i.Src)
		}
		sizes[i.Purpose+size]++
	}
	if len(sizes) != 4 {
		t.Errorf("icons there are: %v", sizes)
	}
	a, body = w.get(under + "/linde/worker.js")
	if a.Header.Get("Service-Worker-Allowed") != under+"/linde" || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/javascript") || a.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the worker comes with %v", a.Header)
	}
	var about struct{ Assets []string }
	line, _, _ := strings.Cut(strings.TrimPrefix(body, "self.orpheus="), ";\n")
	check(t, json.Unmarshal([]byte(line), &about))
	for _, path := range about.Assets {
		if a, _ := w.get(path); a.StatusCode != http.StatusOK {
			t.Errorf("the worker keeps %s: %s", path, a.Status)
		}
	}
	for _, m := range regexp.MustCompile(`(?:src|href)="(`+under+`/assets/[^"]+\.(?:css|js|woff2))"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(line, `"`+m[1]+`"`) {
			t.Errorf("a page needs %s, which is not kept", m[1])
		}
	}
}
