package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"orpheus/api"
	"orpheus/desk"
	"orpheus/web"
)

type serveCmd struct {
	Addr string `default:"127.0.0.1:8080" help:"Where to listen. In this version there is no sign-in yet, so only addresses of this machine itself are taken."`
}

func (c *serveCmd) Run(e *env) error {
	if err := e.checkAddr(c.Addr); err != nil {
		return err
	}
	return e.with(true, func(d *desk.Desk) error {
		listener, err := net.Listen("tcp", c.Addr)
		if err != nil {
			return err
		}
		return e.serve(d, listener, func(url string) { e.note("cli.serving", url+"/") })
	})
}

// checkAddr refuses addresses that others can reach: there is no sign-in yet.
func (e *env) checkAddr(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return e.usage("cli.addr", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return e.usage("cli.loopback", addr)
	}
	return nil
}

// faces are the pages of a desk, and the API beside them. There are no tokens in
// this version: the API tells what it is and lets nobody in.
func (e *env) faces(d *desk.Desk) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/api/", api.New(api.Config{Desk: d, Stop: e.ctx}))
	mux.Handle("/", web.New(web.Config{Source: &pages{desk: d}, Ready: func(ctx context.Context) error { _, err := d.Store().Orgs(ctx); return err }}))
	return mux
}

// serve serves the pages of a desk until the context ends. It tells say where,
// without a slash at the end.
func (e *env) serve(d *desk.Desk, listener net.Listener, say func(url string)) error {
	server := &http.Server{
		Handler:           e.faces(d),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	say("http://" + listener.Addr().String())
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
}
