package service

import (
	"context"

	"orpheus/internal/lru"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
)

// telling are the words that say something, of all that is compared by its words: what people
// name, what was learned, what is open. It holds no text, and none of what was erased.
type telling struct {
	texts   map[org.TextID]told
	titles  *lru.Cache[string, []search.Word] // of what acts have in themselves
	records uint64
}

// told is what a text says.
type told struct {
	words []search.Word
	there bool // it is not empty, and was not erased
}

// mostTitles is of how many titles the words are kept.
const mostTitles = 100_000

// newTelling returns the projection of those words. What is written later is read on its own; all
// of it is read anew when the records have another version, since words may have been taken out.
func newTelling(store Store) *ledger.Projection[*telling] {
	read := func(ctx context.Context, was *telling, at ledger.Version) (*telling, error) {
		out := &telling{texts: make(map[org.TextID]told, len(was.texts)), titles: was.titles, records: at.Records}
		var missing []org.TextID
		for _, id := range compared(at.State) {
			if have, read := was.texts[id]; read {
				out.texts[id] = have
			} else {
				missing = append(missing, id)
			}
		}
		if len(missing) == 0 {
			return out, nil
		}
		texts, err := store.Texts(ctx, at.State.Slug, missing...)
		for _, id := range missing {
			body := texts[id].Body
			out.texts[id] = told{search.Telling(body), body != ""}
		}
		return out, err
	}
	begin := func(ctx context.Context, at ledger.Version) (*telling, error) {
		return read(ctx, &telling{titles: lru.New[string, []search.Word](mostTitles, nil)}, at)
	}
	return &ledger.Projection[*telling]{
		Records: true,
		Begin:   begin,
		Next: func(ctx context.Context, was *telling, at ledger.Version, _ []org.Entry) (*telling, error) {
			if was.records != at.Records {
				return begin(ctx, at)
			}
			return read(ctx, was, at)
		},
	}
}

// compared are the texts of which the words are compared.
func compared(s *org.State) (all []org.TextID) {
	for _, z := range s.Strengths() {
		if z.Named() && z.Text != 0 {
			all = append(all, z.Text)
		}
	}
	for _, k := range s.Learnings() {
		if k.Text != 0 {
			all = append(all, k.Text)
		}
	}
	for _, t := range s.Tensions() {
		if t.Open() && t.Body != 0 {
			all = append(all, t.Body)
		}
	}
	for _, o := range s.Openings() {
		if id := bodyOf(s, o.Ref); id != 0 && o.Ref.Letter == 'I' {
			all = append(all, id)
		}
	}
	return all
}

// bodyOf is what something open says of itself besides its title.
func bodyOf(s *org.State, r org.Ref) org.TextID {
	switch r.Letter {
	case 'T':
		return s.Tension(org.TensionID(r.N)).Body
	case 'I':
		return s.Initiative(org.InitiativeID(r.N)).Body
	}
	return 0
}

// title is what a title says, or another short text that an act has in itself.
func (t *telling) title(text string) []search.Word {
	if all, ok := t.titles.Get(text); ok {
		return all
	}
	return t.titles.Keep(text, search.Telling(text))
}

// opening is what something open says of itself.
func (t *telling) opening(s *org.State, r org.Ref) []search.Word {
	parts := [][]search.Word{t.title(s.Title(r)), t.texts[bodyOf(s, r)].words}
	if r.Letter == 'R' {
		role := s.Role(org.RoleID(r.N))
		parts = append(parts, t.title(role.Purpose))
		for _, text := range role.Accountabilities {
			parts = append(parts, t.title(text))
		}
		for _, text := range role.Domains {
			parts = append(parts, t.title(text))
		}
	}
	return search.Union(parts...)
}
