package server_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/promise"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// The benchmarks serve an organisation with one circle of 50 roles and 130 people
// from a file, and compare with a bare handler in the same run, turn by turn.
// docs/performance.md says what must hold. Run them with
//
//	go test -run=- -bench=. -benchtime=1x ./server/

// ward is that organisation, served on loopback.
type ward struct {
	desk   *service.Service
	people *identity.Service
	addr   string
}

const wardPeople, wardRoles = 130, 50

func newWard(t testing.TB) *ward {
	t.Helper()
	path := filepath.Join(t.TempDir(), "o.db")
	return wardOver(t, fillWard(t, path))
}

// fillWard makes the organisation in a file, and leaves it open.
func fillWard(t testing.TB, path string) *service.Service {
	t.Helper()
	ctx := t.Context()
	d, err := service.Open(ctx, path, true)
	check(t, err)
	t.Cleanup(func() { check(t, d.Close()) })
	_, err = d.Found(ctx, service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Zone: "Europe/Brussels", Person: records.Profile{Name: "Person 1", Mail: "p1@linde.example"}})
	check(t, err)
	log, err := sqlite.Open(ctx, path, false)
	check(t, err)
	before := ledger.New(log, ledger.Options{Follow: -1})
	_, err = before.Bulk(ctx, "linde", 0, org.Import, func(k *ledger.Bulk) error {
		for i := 2; i <= wardPeople; i++ {
			p := records.Profile{Name: fmt.Sprintf("Person %d", i), Mail: fmt.Sprintf("p%d@linde.example", i)}
			if err := k.DoAs(&org.JoinPerson{}, org.Moment{At: k.At()}, &p); err != nil {
				return err
			}
		}
		acts := []org.Act{&org.FormCircle{Name: "Home care", Purpose: "People live well at home, with faces they know.", Parents: []org.CircleID{org.Root}}}
		for i := range wardRoles {
			acts = append(acts, &org.CreateRole{Circle: 2, Name: fmt.Sprintf("Role %d", i), Purpose: "Wounds heal without pain or delay.", Accountabilities: []string{"Keeps the protocol up to date", "Teaches whoever asks"}})
		}
		for i := 1; i <= wardPeople; i++ {
			acts = append(acts, &org.FillSeat{Role: org.RoleID(1 + i%wardRoles), Person: org.PersonID(i)})
		}
		for _, a := range acts {
			if err := k.Do(a); err != nil {
				return err
			}
		}
		return nil
	})
	check(t, errors.Join(err, before.Close(), log.Close()))
	for i := range 12 {
		_, err := act(ctx, d, org.PersonID(1+i), &org.RaiseTension{Circle: 2, Title: fmt.Sprintf("Tension %d", i), Body: org.Write("Nobody could tell me."), Lead: i%3 == 0})
		check(t, err)
	}
	return d
}

// wardOver serves it.
func wardOver(t testing.TB, d *service.Service) *ward {
	t.Helper()
	s := server.New(server.Config{Service: d, URL: "http://127.0.0.1", Log: slog.New(slog.DiscardHandler)})
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return &ward{d, s.Identity, srv.Listener.Addr().String()}
}

// session is the header of a browser that somebody signed in with.
func (w *ward) session(t testing.TB, p org.PersonID) string {
	t.Helper()
	address, err := w.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: p, Printed: true})
	check(t, err)
	_, e, err := w.people.Enter(t.Context(), address[strings.LastIndex(address, "/")+1:], "Mozilla/5.0 (X11; Linux) Firefox/140.0")
	check(t, err)
	return "Cookie: orpheus_session=" + e.Secret + "\r\n"
}

// act has somebody raise a tension.
func (w *ward) act(t testing.TB, title string) uint64 {
	t.Helper()
	a, err := act(t.Context(), w.desk, 1, &org.RaiseTension{Circle: 2, Title: title})
	check(t, err)
	return a.Look.Version()
}

// act has somebody of De Linde do something.
func act(ctx context.Context, d *service.Service, by org.PersonID, act org.Act) (service.Answer, error) {
	v, err := d.As(ctx, "linde", by)
	if err != nil {
		return service.Answer{}, err
	}
	return v.Do(ctx, service.Asked{Act: act, Face: org.Web})
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// line is one connection that is kept open. It costs as little as it can, so
// that what is measured is the other end.
type line struct {
	conn   net.Conn
	in     *bufio.Reader
	ask    []byte
	status int // of a good answer
	head   http.Header
	body   []byte
}

func dial(t testing.TB, addr, path, header string) *line {
	t.Helper()
	return call(t, addr, "GET "+path, "Accept-Language: en-GB,en;q=0.9,nl;q=0.8\r\n"+header, "", http.StatusOK)
}

// call is a line that asks with a method and a body.
func call(t testing.TB, addr, what, header, body string, status int) *line {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	check(t, err)
	t.Cleanup(func() { _ = c.Close() })
	if body != "" {
		header += fmt.Sprintf("Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	ask := what + " HTTP/1.1\r\nHost: " + addr + "\r\n" + header + "\r\n" + body
	return &line{conn: c, in: bufio.NewReaderSize(c, 64<<10), ask: []byte(ask), status: status}
}

// get asks once and reads the answer.
func (l *line) get() error {
	if _, err := l.conn.Write(l.ask); err != nil {
		return err
	}
	if l.body == nil { // the first time as a whole
		r, err := http.ReadResponse(l.in, nil)
		if err != nil {
			return err
		}
		defer r.Body.Close()
		if r.StatusCode != l.status || r.Header.Get("Content-Encoding") != "" {
			return fmt.Errorf("answered %s, %s", r.Status, r.Header.Get("Content-Encoding"))
		}
		l.head = r.Header
		l.body, err = io.ReadAll(r.Body)
		return err
	}
	size := -1
	for n := 0; ; n++ {
		h, err := l.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if n == 0 && !bytes.Contains(h, fmt.Appendf(nil, " %d ", l.status)) {
			return fmt.Errorf("answered %s", h)
		}
		if len(h) <= 2 {
			break
		}
		if text, ok := bytes.CutPrefix(h, []byte("Content-Length: ")); ok {
			if size, err = strconv.Atoi(strings.TrimSpace(string(text))); err != nil {
				return err
			}
		}
	}
	if size < 0 {
		return l.chunks()
	}
	l.body = slices.Grow(l.body[:0], size)[:size]
	_, err := io.ReadFull(l.in, l.body)
	return err
}

// chunks reads an answer that comes in pieces, each after its length.
func (l *line) chunks() error {
	l.body = l.body[:0]
	for {
		h, err := l.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(strings.TrimSpace(string(h)), 16, 31)
		if err != nil {
			return fmt.Errorf("an answer without its length: %w", err)
		}
		from := len(l.body)
		l.body = slices.Grow(l.body, int(size))[:from+int(size)]
		if _, err := io.ReadFull(l.in, l.body[from:]); err != nil {
			return err
		}
		if _, err := l.in.Discard(len("\r\n")); err != nil || size == 0 {
			return err
		}
	}
}

// each asks by all lines at once for a moment and returns answers a second.
func each(t testing.TB, lines []*line, last time.Duration) float64 {
	t.Helper()
	var n atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for _, l := range lines {
		wg.Go(func() {
			for time.Since(start) < last {
				if err := l.get(); err != nil {
					t.Error(err)
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(n.Load()) / time.Since(start).Seconds()
}

// asServed sets the garbage collector as the program does when it serves.
func asServed(b *testing.B) {
	b.Helper()
	before := debug.SetGCPercent(400)
	b.Cleanup(func() { debug.SetGCPercent(before) })
}

// BenchmarkPages is how many pages a second somebody who is signed in gets, and
// the ratio to a bare handler that sends the same bytes.
func BenchmarkPages(b *testing.B) {
	asServed(b)
	w := newWard(b)
	turns, last := 15, 100*time.Millisecond
	if testing.Short() {
		turns, last = 3, 50*time.Millisecond
	}
	for _, c := range []struct{ name, path, promised string }{{"circle", "/linde/circles/2", "page of a circle"}, {"home", "/linde", "home"}} {
		b.Run(c.name, func(b *testing.B) {
			cookie := w.session(b, 7)
			one := dial(b, w.addr, c.path, cookie)
			check(b, one.get())
			page := slices.Clone(one.body)
			bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Content-Length", strconv.Itoa(len(page)))
				_, _ = w.Write(page)
			}))
			defer bare.Close()
			var ours, theirs []*line
			for range 8 {
				ours = append(ours, dial(b, w.addr, c.path, cookie))
				theirs = append(theirs, dial(b, bare.Listener.Addr().String(), c.path, cookie))
			}
			inTurns(b, ours, theirs, turns, last, "pages/s", c.promised)
			b.ReportMetric(float64(len(page))/1000, "kB/page")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// inTurns reports how often our lines and those of the bare handler are answered, turn by
// turn, and holds the ratio to what is promised.
func inTurns(b *testing.B, ours, theirs []*line, turns int, last time.Duration, unit, promised string) {
	for b.Loop() {
		var rates, bares, ratios []float64
		for range turns {
			r, s := each(b, ours, last), each(b, theirs, last)
			rates, bares, ratios = append(rates, r), append(bares, s), append(ratios, r/s)
		}
		b.ReportMetric(median(rates), unit)
		b.ReportMetric(median(bares), "bare/s")
		promise.Hold(b, promised, median(ratios))
	}
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// What is measured is a page that is kept; one act changes it at once, as does
// the end of the session.
func TestAKeptPageIsNeverOld(t *testing.T) {
	w := newWard(t)
	for n, path := range []string{"/linde/circles/2", "/linde"} {
		cookie := w.session(t, 7)
		l := dial(t, w.addr, path, cookie)
		check(t, l.get())
		for i := range 5 {
			title := fmt.Sprintf("Key safes, page %d, act %d", n, i)
			if bytes.Contains(l.body, []byte(title)) {
				t.Fatal("it is there before it was done")
			}
			w.act(t, title)
			check(t, l.get())
			if !bytes.Contains(l.body, []byte(title)) {
				t.Errorf("%s is as it was before %s", path, title)
			}
		}
		secret := strings.TrimSuffix(strings.TrimPrefix(cookie, "Cookie: orpheus_session="), "\r\n")
		check(t, w.people.SignOut(context.Background(), secret))
		if err := l.get(); err == nil {
			t.Errorf("%s is shown after signing out", path)
		}
	}
}

// crowd are browsers that follow what happens, with a session each.
type crowd struct {
	size   int
	opened chan struct{}
	target atomic.Uint64 // the version that is waited for
	heard  atomic.Int64
	all    atomic.Pointer[chan struct{}]
}

// follow opens streams and waits until each was answered.
func (w *ward) follow(t testing.TB, size int) *crowd {
	t.Helper()
	c := &crowd{size: size, opened: make(chan struct{}, size)}
	c.target.Store(1 << 62)
	now := org.At(time.Now())
	for i := range size {
		secret := fmt.Sprintf("the secret of browser %040d", i)
		check(t, w.people.Store.AddCredential(t.Context(), identity.Credential{
			Key: identity.HashOf(secret), Kind: identity.OfSession, Org: "linde", Person: org.PersonID(1 + i%wardPeople), Made: now, Seen: now, Ends: now + 10*org.Day,
		}))
		conn, err := net.Dial("tcp", w.addr)
		check(t, err)
		t.Cleanup(func() { _ = conn.Close() })
		_, err = io.WriteString(conn, "GET /linde/events HTTP/1.1\r\nHost: "+w.addr+"\r\nAccept: text/event-stream\r\nCookie: orpheus_session="+secret+"\r\n\r\n")
		check(t, err)
		go c.listen(conn)
	}
	for range size {
		select {
		case <-c.opened:
		case <-time.After(time.Minute):
			t.Fatal("the streams do not open")
		}
	}
	return c
}

func (c *crowd) listen(conn net.Conn) {
	var b [512]byte
	var last, counted uint64
	open := false
	for {
		n, err := conn.Read(b[:])
		if err != nil {
			return
		}
		if i := bytes.LastIndex(b[:n], []byte("\nid: ")); i >= 0 {
			last = 0
			for _, d := range b[i+5 : n] {
				if d < '0' || d > '9' {
					break
				}
				last = last*10 + uint64(d-'0')
			}
			if !open {
				open = true
				c.opened <- struct{}{}
			}
		}
		if target := c.target.Load(); last >= target && counted < target {
			counted = target
			if c.heard.Add(1) == int64(c.size) {
				close(*c.all.Load())
			}
		}
	}
}

// inUse is what heap and stacks take, after a collection.
func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// BenchmarkStreams is how long one act takes to reach all who follow, from before
// it is asked for, and what one who follows costs. Both ends are counted, since
// they are in one process; the other end is a goroutine with half a kilobyte.
func BenchmarkStreams(b *testing.B) {
	asServed(b)
	size, acts := 2000, 15
	if testing.Short() {
		size, acts = 200, 3
	}
	w := newWard(b)
	before := inUse()
	c := w.follow(b, size)
	memory := float64(inUse()-before) / float64(size) / 1000
	for b.Loop() {
		var took []float64
		for i := range acts {
			s, err := w.desk.Look(b.Context(), "linde", 0)
			check(b, err)
			done := make(chan struct{})
			c.all.Store(&done)
			c.heard.Store(0)
			c.target.Store(s.Version + 1)
			start := time.Now()
			w.act(b, fmt.Sprint("Act ", i))
			select {
			case <-done:
			case <-time.After(20 * time.Second):
				b.Fatalf("%d of %d heard of it", c.heard.Load(), size)
			}
			took = append(took, time.Since(start).Seconds()*1e3)
			time.Sleep(50 * time.Millisecond) // what is late must not count for the next
		}
		b.ReportMetric(median(took), "ms/act")
		b.ReportMetric(slices.Max(took), "worst_ms")
	}
	b.ReportMetric(memory, "kB/stream")
	b.ReportMetric(0, "ns/op")
}
