package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

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

// toWrite is how long a reader may take to take an event.
const toWrite = 20 * time.Second

// watch sends an event for each change that they may see, until they go, leave the
// organisation, lose the token, or the program stops.
func watch(c *call) error {
	known := uint64(0)
	if text := c.r.Header.Get("Last-Event-ID"); text != "" {
		n, err := strconv.ParseUint(text, 10, 63)
		if err != nil {
			return wrongField("Last-Event-ID", "cursor", text)
		}
		known = max(1, min(n, c.Version()))
	}
	ctx, end := context.WithCancel(c.r.Context())
	defer end()
	if c.Stop != nil {
		defer context.AfterFunc(c.Stop, end)()
	}
	watch, err := c.visit.Watch(ctx, known)
	if err != nil {
		return err
	}
	rc := http.NewResponseController(c.w)
	_ = rc.SetReadDeadline(time.Time{}) // else the server takes it for a request that never ends
	h := c.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	c.w.WriteHeader(http.StatusOK)
	put := func(text string) error {
		_ = rc.SetWriteDeadline(time.Now().Add(toWrite))
		if _, err := c.w.Write([]byte(text)); err != nil {
			return err
		}
		return rc.Flush()
	}
	if err := put("retry: 3000\n\n"); err != nil || c.r.Method == http.MethodHead {
		return nil
	}
	for {
		change, err := c.await(ctx, watch)
		text := ":\n\n"
		if err == nil {
			text, err = event(change)
		} else if errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
		if err != nil || !c.still() || put(text) != nil {
			return nil // they left or went, or the program stops
		}
	}
}

// await waits for a change, for one beat.
func (c *call) await(ctx context.Context, watch *service.Watch) (service.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Beat)
	defer cancel()
	return watch.Next(ctx)
}

// still reports whether their token is still good: asked before anything is told, since
// it may have been revoked meanwhile.
func (c *call) still() bool { return c.identify() == nil }

// event is a change as it is sent.
func event(c service.Change) (string, error) {
	b, err := json.Marshal(changedOf(c))
	return fmt.Sprintf("id: %d\nevent: acts\ndata: %s\n\n", c.Version, b), err
}
