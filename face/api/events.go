package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
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
	known := c.now.Version
	if text := c.r.Header.Get("Last-Event-ID"); text != "" {
		n, err := strconv.ParseUint(text, 10, 63)
		if err != nil {
			return wrongField("Last-Event-ID", "cursor", text)
		}
		known = min(n, known)
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
		stopped, err := c.await(known)
		switch {
		case stopped:
			return nil
		case errors.Is(err, context.DeadlineExceeded):
			if c.identify() != nil || put(":\n\n") != nil {
				return nil
			}
			continue
		case err != nil:
			return nil // the engine is closed, or they went
		}
		text, ok := c.tell(known)
		if !ok {
			return nil
		}
		known = c.now.Version
		if text != "" && (!c.stillIn() || put(text) != nil) {
			return nil
		}
	}
}

// stillIn asks again whom the token lets in, before anything is told: it may have been
// revoked since.
func (c *call) stillIn() bool {
	now, s, sight := c.now, c.s, c.sight
	err := c.identify()
	c.now, c.s, c.sight = now, s, sight
	return err == nil
}

// await waits for a version above the one known, for one beat.
func (c *call) await(known uint64) (stopped bool, err error) {
	ctx, cancel := context.WithTimeout(c.r.Context(), c.Beat)
	defer cancel()
	if c.Stop != nil {
		defer context.AfterFunc(c.Stop, cancel)()
	}
	s, err := c.Desk.Engine.Wait(ctx, c.slug, known)
	if c.Stop != nil && c.Stop.Err() != nil || c.r.Context().Err() != nil {
		return true, nil
	}
	if err == nil {
		c.now, c.s = s, s
	}
	return false, err
}

// tell is the event for what happened after a version: empty where they see nothing
// of it; false where they may not watch any more.
func (c *call) tell(known uint64) (string, bool) {
	if p := c.now.Person(c.who); p == nil || !p.Present() {
		return "", false
	}
	c.sight = c.now.SightOf(c.who, c.now)
	change, err := c.changes(known)
	if err != nil {
		c.Log.ErrorContext(c.r.Context(), "a change could not be told", "error", err)
		return "", false
	}
	if len(change.Kinds) == 0 && !change.More {
		return "", true
	}
	b, err := json.Marshal(change)
	if err != nil {
		return "", false
	}
	return fmt.Sprintf("id: %d\nevent: acts\ndata: %s\n\n", change.Version, b), true
}
