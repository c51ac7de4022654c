package server

import (
	"net/http"
	"strconv"
	"strings"

	"orpheus/face/api"
	"orpheus/internal/mount"
	"orpheus/service"
)

const (
	// versionCookie is api.VersionHeader for a browser, for as long as other programs may take to hear.
	versionCookie = "orpheus_version"
	versionFor    = 60 // seconds
)

// own lets whoever did something see it, whichever program on the store they come to next.
func own(at mount.Mount, safe bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, o := service.WithOwn(r.Context(), knows(r, safe))
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w = &telling{ResponseWriter: w, own: o, at: at, safe: safe, path: r.URL.Path}
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// cookieOf is the name of the cookie: by https alone, where people come that way.
func cookieOf(safe bool) string {
	if safe {
		return "__Secure-" + versionCookie
	}
	return versionCookie
}

// knows is the version that a request says it knows of; zero for none.
func knows(r *http.Request, safe bool) uint64 {
	text := r.Header.Get(api.VersionHeader)
	if c, err := r.Cookie(cookieOf(safe)); err == nil && text == "" {
		text = c.Value
	}
	n, _ := strconv.ParseUint(text, 10, 63) // what is none waits for nothing
	return n
}

// telling says in the answer which version an act led to.
type telling struct {
	http.ResponseWriter
	own  *service.Own
	at   mount.Mount
	safe bool
	path string
	said bool
}

func (t *telling) WriteHeader(status int) {
	t.say()
	t.ResponseWriter.WriteHeader(status)
}

func (t *telling) Write(b []byte) (int, error) {
	t.say()
	return t.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (t *telling) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *telling) say() {
	did := t.own.Did()
	if t.said || did == 0 {
		return
	}
	t.said = true
	version := strconv.FormatUint(did, 10)
	t.Header().Set(api.VersionHeader, version)
	if slug, _, _ := strings.Cut(strings.TrimPrefix(t.path, "/"), "/"); slug != "api" {
		http.SetCookie(t, &http.Cookie{
			Name: cookieOf(t.safe), Value: version, Path: t.at.Path("/" + slug), MaxAge: versionFor, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: t.safe,
		})
	}
}
