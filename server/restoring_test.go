package server

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// exported is everything of De Linde.
func exported(t *testing.T, s *Server) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := s.service.Export(t.Context(), "linde", true, &out, func(uint64) {}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// empty is a server without an organisation, and a link that founds one.
func empty(t *testing.T) (s *Server, path string) {
	t.Helper()
	d := service.New(new(memory.Log), ledger.Options{})
	t.Cleanup(func() { _ = d.Close() })
	s = New(Config{Service: d, URL: "http://o.example"})
	return s, founding(t, s)
}

func founding(t *testing.T, s *Server) string {
	t.Helper()
	link, err := s.Identity.NewLink(t.Context(), identity.Link{Kind: identity.Found})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(link, "http://o.example")
}

// upload sends a copy by the form of the page.
func upload(t *testing.T, s *Server, path, lang string, body io.Reader) *httptest.ResponseRecorder {
	t.Helper()
	in, out := io.Pipe()
	form := multipart.NewWriter(out)
	go func() {
		part, err := form.CreateFormFile("copy", "linde.jsonl")
		if err == nil {
			_, err = io.Copy(part, body)
		}
		if err == nil {
			err = form.Close()
		}
		out.CloseWithError(err)
	}()
	r := httptest.NewRequest("POST", path, in)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Accept-Language", lang)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	_ = in.Close()
	return w
}

// Whoever holds the link that founds puts an organisation back out of a copy. What is none is
// refused in words, keeps nothing, and leaves the link as it was.
func TestRestoringByTheLinkThatFounds(t *testing.T) {
	from, _, _ := copying(t, io.Discard)
	whole := exported(t, from)
	want, err := from.service.Verify(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	s, path := empty(t)
	for _, c := range []struct {
		lang, what string
		body       []byte
		says       string
	}{
		{"en", "something else", []byte("no copy\n"), "This is no copy of an organisation: line 1"},
		{"nl", "nothing", nil, "Kies eerst het bestand"},
		{"da", "a part", whole[:len(whole)*2/3], "Intet af den er gemt"},
		{"nl", "another word", bytes.Replace(whole, []byte("De Linde"), []byte("De Lunde"), 1), "is niet wat er geschreven werd"},
		{"en", "a newer one", bytes.Replace(whole, []byte(`"format":`), []byte(`"format":9`), 1), "newer version"},
	} {
		w := upload(t, s, path, c.lang, bytes.NewReader(c.body))
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, %s", c.what, w.Code, w.Body)
		}
		if all, err := s.service.Slugs(t.Context()); err != nil || len(all) > 0 {
			t.Fatalf("after %s: %v, %v", c.what, all, err)
		}
	}
	w := upload(t, s, path, "nl", bytes.NewReader(whole))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "De Linde is terug") || len(w.Result().Cookies()) > 0 && strings.Contains(fmt.Sprint(w.Result().Cookies()), "session") {
		t.Fatal(w.Code, w.Body, w.Result().Cookies())
	}
	if got, err := s.service.Verify(t.Context(), "linde"); err != nil || got != want {
		t.Errorf("%+v is here, %+v there, %v", got, want, err)
	}
	if names, err := s.service.Names(t.Context(), "linde"); err != nil || names[org.PersonID(1)] != "Fatima Idrissi" {
		t.Error(names, err)
	}
	if w := upload(t, s, path, "en", bytes.NewReader(whole)); w.Code == http.StatusOK || w.Code == http.StatusUnprocessableEntity {
		t.Error("the link works twice:", w.Code)
	}
	w = upload(t, s, founding(t, s), "en", bytes.NewReader(whole))
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "is here already") {
		t.Error("over one that is there:", w.Code)
	}
	if w := upload(t, s, "/found/nothing", "en", bytes.NewReader(whole)); w.Code == http.StatusOK {
		t.Error("without a link:", w.Code)
	}
}

// zeros never end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestACopyThatIsTooLarge(t *testing.T) {
	if testing.Short() {
		return
	}
	s, path := empty(t)
	if w := upload(t, s, path, "en", io.LimitReader(zeros{}, 256<<20+1)); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "more than 256 MB") {
		t.Error(w.Code, w.Body)
	}
}

// While a copy is on its way by a link no other comes by it: each lies on the disk.
func TestOneCopyAtATimeByALink(t *testing.T) {
	s, path := empty(t)
	body, sent := io.Pipe()
	first := make(chan int)
	go func() { first <- upload(t, s, path, "en", body).Code }()
	for range 2 { // when the second is taken the first has arrived
		if _, err := sent.Write([]byte("no copy\n")); err != nil {
			t.Fatal(err)
		}
	}
	if w := upload(t, s, path, "en", strings.NewReader("no copy\n")); w.Code != http.StatusTooManyRequests {
		t.Error("beside it:", w.Code)
	}
	_ = sent.Close()
	if code := <-first; code != http.StatusUnprocessableEntity {
		t.Error(code)
	}
	if w := upload(t, s, path, "en", strings.NewReader("no copy\n")); w.Code != http.StatusUnprocessableEntity {
		t.Error("after it:", w.Code)
	}
}
