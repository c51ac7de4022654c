package search

import (
	"context"
	"database/sql"
	"math/bits"
	"regexp"
	"strings"

	"orpheus/org"
)

// TextHit is a text in which the words of a query are.
type TextHit struct {
	Ref     org.Ref      // what the text hangs on
	What    What         // which text of it
	By      org.PersonID // who wrote it; zero for nobody in person, and for what only the log knows
	At      org.Time     // when; for purposes and guardrails, when what they are of began
	Snippet []Part       // a piece of it, as it is in the records now
}

// spare is how many texts more than the limit are looked up, for those that are
// gone from the records but not yet from the index.
const spare = 20

// Find returns the texts that have every word of the query, the best first, at
// most limit of them, and whether there are more. What sees does not let through
// does not count. The index is to be followed up to s before.
func (t *Texts) Find(ctx context.Context, s *org.State, from Source, query string, limit int, sees Sees) (hits []TextHit, more bool, err error) {
	q := newTextQuery(query)
	if q == nil || limit <= 0 {
		return nil, false, nil
	}
	var found []text
	err = t.use(ctx, func(db *sql.DB) error {
		found = nil
		rows, err := db.QueryContext(ctx, "SELECT rowid FROM stems WHERE stems MATCH ? ORDER BY rank, rowid DESC", q.match())
		if err != nil {
			return err
		}
		places, err := ids(rows, nil)
		if err != nil {
			return err
		}
		one, err := db.PrepareContext(ctx, "SELECT ref, what FROM texts WHERE id = ?")
		if err != nil {
			return err
		}
		defer one.Close()
		for _, id := range places {
			x := text{id: id}
			var ref int64
			if err := one.QueryRowContext(ctx, id).Scan(&ref, &x.what); err != nil {
				if err == sql.ErrNoRows {
					return ErrDamaged
				}
				return err
			}
			if x.ref = unpacked(ref); !sees(x.ref) {
				continue
			}
			if found = append(found, x); len(found) > limit+spare {
				break
			}
		}
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	if hits, err = q.read(ctx, s, from, found); err != nil {
		return nil, false, err
	}
	if len(hits) > limit {
		return hits[:limit], true, nil
	}
	return hits, false, nil
}

// read looks up what was found. What is not there any more is left out, and so is
// what is not what it was when it was indexed.
func (q *textQuery) read(ctx context.Context, s *org.State, from Source, found []text) (hits []TextHit, err error) {
	var numbers []org.TextID
	for _, x := range found {
		if letter, n := apart(x.id); letter == 'X' {
			numbers = append(numbers, org.TextID(n))
		}
	}
	written, err := from.Texts(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	for _, x := range found {
		h := TextHit{Ref: x.ref, What: x.what}
		var body string
		if letter, n := apart(x.id); letter == 'X' {
			r := written[org.TextID(n)]
			h.By, h.At, body = r.By, r.At, r.Body
		} else {
			for _, now := range textsOf(s, x.ref) {
				if now.id == x.id {
					h.At, body = now.at, now.body
				}
			}
		}
		if h.Snippet = q.snippet(body); h.Snippet != nil {
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// Part is a piece of a snippet.
type Part struct {
	Text  string
	Found bool // it is a word that was asked for
}

// A snippet begins a few words before the place that has most of what was asked,
// and is about two lines long.
const (
	wordsBefore = 6
	wordsIn     = 30
)

// blanks are lines and indents, which a snippet does not keep.
var blanks = regexp.MustCompile(`\s+`)

// span is a word of a text, by its bytes.
type span struct {
	from, to int
	asked    uint // which of the words of the query it is, a bit each
}

// snippet returns the piece of a text with most of the words of the query; nil
// where not all of them are in the text.
func (q *textQuery) snippet(body string) []Part {
	body = strings.ToValidUTF8(body, "�")
	var spans []span
	var have uint
	for i := 0; i < len(body); {
		n := strings.IndexFunc(body[i:], func(r rune) bool { return !outside(r) })
		if n < 0 {
			break
		}
		from := i + n
		to := strings.IndexFunc(body[from:], outside)
		if i = from + to; to < 0 {
			i = len(body)
		}
		w := q.which(body[from:i])
		have |= w
		spans = append(spans, span{from, i, w})
	}
	if have != 1<<len(q.words)-1 {
		return nil
	}
	first := q.best(spans)
	last := min(len(spans), first+wordsIn)
	var parts []Part
	at := spans[first].from
	if first == 0 {
		at = 0
	} else {
		parts = append(parts, Part{Text: "… "})
	}
	plain := func(to int) {
		if to > at {
			parts = append(parts, Part{Text: blanks.ReplaceAllString(body[at:to], " ")})
		}
		at = to
	}
	for _, sp := range spans[first:last] {
		if sp.asked != 0 {
			plain(sp.from)
			parts = append(parts, Part{Text: body[sp.from:sp.to], Found: true})
			at = sp.to
		}
	}
	if last == len(spans) {
		plain(len(body))
	} else {
		plain(spans[last-1].to)
		parts = append(parts, Part{Text: " …"})
	}
	return parts
}

// best returns the word to begin with.
func (q *textQuery) best(spans []span) int {
	best, most := 0, 0
	for i, sp := range spans {
		if sp.asked == 0 {
			continue
		}
		var seen uint
		for _, s := range spans[i:min(len(spans), i+wordsIn-wordsBefore)] {
			seen |= s.asked
		}
		if n := bits.OnesCount(seen); n > most {
			best, most = i, n
		}
		if most == len(q.words) {
			break
		}
	}
	return max(0, best-wordsBefore)
}
