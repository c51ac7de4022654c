package api_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"orpheus/face/api"
	"orpheus/org"
	"orpheus/service"
)

// stream is an open event stream.
type stream struct {
	net.Conn
	in *bufio.Reader
}

func open(t testing.TB, addr, token, last string) *stream {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	header := ""
	if last != "" {
		header = "Last-Event-ID: " + last + "\r\n"
	}
	fmt.Fprintf(c, "GET /api/v1/orgs/linde/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n", token, header)
	return &stream{c, bufio.NewReaderSize(c, 512)}
}

// until reads on to a line that begins so, and returns it.
func (s *stream) until(t testing.TB, prefix string) string {
	t.Helper()
	_ = s.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		line, err := s.in.ReadString('\n')
		if err != nil {
			t.Fatalf("waiting for %q: %v", prefix, err)
		}
		if strings.HasPrefix(line, prefix) {
			return strings.TrimSpace(line)
		}
	}
}

// ends reports whether the stream ends soon.
func (s *stream) ends() bool {
	_ = s.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		if _, err := s.in.ReadString('\n'); err != nil {
			e, ok := err.(net.Error)
			return !ok || !e.Timeout()
		}
	}
}

func (w *world) do(t testing.TB, by org.PersonID, act org.Act) uint64 {
	t.Helper()
	v, err := w.desk.As(t.Context(), "linde", by)
	if err != nil {
		t.Fatal(err)
	}
	a, err := v.Do(t.Context(), service.Asked{Act: act, Face: org.Web})
	if err != nil {
		t.Fatal(err)
	}
	return a.Look.Version()
}

func serving(t testing.TB, c api.Config) (*world, string) {
	t.Helper()
	w := newWorldWith(t, c)
	server := httptest.NewUnstartedServer(w)
	server.Config.ReadTimeout, server.Config.WriteTimeout = 500*time.Millisecond, 500*time.Millisecond
	server.Start()
	t.Cleanup(server.Close)
	return w, server.Listener.Addr().String()
}

func TestWatching(t *testing.T) {
	stop, end := context.WithCancel(t.Context())
	defer end()
	w, addr := serving(t, api.Config{Beat: 50 * time.Millisecond, Stop: stop})
	member, guest, leaver := open(t, addr, "bram", ""), open(t, addr, "gijs", ""), open(t, addr, "chris", "")
	for _, s := range []*stream{member, guest, leaver} {
		s.until(t, "retry:")
	}
	for range 12 { // longer than the server lets a request or an answer take
		member.until(t, ":")
	}
	hidden := w.do(t, 3, &org.RaiseTension{Circle: 3, Title: "Hidden"})
	if id := member.until(t, "id:"); id != fmt.Sprintf("id: %d", hidden) {
		t.Errorf("the event is %q, want %d", id, hidden)
	}
	if line := member.until(t, "event:"); line != "event: acts" {
		t.Error(line)
	}
	want := fmt.Sprintf(`data: {"version":%d,"changed":["circle:3","tension:6"],"kinds":["tension.raise"]}`, hidden)
	if data := member.until(t, "data:"); data != want {
		t.Errorf("the event is %s, want %s", data, want)
	}
	seen := w.do(t, 2, &org.NoteInitiative{Initiative: 1, Text: org.Write("Done.")})
	want = fmt.Sprintf(`data: {"version":%d,"changed":["initiative:1","note:4"],"kinds":["initiative.note"]}`, seen)
	if data := guest.until(t, "data:"); data != want {
		t.Errorf("the guest's first event is %s, want %s", data, want)
	}
	again := open(t, addr, "bram", fmt.Sprint(hidden-1))
	if data := again.until(t, "data:"); !strings.Contains(data, `"kinds":["initiative.note","tension.raise"]`) {
		t.Errorf("going on after %d tells %s", hidden-1, data)
	}
	w.do(t, 3, &org.LeavePerson{Person: 3})
	if !leaver.ends() {
		t.Error("the stream of somebody who left goes on")
	}
	end()
	for _, s := range []*stream{member, guest, again} {
		if !s.ends() {
			t.Error("a stream goes on when the program stops")
		}
	}
}

func TestWatchingAfterALongTime(t *testing.T) {
	w, addr := serving(t, api.Config{})
	for range 501 {
		w.do(t, 2, &org.NoteInitiative{Initiative: 1, Text: org.Write("Again.")})
	}
	if data := open(t, addr, "bram", "1").until(t, "data:"); !strings.Contains(data, `"changed":[],"kinds":[],"more":true`) {
		t.Error(data)
	}
	all(t, w, []scenario{
		{path: "/events", header: map[string]string{"Last-Event-ID": "x"}, status: 422},
		{path: "/events?at=2026-10-01", status: 422},
	})
}

// An idle stream costs little, and nothing is left of it when it ends.
func TestAnIdleStreamIsLight(t *testing.T) {
	const n, most = 300, slack * 40 << 10
	people := []string{"anna", "bram", "chris", "eva", "gijs"} // one has a few only
	ignore := goleak.IgnoreCurrent()
	stop, end := context.WithCancel(t.Context())
	w, addr := serving(t, api.Config{Stop: stop})
	first := open(t, addr, "bram", "")
	first.until(t, "retry:")
	before := used()
	var streams []*stream
	for i := range n {
		streams = append(streams, open(t, addr, people[i%len(people)], ""))
	}
	for _, s := range streams {
		s.until(t, "retry:")
	}
	each := (used() - before) / n
	t.Logf("an idle stream costs %d bytes, both ends", each)
	if each > most {
		t.Errorf("an idle stream costs %d bytes, at most %d are fine", each, most)
	}
	w.do(t, 2, &org.NoteInitiative{Initiative: 1, Text: org.Write("Now.")})
	for _, s := range streams {
		s.until(t, "data:")
	}
	end()
	for _, s := range append(streams, first) {
		if !s.ends() {
			t.Fatal("a stream goes on")
		}
		_ = s.Close()
	}
	_ = w.desk.Close()
	goleak.VerifyNone(t, ignore, goleak.IgnoreAnyFunction("net/http/httptest.(*Server).goServe.func1"))
}

// used is the memory in use, stacks too.
func used() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// A stream whose token ended hears nothing more, also while something happens all the
// time.
func TestAStreamEndsWithItsToken(t *testing.T) {
	var revoked atomic.Bool
	w, addr := serving(t, api.Config{Beat: time.Hour, Auth: func(ctx context.Context, token string) (api.Bearer, bool, error) {
		if token == "bram" && revoked.Load() {
			return api.Bearer{}, false, nil
		}
		return auth(ctx, token)
	}})
	bram, eva := open(t, addr, "bram", ""), open(t, addr, "eva", "")
	bram.until(t, "retry:")
	eva.until(t, "retry:")
	w.do(t, 2, &org.NoteInitiative{Initiative: 1, Text: org.Write("Before.")})
	bram.until(t, "data:")
	eva.until(t, "data:")
	revoked.Store(true)
	w.do(t, 2, &org.NoteInitiative{Initiative: 1, Text: org.Write("After.")})
	eva.until(t, "data:")
	if heard, ended := bram.rest(); heard != "" || !ended {
		t.Errorf("after its token ended a stream heard %q, and ended: %v", heard, ended)
	}
}

// rest is what comes up to the end of the stream, without signs of life; false where it
// goes on.
func (s *stream) rest() (string, bool) {
	var all strings.Builder
	_ = s.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		line, err := s.in.ReadString('\n')
		if strings.HasPrefix(line, "id:") || strings.HasPrefix(line, "event:") || strings.HasPrefix(line, "data:") {
			all.WriteString(line)
		}
		if err != nil {
			e, ok := err.(net.Error)
			return all.String(), !ok || !e.Timeout()
		}
	}
}

// A token for reading does nothing.
func TestATokenThatReads(t *testing.T) {
	w := newWorld(t)
	scenario{path: "/map", as: "anna reads"}.run(t, w)
	scenario{
		method: "POST", path: "/acts/tension.raise", as: "anna reads", body: `{"title":"The kettle leaks"}`, status: 403,
		contains: []string{"may only read"},
	}.run(t, w)
}

// A store that can keep nothing is said to be so.
func TestAFullDiskIsSaid(t *testing.T) {
	w := newWorldWith(t, api.Config{Auth: func(context.Context, string) (api.Bearer, bool, error) {
		return api.Bearer{}, false, fmt.Errorf("the token: %w", syscall.ENOSPC)
	}})
	scenario{path: "/map", status: 503, contains: []string{"disk of the server is full", `"number":"`}}.run(t, w)
}
