package server_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/face/hook"
	"orpheus/face/web"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
)

// receiver is another program, to which hooks lead.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []received
	status int // that it answers with
}

type received struct {
	id, at, signature, kind string
	body                    []byte
}

func receiving(t *testing.T) *receiver {
	r := &receiver{status: http.StatusNoContent}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			t.Error(err)
		}
		var m struct{ Type string }
		_ = json.Unmarshal(body, &m) // a digest has none
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.status/100 == 2 {
			r.got = append(r.got, received{q.Header.Get("webhook-id"), q.Header.Get("webhook-timestamp"), q.Header.Get("webhook-signature"), m.Type, body})
		}
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) answers(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

// all are what came since the last time.
func (r *receiver) all() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.got
	r.got = nil
	return out
}

// kinds are the types of what came since the last time.
func (r *receiver) kinds() (out []string) {
	for _, m := range r.all() {
		out = append(out, m.kind)
	}
	return out
}

// hooking lets hooks lead to this machine, and returns the visit of its steward.
func (s *site) hooking() *service.Visit {
	s.t.Helper()
	s.desk.HooksBy(hook.New(s.base, web.Path, s.now, loopback), loopback)
	v, err := s.desk.As(s.t.Context(), "linde", 1)
	must(s.t, err)
	return v
}

func (s *site) tellsHooks() {
	s.t.Helper()
	_, err := s.desk.TellHooks(s.t.Context())
	must(s.t, err)
}

func (s *site) hook(v *service.Visit, url string, terms service.HookTerms) *service.Hook {
	s.t.Helper()
	h, err := v.MakeHook(s.t.Context(), url, terms)
	must(s.t, err)
	return h
}

// now is the hook as it is now.
func (s *site) hookNow(v *service.Visit, id uint32) *service.Hook {
	s.t.Helper()
	all, err := v.Hooks(s.t.Context())
	must(s.t, err)
	for _, h := range all {
		if h.ID == id {
			return h
		}
	}
	s.t.Fatalf("there is no hook %d", id)
	return nil
}

// A program is told each act once, in order, from when its hook was made, with what every
// member may see: numbers and titles, no names, no words, and nothing that is between two.
func TestAHookTellsWhatEveryMemberMaySee(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Before"})
	h := s.hook(v, r.URL+"/hook?x=1", service.HookTerms{Kind: service.HookProgram})
	s.tellsHooks()
	if got := r.all(); len(got) != 0 {
		t.Fatalf("something of before is told: %+v", got)
	}
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys", Body: org.Write("They are Kofi’s.")})
	s.do(1, &org.OfferLead{Tension: 2, To: 2, Word: org.Write("Please")})
	s.do(2, &org.DeclineOffer{Offer: 1})
	s.do(2, &org.TakeLead{Tension: 2})
	s.tellsHooks()
	s.tellsHooks()
	got := r.all()
	var kinds, ids []string
	for _, m := range got {
		kinds, ids = append(kinds, m.kind), append(ids, m.id)
		for _, secret := range []string{"Kofi", "Fatima", "Please", "Mensah", "decline"} {
			if strings.Contains(string(m.body), secret) {
				t.Errorf("%s tells %q: %s", m.kind, secret, m.body)
			}
		}
		if at, err := strconv.ParseInt(m.at, 10, 64); err != nil || at != s.now().Unix() || m.signature != hook.Sign([]string{h.Secret}, m.id, at, m.body) {
			t.Errorf("%s is signed %q at %q", m.kind, m.signature, m.at)
		}
	}
	if want := []string{"tension.raise", "lead.offer", "lead.take"}; !slices.Equal(kinds, want) {
		t.Fatalf("told %q, want %q", kinds, want)
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != 3 {
		t.Errorf("names of messages: %q", ids)
	}
	const want = `{"type":"lead.take","timestamp":"2026-03-02T09:00:00Z","data":{"org":"linde","url":"http://o.example/linde/initiatives/1","seq":`
	if body := string(got[2].body); !strings.HasPrefix(body, want) || !strings.Contains(body, `"by":"P2"`) || !strings.Contains(body, `"initiative":"I1"`) {
		t.Errorf("%s", body)
	}
	if now := s.hookNow(v, h.ID); now.Told == 0 || now.Fault != (service.HookFault{}) || now.Tries != 0 {
		t.Errorf("%+v", now)
	}
}

// A hook tells only what was chosen.
func TestAHookTellsWhatWasChosen(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	s.hook(v, r.URL, service.HookTerms{Kind: service.HookProgram, Nouns: []string{"circle", "lead"}})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	s.do(1, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Care"})
	s.do(2, &org.TakeLead{Tension: 1})
	s.tellsHooks()
	if got := r.kinds(); !slices.Equal(got, []string{"circle.form", "circle.join", "lead.take"}) {
		t.Errorf("told %q", got)
	}
}

// What is not taken is tried again, later and later, in order, while others are told; after
// some days the hook is paused, and says why.
func TestAHookIsTriedAgainAndPaused(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, bad, good := s.hooking(), receiving(t), receiving(t)
	bad.answers(http.StatusInternalServerError)
	h := s.hook(v, bad.URL, service.HookTerms{Kind: service.HookProgram})
	s.hook(v, good.URL, service.HookTerms{Kind: service.HookProgram})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Lists"})
	s.tellsHooks()
	if got := good.kinds(); len(got) != 2 {
		t.Errorf("the other is told %q", got)
	}
	if now := s.hookNow(v, h.ID); now.Tries != 1 || now.Fault != (service.HookFault{Why: service.HookRefused, Status: 500}) || now.Paused != "" {
		t.Errorf("%+v", now.HookState)
	}
	s.tellsHooks() // too early
	if now := s.hookNow(v, h.ID); now.Tries != 1 {
		t.Errorf("tried again at once: %+v", now.HookState)
	}
	s.move(5 * time.Second)
	bad.answers(http.StatusOK)
	s.tellsHooks()
	got := bad.all()
	if len(got) != 2 || !strings.Contains(string(got[0].body), "Keys") || !strings.Contains(string(got[1].body), "Lists") {
		t.Fatalf("%+v", got)
	}
	if now := s.hookNow(v, h.ID); now.Tries != 0 || now.Fault != (service.HookFault{}) {
		t.Errorf("%+v", now.HookState)
	}

	bad.answers(http.StatusFound)
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Doors"})
	began, tries := s.now(), 0
	for range 400 {
		s.tellsHooks()
		now := s.hookNow(v, h.ID)
		if tries = now.Tries; now.Paused != "" {
			break
		}
		s.move(15 * time.Minute)
	}
	now := s.hookNow(v, h.ID)
	if days := s.now().Sub(began); tries != 10 || now.Paused != service.HookFailing || days < 72*time.Hour || days > 96*time.Hour || now.Fault.Status != 302 {
		t.Fatalf("after %v and %d tries: %+v", days, tries, now.HookState)
	}
	bad.answers(http.StatusOK)
	s.move(90 * 24 * time.Hour)
	s.tellsHooks()
	if got := bad.kinds(); len(got) != 0 {
		t.Errorf("a paused one is told %q", got)
	}
	must(t, v.ResumeHook(t.Context(), h.ID))
	s.tellsHooks()
	if got := bad.kinds(); !slices.Contains(got, "tension.raise") {
		t.Errorf("resumed, it is told %q", got)
	}
	bad.answers(http.StatusGone)
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Gates"})
	s.tellsHooks()
	if now := s.hookNow(v, h.ID); now.Paused != service.HookGone || now.Tries != 1 {
		t.Errorf("gone: %+v", now.HookState)
	}
}

// What happened while a hook was paused is told when it goes on, up to a bound; what was
// left out is told of too.
func TestAPausedHookGoesOn(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	h := s.hook(v, r.URL, service.HookTerms{Kind: service.HookProgram, Nouns: []string{"tension"}})
	must(t, v.PauseHook(t.Context(), h.ID))
	for n := range 3 {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: fmt.Sprint("Thing ", n)})
	}
	s.tellsHooks()
	if now := s.hookNow(v, h.ID); len(r.all()) != 0 || now.Waits != 3 || now.Paused != service.HookStopped {
		t.Fatalf("%d wait, %+v", now.Waits, now.HookState)
	}
	must(t, v.ResumeHook(t.Context(), h.ID))
	s.tellsHooks()
	if got := r.kinds(); len(got) != 3 {
		t.Errorf("told %q", got)
	}
	must(t, v.PauseHook(t.Context(), h.ID))
	for n := range service.MostWaiting + 7 {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: fmt.Sprint("More ", n)})
	}
	if now := s.hookNow(v, h.ID); now.Waits != service.MostWaiting+1 {
		t.Errorf("%d wait", now.Waits)
	}
	must(t, v.ResumeHook(t.Context(), h.ID))
	s.tellsHooks()
	got := r.all()
	if len(got) != service.MostWaiting+1 || got[0].kind != "hook.skipped" || !strings.Contains(string(got[1].body), `"More 7"`) {
		t.Fatalf("%d messages, the first %s and %s", len(got), got[0].body, got[1].body)
	}
	var gap struct {
		Data struct{ After, Upto uint64 }
	}
	must(t, json.Unmarshal(got[0].body, &gap))
	if gap.Data.Upto-gap.Data.After != 7 {
		t.Errorf("%s", got[0].body)
	}
	if got := s.hookNow(v, h.ID); got.Gap != nil {
		t.Error("what was left out is told again")
	}
}

// A secret that is turned signs together with the one before, for a day.
func TestASecretIsTurned(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	h := s.hook(v, r.URL, service.HookTerms{Kind: service.HookProgram})
	anew, err := v.TurnHook(t.Context(), h.ID)
	must(t, err)
	if anew == h.Secret || !strings.HasPrefix(anew, "whsec_") {
		t.Fatal(anew)
	}
	for _, secrets := range [][]string{{anew, h.Secret}, {anew}} {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
		s.tellsHooks()
		m := r.all()[0]
		at, _ := strconv.ParseInt(m.at, 10, 64)
		if want := hook.Sign(secrets, m.id, at, m.body); m.signature != want {
			t.Errorf("signed %q, want %q", m.signature, want)
		}
		s.move(24 * time.Hour)
	}
}

// Two programs on one store tell each act once; one that dies while it tells is followed by
// the other, which says the same under the same name.
func TestTwoProgramsTellAHookOnce(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	s.hook(v, r.URL, service.HookTerms{Kind: service.HookProgram})
	for n := range 30 {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: fmt.Sprint("Thing ", n)})
	}
	other := service.New(s.people.Store.(service.Store), ledger.Options{Now: s.now, Follow: -1})
	defer other.Close()
	other.HooksBy(hook.New(s.base, web.Path, s.now, loopback), loopback)
	var both sync.WaitGroup
	for _, d := range []*service.Service{s.desk, other} {
		both.Go(func() {
			if _, err := d.TellHooks(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	got := r.all()
	for n, m := range got {
		if !strings.Contains(string(m.body), fmt.Sprintf(`"Thing %d"`, n)) {
			t.Fatalf("message %d is %s", n, m.body)
		}
	}
	if len(got) != 30 {
		t.Errorf("%d messages", len(got))
	}
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Last"})
	at := org.At(s.now())
	died, found, _, err := s.people.Store.(service.Store).LeaseHook(t.Context(), at, at+2*org.Day/24/60)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	s.tellsHooks()
	if got := r.kinds(); len(got) != 0 {
		t.Errorf("told twice: %q", got)
	}
	s.move(3 * time.Minute)
	s.tellsHooks()
	if got := r.kinds(); len(got) != 1 || died.ID == 0 {
		t.Errorf("nobody goes on: %q", got)
	}
}

// Who does not look after the settings has no hooks, at no door.
func TestHooksAreForStewards(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward, r := s.hooking(), receiving(t)
	h := s.hook(steward, r.URL, service.HookTerms{Kind: service.HookProgram})
	v, err := s.desk.As(t.Context(), "linde", 2)
	must(t, err)
	ctx := t.Context()
	_, err1 := v.Hooks(ctx)
	_, err2 := v.MakeHook(ctx, r.URL, service.HookTerms{Kind: service.HookProgram})
	_, err3 := v.TurnHook(ctx, h.ID)
	_, err4 := v.TryHook(ctx, h.ID)
	for n, err := range []error{err1, err2, err3, err4, v.PauseHook(ctx, h.ID), v.ResumeHook(ctx, h.ID), v.DropHook(ctx, h.ID)} {
		if org.CodeOf(err) != org.Forbidden {
			t.Errorf("%d: %v", n, err)
		}
	}
	s.in("linde", 2).get("/linde/settings/hooks").wants(t, 404, "")
	s.in("linde", 2).post("/linde/settings/hooks", "do", "remove", "id", "1").wants(t, 404, "")
	if _, err := s.desk.As(ctx, "linde", org.AnyMember); org.CodeOf(err) != org.NotFound {
		t.Errorf("somebody comes in as any member: %v", err)
	}
}

// Stewards do all of it on a page, which never shows the rest of an address.
func TestHooksArePages(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	p := s.in("linde", 1)
	p.get("/linde/settings").wants(t, 200, "", `href="/linde/settings/hooks"`)
	for url, why := range map[string]string{"not an address": "This cannot be used", "ftp://x.example/": "This cannot be used", "https://u:p@x.example/": "This cannot be used"} {
		a := p.post("/linde/settings/hooks", "do", "make", "kind", "program", "url", url)
		a.wants(t, 422, "", why, `value="`+url+`"`)
	}
	a := p.post("/linde/settings/hooks", "do", "make", "kind", "program", "url", r.URL+"/a-secret-path", "noun", "tension", "noun", "lead")
	a.wants(t, 200, "", "Send a trial to see", "What people notice", "works")
	secret := regexp.MustCompile(`<code class="secret">(whsec_[\w+/=]+)<`).FindStringSubmatch(strings.ReplaceAll(a.text, "&#43;", "+"))
	if secret == nil || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatal("no secret is shown, or it may be kept")
	}
	p.post("/linde/settings/hooks", "do", "try", "id", "1").wants(t, 200, "", "The trial arrived")
	m := r.all()[0]
	at, _ := strconv.ParseInt(m.at, 10, 64)
	if m.kind != "hook.trial" || m.signature != hook.Sign(secret[1:], m.id, at, m.body) {
		t.Errorf("%+v", m)
	}
	r.answers(http.StatusTeapot)
	p.post("/linde/settings/hooks", "do", "try", "id", "1").wants(t, 422, "", "The trial was not taken. It answered 418")
	s.do(2, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	s.tellsHooks()
	page := p.get("/linde/settings/hooks")
	page.wants(t, 200, "", "does not arrive", "It answered 418", "Tried 1 time")
	if strings.Contains(page.text, "a-secret-path") || strings.Contains(page.text, secret[1]) {
		t.Error("a secret is shown again")
	}
	p.post("/linde/settings/hooks", "do", "pause", "id", "1").wants(t, 200, "", "What happens meanwhile waits", "1 thing waits")
	r.answers(http.StatusOK)
	p.post("/linde/settings/hooks", "do", "resume", "id", "1").wants(t, 200, "", "It goes on")
	s.tellsHooks()
	if got := r.kinds(); !slices.Equal(got, []string{"tension.raise"}) {
		t.Errorf("told %q", got)
	}
	p.post("/linde/settings/hooks", "do", "turn", "id", "1").wants(t, 200, "", "There is a new secret", "whsec_")
	p.post("/linde/settings/hooks", "do", "remove", "id", "1").wants(t, 200, "", "Removed")
	p.post("/linde/settings/hooks", "do", "pause", "id", "1").wants(t, 422, "", "Somebody removed it meanwhile")
	for range 20 {
		s.hook(v, r.URL, service.HookTerms{Kind: service.HookProgram})
	}
	p.post("/linde/settings/hooks", "do", "make", "kind", "program", "url", r.URL).wants(t, 422, "", "as many as there can be")
}

// A room of a chat gets a digest at its hour, in its language, when something happened, and
// again what could not be told.
func TestAChatGetsADigest(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.hooking()
	r, p := receiving(t), s.in("linde", 1)
	p.post("/linde/settings/hooks", "do", "make", "kind", "mattermost", "url", r.URL, "rhythm", "daily", "hour", "08:00", "in", "nl").wants(t, 200, "", "Mattermost", "Every day at 08:00", "Tue 3 March, 08:00")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys [and] @all"})
	s.do(2, &org.TakeLead{Tension: 1})
	other := s.another()
	s.do(2, &org.OfferLead{Initiative: 1, To: other})
	s.do(other, &org.DeclineOffer{Offer: 1})
	s.tellsHooks()
	if len(r.all()) != 0 {
		t.Error("told too early")
	}
	s.move(23 * time.Hour)
	r.answers(http.StatusBadGateway)
	s.tellsHooks()
	s.move(5 * time.Second)
	r.answers(http.StatusOK)
	s.tellsHooks()
	got := r.all()
	if len(got) != 1 || got[0].signature != "" {
		t.Fatalf("%d messages", len(got))
	}
	var m struct{ Text string }
	must(t, json.Unmarshal(got[0].body, &m))
	for what, there := range map[string]bool{
		"#### [Org linde, sinds ma 2 maart, 09\\.00 uur](http://o.example/linde/stream)": true, `](http://o.example/linde/initiatives/1)`: true, `Keys \[and\] @` + "\u200b" + "all": true,
		"@all": false, "Roos": true, "zei nee": false,
	} {
		if strings.Contains(m.Text, what) != there {
			t.Errorf("%q is there: %v\n%s", what, !there, m.Text)
		}
	}
	s.move(24 * time.Hour)
	s.tellsHooks()
	if len(r.all()) != 0 {
		t.Error("there is a digest of nothing")
	}
	s.do(1, &org.SayInMails{Bare: true})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Quietly"})
	s.move(24 * time.Hour)
	s.tellsHooks()
	if got := r.all(); len(got) != 1 || strings.Contains(string(got[0].body), "Quietly") || !strings.Contains(string(got[0].body), "Er gebeurde") {
		t.Errorf("%+v", got)
	}
	p.post("/linde/settings/hooks", "do", "try", "id", "1").wants(t, 200, "", "The trial arrived")
}

// A hook gets another name, other things to tell and another address; the secret stays. What
// failed at the old address does not count at the new one, and a paused one stays paused.
func TestAHookIsChanged(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, old, r := s.hooking(), receiving(t), receiving(t)
	old.answers(http.StatusInternalServerError)
	h := s.hook(v, old.URL+"/secret", service.HookTerms{Kind: service.HookProgram, Name: "Board"})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	s.tellsHooks()
	if now := s.hookNow(v, h.ID); now.Tries != 1 || now.Name != "Board" {
		t.Fatalf("it is %+v", now)
	}
	terms := service.HookTerms{Name: "Rota", Nouns: []string{"lead"}}
	for address, want := range map[string]error{"ftp://x": service.ErrHookAddress, "https://10.1.2.3/": service.ErrHookPrivate} {
		if _, err := v.ChangeHook(t.Context(), h.ID, address, terms); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := v.ChangeHook(t.Context(), h.ID, "", service.HookTerms{Name: "\u202eRota"}); org.CodeOf(err) != org.Invalid {
		t.Errorf("a name that turns: %v", err)
	}
	if now := s.hookNow(v, h.ID); now.Name != "Board" || now.Tries != 1 {
		t.Fatalf("what was refused changed it: %+v", now)
	}
	_, err := v.ChangeHook(t.Context(), h.ID, r.URL, terms)
	must(t, err)
	if now := s.hookNow(v, h.ID); now.Name != "Rota" || now.URL != r.URL || now.Tries != 0 || now.Secret != h.Secret || now.Kind != service.HookProgram {
		t.Fatalf("it is %+v", now)
	}
	s.do(1, &org.TakeLead{Tension: 1})
	s.tellsHooks()
	if got := r.kinds(); !slices.Equal(got, []string{"lead.take"}) {
		t.Errorf("told %q", got)
	}
	must(t, v.PauseHook(t.Context(), h.ID))
	_, err = v.ChangeHook(t.Context(), h.ID, "", service.HookTerms{})
	must(t, err)
	if now := s.hookNow(v, h.ID); now.Paused != service.HookStopped || now.URL != r.URL || len(now.Nouns) != 0 {
		t.Errorf("it is %+v", now)
	}
	if fault, err := v.TryHook(t.Context(), h.ID); fault != nil || err != nil || len(r.all()) != 1 {
		t.Errorf("a paused one is not tried: %v, %v", fault, err)
	}
	must(t, v.ResumeHook(t.Context(), h.ID))
	member, err := s.desk.As(t.Context(), "linde", 2)
	must(t, err)
	if _, err := member.ChangeHook(t.Context(), h.ID, "", terms); org.CodeOf(err) != org.Forbidden {
		t.Errorf("a member changes it: %v", err)
	}
}

// On the page a hook is changed in its card; neither its address nor its secret is shown.
func TestAHookIsChangedOnItsPage(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, r := s.hooking(), receiving(t)
	h := s.hook(v, r.URL+"/very-secret", service.HookTerms{Kind: service.HookProgram})
	chat := s.hook(v, r.URL+"/chat-secret", service.HookTerms{Kind: service.HookSlack, Lang: "nl", Rhythm: service.Daily, Hour: 8 * 60})
	p := s.in("linde", 1)
	one := p.post("/linde/settings/hooks", "do", "change", "id", fmt.Sprint(h.ID), "name", "The board <b>", "noun", "lead", "noun", "tension")
	one.wants(t, 200, "", "The board &lt;b&gt;", `id="hook-1-change"`, "Changed.")
	two := p.post("/linde/settings/hooks", "do", "change", "id", fmt.Sprint(chat.ID), "name", "Room", "rhythm", "1", "hour", "07:30", "in", "da")
	two.wants(t, 200, "", "Room", "Slack, 127.0.0.1")
	bad := p.post("/linde/settings/hooks", "do", "change", "id", fmt.Sprint(chat.ID), "name", "Kept", "url", "nonsense")
	bad.wants(t, 422, "", `value="nonsense"`, `value="Kept"`, "This cannot be used.")
	p.post("/linde/settings/hooks", "do", "change", "id", "77", "name", "x").wants(t, 422, "", "Somebody removed it meanwhile")
	for _, secret := range []string{"very-secret", "chat-secret", h.Secret} {
		if strings.Contains(one.text+two.text+bad.text, secret) {
			t.Errorf("the page shows %q", secret)
		}
	}
	now := s.hookNow(v, h.ID)
	if now.Name != "The board <b>" || !slices.Equal(now.Nouns, []string{"lead", "tension"}) && !slices.Equal(now.Nouns, []string{"tension", "lead"}) || now.URL != h.URL {
		t.Errorf("it is %+v", now)
	}
	if c := s.hookNow(v, chat.ID); c.Lang != "da" || c.Rhythm != service.Weekly || c.Day != time.Monday || c.Hour != 7*60+30 || c.Kind != service.HookSlack || c.Due == chat.Due {
		t.Errorf("the chat is %+v", c)
	}
}
