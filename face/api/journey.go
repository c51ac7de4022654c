package api

import (
	"net/http"
	"reflect"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/text/sentence"
)

func smallStepsOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/small-steps", id: "small-steps", tag: "The whole",
		summary: "Read the library of small steps",
		doc:     "What a circle can try for some weeks, in the language of Accept-Language. try.begin begins one.",
		answer:  reflect.TypeFor[view.SmallSteps](),
		serve:   func(c *call) error { return c.send(view.SmallStepsIn(c.p.Lang())) },
	}
}

func templatesOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/templates", id: "templates", tag: "The whole",
		summary: "Read the templates",
		doc:     "Circles, roles and guardrails after published practice, in the language of Accept-Language. None fills a role.",
		answer:  reflect.TypeFor[view.Templates](),
		serve:   func(c *call) error { return c.send(view.TemplatesIn(c.p.Lang())) },
	}
}

func triesOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/tries", id: "tries", tag: "The whole",
		summary: "Read what circles try and tried",
		doc:     "Small steps that run or were looked back on, as far as you see their circles, the oldest first.",
		query:   []param{atParam},
		answer:  reflect.TypeFor[view.Tries](),
		serve: func(c *call) error {
			out := view.Tries{Tries: []view.Try{}}
			for id, t := range c.State.Tries() {
				if c.Sight.Sees(org.RefOf(id)) {
					keeper := t.Keeper
					if !c.Sight.Knows(org.RefOf(keeper)) {
						keeper = 0
					}
					out.Tries = append(out.Tries, view.TryOf(id, t, sentence.Title(c.p, c.State, org.RefOf(id)), keeper))
				}
			}
			return c.send(out)
		},
	}
}
