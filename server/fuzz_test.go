package server_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// untilFlushed is a reader who goes away once a stream has begun.
type untilFlushed struct {
	*httptest.ResponseRecorder
	end context.CancelFunc
}

func (u untilFlushed) Flush() { u.end() }

// FuzzRequest: whatever is asked, by whomever, in what way ever (addresses, queries, cookies,
// tokens, forms, files, JSON, the last event that was heard), is answered, and never with an error
// of the program. SESSION, TOKEN and FEED stand for what lets the first person in.
func FuzzRequest(f *testing.F) {
	const base = "http://o.example"
	now := func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }
	d := service.New(new(memory.Log), ledger.Options{Now: now, Follow: -1})
	f.Cleanup(func() { _ = d.Close() })
	ctx := context.Background()
	who, err := d.Found(ctx, service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Fatima Idrissi", Mail: "fatima@linde.example"}})
	if err != nil {
		f.Fatal(err)
	}
	var said bytes.Buffer
	h := server.New(server.Config{Service: d, URL: base, Calls: loopback, Now: now, Log: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelError}))})
	token, err := h.Identity.NewToken(ctx, "linde", who, "Fuzz", identity.TokenTerms{})
	if err != nil {
		f.Fatal(err)
	}
	session := fuzzSession(f, h, who)
	v, err := d.As(ctx, "linde", who)
	if err != nil {
		f.Fatal(err)
	}
	for _, act := range []org.Act{
		&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}}, &org.CreateRole{Circle: 2, Name: "Wound care"},
		&org.RaiseTension{Circle: 1, Title: "Too many forms"}, &org.RaiseTension{Circle: 1, Title: "Night shifts", Lead: true},
	} {
		if _, err := v.Do(ctx, service.Asked{Act: act, Face: org.Web}); err != nil {
			f.Fatal(err)
		}
	}
	const (
		signed = "Cookie: orpheus_session=SESSION\r\nSec-Fetch-Site: same-origin\r\n"
		form   = signed + "Content-Type: application/x-www-form-urlencoded"
		bearer = "Authorization: Bearer TOKEN\r\nContent-Type: application/json"
	)
	for _, address := range everyAddress(f) {
		head := signed
		if strings.Contains(address, " /api/") {
			head = bearer
		}
		f.Add(address+"?at=2026-03-01&after=1&limit=2&q=a&circle=C1", head+"\r\nAccept-Language: nl, en;q=0.5\r\nIf-None-Match: \"a\", W/\"b\"\r\nLast-Event-ID: 3", []byte("{}"))
	}
	for _, path := range []string{
		"/linde/map?at=2026-03-01&focus=C2&open=C1,C2", "/linde/people?q=fat&after=P1", "/linde/tensions/T1?at=2026-03-02T09:00:00Z",
		"/linde/decisions?process=consent&stage=x", "/linde/stream?shows=T1,C2",
	} {
		f.Add("GET "+path, signed+"Last-Event-ID: 18446744073709551615", []byte(nil))
	}
	f.Add("POST /linde/acts/tension.raise", form, []byte("title=x&circle=C1&body=y&lead=true&_key=k&_point=1"))
	f.Add("POST /linde/acts/role.create", form, []byte("circle=C2&name=Night&accountabilities=a%0Ab&places=2&plan=1"))
	f.Add("POST /linde/people/invite", form, []byte("list=Ada+%3Cada%40x.example%3E%0ABo%2C+bo%40x.example&as=member&do=look"))
	f.Add("POST /signin", form, []byte("mail=fatima%40linde.example&password=x&next=%2Flinde%2Fmap"))
	f.Add("POST /linde/acts/file.add", signed+"Content-Type: multipart/form-data; boundary=b", []byte("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n--b--\r\n"))
	f.Add("POST /linde/account/photo", signed+"Content-Type: multipart/form-data; boundary=b", []byte("--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.gif\"\r\n\r\nGIF89a\x01\x00\x01\x00\r\n--b--"))
	f.Add("POST /linde/account/push", form, []byte("endpoint=https%3A%2F%2Fpush.example%2Fa&key=BA&auth=AA"))
	f.Add("POST /api/v1/orgs/linde/acts/tension.raise", bearer+"\r\nIdempotency-Key: k", []byte(`{"title":"x","circle":"C1","lead":true,"until":"2026-04-01T00:00:00Z"}`))
	f.Add("POST /api/v1/orgs/linde/acts/role.create", bearer, []byte(`{"circle":"C2","name":"x","accountabilities":["a"],"places":1e9}`))
	f.Add("POST /api/v1/orgs/linde/acts/decision.propose", bearer, []byte(`{"question":"x","process":"consent","plan":[{"kind":"role.retire","act":{"role":"R1"}}]}`))
	f.Add("POST /api/v1/orgs/linde/pulses/1/answer", bearer, []byte(`{"answers":[3,4]}`))
	f.Add("POST /api/v1/orgs/linde/whatif", bearer, []byte(`{"acts":[]}`))
	f.Fuzz(func(t *testing.T, line, head string, body []byte) {
		head = strings.NewReplacer("SESSION", session, "TOKEN", token).Replace(head)
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(line + " HTTP/1.1\r\nHost: o.example\r\n" + strings.TrimRight(head, "\r\n") + "\r\n\r\n")))
		if err != nil {
			return // the server of the library refuses it
		}
		within, end := context.WithCancel(t.Context())
		defer end()
		r = r.WithContext(within)
		r.Body, r.ContentLength, r.RemoteAddr = io.NopCloser(bytes.NewReader(body)), int64(len(body)), "127.0.0.1:9"
		w := untilFlushed{httptest.NewRecorder(), end}
		said.Reset()
		h.ServeHTTP(w, r)
		if w.Code >= 500 || said.Len() > 0 {
			t.Errorf("%s is answered with %d: %s", line, w.Code, said.String())
		}
	})
}

// everyAddress is every address of pages and API, as the tables of their tests have them, with
// something in the place of each part that varies.
func everyAddress(f *testing.F) (out []string) {
	pages, err := os.ReadFile("../internal/test/site/testdata/who.txt")
	if err != nil {
		f.Fatal(err)
	}
	document, err := os.ReadFile("../face/api/testdata/openapi.json")
	if err != nil {
		f.Fatal(err)
	}
	var api struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal(document, &api); err != nil {
		f.Fatal(err)
	}
	varies := regexp.MustCompile(`\{[^}]*\}`)
	fill := strings.NewReplacer("{org}", "linde", "{circle}", "C2", "{role}", "R1", "{person}", "P1", "{tension}", "T1", "{initiative}", "I1", "{lang}", "nl", "{kind}", "tension.raise").Replace
	for _, line := range strings.Split(string(pages), "\n") {
		if method, rest, ok := strings.Cut(line, " "); ok && method != "" {
			path, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			out = append(out, method+" "+varies.ReplaceAllString(fill(path), "1"))
		}
	}
	for path, methods := range api.Paths {
		for method := range methods {
			out = append(out, strings.ToUpper(method)+" "+varies.ReplaceAllString(fill(path), "1"))
		}
	}
	slices.Sort(out)
	if len(out) < 300 {
		f.Fatalf("only %d addresses", len(out))
	}
	return out
}

// fuzzSession is what the cookie of somebody who signed in says.
func fuzzSession(f *testing.F, h *server.Server, who org.PersonID) string {
	link, err := h.Identity.NewLink(context.Background(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: who, Printed: true})
	if err != nil {
		f.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, link, nil))
	for _, c := range w.Result().Cookies() {
		if c.Name == "orpheus_session" {
			return c.Value
		}
	}
	f.Fatalf("nobody is signed in: %d %v", w.Code, w.Header())
	return ""
}
