package api

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// call is one request, with what was found out about it.
type call struct {
	*server
	w             http.ResponseWriter
	r             *http.Request
	p             *i18n.Printer
	q             url.Values
	visit         *service.Visit
	turn          int      // of what one gathered to propose; zero where it is not looked at
	made          [32]byte // of all that the answer is made from, but for the moment
	keeps         bool     // the answer may be kept by it
	*service.Look          // what is looked at, as they see it
}

// open makes a handler of a function for whoever comes.
func (s *server) open(serve func(*call) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{server: s, w: w, r: r, p: i18n.For(i18n.Match(r.Header.Get("Accept-Language")))}
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				c.problem(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()
		if err := serve(c); err != nil {
			c.problem(err)
		}
	})
}

// inOrg makes a handler of an operation in an organisation, for its people.
func (s *server) inOrg(op *operation) http.Handler {
	return s.open(func(c *call) error {
		c.w.Header().Set("Vary", "Authorization")
		op.retires.tell(c.w.Header())
		if err := c.identify(); err != nil {
			return err
		}
		if err := c.limited(Limits.MayCall); err != nil {
			return err
		}
		if err := c.look(op); err != nil {
			return err
		}
		if op.live || op.secret || op.method != http.MethodGet {
			return op.serve(c)
		}
		if c.unchanged(op) {
			c.w.WriteHeader(http.StatusNotModified)
			return nil
		}
		if c.keeps = !op.rolls; c.keeps && c.again() {
			return nil
		}
		return op.serve(c)
	})
}

// identify finds out whose token came along. An organisation that the token is
// not for is not there.
func (c *call) identify() error {
	kind, token, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	token = strings.TrimSpace(token)
	if c.Auth == nil || token == "" || !strings.EqualFold(kind, "Bearer") {
		return wrong(http.StatusUnauthorized, "token")
	}
	b, ok, err := c.Auth(c.r.Context(), token)
	if err != nil {
		return err
	}
	if !ok {
		c.Log.WarnContext(c.r.Context(), "nobody got in by a token", "page", c.r.Pattern)
		return wrong(http.StatusUnauthorized, "token")
	}
	if b.Person == service.Nobody {
		return wrong(http.StatusUnauthorized, "token")
	}
	c.visit, err = c.Service.As(c.r.Context(), b.Org, b.Person)
	if errors.Is(err, service.ErrNoOrganisation) || org.CodeOf(err) != 0 { // they are not there
		return wrong(http.StatusUnauthorized, "token")
	}
	if err != nil {
		return err
	}
	if b.Org != c.r.PathValue("org") {
		return wrong(http.StatusNotFound, "org")
	}
	if b.Reads && c.r.Method == http.MethodPost {
		c.Log.InfoContext(c.r.Context(), "a right was refused", "org", b.Org, "page", c.r.Pattern, "rule", "reads")
		return wrong(http.StatusForbidden, "reads")
	}
	c.Look, err = c.visit.Look(c.r.Context(), 0)
	return err
}

// limited refuses who asks for more of something than one person may.
func (c *call) limited(may func(Limits, string, org.PersonID) (time.Duration, bool)) error {
	if c.Limits == nil {
		return nil
	}
	if wait, ok := may(c.Limits, c.visit.Slug(), c.visit.Who()); !ok {
		return tooMany(wait)
	}
	return nil
}

// look reads the query and finds the state of the moment asked for.
func (c *call) look(op *operation) error {
	q, err := url.ParseQuery(c.r.URL.RawQuery)
	if err != nil {
		return wrong(http.StatusUnprocessableEntity, "query")
	}
	c.q = q
	for name, values := range q {
		if !slices.ContainsFunc(op.query, func(p param) bool { return p.name == name }) {
			return wrongField(name, "parameter", name)
		}
		if len(values) > 1 {
			return wrongField(name, "twice", name)
		}
	}
	text := q.Get("at")
	if q.Has("with") {
		if text != "" {
			return wrongField("at", "parameter", "at")
		}
		return c.lookWith(q.Get("with"))
	}
	if text == "" {
		return nil
	}
	// A plus sign that was not escaped arrives as a space.
	at, err := service.Moment(strings.ReplaceAll(text, " ", "+"), c.Zone())
	if err != nil {
		return err
	}
	if at > org.At(c.Now()) {
		return wrongField("at", "future", text)
	}
	if day := c.Present.Founded.Std().In(c.Zone()).Format("2006-01-02"); text == day {
		at = c.Present.Founded // nothing is there at the start of that day
	}
	past, err := c.visit.Look(c.r.Context(), at)
	if err == nil {
		c.Look = past
	}
	return err
}

// lookWith finds the organisation as it would be with what a decision would change, or with
// what the one who asks gathered to propose.
func (c *call) lookWith(with string) error {
	if with == "draft" {
		plan, err := c.visit.Plan(c.r.Context())
		if err == nil {
			c.Look, c.turn = plan.Look, plan.Turn
		}
		return err
	}
	id, err := org.ParseID[org.DecisionID](with)
	if err != nil {
		return wrongField("with", "id", with)
	}
	plan, err := c.visit.Proposed(c.r.Context(), id)
	if err == nil {
		c.Look = plan.Look
	}
	return err
}

// unchanged sets the tag of the answer and reports whether who asks has it.
// Names may change without an act.
func (c *call) unchanged(op *operation) bool {
	day := ""
	if op.rolls {
		day = c.At.Std().Format("2006-01-02")
	}
	c.made = sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%x\n%s\n%d\n%s\n%s\n%s\n%d", c.build, c.Version(), c.Edition(), c.visit.Slug(), c.visit.Who(), c.r.URL.Path, c.q.Encode(), day, c.turn))
	tag := `"` + base64.RawURLEncoding.EncodeToString(c.made[:15]) + `"`
	c.w.Header().Set("ETag", tag)
	c.w.Header().Set("Cache-Control", "private, no-cache")
	for have := range strings.SplitSeq(c.r.Header.Get("If-None-Match"), ",") {
		if have = strings.TrimPrefix(strings.TrimSpace(have), "W/"); have == tag || have == "*" {
			return true
		}
	}
	return false
}

// send answers with v.
func (c *call) send(v any) error {
	b, err := json.Marshal(v, view.Options())
	if err != nil {
		return err
	}
	b = append(b, '\n')
	c.remember(b)
	c.answer(b)
	return nil
}

// moment is the moment that a parameter names; zero for none.
func (c *call) moment(name string) (org.Time, error) {
	text := c.q.Get(name)
	if text == "" {
		return 0, nil
	}
	return service.Moment(strings.ReplaceAll(text, " ", "+"), c.Zone())
}
