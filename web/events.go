package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"orpheus/org"
	"orpheus/web/ui"
)

// News tells what happens in an organisation, as it happens.
type News interface {
	// Listen returns a channel on which each batch of acts is announced once it is
	// kept for good, until ctx ends; then the channel is closed. A listener that is
	// slow is told of fewer, larger batches, and never holds anybody up.
	Listen(ctx context.Context, slug string) (<-chan org.Batch, error)
}

// live has the page follow what happens.
func (v *visit) live(s *ui.Shell, version uint64) {
	if v.me.Person != 0 && v.news {
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
	if s.News == nil {
		return ErrNotFound
	}
	ctx, cancel := context.WithCancel(v.r.Context())
	defer cancel()
	news, err := s.News.Listen(ctx, v.org.Slug)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(v.w)
	_ = out.SetWriteDeadline(time.Time{})
	version, err := s.Source.Version(ctx, v.org.Slug)
	if err != nil {
		return err
	}
	// Whoever slept hears at once how far things have gone on.
	if _, err := fmt.Fprintf(v.w, "retry: 2000\nid: %d\nevent: changed\ndata: {\"version\":%d,\"acts\":0,\"names\":[]}\n\n", version, version); err != nil {
		return nil // nobody listens any more
	}
	_ = out.Flush()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case b, ok := <-news:
			if !ok {
				return nil
			}
			if s.Gate != nil {
				if me, err := s.Gate.Viewer(v.r, v.org.Slug); err != nil || me.Person == 0 {
					_, _ = fmt.Fprint(v.w, "event: out\ndata: {}\n\n")
					_ = out.Flush()
					return nil
				}
			}
			data, err := json.Marshal(announced{b.Version, b.Acts, namesOf(b.Entries)})
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(v.w, "id: %d\nevent: changed\ndata: %s\n\n", b.Version, data); err != nil {
				return nil
			}
		case <-tick.C:
			if _, err := fmt.Fprint(v.w, ": here\n\n"); err != nil {
				return nil
			}
		case <-ctx.Done():
			return nil
		}
		if err := out.Flush(); err != nil {
			return nil
		}
	}
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
