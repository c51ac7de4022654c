package api

import (
	"net/http"
	"reflect"
	"strings"

	"orpheus/face/view"
	"orpheus/service"
)

func whoDecidesOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/who-decides", id: "who-decides", tag: "The whole",
		summary: "Read who decides about something",
		doc: "By what is written about roles and circles, never by what people do. Several where several claim it, and none where nobody does. " +
			"Where two roles have it as their domain, both are there: then it is not clear.",
		query: []param{
			atParam,
			{"q", "What it is about: any words, in en, nl or da.", text("")},
			{"circle", "From where it is asked, as C3 or 3; from one's own circles where not given. What is near counts more.", text("")},
		},
		answer: reflect.TypeFor[[]view.Decides](),
		serve: func(c *call) (err error) {
			about := service.About{Words: c.q.Get("q")}
			if strings.TrimSpace(about.Words) == "" {
				return wrongField("q", "required", "q")
			}
			if text := c.q.Get("circle"); text != "" {
				if about.Circle, err = c.circle(text); err != nil {
					return err
				}
			}
			all, err := c.WhoDecides(c.r.Context(), about)
			if err != nil {
				return err
			}
			return c.send(view.DecidesOf(all))
		},
	}
}
