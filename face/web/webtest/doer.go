package webtest

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"orpheus/face/web"
	"orpheus/org"
)

// Live lets people act in a Story. It is a Gate, too: whoever asks says who they
// are by a header or a cookie, or everybody is Me.
type Live struct {
	*Story
	Me  org.PersonID
	Now func() time.Time
}

// NewLive returns a Story to act in, in which it is Now.
func NewLive(s *Story) *Live { return &Live{Story: s, Now: func() time.Time { return Now }} }

// Asker is the header that says who asks, by number.
const Asker = "X-Person"

// Viewer implements web.Gate.
func (l *Live) Viewer(r *http.Request, _ string) (web.Viewer, error) {
	me := l.Me
	if n, err := strconv.ParseUint(r.Header.Get(Asker), 10, 32); err == nil {
		me = org.PersonID(n)
	}
	if c, err := r.Cookie("as"); err == nil {
		n, _ := strconv.ParseUint(c.Value, 10, 32)
		me = org.PersonID(n)
	}
	p := l.at(time.Time{}).Person(me)
	if p == nil || !p.Present() {
		return web.Viewer{}, nil
	}
	return web.Viewer{Person: me, Guest: p.Guest, Steward: p.Steward}, nil
}

func (l *Live) moment(by org.PersonID) org.Moment {
	return org.Moment{At: max(org.At(l.Now()), l.draft.Last), By: by, Face: org.Web}
}

// Do implements web.Doer.
func (l *Live) Do(_ context.Context, _ string, a web.Asked) (web.Answer, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if done := l.keys[a.Key]; done != nil {
		return web.Answer{Entries: done, Repeated: true}, nil
	}
	m, first := l.moment(a.By), len(l.entries)
	if err := l.draft.May(a.Act, m); err != nil {
		return web.Answer{}, err
	}
	l.enact(m, a.Act)
	if a.Key != "" {
		if l.keys == nil {
			l.keys = map[string][]org.Entry{}
		}
		l.keys[a.Key] = l.entries[first:]
	}
	return web.Answer{Entries: l.entries[first:], State: l.draft.Freeze()}, nil
}

// Undo implements web.Doer.
func (l *Live) Undo(_ context.Context, _ string, seq uint64, by org.PersonID) (web.Answer, error) {
	before := l.version(seq - 1)
	now := l.version(uint64(len(l.entries)))
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.entries[seq-1]
	if e.By != by {
		return web.Answer{}, &org.Error{Code: org.Forbidden, Key: "undo.others"}
	}
	acts, err := org.Undo(before, now, e)
	if err != nil {
		return web.Answer{}, err
	}
	m, first := l.moment(by), len(l.entries)
	if err := now.May(acts[0], m); err != nil {
		return web.Answer{}, err
	}
	for i, act := range acts {
		if i > 0 {
			m = org.Moment{At: m.At, Face: org.Rule}
		}
		l.enact(m, act)
	}
	return web.Answer{Entries: l.entries[first:]}, nil
}
