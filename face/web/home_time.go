package web

// ofTime says to a steward what is the matter with the time, and with the nightly copies: nobody
// else can have it set right.
func (s *server) ofTime(pg *place) (texts []string) {
	if !pg.me.Steward {
		return nil
	}
	if by := s.Service.ClockAhead(); by > 0 {
		texts = append(texts, pg.p.T("home.clock", pg.p.DateTime(pg.now.Add(by), pg.now)))
	}
	if last := pg.view.DatedAhead(); !last.IsZero() {
		texts = append(texts, pg.p.T("home.dated", pg.p.DateTime(last.In(pg.now.Location()), pg.now)))
	}
	if since := s.Service.CopiesFail(); !since.IsZero() {
		texts = append(texts, pg.p.T("home.copies", pg.p.DateTime(since.In(pg.now.Location()), pg.now)))
	}
	return texts
}
