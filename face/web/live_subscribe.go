package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"orpheus/face/sse"
	"orpheus/internal/lru"
	"orpheus/org"
	"orpheus/service"
)

// events answers with a stream of the names of what changes, as far as who asks may
// know of it, until they go, their session ends, or they leave.
func (s *server) events(v *request) error {
	since, err := sinceWhen(v.r)
	if err != nil {
		return errForm
	}
	end, ok := s.streams.Begin(v.org.Slug+" "+v.me.Person.String(), sse.Most)
	if !ok {
		return &tooOften{sse.Beat}
	}
	defer end()
	ctx, cancel := context.WithTimeout(v.r.Context(), sse.Life)
	defer cancel()
	news, err := s.Service.Listen(ctx, v.org.Slug)
	if err != nil {
		return err
	}
	look, err := v.as.Look(ctx, 0)
	if err != nil {
		return err
	}
	f := &follower{server: s, request: v, known: look.Present, edition: look.Edition()}
	if f.frames, _, err = service.Derived(ctx, s.Service, v.org.Slug, s.frames); err != nil {
		return err
	}
	if f.out, err = sse.Open(v.w, v.r, 2*time.Second); err != nil || f.out == nil {
		return nil // nobody listens any more, or only to the headers
	}
	// Whoever slept hears at once that things have gone on.
	names := []string{anything}
	if since >= f.known.Version || since == 0 {
		names = nil
	}
	if f.out.Put(frameOf(f.known.Version, names)) == nil {
		f.follow(ctx, news)
	}
	return nil
}

// sinceWhen is the version that who asks knows of: that of the last event they had,
// or else of the page they show; zero where they say neither.
func sinceWhen(r *http.Request) (uint64, error) {
	if n, ok, err := sse.Last(r); ok || err != nil {
		return n, err
	}
	text := r.URL.Query().Get("since")
	if text == "" {
		return 0, nil
	}
	return strconv.ParseUint(text, 10, 63)
}

// follower is one open stream.
type follower struct {
	*server
	request *request
	known   *org.State
	edition uint64 // of the names that they know
	frames  *frames
	out     *sse.Stream
}

// out is sent to who takes part no more.
var tellOut = []byte("event: out\ndata: {}\n\n")

func (f *follower) follow(ctx context.Context, news <-chan org.Batch) {
	tick := time.NewTicker(sse.Beat)
	defer tick.Stop()
	for {
		var piece []byte
		select {
		case b, on := <-news:
			if !on {
				return
			}
			if !f.follows(f.request, false) {
				break
			}
			var err error
			if piece, err = f.next(ctx, b); err != nil {
				return // the page comes back, and is asked for
			}
			if piece == nil {
				continue
			}
		case <-tick.C:
			if f.follows(f.request, true) {
				piece = sse.Here
			}
		case <-ctx.Done():
			return
		}
		if piece == nil {
			_ = f.out.Put(tellOut)
			return
		}
		if f.out.Put(piece) != nil {
			return
		}
	}
}

// next tells what changed since the last time; nil where they may know of none of it.
func (f *follower) next(ctx context.Context, b org.Batch) ([]byte, error) {
	look, err := f.request.as.LookSince(ctx, b.Version)
	if err != nil {
		return nil, err
	}
	now := look.Present
	c := change{f.known, now, b.Entries, wide(b) || look.Edition() != f.edition}
	f.known, f.edition = now, look.Edition()
	who := f.request.me.Person
	if !c.wide && !c.guest(who) {
		return f.frames.of(b, c), nil
	}
	names := c.touched(who)
	if names == nil {
		return nil, nil
	}
	return frameOf(now.Version, names), nil
}

// follows reports whether who asks still takes part: surely by asking anew, else from
// memory where that can tell, so that an act reaches all at once. What ended in this
// program ended; it is asked anew at each beat.
func (s *server) follows(v *request, surely bool) bool {
	ask := s.Identity.StillHere
	if surely {
		ask = func(ctx context.Context, slug, token string) (bool, error) {
			_, _, in, err := s.Identity.Here(ctx, slug, token)
			return in, err
		}
	}
	on, err := ask(v.r.Context(), v.org.Slug, s.session(v))
	return err == nil && on
}

// frames remembers what was just sent to those who follow one organisation, so that it
// is made once for all of them.
type frames struct{ made *lru.Cache[frameKey, []byte] }

// mostFrames is how many are remembered: those who follow are about as far.
const mostFrames = 64

type frameKey struct {
	was, is uint64 // the versions between which rows are compared
	last    uint64 // of the acts
	acts    int
}

// newFrames returns the projection of them: they are the organisation's, and go with it.
func newFrames() *service.Projection[*frames] {
	return &service.Projection[*frames]{Begin: func(context.Context, service.Version) (*frames, error) {
		return &frames{lru.New[frameKey, []byte](mostFrames, nil)}, nil
	}}
}

// of is what members are told of a change.
func (f *frames) of(b org.Batch, c change) []byte {
	key := frameKey{c.was.Version, c.is.Version, b.Version, b.Acts}
	if text, ok := f.made.Get(key); ok {
		return text
	}
	return f.made.Keep(key, frameOf(c.is.Version, c.touched(0)))
}
