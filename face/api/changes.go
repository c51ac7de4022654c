package api

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"orpheus/org"
)

// nouns are the kinds of thing, by the letters of their ids.
var nouns = map[byte]string{
	'C': "circle", 'R': "role", 'P': "person", 'S': "seat", 'G': "guardrail", 'T': "tension", 'I': "initiative",
	'L': "lead", 'O': "offer", 'A': "step", 'N': "note", 'K': "learning", 'Z': "strength",
}

// mostChanges is how many acts one event tells of.
const mostChanges = 500

// changes says what of the acts after a version they may know of.
func (c *call) changes(known uint64) (Changed, error) {
	out := Changed{Version: c.now.Version, Changed: []string{}, Kinds: []string{}}
	if c.now.Version-known > mostChanges {
		out.More = true
		return out, nil
	}
	entries, err := c.recent.after(c, known)
	if err != nil {
		return out, err
	}
	for i := range entries {
		e := &entries[i]
		if !c.sight.SeesEntry(e) {
			continue
		}
		out.Kinds = append(out.Kinds, org.NameOf(e.Act))
		for _, r := range org.About(e.Act) {
			if noun := nouns[r.Letter]; noun != "" && c.sight.Sees(r) {
				out.Changed = append(out.Changed, noun+":"+strconv.FormatUint(uint64(r.N), 10))
			}
		}
	}
	slices.Sort(out.Kinds)
	slices.Sort(out.Changed)
	out.Kinds, out.Changed = slices.Compact(out.Kinds), slices.Compact(out.Changed)
	return out, nil
}

// recent are the newest entries of each organisation: a change wakes every stream,
// and the log is read for one of them.
type recent struct {
	mu sync.Mutex
	of map[string]*span
}

// span are the entries after a version up to another.
type span struct {
	mu       sync.Mutex
	from, to uint64
	entries  []org.Entry
}

// after returns the entries after a version, up to that of c.now.
func (r *recent) after(c *call, known uint64) ([]org.Entry, error) {
	r.mu.Lock()
	if r.of == nil {
		r.of = map[string]*span{}
	}
	s := r.of[c.slug]
	if s == nil {
		s = &span{}
		r.of[c.slug] = s
	}
	r.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.from != known || s.to != c.now.Version {
		var entries []org.Entry
		// Another stream waits for this one: who asked first may go.
		for e, err := range c.Desk.Entries(context.WithoutCancel(c.r.Context()), c.slug, known) {
			if err != nil {
				return nil, err
			}
			if e.Seq > c.now.Version {
				break
			}
			entries = append(entries, e)
		}
		s.from, s.to, s.entries = known, c.now.Version, entries
	}
	return s.entries, nil
}
