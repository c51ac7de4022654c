package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"orpheus/face/sse"
	"orpheus/service"
)

func eventsOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/events", id: "watch", tag: "Watching", live: true,
		summary: "Watch what changes",
		doc: "Server-sent events. Each has the version as its id, the name acts, and as data {\"version\":12, \"changed\":[\"circle:3\", \"initiative:88\"], \"kinds\":[\"lead.take\"]}. " +
			"With more:true, too much changed to say what. A comment comes when nothing happens for a while.",
		serve: watch,
	}
}

// Changed is the data of an event.
type Changed struct {
	Version uint64   `json:"version"`
	Changed []string `json:"changed"`
	Kinds   []string `json:"kinds"`
	More    bool     `json:"more,omitzero"`
}

// watch sends an event for each change that they may see, until they go, leave the
// organisation, lose the token, or the program stops.
func watch(c *call) error {
	known, back, err := sse.Last(c.r)
	if err != nil {
		return wrongField("Last-Event-ID", "cursor", c.r.Header.Get("Last-Event-ID"))
	}
	if back {
		known = max(1, min(known, c.Version()))
	}
	over, ok := c.streams.Begin(c.visit.Slug()+" "+c.visit.Who().String(), sse.Most)
	if !ok {
		return tooMany(sse.Beat)
	}
	defer over()
	ctx, end := context.WithTimeout(c.r.Context(), sse.Life)
	defer end()
	if c.Stop != nil {
		defer context.AfterFunc(c.Stop, end)()
	}
	watch, err := c.visit.Watch(ctx, known)
	if err != nil {
		return err
	}
	out, err := sse.Open(c.w, c.r, 3*time.Second)
	if err != nil || out == nil {
		return nil
	}
	for {
		change, err := c.await(ctx, watch)
		piece := sse.Here
		switch {
		case err == nil:
			piece, err = event(change)
		case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded): // a beat
			err = nil
		}
		if err != nil || c.identify() != nil || out.Put(piece) != nil {
			return nil // they left or went, their token ended, or the program stops
		}
	}
}

// await waits for a change, for one beat.
func (c *call) await(ctx context.Context, watch *service.Watch) (service.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Beat)
	defer cancel()
	return watch.Next(ctx)
}

// event is a change as it is sent.
func event(c service.Change) ([]byte, error) {
	b, err := json.Marshal(changedOf(c))
	return sse.Event(c.Version, "acts", b), err
}
