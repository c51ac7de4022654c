package site_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/face/hook"
	"orpheus/face/web"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
)

// loopback is where the tests may be called.
var loopback = server.Networks{netip.MustParsePrefix("127.0.0.0/8")}

// What hooks send is what every member may see: programs get no name and no words, chats
// no words, and neither what is between two people.
func TestHooksTellNoSecrets(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Secret")
	h.do("linde", member, &org.DeclineOffer{Offer: 1, Word: org.Write("Secret-word too much")})
	var mu sync.Mutex
	got := map[string]string{}
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		got[r.URL.Path] += string(body) + "\n"
	}))
	defer srv.Close()
	now := func() time.Time { return today }
	h.desk.HooksBy(hook.New("http://o.example", web.Path, now, loopback), loopback)
	v, err := h.desk.As(t.Context(), "linde", steward)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range append(service.HookChats(), service.HookProgram) {
		if _, err := v.MakeHook(t.Context(), srv.URL+"/"+string(kind), service.HookTerms{Kind: kind, Lang: "en", Rhythm: service.Daily}); err != nil {
			t.Fatal(err)
		}
	}
	store := h.people.Store.(service.Store)
	rows, err := store.Hooks(t.Context(), "linde")
	if err != nil {
		t.Fatal(err)
	}
	for _, was := range rows { // they tell everything from the beginning, now
		is := was
		is.Upto, is.Due = 0, 1
		if done, err := store.SetHook(t.Context(), was, is); err != nil || !done {
			t.Fatal(done, err)
		}
	}
	for range 20 { // an act each, fifty in a turn
		if _, err := h.desk.TellHooks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for kind, hidden := range map[service.HookKind][]string{
		service.HookProgram: {"Secret Person", "Fatima"}, service.HookSlack: nil, service.HookTeams: nil, service.HookMattermost: nil, service.HookMatrix: nil,
	} {
		text := got["/"+string(kind)]
		for _, s := range append(hidden, "Elsewhere", "Secret-gone", "Secret-mail", "Secret-word", " words", "lead.decline", "said no") {
			if i := strings.Index(text, s); i >= 0 {
				t.Errorf("%s is told of %q: …%.200s", kind, s, text[max(0, i-80):])
			}
		}
		if !strings.Contains(text, "Secret") {
			t.Errorf("%s is told nothing: %.200s", kind, text)
		}
	}
	if n := strings.Count(got["/program"], `"type":"`); n < 60 {
		t.Errorf("a program is told %d acts", n)
	}
}
