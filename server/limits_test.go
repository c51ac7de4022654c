package server_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
)

func asked(act org.Act) service.Asked { return service.Asked{Act: act} }

// Whoever signed in a while ago says who they are before they change how they come in,
// by the password of now or by signing in again; and tries no passwords that way.
func TestAStaleSessionChangesNothing(t *testing.T) {
	s := newSite(t, "http://o.example")
	v := s.in("linde", 2)
	v.post("/linde/account/password", "password", "vroege vogels 7").wants(t, 303, "/linde/account?done=password")
	s.clock.Add(int64(16 * time.Minute))
	for _, fields := range [][]string{
		{"/linde/account/profile", "name", "Kofi Mensah", "mail", "kofi@new.example"},
		{"/linde/account/profile", "name", "Kofi Mensah", "mail", "kofi@new.example", "current", "vroege vogels 8"},
		{"/linde/account/password", "password", "late vogels 12"},
		{"/linde/account/password", "password", "late vogels 12", "current", "vroege vogels 8"},
		{"/linde/account/password", "do", "remove"},
		{"/linde/account/password", "do", "remove", "current", "vroege vogels 8"},
	} {
		if a := v.post(fields[0], fields[1:]...); a.StatusCode != 422 {
			t.Errorf("%v: status %d", fields, a.StatusCode)
		}
	}
	who, _, err := s.desk.Who(t.Context(), "linde", 2)
	if has, err2 := s.people.HasPassword(t.Context(), "linde", 2); err != nil || err2 != nil || who.Mail != "kofi@linde.example" || !has {
		t.Errorf("it was changed: %+v, a password: %v", who, has)
	}
	v.post("/linde/account/profile", "name", "Kofi M.", "mail", "kofi@linde.example").wants(t, 303, "/linde/account?done=profile") // a name lets nobody in
	v.post("/linde/account/profile", "name", "Kofi M.", "mail", "kofi@new.example", "current", "vroege vogels 7").wants(t, 303, "/linde/account?done=mail")
	s.clock.Add(int64(time.Hour))
	tries := 0
	for ; tries < 20; tries++ {
		if a := v.post("/linde/account/password", "do", "remove", "current", fmt.Sprint("vroege vogels ", 10+tries)); a.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	if tries != identity.PerMail.Burst {
		t.Errorf("%d passwords were tried", tries)
	}
	again := s.in("linde", 2)
	again.post("/linde/account/password", "do", "remove").wants(t, 303, "/linde/account?done=password")
}

// One person adds so many people in a while; the others stay in the form, with when to go
// on, in the language of who reads.
func TestInvitingTooMany(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward := s.in("linde", 1)
	for range identity.PerInviter.Burst - 1 {
		s.people.MayInvite("linde", 1)
	}
	const list = "Ada <ada@x.example>\nBo <bo@x.example>\nCy <cy@x.example>"
	a := steward.post("/linde/people/invite", "list", list, "as", "member", "do", "invite")
	a.wants(t, http.StatusTooManyRequests, "", "1 person takes part now", "Go on in 1 minute.", "Bo &lt;bo@x.example&gt;", "Cy &lt;cy@x.example&gt;")
	if wait, err := strconv.Atoi(a.Header.Get("Retry-After")); err != nil || wait < 1 || wait > 61 {
		t.Errorf("Retry-After is %q", a.Header.Get("Retry-After"))
	}
	for lang, want := range map[string]string{"nl": "Ga over 1 minuut verder.", "da": "Gå videre om 1 minut."} {
		steward.header["Accept-Language"] = lang
		steward.post("/linde/people/invite", "list", list, "as", "member", "do", "invite").wants(t, http.StatusTooManyRequests, "", want)
	}
	steward.header["Accept-Language"] = "en"
	s.in("linde", 2).post("/linde/people/invite", "name", "Di", "mail", "di@x.example", "do", "invite").wants(t, 200, "", "1 person takes part now") // another one may
	s.clock.Add(int64(2 * time.Minute))
	steward.post("/linde/people/invite", "list", list, "as", "member", "do", "invite").wants(t, 200, "", "2 people take part now")
}

// Whoever does not get in, and whoever lacks a right, stands in the log; who they are, and
// what they tried it with, does not.
func TestRefusalsAreLogged(t *testing.T) {
	s := newSite(t, "http://o.example")
	var log bytes.Buffer
	h := server.New(server.Config{Service: s.desk, URL: s.base, Now: s.now, Log: slog.New(slog.NewTextHandler(&log, nil))})
	s.h, s.people = h, h.Identity
	guest := s.in("linde", 3)
	reads, err := s.people.NewToken(t.Context(), "linde", 3, "Reader", identity.TokenTerms{Reads: true})
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.people.NewToken(t.Context(), "linde", 3, "Writer", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	by := func(token string) *visitor {
		v := s.visitor()
		v.header["Authorization"] = "Bearer " + token
		return v
	}
	for name, c := range map[string]struct {
		do     func()
		says   []string
		silent bool
	}{
		"a password":         {func() { s.visitor().post("/signin", "mail", "roza@linde.example", "password", "SECRET password") }, []string{"nobody got in by a password", "from="}, false},
		"an unknown address": {func() { s.visitor().post("/signin", "mail", "nobody@linde.example", "password", "SECRET password") }, []string{"nobody got in by a password", "from="}, false},
		"a link":             {func() { s.visitor().post("/signin/SECRETLINK") }, []string{"nobody got in by a link", "from="}, false},
		"a token":            {func() { by("orpheus_SECRET").get("/api/v1/orgs/linde/circles") }, []string{"nobody got in by a token"}, false},
		"for reading":        {func() { by(reads).post("/api/v1/orgs/linde/acts/tension.raise") }, []string{"a right was refused", "rule=reads"}, false},
		"by a page":          {func() { guest.post("/linde/acts/circle.form", "name", "SECRET circle", "parents", "C1") }, []string{"a right was refused", "org=linde", "act=circle.form", "rule="}, false},
		"by a token":         {func() { by(token).post("/api/v1/orgs/linde/acts/organisation.found") }, nil, true},
		"by a visit": {func() {
			v, err := s.desk.As(t.Context(), "linde", 3)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := v.Do(t.Context(), asked(&org.FormCircle{Name: "SECRET circle", Parents: []org.CircleID{1}})); org.CodeOf(err) != org.Forbidden {
				t.Fatal(err)
			}
		}, []string{"a right was refused", "org=linde", "act=circle.form", "rule="}, false},
		"what may be done": {func() { guest.get("/linde") }, nil, true},
	} {
		log.Reset()
		c.do()
		said := log.String()
		for _, want := range c.says {
			if !strings.Contains(said, want) {
				t.Errorf("%s: the log lacks %q: %q", name, want, said)
			}
		}
		if c.silent && said != "" || strings.Count(said, "\n") > 1 {
			t.Errorf("%s: the log says %q", name, said)
		}
		for _, personal := range []string{"SECRET", "roza", "Roza", "nobody@", "P3", token, reads} {
			if strings.Contains(said, personal) {
				t.Errorf("%s: the log says %q", name, said)
			}
		}
	}
}

// The program asks for these limits where its API is called, whichever token is used.
func TestCallersAreLimited(t *testing.T) {
	s := newSite(t, "http://o.example")
	call := func(p org.PersonID) int {
		token, err := s.people.NewToken(t.Context(), "linde", p, "Roster", identity.TokenTerms{})
		if err != nil {
			t.Fatal(err)
		}
		v := s.visitor()
		v.header["Authorization"] = "Bearer " + token
		return v.get("/api/v1/orgs/linde/circles").StatusCode
	}
	for range identity.PerCaller.Burst - 1 {
		s.people.MayCall("linde", 2)
	}
	if first, next, other := call(2), call(2), call(1); first != http.StatusOK || next != http.StatusTooManyRequests || other != http.StatusOK {
		t.Errorf("the last that may call gets %d, the next %d, somebody else %d", first, next, other)
	}
}
