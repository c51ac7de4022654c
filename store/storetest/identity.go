package storetest

import (
	"sync"
	"testing"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

func hash(s string) identity.Hash { return identity.HashOf(s) }

func links(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	want := identity.Link{Hash: hash("a"), Kind: identity.Invite, Org: "linde", Person: 2, Printed: true, Many: true, Next: "/linde/map", Made: 5, Ends: 9}
	found := identity.Link{Hash: hash("f"), Kind: identity.Found, Made: 5, Ends: 9}
	must(t, s.AddLink(ctx, want))
	must(t, s.AddLink(ctx, found))
	for _, w := range []identity.Link{want, found} {
		got, ok, err := s.Link(ctx, w.Hash)
		must(t, err)
		equal(t, "link", []any{got, ok}, []any{w, true})
	}
	if _, ok, err := s.Link(ctx, hash("other")); ok || err != nil {
		t.Fatalf("a link that is not there: %v %v", ok, err)
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	for range 8 { // of those who use it at once, one does
		wg.Go(func() {
			used, err := s.UseLink(ctx, hash("a"), 7)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if used {
				n++
			}
		})
	}
	wg.Wait()
	equal(t, "times used", n, 1)
	got, _, err := s.Link(ctx, hash("a"))
	must(t, err)
	equal(t, "used", got.Used, org.Time(7))
	used, err := s.UseLink(ctx, hash("nothing"), 7)
	must(t, err)
	equal(t, "used what is not there", used, false)

	must(t, s.DropLinks(ctx, "", 0))
	gone(t, s, "f")
	must(t, s.DropLink(ctx, hash("a")))
	gone(t, s, "a")
	must(t, s.AddLink(ctx, want))
	must(t, s.Sweep(ctx, 9))
	if _, ok, _ := s.Link(ctx, hash("a")); !ok {
		t.Fatal("swept too early")
	}
	must(t, s.Sweep(ctx, 10))
	gone(t, s, "a")
}

func gone(t *testing.T, s Store, link string) {
	t.Helper()
	if _, ok, err := s.Link(t.Context(), hash(link)); ok || err != nil {
		t.Fatalf("link %s is still there, %v", link, err)
	}
}

func sessions(t *testing.T, s Store) {
	people(t, s, "linde")
	people(t, s, "anker")
	ctx := t.Context()
	a := identity.Session{Hash: hash("a"), Org: "linde", Person: 1, Device: "Firefox, Windows", Made: 5, Seen: 5, Ends: 50}
	b := identity.Session{Hash: hash("b"), Org: "linde", Person: 1, Made: 6, Seen: 6, Ends: 60}
	c := identity.Session{Hash: hash("c"), Org: "anker", Person: 1, Made: 7, Seen: 7, Ends: 70}
	for _, e := range []identity.Session{a, b, c} {
		must(t, s.AddSession(ctx, e))
	}
	got, err := s.Sessions(ctx, "linde", 1)
	must(t, err)
	equal(t, "sessions", got, []identity.Session{b, a})
	must(t, s.TouchSession(ctx, a.Hash, 9, 90))
	a.Seen, a.Ends = 9, 90
	one, ok, err := s.Session(ctx, a.Hash)
	must(t, err)
	equal(t, "touched", []any{one, ok}, []any{a, true})
	must(t, s.DropSessions(ctx, "linde", 1, b.Hash))
	got, err = s.Sessions(ctx, "linde", 1)
	must(t, err)
	equal(t, "all but one", got, []identity.Session{b})
	must(t, s.DropSession(ctx, b.Hash))
	must(t, s.Sweep(ctx, 71))
	for _, h := range []identity.Hash{a.Hash, b.Hash, c.Hash} {
		if _, ok, err := s.Session(ctx, h); ok || err != nil {
			t.Fatalf("a session is still there, %v", err)
		}
	}
	if _, err := s.Sessions(ctx, "nobody", 1); err == nil {
		t.Fatal("sessions of an organisation that is not there")
	}
}

func secrets(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	for _, sealed := range []string{"", "one", "two", ""} {
		must(t, s.SetPassword(ctx, "linde", 1, sealed))
		got, err := s.Password(ctx, "linde", 1)
		must(t, err)
		equal(t, "password", got, sealed)
	}
	for _, busy := range []bool{true, true, false, false, true} {
		must(t, s.SetBusy(ctx, "linde", 1, busy))
		got, err := s.Busy(ctx, "linde", 1)
		must(t, err)
		other, err := s.Busy(ctx, "linde", 2)
		must(t, err)
		equal(t, "busy", []bool{got, other}, []bool{busy, false})
	}
	a := identity.Token{Hash: hash("a"), Org: "linde", Person: 1, Name: "Roster", Made: 5}
	b := identity.Token{Hash: hash("b"), Org: "linde", Person: 1, Name: "Map", Made: 6}
	must(t, s.AddToken(ctx, b))
	must(t, s.AddToken(ctx, a))
	must(t, s.TouchToken(ctx, a.Hash, 8))
	a.Used = 8
	got, err := s.Tokens(ctx, "linde", 1)
	must(t, err)
	equal(t, "tokens", got, []identity.Token{a, b})
	must(t, s.DropToken(ctx, b.Hash))
	if _, ok, err := s.Token(ctx, b.Hash); ok || err != nil {
		t.Fatalf("the token is still there, %v", err)
	}
	one, ok, err := s.Token(ctx, a.Hash)
	must(t, err)
	equal(t, "token", []any{one, ok}, []any{a, true})
}

func outbox(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	for _, due := range []org.Time{30, 10, 20} {
		must(t, s.Queue(ctx, identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 1, By: 2, Lang: "nl", Next: "/linde", Made: 5, Due: due}))
	}
	due, next, err := s.Outbox(ctx, 20, 10)
	must(t, err)
	equal(t, "due", len(due), 2)
	equal(t, "next", next, org.Time(30))
	m := due[0]
	equal(t, "mail", m, identity.Mail{ID: m.ID, Kind: identity.SignIn, Org: "linde", Person: 1, By: 2, Lang: "nl", Next: "/linde", Made: 5, Due: 10})
	m.Tries, m.Fault, m.Due = 1, "no answer", 0
	must(t, s.PutMail(ctx, m))
	must(t, s.DropMail(ctx, due[1].ID))
	due, next, err = s.Outbox(ctx, 20, 10)
	must(t, err)
	equal(t, "left", []any{len(due), next}, []any{0, org.Time(30)})
	vain, err := s.Undelivered(ctx, "linde")
	must(t, err)
	equal(t, "given up", vain, []identity.Mail{m})
	if err := s.Queue(ctx, identity.Mail{Org: "nobody"}); err == nil {
		t.Fatal("a mail to an organisation that is not there")
	}
}

func shutOut(t *testing.T, s Store) {
	head := people(t, s, "linde")
	people(t, s, "anker")
	ctx := t.Context()
	fill := func() {
		for _, slug := range []string{"linde", "anker"} {
			for _, p := range []org.PersonID{1, 2} {
				name := slug + p.String()
				must(t, s.AddLink(ctx, identity.Link{Hash: hash(name), Kind: identity.SignIn, Org: slug, Person: p, Ends: 9}))
				must(t, s.AddSession(ctx, identity.Session{Hash: hash(name), Org: slug, Person: p, Ends: 9}))
				must(t, s.AddToken(ctx, identity.Token{Hash: hash(name), Org: slug, Person: p, Name: "x"}))
				must(t, s.SetPassword(ctx, slug, p, "sealed"))
				must(t, s.SetBusy(ctx, slug, p, true))
				must(t, s.Queue(ctx, identity.Mail{Org: slug, Person: p, Due: 1}))
			}
		}
	}
	// counts is what is left of somebody: link, session, token, password, room.
	counts := func(slug string, p org.PersonID) (n [5]bool) {
		name := hash(slug + p.String())
		_, n[0], _ = s.Link(ctx, name)
		_, n[1], _ = s.Session(ctx, name)
		_, n[2], _ = s.Token(ctx, name)
		sealed, err := s.Password(ctx, slug, p)
		must(t, err)
		n[3] = sealed != ""
		n[4], err = s.Busy(ctx, slug, p)
		must(t, err)
		return n
	}
	all, none := [5]bool{true, true, true, true, true}, [5]bool{}
	fill()
	b := ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "left"), Records: records.Changes{Left: []org.PersonID{1}}}
	must(t, s.Append(ctx, b))
	equal(t, "who left", counts("linde", 1), [5]bool{3: true, 4: true})
	equal(t, "another", counts("linde", 2), all)
	equal(t, "elsewhere", counts("anker", 1), all)
	mails, _, err := s.Outbox(ctx, 1, 10)
	must(t, err)
	equal(t, "mails", len(mails), 3)
	must(t, s.Amend(ctx, "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}, {Person: 2, KeepTexts: true}}}))
	equal(t, "erased", counts("linde", 1), none)
	equal(t, "erased", counts("linde", 2), none)
	equal(t, "elsewhere", counts("anker", 2), all)
}
