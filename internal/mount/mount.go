// Package mount puts a server under a path of a host. Behind it every address is as if the
// server had the host to itself; the prefix is taken off what is asked for, and put before
// what is answered, here and nowhere else.
package mount

import (
	"bytes"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// Mount is the path that a server is under, as "/orpheus"; empty where it has its host to itself.
type Mount string

// Of returns the mount of a public address.
func Of(public string) Mount {
	u, err := url.Parse(public)
	if err != nil || u.Path == "" || u.Path == "/" {
		return ""
	}
	return Mount(path.Clean("/" + u.Path))
}

// Fit reports whether a path can be a mount: parts of letters, digits, hyphens, points and
// underlines, so that it is written the same way wherever it stands.
func Fit(p string) bool {
	p = strings.TrimSuffix(p, "/")
	return p == "" || path.Clean(p) == p && strings.Trim(p, "/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == ""
}

// Path is where a path of the server is for a browser.
func (m Mount) Path(p string) string {
	if m == "" || !local(p) {
		return p
	}
	return string(m) + p
}

// local reports whether an address is a path of this server.
func local(p string) bool { return strings.HasPrefix(p, "/") && !strings.HasPrefix(p, "//") }

// attributes are those of HTML that hold an address.
var attributes = func() (all [][]byte) {
	for _, name := range []string{
		"href", "src", "action", "formaction", "poster", "data-src", "data-script", "data-href", "data-link", "data-events", "data-mentions", "data-choices", "data-at", "data-app", "data-left", "data-devices", "data-files", "data-ahead", "data-alone", "data-alike", "data-picture", "data-png",
	} {
		all = append(all, []byte(" "+name+`="/`))
	}
	return all
}()

// HTML puts the prefix before the addresses in a page. What people wrote cannot look like an
// attribute: quotes in it are escaped.
func (m Mount) HTML(page []byte) []byte {
	if m == "" {
		return page
	}
	out := make([]byte, 0, len(page)+len(page)/8)
	for {
		i := bytes.Index(page, []byte(`="/`))
		if i < 0 {
			return append(out, page...)
		}
		end := i + len(`="`)
		out = append(out, page[:end]...)
		if addressed(page[:end+1]) && !bytes.HasPrefix(page[end:], []byte("//")) {
			out = append(out, m...)
		}
		page = page[end:]
	}
}

func addressed(before []byte) bool {
	for _, a := range attributes {
		if bytes.HasSuffix(before, a) {
			return true
		}
	}
	return false
}

// Handler serves next under the mount. What is beside it is not there, but for the paths
// given, by which a machine asks whether the program is well.
func (m Mount) Handler(next http.Handler, beside ...string) http.Handler {
	if m == "" {
		return next
	}
	under := http.StripPrefix(string(m), next)
	mux := http.NewServeMux()
	for _, p := range beside {
		mux.Handle(p, next)
	}
	mux.Handle("GET /{$}", http.RedirectHandler(string(m)+"/", http.StatusFound))
	mux.Handle("GET "+string(m), http.RedirectHandler(string(m)+"/", http.StatusMovedPermanently))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, string(m)+"/") {
			http.NotFound(w, r)
			return
		}
		answer := &writer{ResponseWriter: w, mount: m}
		under.ServeHTTP(answer, r)
		answer.begin() // where nothing was written
	})
	return clean{mux}
}

// clean is a mux that does not send whoever asks for a path with "//" or ".." in it elsewhere:
// what is under the mount answers that itself, and its answer gets the prefix.
type clean struct{ mux *http.ServeMux }

func (c clean) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p := path.Clean(r.URL.Path); p != r.URL.Path && p+"/" != r.URL.Path {
		r.URL.Path, r.URL.RawPath = p, ""
	}
	c.mux.ServeHTTP(w, r)
}

// writer puts the prefix before the addresses in the head of an answer.
type writer struct {
	http.ResponseWriter
	mount Mount
	begun bool
	leads bool // elsewhere: for those who do not follow, the body says so in HTML
}

func (w *writer) WriteHeader(status int) {
	w.leads = status/100 == 3
	w.begin()
	w.ResponseWriter.WriteHeader(status)
}

func (w *writer) Write(b []byte) (int, error) {
	w.begin()
	if w.leads && w.Header().Get("Content-Length") == "" {
		_, err := w.ResponseWriter.Write(w.mount.HTML(b))
		return len(b), err
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *writer) begin() {
	if w.begun {
		return
	}
	w.begun = true
	h := w.Header()
	for _, name := range []string{"Location", "Content-Location", "Service-Worker-Allowed"} {
		if to := h.Get(name); to != "" {
			h.Set(name, w.mount.Path(to))
		}
	}
	for i, link := range h["Link"] {
		if rest, ok := strings.CutPrefix(link, "</"); ok && !strings.HasPrefix(rest, "/") {
			h["Link"][i] = "<" + string(w.mount) + "/" + rest
		}
	}
}
