package hook

import (
	"github.com/go-json-experiment/json"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
)

// The types of messages that tell of no act.
const (
	typeTrial   = "hook.trial"
	typeSkipped = "hook.skipped"
)

// message is what a program gets: what it is, when that was, and the rest.
type message struct {
	Type      string   `json:"type"`
	Timestamp org.Time `json:"timestamp"`
	Data      any      `json:"data"`
}

// where is what every message has.
type where struct {
	Org string `json:"org"`
	URL string `json:"url"`
}

// act is an act as the API shows it, with where it is told.
type act struct {
	where
	view.Entry
}

// skipped are acts that are not told.
type skipped struct {
	where
	After uint64 `json:"after"`
	Upto  uint64 `json:"upto"`
}

// message writes one. People stand in it by number; what they are called, and what they
// wrote, the API tells whoever may ask.
func (s *Sender) message(m *service.HookMessage) ([]byte, error) {
	l := m.Look
	here := where{l.State.Slug, s.address(l, org.Ref{})}
	out := message{Timestamp: m.At}
	switch {
	case m.Entry != nil:
		here.URL = s.address(l, l.Page(m.Entry))
		out.Type, out.Data = org.NameOf(m.Entry.Act), act{here, view.EntryOf(*m.Entry)}
	case m.Gap != nil:
		out.Type, out.Data = typeSkipped, skipped{here, m.Gap.After, m.Gap.Upto}
	default:
		out.Type, out.Data = typeTrial, here
	}
	if out.Timestamp == 0 {
		out.Timestamp = org.At(s.Now())
	}
	return json.Marshal(out, view.Options())
}
