package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// live has the page follow what happens.
func (v *visit) live(s *ui.Shell, version uint64) {
	if v.me.Person != 0 && v.r.Method == http.MethodGet { // the answer to a form stays as it is
		s.Events, s.Version = "/"+v.org.Slug+"/events", version
	}
}

// beat is how often a stream on which nothing happens says that it is there.
const beat = 25 * time.Second

// announced is what is sent: names only, which say nothing to whoever may not see
// the things.
type announced struct {
	Version uint64   `json:"version"`
	Acts    int      `json:"acts"`
	Names   []string `json:"names"`
}

// events answers with a stream of the names of what changes.
func (s *server) events(v *visit) error {
	ctx, cancel := context.WithCancel(v.r.Context())
	defer cancel()
	news, err := s.Service.Listen(ctx, v.org.Slug)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(v.w)
	_ = out.SetWriteDeadline(time.Time{})
	now, err := s.Service.Engine.State(ctx, v.org.Slug)
	if err != nil {
		return err
	}
	version := now.Version
	// Whoever slept hears at once how far things have gone on.
	if _, err := fmt.Fprintf(v.w, "retry: 2000\nid: %d\nevent: changed\ndata: {\"version\":%d,\"acts\":0,\"names\":[]}\n\n", version, version); err != nil {
		return nil // nobody listens any more
	}
	_ = out.Flush()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		frame, on := tellHere, true
		select {
		case b, ok := <-news:
			if !ok {
				return nil
			}
			if on = s.follows(v, false); on {
				if frame, err = s.frames.of(v.org.Slug, b); err != nil {
					return err
				}
			}
		case <-tick.C:
			on = s.follows(v, true)
		case <-ctx.Done():
			return nil
		}
		if !on {
			frame = tellOut
		}
		if _, err := v.w.Write(frame); err != nil {
			return nil
		}
		if err := out.Flush(); err != nil || !on {
			return nil
		}
	}
}

var tellHere, tellOut = []byte(": here\n\n"), []byte("event: out\ndata: {}\n\n")

// follows reports whether who asks still takes part: surely by asking anew, else from
// memory where that can tell, so that an act reaches all at once. What ended in this
// program ended; it is asked anew at each beat.
func (s *server) follows(v *visit, surely bool) bool {
	ask := s.Identity.StillHere
	if surely {
		ask = func(ctx context.Context, slug, token string) (bool, error) {
			_, _, in, err := s.Identity.Here(ctx, slug, token)
			return in, err
		}
	}
	on, err := ask(v.r.Context(), v.org.Slug, sessionOf(v.r))
	return err == nil && on
}

// frames has the last batch of each organisation as it is sent, made once for all
// who follow.
type frames struct {
	mu   sync.Mutex
	last map[string]sent
}

type sent struct {
	version uint64
	acts    int
	text    []byte
}

// of returns a batch as it is sent. Which acts are in one follows from its last and
// how many they are.
func (f *frames) of(slug string, b org.Batch) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if l := f.last[slug]; l.version == b.Version && l.acts == b.Acts {
		return l.text, nil
	}
	data, err := json.Marshal(announced{b.Version, b.Acts, namesOf(b.Entries)})
	if err != nil {
		return nil, err
	}
	text := fmt.Appendf(nil, "id: %d\nevent: changed\ndata: %s\n\n", b.Version, data)
	if f.last == nil {
		f.last = map[string]sent{}
	}
	f.last[slug] = sent{b.Version, b.Acts, text}
	return text, nil
}

// nouns are how things are called in the names of what changed.
var nouns = map[byte]string{'C': "circle", 'R': "role", 'P': "person", 'T': "tension", 'I': "initiative", 'S': "seat", 'L': "lead", 'G': "guardrail"}

// namesOf names what a batch is about, each thing once.
func namesOf(entries []org.Entry) []string {
	names, seen := []string{}, map[org.Ref]bool{}
	for i := range entries {
		for _, r := range org.About(entries[i].Act) {
			if noun := nouns[r.Letter]; noun != "" && !seen[r] {
				seen[r] = true
				names = append(names, noun+":"+strconv.FormatUint(uint64(r.N), 10))
			}
		}
	}
	return names
}
