package site_test

import (
	"orpheus/org"
	"orpheus/org/feedback"
)

// exchanges are the pages of feedback that somebody has to write, of some they wrote, and of some
// that both wrote.
func (s *served) exchanges(me org.PersonID) (pages []string) {
	s.t.Helper()
	ctx, state := s.t.Context(), s.state()
	v, err := s.desk.As(ctx, s.slug, me)
	if err != nil {
		s.t.Fatal(err)
	}
	had, err := v.AllFeedback(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	pageOf := map[string]string{} // the page of each state there is
	see := func(id, is string) { pageOf[is] = "/linde/feedback/" + id }
	for i := range had {
		switch f := &had[i]; {
		case f.Returned != nil:
		case f.Opened != 0:
			see(f.ID, "open")
		case f.Mine != nil:
			see(f.ID, "wrote")
		case f.Waits():
			see(f.ID, "write")
		}
	}
	words := feedback.Words{"You asked us first.", "Tell us sooner.", ""}
	for p, row := range state.People() {
		if len(pageOf) == 3 || p == me || !row.Present() {
			continue
		}
		for _, l := range row.Leads {
			about := org.RefOf(state.Lead(l).Initiative)
			if len(pageOf) == 3 || state.MayExchange(about, me, p) != nil {
				continue
			}
			id, err := v.AskFeedback(ctx, about, p)
			if err != nil {
				s.t.Fatal(err)
			}
			is := "write"
			if pageOf[is] != "" {
				is = "wrote"
				if _, err := v.WriteFeedback(ctx, id, words); err != nil {
					s.t.Fatal(err)
				}
				if pageOf[is] != "" {
					is = "open"
					other, err := s.desk.As(ctx, s.slug, p)
					if err != nil {
						s.t.Fatal(err)
					}
					if _, err := other.WriteFeedback(ctx, id, words); err != nil {
						s.t.Fatal(err)
					}
				}
			}
			see(id, is)
		}
	}
	if len(pageOf) != 3 {
		s.t.Fatalf("there is feedback in %d states", len(pageOf))
	}
	for _, is := range []string{"write", "wrote", "open"} {
		pages = append(pages, pageOf[is])
	}
	return pages
}
