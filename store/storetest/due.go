package storetest

import (
	"testing"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
)

// What the clock has to do is known from the last batch, or not at all.
func clockDue(t *testing.T, s Store) {
	ctx := t.Context()
	due := func(by org.Time, want ...string) {
		t.Helper()
		got, err := s.Due(ctx, by)
		must(t, err)
		equal(t, "due", got, want)
	}
	due(ledger.NeverDue)
	heads := map[string]ledger.Head{}
	put := func(slug string, at org.Time) {
		t.Helper()
		b := ledger.Batch{Slug: slug, Before: heads[slug], Rows: Rows(heads[slug], 2, slug), Due: at}
		must(t, s.Append(ctx, b))
		heads[slug] = b.Last()
	}
	put("linde", 50)
	put("anker", ledger.NeverDue)
	put("kompas", 0)
	due(49, "kompas")
	due(50, "kompas", "linde")
	due(ledger.NeverDue-1, "kompas", "linde")
	must(t, s.Append(ctx, ledger.Batch{Slug: "linde", Before: heads["linde"]})) // it changes nothing
	due(49, "kompas")

	must(t, s.NoteDue(ctx, "kompas", heads["kompas"].Seq-1, 90)) // it went on since
	due(49, "kompas")
	must(t, s.NoteDue(ctx, "kompas", heads["kompas"].Seq, 90))
	due(89, "linde")
	due(90, "kompas", "linde")
	put("linde", 200)
	due(90, "kompas")
	put("kompas", 0) // by whoever does not know
	due(1, "kompas")
	want(t, s.NoteDue(ctx, "nobody", 1, 5), ledger.ErrNoOrganisation)

	// Those that were told no further than a moment.
	for slug, upto := range map[string]uint64{"linde": 70, "anker": 71} {
		_, err := s.Tell(ctx, slug, identity.Round{Way: "overview", Is: upto})
		must(t, err)
	}
	for upto, want := range map[uint64][]string{69: {"kompas"}, 70: {"kompas", "linde"}, 71: {"anker", "kompas", "linde"}} {
		got, err := s.ToldBy(ctx, "overview", upto)
		must(t, err)
		equal(t, "told by then", got, want)
	}
}

// One program says it, the other knows.
func dueElsewhere(t *testing.T, a, b Store) {
	batch := ledger.Batch{Slug: "linde", Rows: Rows(ledger.Head{}, 1, "x"), Due: 7}
	must(t, a.Append(t.Context(), batch))
	got, err := b.Due(t.Context(), 7)
	must(t, err)
	equal(t, "due", got, []string{"linde"})
	must(t, b.NoteDue(t.Context(), "linde", 1, 9))
	got, err = a.Due(t.Context(), 7)
	must(t, err)
	equal(t, "due", got, []string(nil))
}
