package checkup

import (
	"time"

	"orpheus/internal/clock"
	"orpheus/service"
)

// jump is by how much a wall clock may move against the running of the machine while it is
// looked at, and apart how far it may be from that of a database without a word.
const (
	jump  = time.Second
	apart = 2 * time.Second
)

// clock looks whether the clock is kept right, did not jump meanwhile, and whether acts are
// dated ahead of it.
func (l *look) clock() {
	ran := time.Since(l.began)
	if by := time.Now().Round(0).Sub(l.began.Round(0)) - ran; by.Abs() > jump {
		l.say("clock", Wrong, "jumped", by.Round(time.Millisecond).String())
	}
	now := time.Now().UTC().Format(time.RFC3339)
	switch kept, known := clockKept(); {
	case !known:
		l.say("clock", Well, "unknown", now)
	case kept:
		l.say("clock", Well, "kept", now)
	default:
		l.say("clock", Heed, "alone", now)
	}
}

// beside compares the clock with that of a database.
func (l *look) beside(theirs time.Time, took time.Duration) {
	by := time.Since(theirs) - took/2
	switch text := by.Round(time.Millisecond).String(); {
	case by.Abs() > clock.Skew:
		l.say("clock", Wrong, "apart", text)
	case by.Abs() > apart+took:
		l.say("clock", Heed, "apart", text)
	default:
		l.say("clock", Well, "together")
	}
}

// dated looks for organisations whose last act is dated ahead.
func (l *look) dated(d *service.Service) {
	all, err := d.DatedAhead(l.ctx)
	if err != nil {
		return // what is the matter with the store is said elsewhere
	}
	for _, o := range all {
		l.say("clock", Wrong, "dated", o.Org, o.Last.UTC().Format(time.RFC3339))
	}
}
