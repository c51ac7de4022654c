package sse_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/face/sse"
)

// wire is a listener for one connection in memory.
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

// served answers one request over a wire, on a server that lets no answer take longer
// than a second.
func served(t *testing.T, h http.HandlerFunc) net.Conn {
	ctx, end := context.WithCancel(t.Context())
	w := &wire{make(chan net.Conn), ctx}
	server := &http.Server{Handler: h, ReadTimeout: time.Second, WriteTimeout: time.Second}
	go func() { _ = server.Serve(w) }()
	ours, theirs := net.Pipe()
	w.conns <- theirs
	t.Cleanup(func() { _ = ours.Close(); end(); _ = server.Close() })
	if _, err := ours.Write([]byte("GET / HTTP/1.1\r\nHost: o.example\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	return ours
}

// A reader who takes nothing is let go of after a while; one who reads slowly is not,
// whatever the server allows for other answers.
func TestAReaderWhoTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan time.Duration, 1)
		conn := served(t, func(w http.ResponseWriter, r *http.Request) {
			s, err := sse.Open(w, r, 2*time.Second)
			if err != nil {
				t.Error(err)
				return
			}
			for began := time.Now(); ; time.Sleep(sse.Beat) {
				if s.Put(sse.Here) != nil {
					ended <- time.Since(began)
					return
				}
			}
		})
		in := bufio.NewReader(conn)
		for beats := 0; beats < 5; {
			line, err := in.ReadString('\n')
			if err != nil {
				t.Fatalf("after %d beats: %v", beats, err)
			}
			if line == ":\n" {
				beats++
			}
		}
		took := <-ended
		if most := 6*sse.Beat + sse.Patience; took > most || took < 4*sse.Beat {
			t.Errorf("the stream of a reader who stopped after five beats ended after %v", took)
		}
	})
}

func TestHeaders(t *testing.T) {
	w := httptest.NewRecorder()
	s, err := sse.Open(w, httptest.NewRequest(http.MethodGet, "/", nil), 3*time.Second)
	if err != nil || s.Put(sse.Event(7, "acts", []byte(`{}`))) != nil {
		t.Fatal(err)
	}
	if got, want := w.Body.String(), "retry: 3000\n\nid: 7\nevent: acts\ndata: {}\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	w = httptest.NewRecorder()
	if s, err := sse.Open(w, httptest.NewRequest(http.MethodHead, "/", nil), time.Second); s != nil || err != nil || w.Body.Len() > 0 {
		t.Errorf("to who asks for headers only: %v, %v, %q", s, err, w.Body)
	}
}

func TestLast(t *testing.T) {
	for text, want := range map[string]struct {
		id   uint64
		back bool
		err  error
	}{"": {}, "12": {12, true, nil}, "x": {0, false, sse.ErrLast}, "-1": {0, false, sse.ErrLast}, strings.Repeat("9", 30): {0, false, sse.ErrLast}} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Last-Event-ID", text)
		if id, back, err := sse.Last(r); id != want.id || back != want.back || err != want.err {
			t.Errorf("%q: %d, %v, %v", text, id, back, err)
		}
	}
}
