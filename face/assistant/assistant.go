// Package assistant is the door for assistants: programs that read and write for one person, by the
// Model Context Protocol.
//
// An assistant comes by a grant of its person, which ends, is for this one organisation, and lets it
// read what that person may see and draft what they might do. It does nothing: no tool here writes an
// act. What it drafts waits on a page until the person confirms it there, signed in, by a press.
// Sentences of people are handed on as what they are: data, under a name that says so.
package assistant

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// Config is what the door is made of.
type Config struct {
	Service  *service.Service
	Identity *identity.Service
	Log      *slog.Logger
}

// Resource is what a grant for an organisation is for (RFC 8707).
func Resource(base, slug string) string { return strings.TrimSuffix(base, "/") + "/" + slug + "/mcp" }

// largestCall is how large a call may be, in bytes.
const largestCall = 256 << 10

type door struct {
	Config
	base *url.URL
}

// New returns the handler of the door; what is beside it goes to next.
func New(c Config, next http.Handler) http.Handler {
	base, err := url.Parse(c.Identity.URL)
	if err != nil {
		base = &url.URL{}
	}
	d, mux := &door{c, base}, http.NewServeMux()
	mux.HandleFunc("/{org}/mcp", d.serve)
	mux.HandleFunc("POST /{org}/assistants/token", d.token)
	mux.HandleFunc("GET /.well-known/oauth-protected-resource/{org}/mcp", d.resource)
	mux.HandleFunc("GET /.well-known/oauth-authorization-server/{org}", d.server)
	mux.Handle("/", next)
	return mux
}

// heard reports whether a request was meant for this server and came from no page of another: a name
// that was bent to lead here, and a page that a browser shows, are turned away.
func (d *door) heard(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Set("Cache-Control", "no-store")
	if !strings.EqualFold(r.Host, d.base.Host) {
		http.Error(w, "not for here", http.StatusMisdirectedRequest)
		return false
	}
	if from := r.Header.Get("Origin"); from != "" && !strings.EqualFold(from, d.base.Scheme+"://"+d.base.Host) {
		http.Error(w, "not from there", http.StatusForbidden)
		return false
	}
	return true
}

type visiting struct{}

// guest is an assistant that was let in.
type guest struct {
	grant identity.Grant
	visit *service.Visit
}

func (d *door) serve(w http.ResponseWriter, r *http.Request) {
	if !d.heard(w, r) {
		return
	}
	slug := r.PathValue("org")
	token, sent := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	g, ok, err := identity.Grant{}, false, error(nil)
	if sent {
		g, ok, err = d.Identity.Assisting(r.Context(), slug, token, Resource(d.Identity.URL, slug))
	}
	if err != nil {
		d.failed(w, r, err)
		return
	}
	if !ok {
		says := `Bearer resource_metadata="` + d.Identity.URL + "/.well-known/oauth-protected-resource/" + url.PathEscape(slug) + `/mcp", scope="read draft"`
		if sent {
			says += `, error="invalid_token"`
		}
		w.Header().Set("WWW-Authenticate", says)
		http.Error(w, "a grant of a person is needed", http.StatusUnauthorized)
		return
	}
	if wait, may := d.Identity.MayCall(slug, g.Person); !may { // as with the API: it is one person
		w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
		http.Error(w, "too many requests in a short while; nothing was done", http.StatusTooManyRequests)
		return
	}
	v, err := d.Service.As(r.Context(), slug, g.Person)
	if err != nil {
		d.failed(w, r, err)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, largestCall)
	d.protocol().ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visiting{}, &guest{g, v})))
}

func (d *door) protocol() http.Handler {
	return mcp.NewStreamableHTTPHandler(func(r *http.Request) *mcp.Server {
		in, ok := r.Context().Value(visiting{}).(*guest)
		if !ok {
			return nil
		}
		return Server(in.visit, in.grant.Name, in.grant.Scopes, d.Identity.URL)
	}, &mcp.StreamableHTTPOptions{Stateless: true, JSONResponse: true, Logger: slog.New(slog.DiscardHandler), DisableLocalhostProtection: true})
}

func (d *door) failed(w http.ResponseWriter, r *http.Request, err error) {
	if code := org.CodeOf(err); code == org.NotFound || code == org.Forbidden {
		http.Error(w, "not there", http.StatusNotFound)
		return
	}
	if r.Context().Err() == nil && d.Log != nil {
		d.Log.ErrorContext(r.Context(), "an assistant could not be answered", "error", err)
	}
	http.Error(w, "something went wrong", http.StatusInternalServerError)
}

// language is that in which an organisation is told of.
func language(l *service.Look) *i18n.Printer { return i18n.For(l.State.Lang) }
