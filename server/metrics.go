package server

import (
	"context"
	"net"
	"net/http"
	"time"

	"orpheus/server/meter"
	"orpheus/service"
)

// scrapeWithin is how long the store may take to answer whoever asks for measures.
const scrapeWithin = 5 * time.Second

// measures are what is read when somebody asks for it.
func (s *Server) measures() meter.Measures {
	of := func(f func() float64) func() (float64, bool) { return func() (float64, bool) { return f(), true } }
	return meter.Measures{
		Reads: []meter.Read{
			{Name: "orpheus_organisations_loaded", Help: "Organisations in memory.", Value: of(func() float64 { return float64(s.service.Loaded()) })},
			{Name: "orpheus_organisations", Help: "Organisations in the store.", Value: s.organisations},
			{Name: "orpheus_mails_waiting", Help: "Mails that wait to be sent.", Value: func() (float64, bool) { n, _, ok := s.mailsWaiting(); return float64(n), ok }},
			{Name: "orpheus_mails_given_up", Help: "Mails that could not be delivered and are not tried any more.", Value: func() (float64, bool) { _, n, ok := s.mailsWaiting(); return float64(n), ok }},
			{Name: "orpheus_store_bytes", Help: "Size of the file of the store; not of a database.", Value: func() (float64, bool) { n := service.FileSize(s.copies.Data); return float64(n), n > 0 }},
			{Name: "orpheus_clock_ahead_seconds", Help: "How far the clock of the machine is ahead of what is believed.", Value: of(func() float64 { return s.service.ClockAhead().Seconds() })},
			{Name: "orpheus_dated_ahead", Help: "Organisations whose last act is dated ahead.", Value: of(func() float64 { return float64(s.ahead.Load()) })},
			{Name: "orpheus_copy_failures_total", Help: "Nightly copies that failed.", Grows: true, Value: of(func() float64 { _, n := s.service.LastCopy(); return float64(n) })},
			{Name: "orpheus_copies_failing", Help: "1 while the last copy failed.", Value: of(func() float64 {
				if s.service.CopiesFail().IsZero() {
					return 0
				}
				return 1
			})},
			{Name: "orpheus_copy_timestamp_seconds", Help: "When this program made the last copy.", Value: func() (float64, bool) {
				at, _ := s.service.LastCopy()
				return float64(at.Unix()), !at.IsZero()
			}},
		},
		States: []meter.State{{
			Name: "orpheus_store_state", Help: "1 for the state in which the store is.", States: []string{"ready", "reading", "unreachable", "wrong"}, Now: s.storeState,
		}},
	}
}

func (s *Server) asking() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), scrapeWithin)
}

func (s *Server) organisations() (float64, bool) {
	ctx, end := s.asking()
	defer end()
	all, err := s.service.Slugs(ctx)
	return float64(len(all)), err == nil
}

func (s *Server) mailsWaiting() (waiting, givenUp int, known bool) {
	ctx, end := s.asking()
	defer end()
	return s.service.MailsWaiting(ctx)
}

// storeState says in a word whether acts can be kept.
func (s *Server) storeState() string {
	ctx, end := s.asking()
	defer end()
	err := s.service.Ready(ctx)
	switch what := service.Trouble(err); {
	case err == nil:
		return "ready"
	case what == "reading" || what == "unreachable":
		return what
	}
	return "wrong"
}

// ServeMetrics answers on a listener of its own with what was counted, until the context ends.
func (s *Server) ServeMetrics(ctx context.Context, listener net.Listener) error {
	serving := &http.Server{Handler: s.meter.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute}
	stopped := context.AfterFunc(ctx, func() { _ = serving.Close() })
	defer stopped()
	if err := serving.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}
