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
		summary: "Read the organisation", query: []param{atParam}, answer: reflect.TypeFor[Organisation](),
		serve: func(c *call) error {
			o := Organisation{
				Slug: c.s.Slug, Name: c.s.Name, Lang: c.s.Lang, Zone: c.s.Zone, Founded: view.OrNull(c.s.Founded), At: c.at, Version: c.s.Version,
			}
			for row, err := range c.Desk.Store().Read(c.r.Context(), c.slug, c.s.Version-1) {
				if err != nil {
					return err
				}
				o.Head = row.Hash.String()
				break
			}
			return c.send(o)
		},
	}
}

func mapOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/map", id: "get-map", tag: "The whole",
		summary: "Read the map", doc: "Circles in circles, with roles and who holds them. Guests get their circles, under the organisation as a whole.",
		query: []param{atParam}, answer: reflect.TypeFor[view.Map](),
		serve: func(c *call) error {
			names, err := c.Desk.NamesOf(c.r.Context(), c.now)
			if err != nil {
				return err
			}
			return c.send(view.MapOf(c.slug, c.at, c.s, c.prune(c.s.Map()), names.All()))
		},
	}
}

// prune leaves what they may see of the map: a guest's circles stand under the
// organisation, which says no more than its name.
func (c *call) prune(top *org.MapCircle) *org.MapCircle {
	if c.sight.All() {
		return top
	}
	v := c.naming(false)
	out := &org.MapCircle{ID: top.ID, Name: top.Name, Parents: top.Parents}
	if c.sight.Sees(org.RefOf(top.ID)) {
		out.Purpose, out.Members, out.Roles, out.Serves = top.Purpose, top.Members, c.lights(top), seen(v, top.Serves)
	}
	for _, kid := range top.Circles {
		out.Circles = append(out.Circles, c.pruned(v, kid, 1)...)
	}
	return out
}

func (c *call) lights(m *org.MapCircle) []org.MapRole {
	return c.s.Seen(m.Roles, func(id org.CircleID) bool { return c.sight.Sees(org.RefOf(id)) })
}

// pruned is m where they may see it, else what is inside it.
func (c *call) pruned(v *naming, m *org.MapCircle, depth int) []*org.MapCircle {
	shown := c.sight.Sees(org.RefOf(m.ID))
	below := depth
	if shown {
		below++
	}
	var inside []*org.MapCircle
	for _, kid := range m.Circles {
		inside = append(inside, c.pruned(v, kid, below)...)
	}
	if !shown {
		return inside
	}
	out := *m
	out.Roles = c.lights(m)
	out.Circles, out.Depth, out.Parents, out.Serves = inside, depth, seen(v, m.Parents), seen(v, m.Serves)
	return []*org.MapCircle{&out}
}

func measuresOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/measures", id: "get-measures", tag: "The whole",
		summary: "Read how leadership is distributed",
		doc:     "Each measure is a value with its interval, not enough, or undefined. They are about the whole or a circle, never about a person. For members.",
		query: []param{
			atParam,
			{"circle", "Only this circle, as C3 or 3, with all inside it.", text("")},
			{"window", "How far back leads count: days as 90d, or weeks as 12w; 365d where not given.", text("")},
		},
		answer: reflect.TypeFor[measure.Report](), rolls: true,
		serve: func(c *call) error {
			if !c.sight.All() {
				return &org.Error{Code: org.Forbidden, Key: "right.member"}
			}
			scope := measure.Scope{At: c.at, Window: 365 * 24 * time.Hour}
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
				if !c.s.Circle(scope.Circle).Live() {
					return wrong(http.StatusNotFound, "missing", scope.Circle.String())
				}
			}
			return c.send(measure.Of(c.s, scope))
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
