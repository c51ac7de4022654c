package api

import (
	"net/http"
	"reflect"

	"orpheus/face/view"
	"orpheus/text/sentence"
)

func signalsOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/signals", id: "signals", tag: "The whole",
		summary: "Read what is worth a conversation",
		doc: "Work that is nobody's, two owners of one domain, decisions that are stuck: each by a rule that is the same for everybody. " +
			"No signal names a person. For members.",
		query:  []param{atParam},
		answer: reflect.TypeFor[view.Signals](),
		serve: func(c *call) error {
			open, settled, err := c.Signals(c.r.Context())
			if err != nil {
				return err
			}
			texts, err := c.Texts(c.r.Context(), view.WhyOf(settled)...)
			if err != nil {
				return err
			}
			out := view.Signals{At: c.At, Open: []view.Signal{}, Settled: []view.Signal{}}
			for i := range open {
				says, _ := sentence.Signal(c.p, c.State, &open[i])
				out.Open = append(out.Open, view.SignalOf(&open[i], says, nil))
			}
			for i := range settled {
				says, _ := sentence.Signal(c.p, c.State, &settled[i])
				out.Settled = append(out.Settled, view.SignalOf(&settled[i], says, texts))
			}
			return c.send(out)
		},
	}
}
