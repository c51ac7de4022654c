package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// wire is a listener for connections in memory.
type wire struct {
	conns chan net.Conn
	ctx   context.Context
}

func (w *wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.conns:
		return c, nil
	case <-w.ctx.Done():
		return nil, net.ErrClosed
	}
}

func (*wire) Close() error   { return nil }
func (*wire) Addr() net.Addr { return &net.TCPAddr{} }

// Nobody holds a connection for longer than is fine: not by a request that never
// ends, not by taking no answer, and not by asking for nothing more.
func TestConnectionsAreNotHeld(t *testing.T) {
	body := "POST / HTTP/1.1\r\nHost: o.example\r\nContent-Length: 1000\r\n\r\nx"
	for name, c := range map[string]struct {
		sent  string
		takes bool // the answer
		after time.Duration
	}{
		"headers that never end":  {"GET / HTTP/1.1\r\nHost: o.example\r\nX-A: ", true, 10 * time.Second},
		"a form that never ends":  {body, true, 30 * time.Second},
		"an answer nobody takes":  {"GET / HTTP/1.1\r\nHost: o.example\r\n\r\n", false, time.Minute},
		"asking for nothing more": {"GET / HTTP/1.1\r\nHost: o.example\r\n\r\n", true, 2 * time.Minute},
		"headers of a hundred kB": {"GET / HTTP/1.1\r\nHost: o.example\r\nX-A: " + strings.Repeat("a", 100<<10) + "\r\n\r\n", true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, end := context.WithCancel(t.Context())
				began, done := time.Now(), make(chan time.Duration, 1)
				s := (&Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if _, err := io.Copy(io.Discard, r.Body); err != nil {
						return
					}
					_, _ = w.Write(make([]byte, 1<<20))
				})}).http(ctx)
				s.ConnState = func(_ net.Conn, state http.ConnState) {
					if state == http.StateClosed {
						done <- time.Since(began)
					}
				}
				w := &wire{make(chan net.Conn), ctx}
				go func() { _ = s.Serve(w) }()
				ours, theirs := net.Pipe()
				w.conns <- theirs
				if c.takes {
					go func() { _, _ = io.Copy(io.Discard, ours) }()
				}
				go func() { _, _ = io.WriteString(ours, c.sent) }()
				select {
				case took := <-done:
					if took < c.after || took > c.after+2*time.Second {
						t.Errorf("it was held for %v, want %v", took, c.after)
					}
				case <-time.After(time.Hour):
					t.Error("it is held for an hour")
				}
				_ = ours.Close()
				end()
				_ = s.Close()
			})
		})
	}
}
