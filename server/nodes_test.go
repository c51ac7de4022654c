package server_test

import (
	"context"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/postgres"
	"orpheus/store/records"
)

// node is one program of several on a database, with a listener that can be cut off.
type node struct {
	h     *server.Server
	desk  *service.Service
	base  string // its own address
	ready atomic.Bool
	proxy *httputil.ReverseProxy
	line  *wires
	stop  context.CancelFunc
	over  chan error
}

// wires are a listener and all its connections.
type wires struct {
	net.Listener
	mu  sync.Mutex
	all []net.Conn
}

func (w *wires) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	if err == nil {
		w.mu.Lock()
		w.all = append(w.all, c)
		w.mu.Unlock()
	}
	return c, err
}

// kill stops a program as one that dies: whoever is connected hears nothing any more.
func (n *node) kill() {
	_ = n.line.Close()
	n.line.mu.Lock()
	for _, c := range n.line.all {
		_ = c.Close()
	}
	n.line.mu.Unlock()
	n.stop()
}

// nodes are several programs behind a proxy that goes round those that are ready.
type nodes struct {
	*testing.T
	all    []*node
	base   string // of the proxy
	token  string // of Fatima
	turn   atomic.Int64
	people *identity.Service
}

// ServeHTTP passes a request on to the next program that is ready.
func (c *nodes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for range c.all {
		if n := c.all[int(c.turn.Add(1))%len(c.all)]; n.ready.Load() {
			n.proxy.ServeHTTP(w, r)
			return
		}
	}
	http.Error(w, "none is ready", http.StatusServiceUnavailable)
}

// ask asks each program whether it is ready, until the context ends.
func (c *nodes) ask(ctx context.Context) {
	client := &http.Client{Timeout: time.Second}
	for {
		for _, n := range c.all {
			a, err := client.Get(n.base + "/readyz")
			if err == nil {
				_ = a.Body.Close()
			}
			n.ready.Store(err == nil && a.StatusCode == http.StatusOK)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// newNodes starts programs on the database at an address, with De Linde in it.
func newNodes(t *testing.T, address string, many int) *nodes {
	t.Helper()
	was := identity.PerCaller
	identity.PerCaller = identity.Limit{}
	t.Cleanup(func() { identity.PerCaller = was })
	c := &nodes{T: t}
	front := httptest.NewUnstartedServer(c)
	front.Config.ErrorLog = log.New(io.Discard, "", 0)
	front.Start()
	c.base = front.URL
	key := filepath.Join(t.TempDir(), "key")
	for range many {
		c.all = append(c.all, c.begin(address, key))
	}
	_, err := c.all[0].desk.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Fatima", Mail: "fatima@linde.example"}})
	check(t, err)
	c.people = c.all[0].h.Identity
	c.token, err = c.people.NewToken(t.Context(), "linde", 1, "Nodes", identity.TokenTerms{})
	check(t, err)
	ctx, end := context.WithCancel(context.Background())
	var asked sync.WaitGroup
	asked.Go(func() { c.ask(ctx) })
	t.Cleanup(func() {
		end()
		asked.Wait()
		for _, n := range c.all {
			n.kill()
			<-n.over
			_ = n.desk.Close()
		}
		front.Close()
	})
	c.readies(many)
	return c
}

// begin starts one program.
func (c *nodes) begin(address, key string) *node {
	c.Helper()
	store, err := postgres.Open(c.Context(), address, postgres.Options{Create: true, Key: key})
	check(c, err)
	n := &node{desk: service.New(store, ledger.Options{}), over: make(chan error, 1)}
	n.h = server.New(server.Config{Service: n.desk, URL: c.base, Calls: loopback, Log: slog.New(slog.DiscardHandler)})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(c, err)
	n.line, n.base = &wires{Listener: l}, "http://"+l.Addr().String()
	to, err := url.Parse(n.base)
	check(c, err)
	n.proxy = &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host },
		FlushInterval: -1, ErrorLog: log.New(io.Discard, "", 0), Transport: &http.Transport{},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			n.ready.Store(false)
			w.WriteHeader(http.StatusBadGateway)
		},
	}
	ctx, stop := context.WithCancel(context.Background())
	n.stop = stop
	go func() { n.over <- n.h.Serve(ctx, n.line, nobodyPosts{}, nil) }()
	return n
}

// nobodyPosts takes no letter away.
type nobodyPosts struct{}

func (nobodyPosts) Send(context.Context, identity.Letter) error { return nil }
func (nobodyPosts) Printed() bool                               { return false }

// readies waits until so many programs are ready.
func (c *nodes) readies(many int) {
	c.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		n := 0
		for _, x := range c.all {
			if x.ready.Load() {
				n++
			}
		}
		if n == many {
			return
		}
		if time.Now().After(end) {
			c.Fatalf("%d programs are ready, want %d", n, many)
		}
	}
}

// call asks for something of the API at an address, as Fatima.
func (c *nodes) call(method, address, body string, heads ...string) (int, string, http.Header, error) {
	r, err := http.NewRequestWithContext(context.WithoutCancel(c.Context()), method, address, strings.NewReader(body))
	if err != nil {
		return 0, "", nil, err
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(heads); i += 2 {
		r.Header.Set(heads[i], heads[i+1])
	}
	a, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return 0, "", nil, err
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	return a.StatusCode, string(text), a.Header, err
}

// raise raises a tension at a program, or at the proxy.
func (c *nodes) raise(base, title string, heads ...string) (status int, head http.Header, err error) {
	status, _, head, err = c.call(http.MethodPost, base+"/api/v1/orgs/linde/acts/tension.raise", `{"circle": "C1", "title": "`+title+`"}`, heads...)
	return status, head, err
}

// titles are those of all tensions, in the order in which they were raised.
func (c *nodes) titles(desk *service.Service) (all []string) {
	c.Helper()
	s, err := desk.Look(c.Context(), "linde", 0)
	check(c, err)
	for _, x := range s.Tensions() {
		all = append(all, x.Title)
	}
	return all
}

// logged are the titles as the log has them now, whatever a program has heard of yet.
func (c *nodes) logged(desk *service.Service) (all []string) {
	c.Helper()
	ctx, _ := service.WithOwn(c.Context(), 1<<62)
	v, err := desk.As(ctx, "linde", 1)
	check(c, err)
	look, err := v.Look(ctx, 0)
	check(c, err)
	for _, x := range look.State.Tensions() {
		all = append(all, x.Title)
	}
	return all
}

// half is the time that half of them stay under.
func half(all []time.Duration) time.Duration {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}
