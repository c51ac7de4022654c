package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"orpheus/identity"
)

// patience is how long requests under way may take to end when the program does.
const patience = 10 * time.Second

// Serve answers on a listener, which it closes, and sends mails, until the context
// ends. It calls started once everything answers; nil is nothing to do.
func (s *Server) Serve(ctx context.Context, listener net.Listener, postman identity.Postman, started func() error) error {
	defer s.end()
	serving := s.http(ctx)
	posting, stop := context.WithCancel(ctx)
	var posted sync.WaitGroup
	defer func() { stop(); posted.Wait() }()
	s.Identity.By(postman)
	posted.Go(func() { s.Identity.Run(posting, postman, s.nudged, s.log) })
	posted.Go(func() { s.tellPeople(posting) })
	posted.Go(func() { s.tellHooks(posting) })
	posted.Go(func() { s.watchTime(posting) })
	posted.Go(func() { s.attend(posting) })
	posted.Go(func() { s.keepCopies(posting) })
	if s.metrics != nil {
		posted.Go(func() {
			if err := s.ServeMetrics(posting, s.metrics); err != nil {
				s.log.ErrorContext(posting, "measures are not answered any more", "error", err)
			}
		})
	}
	if started != nil {
		if err := started(); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	failed := make(chan error, 1)
	go func() { failed <- serving.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.end()
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if err := serving.Shutdown(within); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// http bounds how long a request and its answer may take. Streams lift the bound on
// writing for themselves, and end with the program.
func (s *Server) http(ctx context.Context) *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
		BaseContext:    func(net.Listener) context.Context { return ctx },
	}
}
