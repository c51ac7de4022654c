package api

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"orpheus/face/view"
	"orpheus/insight/measure"
	"orpheus/org"
)

func orgOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}", id: "get-organisation", tag: "The whole",
		summary: "Read the organisation", query: []param{atParam}, answer: reflect.TypeFor[view.Organisation](),
		serve: func(c *call) error {
			o := view.Organisation{
				Slug: c.State.Slug, Name: c.State.Name, Lang: c.State.Lang, Zone: c.State.Zone, Founded: view.OrNull(c.State.Founded), From: view.OrNull(c.State.StatisticsFrom), Words: view.Wordings(&c.State.Organisation), At: c.At, Version: c.State.Version,
			}
			var err error
			if o.Head, err = c.Head(c.r.Context()); err != nil {
				return err
			}
			return c.send(o)
		},
	}
}

func mapOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/map", id: "get-map", tag: "The whole",
		summary: "Read the map", doc: "Circles in circles, with roles and who holds them. Guests get their circles, inside those around them, of which there is the name alone.",
		query: []param{atParam, withParam}, answer: reflect.TypeFor[view.Map](),
		serve: func(c *call) error {
			return c.send(view.MapOf(c.visit.Slug(), c.At, c.State, c.Map(), c.Name))
		},
	}
}

func measuresOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/measures", id: "get-measures", tag: "The whole",
		summary: "Read how leadership is distributed",
		doc:     "Each measure is a value with its interval, not enough, or undefined. They are about the whole or a circle, never about a person. For members.",
		query: []param{
			atParam, withParam,
			{"circle", "Only this circle, as C3 or 3, with all inside it.", text("")},
			{"window", "How far back acts count: days as 90d, or weeks as 12w. Answered for a quarter (91d) or a year (365d), whichever is nearer; 365d where not given.", text("")},
		},
		answer: reflect.TypeFor[measure.Report](), rolls: true,
		serve: func(c *call) error {
			if !c.Sight.All() {
				return &org.Error{Code: org.Forbidden, Key: "right.member"}
			}
			scope := measure.Scope{At: c.At, Window: measure.Year}
			var err error
			if text := c.q.Get("window"); text != "" {
				if scope.Window, err = window(text); err != nil {
					return err
				}
			}
			if text := c.q.Get("circle"); text != "" {
				if scope.Circle, err = c.circle(text); err != nil {
					return err
				}
				if !c.State.Circle(scope.Circle).Live() {
					return wrong(http.StatusNotFound, "missing", scope.Circle.String())
				}
			}
			said, err := c.Insight(c.r.Context(), scope.Circle, int(scope.Window/(24*time.Hour)))
			if err != nil {
				return err
			}
			r := measure.ReportOf(c.Counted(), scope, said)
			r.Changes = c.Differences(said.Circle, said.Days)
			return c.send(r)
		},
	}
}

// window reads days or weeks.
func window(text string) (time.Duration, error) {
	for unit, days := range map[string]int{"d": 1, "w": 7} {
		if digits, ok := strings.CutSuffix(text, unit); ok {
			if n, err := strconv.Atoi(digits); err == nil && n > 0 && n <= 36500/days {
				return time.Duration(n*days) * 24 * time.Hour, nil
			}
		}
	}
	return 0, wrongField("window", "window", text)
}
