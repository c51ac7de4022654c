package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"orpheus/desk"
	"orpheus/web"
)

type serveCmd struct {
	Addr string `default:"127.0.0.1:8080" help:"Where to listen. In this version there is no sign-in yet, so only addresses of this machine itself are taken."`
}

func (c *serveCmd) Run(e *env) error {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return e.usage("cli.addr", c.Addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return e.usage("cli.loopback", c.Addr)
	}
	return e.with(true, func(d *desk.Desk) error {
		listener, err := net.Listen("tcp", c.Addr)
		if err != nil {
			return err
		}
		server := &http.Server{
			Handler:           web.New(web.Config{Source: &pages{desk: d}, Ready: func(ctx context.Context) error { _, err := d.Store().Orgs(ctx); return err }}),
			ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
			MaxHeaderBytes: 64 << 10,
		}
		e.note("cli.serving", "http://"+listener.Addr().String()+"/")
		failed := make(chan error, 1)
		go func() { failed <- server.Serve(listener) }()
		select {
		case err := <-failed:
			return err
		case <-e.ctx.Done():
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), 10*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		return nil
	})
}
