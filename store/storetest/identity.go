package storetest

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

func hash(s string) identity.Hash { return identity.HashOf(s) }

// hasCredential checks that a credential is there as it is wanted, or not there.
func hasCredential(t *testing.T, s Store, key string, want *identity.Credential) {
	t.Helper()
	got, found, err := s.Credential(t.Context(), hash(key))
	must(t, err)
	equal(t, "there is "+key, found, want != nil)
	if want != nil {
		equal(t, key, got, *want)
	}
}

func credentials(t *testing.T, s Store) {
	people(t, s, "linde")
	people(t, s, "anker")
	ctx := t.Context()
	full := identity.Credential{Key: hash("full"), Kind: identity.OfLink, Org: "linde", Person: 2, Name: "Roster, ø", Made: 5, Seen: 6, Ends: 9, Detail: `{"kind":2,"next":"/linde/map"}`}
	founds := identity.Credential{Key: hash("founds"), Kind: identity.OfLink, Made: 5, Ends: 9}
	a := identity.Credential{Key: hash("a"), Kind: identity.OfSession, Org: "linde", Person: 1, Made: 6, Seen: 6, Ends: 50}
	b := identity.Credential{Key: hash("b"), Kind: identity.OfSession, Org: "linde", Person: 1, Made: 5, Seen: 5, Ends: 60}
	token := identity.Credential{Key: hash("t"), Kind: identity.OfToken, Org: "linde", Person: 1, Name: "Map", Made: 5}
	away := identity.Credential{Key: hash("c"), Kind: identity.OfSession, Org: "anker", Person: 1, Made: 7, Ends: 70}
	for _, c := range []identity.Credential{full, founds, a, b, token, away} {
		must(t, s.AddCredential(ctx, c))
	}
	hasCredential(t, s, "full", &full)
	hasCredential(t, s, "founds", &founds)
	hasCredential(t, s, "other", nil)
	of := func(slug string, p org.PersonID, kind identity.CredentialKind, want ...identity.Credential) {
		t.Helper()
		got, err := s.Credentials(ctx, slug, p, kind)
		must(t, err)
		equal(t, "credentials", got, append([]identity.Credential(nil), want...))
	}
	of("linde", 1, identity.OfSession, b, a)
	of("linde", 1, identity.OfToken, token)
	of("linde", 2, identity.OfSession)
	of("", 0, identity.OfLink, founds)
	must(t, s.TouchCredential(ctx, a.Key, 9, 90))
	a.Seen, a.Ends = 9, 90
	hasCredential(t, s, "a", &a)
	must(t, s.DropCredentials(ctx, "linde", 1, identity.OfSession, b.Key))
	of("linde", 1, identity.OfSession, b)
	of("linde", 1, identity.OfToken, token)
	of("anker", 1, identity.OfSession, away)
	must(t, s.DropCredentials(ctx, "", 0, identity.OfLink, identity.Hash{}))
	hasCredential(t, s, "founds", nil)
	hasCredential(t, s, "full", &full)
	must(t, s.DropCredential(ctx, full.Key))
	must(t, s.DropCredential(ctx, full.Key))
	hasCredential(t, s, "full", nil)
	must(t, s.Sweep(ctx, 60))
	hasCredential(t, s, "b", &b)
	must(t, s.Sweep(ctx, 61))
	hasCredential(t, s, "b", nil)
	hasCredential(t, s, "c", &away)
	hasCredential(t, s, "t", &token) // it has no end
	push := identity.Credential{Key: hash("p"), Kind: identity.OfPush, Org: "linde", Person: 1, Name: "Firefox", Made: 7, Detail: `{"id":"a"}`}
	must(t, s.PutCredential(ctx, push))
	hasCredential(t, s, "p", &push)
	before := s.Edition()
	push.Person, push.Detail, push.Seen = 2, `{"id":"b"}`, 8
	must(t, s.PutCredential(ctx, push))
	hasCredential(t, s, "p", &push)
	of("linde", 1, identity.OfPush)
	of("linde", 2, identity.OfPush, push)
	if s.Edition() == before {
		t.Error("a credential is another one under the same edition")
	}
	if err := s.PutCredential(ctx, identity.Credential{Key: hash("x"), Org: "nobody"}); err == nil {
		t.Fatal("a credential is put into an organisation that is not there")
	}
	if err := s.AddCredential(ctx, identity.Credential{Key: hash("x"), Org: "nobody"}); err == nil {
		t.Fatal("a credential of an organisation that is not there")
	}
	if _, err := s.Credentials(ctx, "nobody", 1, identity.OfToken); err == nil {
		t.Fatal("credentials of an organisation that is not there")
	}
}

// Of those who use one thing at once, one does, in whichever process they are.
func usedOnce(t *testing.T, a, b Store) {
	people(t, a, "linde")
	for i := range 5 {
		key := "once" + strconv.Itoa(i)
		must(t, a.AddCredential(t.Context(), identity.Credential{Key: hash(key), Kind: identity.OfLink, Org: "linde", Person: 1, Ends: 9}))
		var wg sync.WaitGroup
		var n atomic.Int32
		for j := range 8 {
			wg.Go(func() {
				used, err := []Store{a, b}[j%2].UseCredential(t.Context(), hash(key), 7)
				if err != nil {
					t.Error(err)
				}
				if used {
					n.Add(1)
				}
			})
		}
		wg.Wait()
		equal(t, "times used", n.Load(), int32(1))
		hasCredential(t, b, key, &identity.Credential{Key: hash(key), Kind: identity.OfLink, Org: "linde", Person: 1, Seen: 7, Ends: 9})
	}
	used, err := b.UseCredential(t.Context(), hash("nothing"), 7)
	must(t, err)
	equal(t, "used what is not there", used, false)
}

// What is used in the transaction of what it allows is used with it or not at all:
// one link founds one organisation.
func usedWith(t *testing.T, a, b Store) {
	ctx := t.Context()
	must(t, a.AddCredential(ctx, identity.Credential{Key: hash("found"), Kind: identity.OfLink, Ends: 9}))
	use := records.Changes{Uses: []records.Use{{Key: hash("found"), At: 7}}}
	stale := ledger.Batch{Slug: "linde", Before: ledger.Head{Seq: 3}, Rows: Rows(ledger.Head{Seq: 3}, 1, "x"), Records: use}
	want(t, a.Append(ctx, stale), ledger.ErrStale)
	var wg sync.WaitGroup
	var founded atomic.Int32
	for i := range 8 {
		wg.Go(func() {
			slug := "org" + strconv.Itoa(i)
			err := []Store{a, b}[i%2].Append(ctx, ledger.Batch{Slug: slug, Rows: Rows(ledger.Head{}, 1, slug), Records: use})
			if err == nil {
				founded.Add(1)
			} else {
				want(t, err, records.ErrUsed)
			}
		})
	}
	wg.Wait()
	equal(t, "founded", founded.Load(), int32(1))
	all, err := a.Orgs(ctx)
	must(t, err)
	equal(t, "organisations", len(all), 1)
	unknown := records.Changes{Uses: []records.Use{{Key: hash("nothing"), At: 7}}}
	want(t, b.Append(ctx, ledger.Batch{Slug: "late", Rows: Rows(ledger.Head{}, 1, "late"), Records: unknown}), records.ErrUsed)
}

func private(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	for _, value := range []string{"", "one", "two", ""} {
		must(t, s.SetPrivate(ctx, "linde", 1, "busy", value))
		got, err := s.Private(ctx, "linde", 1, "busy")
		must(t, err)
		equal(t, "said", got, value)
		for _, other := range []struct {
			p    org.PersonID
			name string
		}{{2, "busy"}, {1, "password"}} {
			if got, err := s.Private(ctx, "linde", other.p, other.name); err != nil || got != "" {
				t.Fatalf("another said %q, %v", got, err)
			}
		}
	}
	if _, err := s.Private(ctx, "nobody", 1, "busy"); err == nil {
		t.Fatal("said in an organisation that is not there")
	}
}

// leaseOne leases the mail that has been due longest.
func leaseOne(ctx context.Context, s Store, now, until org.Time) (m identity.Mail, found bool, next org.Time, err error) {
	all, next, err := s.LeaseMails(ctx, now, until, 1)
	if len(all) > 0 {
		m = all[0]
	}
	return m, len(all) == 1, next, err
}

// Those that are leased together are the first ones, in their order, and nobody else's.
func leasedTogether(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	for _, due := range []org.Time{30, 10, 20, 10, 50} {
		must(t, s.Queue(ctx, identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 1, Due: due}))
	}
	for _, c := range []struct {
		most int
		due  []org.Time
		next org.Time
	}{{3, []org.Time{10, 10, 20}, 0}, {3, []org.Time{30}, 0}, {3, nil, 50}} {
		got, next, err := s.LeaseMails(ctx, 40, 100, c.most)
		must(t, err)
		var due []org.Time
		for k, m := range got {
			due = append(due, m.Due)
			if m.Held != 100 || k > 0 && m.Due == got[k-1].Due && m.ID < got[k-1].ID {
				t.Errorf("%+v comes after %+v", m, got[k-1])
			}
		}
		equal(t, "leased, next", []any{due, next}, []any{c.due, c.next})
	}
}

func outbox(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	m := identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 1, By: 2, Lang: "nl", Next: "/linde", Made: 5}
	for _, due := range []org.Time{30, 10, 20} {
		m.Due = due
		must(t, s.Queue(ctx, m))
	}
	lease := func(now, until, due org.Time, wantNext org.Time) identity.Mail {
		t.Helper()
		got, found, next, err := leaseOne(ctx, s, now, until)
		must(t, err)
		equal(t, "leased, next", []any{found, next}, []any{due != 0, wantNext})
		if found {
			m.ID, m.Due, m.Held = got.ID, due, until
			equal(t, "mail", got, m)
		}
		return got
	}
	lease(9, 100, 0, 10)
	first := lease(20, 100, 10, 0)
	second := lease(20, 101, 20, 0)
	lease(20, 100, 0, 30)
	lease(40, 99, 30, 0)
	lease(40, 200, 0, 99) // all are held: the first is let go of at 99
	first.Tries, first.Fault, first.Due = 1, "no answer", 0
	first.Kind = identity.Notice // it goes on as another kind
	must(t, s.PutMail(ctx, first))
	again := lease(150, 300, 20, 0) // whoever had it died
	must(t, s.DropMail(ctx, second))
	second.Tries = 9
	must(t, s.PutMail(ctx, second)) // who lost it writes nothing
	mails, err := s.Mails(ctx, "linde")
	must(t, err)
	equal(t, "mails", len(mails), 3)
	first.Held = 0
	equal(t, "given up, held", []identity.Mail{mails[1], mails[2]}, []identity.Mail{first, again})
	must(t, s.DropMail(ctx, again))
	must(t, s.Sweep(ctx, 5+31*org.Day))
	mails, err = s.Mails(ctx, "linde")
	must(t, err)
	equal(t, "left", len(mails), 1)
	if err := s.Queue(ctx, identity.Mail{Org: "nobody"}); err == nil {
		t.Fatal("a mail to an organisation that is not there")
	}
}

// A mail is leased to one, however many ask at once, in whichever process.
func leasedOnce(t *testing.T, a, b Store) {
	people(t, a, "linde")
	const n = 20
	for range n {
		must(t, a.Queue(t.Context(), identity.Mail{Org: "linde", Person: 1, Due: 5}))
	}
	var mu sync.Mutex
	got := map[int64]int{}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			s := []Store{a, b}[i%2]
			for {
				m, found, _, err := leaseOne(t.Context(), s, 10, 1000)
				if err != nil {
					t.Error(err)
				}
				if !found {
					return
				}
				mu.Lock()
				got[m.ID]++
				mu.Unlock()
				if err := s.DropMail(t.Context(), m); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	equal(t, "mails leased", len(got), n)
	for id, times := range got {
		if times != 1 {
			t.Errorf("mail %d was leased %d times", id, times)
		}
	}
}

func shutOut(t *testing.T, s Store) {
	head := people(t, s, "linde")
	people(t, s, "anker")
	ctx := t.Context()
	kinds := []identity.CredentialKind{identity.OfLink, identity.OfSession, identity.OfToken, identity.OfDevice}
	for _, slug := range []string{"linde", "anker"} {
		for _, p := range []org.PersonID{1, 2} {
			for _, kind := range kinds {
				key := hash(slug + p.String() + strconv.Itoa(int(kind)))
				must(t, s.AddCredential(ctx, identity.Credential{Key: key, Kind: kind, Org: slug, Person: p, Name: "x", Ends: 9}))
			}
			must(t, s.SetPrivate(ctx, slug, p, "password", "sealed"))
			must(t, s.SetPrivate(ctx, slug, p, "busy", "yes"))
			must(t, s.Queue(ctx, identity.Mail{Org: slug, Person: p, Due: 1}))
		}
	}
	// left is how much there is of somebody: credentials, what they said, mails.
	left := func(slug string, p org.PersonID) (n [3]int) {
		for _, kind := range kinds {
			all, err := s.Credentials(ctx, slug, p, kind)
			must(t, err)
			n[0] += len(all)
		}
		for _, name := range []string{"password", "busy"} {
			value, err := s.Private(ctx, slug, p, name)
			must(t, err)
			n[1] += min(1, len(value))
		}
		mails, err := s.Mails(ctx, slug)
		must(t, err)
		for _, m := range mails {
			if m.Person == p {
				n[2]++
			}
		}
		return n
	}
	all := [3]int{4, 2, 1}
	equal(t, "at first", left("linde", 1), all)
	b := ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "left"), Records: records.Changes{Left: []org.PersonID{1}}}
	must(t, s.Append(ctx, b))
	equal(t, "who left", left("linde", 1), [3]int{0, 2, 0})
	equal(t, "another", left("linde", 2), all)
	equal(t, "elsewhere", left("anker", 1), all)
	must(t, s.Amend(ctx, "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}, {Person: 2, KeepTexts: true}}}))
	equal(t, "erased", left("linde", 1), [3]int{})
	equal(t, "erased", left("linde", 2), [3]int{})
	equal(t, "elsewhere", left("anker", 2), all)
}
