// Package scim is the face of Orpheus for directories of people (SCIM 2.0): they say who takes
// part, and in which of their groups somebody is. Each organisation has one token for its own.
package scim

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/elimity-com/scim"
	scimerrors "github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"

	"orpheus/org"
	"orpheus/service"
)

// Config is what the face needs from the rest of the program.
type Config struct {
	Service *service.Service
	URL     string // of this face as directories reach it
	// Auth says whose directory a token is of.
	Auth func(ctx context.Context, token string) (slug string, ok bool, err error)
	// Allow says how long a caller waits.
	Allow func(slug, from string) (wait time.Duration, ok bool)
	// From is the address of the network a request comes from.
	From func(*http.Request) string
	Log  *slog.Logger
}

// Prefix is where the face is, under the address of the pages.
const Prefix = "/scim/v2"

const largestBody = 1 << 20

// mostResults is how many come on a page.
const mostResults = 200

type slugKey struct{}

// New returns the handler.
func New(c Config) http.Handler {
	people, groups := &users{c.Service}, &groups{c.Service}
	server, err := scim.NewServer(&scim.ServerArgs{
		ServiceProviderConfig: &scim.ServiceProviderConfig{
			MaxResults: mostResults, SupportFiltering: true, SupportPatch: true,
			AuthenticationSchemes: []scim.AuthenticationScheme{{Type: scim.AuthenticationTypeOauthBearerToken, Name: "Token", Description: "The token that a steward made on the page of how people sign in", Primary: true}},
		},
		ResourceTypes: []scim.ResourceType{
			{ID: optional.NewString("User"), Name: "User", Endpoint: "/Users", Schema: schema.CoreUserSchema(), SchemaExtensions: []scim.SchemaExtension{{Schema: schema.ExtensionEnterpriseUser()}}, Handler: people},
			{ID: optional.NewString("Group"), Name: "Group", Endpoint: "/Groups", Schema: schema.CoreGroupSchema(), Handler: groups},
		},
	}, scim.WithBaseURL(c.URL))
	if err != nil {
		panic(err) // all of it is written above
	}
	inner := http.StripPrefix("/scim", server)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Type", "application/scim+json; charset=utf-8")
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		slug := ""
		if ok {
			var err error
			if slug, ok, err = c.Auth(r.Context(), token); err != nil {
				c.fail(w, r, err)
				return
			}
		}
		if !ok {
			if wait, may := c.Allow("", c.From(r)); !may {
				tooOften(w, wait)
				return
			}
			c.Log.WarnContext(r.Context(), "no directory got in by a token", "from", c.From(r))
			h.Set("WWW-Authenticate", `Bearer realm="scim"`)
			say(w, http.StatusUnauthorized, "There is no such token. A steward makes one on the page of how people sign in.")
			return
		}
		if wait, may := c.Allow(slug, ""); !may {
			tooOften(w, wait)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, largestBody)
		if !tidy(w, r) {
			return
		}
		var fault error
		ctx := context.WithValue(r.Context(), slugKey{}, slug)
		ctx = context.WithValue(ctx, faultKey{}, &fault)
		inner.ServeHTTP(w, r.WithContext(ctx))
		if fault != nil && r.Context().Err() == nil {
			c.Log.ErrorContext(r.Context(), "a directory was not answered", "error", fault)
		}
	})
}

type faultKey struct{}

func (c *Config) fail(w http.ResponseWriter, r *http.Request, err error) {
	c.Log.ErrorContext(r.Context(), "a directory was not answered", "error", err)
	say(w, http.StatusInternalServerError, "Something went wrong here. Nothing was changed by this request, or all of it.")
}

// directory is that of the organisation whose token came.
func directory(d *service.Service, r *http.Request) *service.Directory {
	slug, _ := r.Context().Value(slugKey{}).(string)
	return d.DirectoryOf(slug)
}

// told is an error as a directory is told of it.
func told(r *http.Request, id string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, service.ErrUnlisted):
		return scimerrors.ScimErrorResourceNotFound(id)
	case errors.Is(err, service.ErrListed):
		return scimerrors.ScimErrorUniqueness
	case errors.Is(err, service.ErrListedText), errors.Is(err, service.ErrProviderMany):
		return scimerrors.ScimErrorInvalidValue
	}
	if e, ok := errors.AsType[*org.Error](err); ok {
		detail := "A rule of the organisation does not allow this: " + e.Key + "."
		if e.Key == "person.last_steward" {
			detail = "They are the last who look after the settings. Make somebody else a steward first."
		}
		return scimerrors.ScimError{Status: http.StatusConflict, Detail: detail}
	}
	if _, ok := errors.AsType[scimerrors.ScimError](err); ok {
		return err
	}
	if fault, ok := r.Context().Value(faultKey{}).(*error); ok {
		*fault = err
	}
	return scimerrors.ScimErrorInternal
}

// page is the part of what there is that was asked for.
func page[T any](all []T, params scim.ListRequestParams, filtered func(T) scim.Resource) scim.Page {
	resources := []scim.Resource{}
	n := 0
	for _, one := range all {
		res := filtered(one)
		if params.FilterValidator != nil {
			seen := map[string]any{"id": res.ID}
			if res.ExternalID.Present() {
				seen["externalId"] = res.ExternalID.Value()
			}
			for k, v := range res.Attributes {
				seen[k] = v
			}
			if params.FilterValidator.PassesFilter(seen) != nil {
				continue
			}
		}
		if n++; n >= params.StartIndex && len(resources) < params.Count {
			resources = append(resources, res)
		}
	}
	return scim.Page{TotalResults: n, Resources: resources}
}

func external(text string) optional.String {
	if text == "" {
		return optional.String{}
	}
	return optional.NewString(text)
}

func meta(at org.Time) scim.Meta {
	t := at.Std()
	return scim.Meta{LastModified: &t}
}
