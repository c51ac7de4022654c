package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Shared runs the part of the suite about what several processes have together. open
// gives two stores over the same empty data, as two processes would have them.
func Shared(t *testing.T, open func(t *testing.T) (a, b Store)) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, a, b Store)
	}{
		{"a credential is used once", usedOnce},
		{"what is used goes with what it allows", usedWith},
		{"a mail is leased once", leasedOnce},
		{"editions tell what may not hold any more", editions},
		{"versions of records", versions},
		{"watching a log", watching},
		{"what the clock has to do is known to all", dueElsewhere},
		{"an address is claimed by one", claims},
		{"a hook that is leased has something to tell", leasedWithNews},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := open(t)
			c.run(t, a, b)
		})
	}
}

// Every change is another edition, on both sides, when it is confirmed; nothing else
// is, as far as can be told.
func editions(t *testing.T, a, b Store) {
	head := people(t, a, "linde")
	ctx := t.Context()
	add := func(key string, p org.PersonID) {
		must(t, a.AddCredential(ctx, identity.Credential{Key: hash(key), Kind: identity.OfToken, Org: "linde", Person: p, Ends: 9}))
	}
	for i, change := range []func(s Store) error{
		func(s Store) error { return s.DropCredential(ctx, hash("a")) },
		func(s Store) error { return s.DropCredentials(ctx, "linde", 1, identity.OfToken, identity.Hash{}) },
		func(s Store) error { _, err := s.UseCredential(ctx, hash("b"), 5); return err },
		func(s Store) error { return s.Amend(ctx, "linde", records.Changes{Profiles: []records.Profile{ada}}) },
		func(s Store) error { return s.Amend(ctx, "linde", records.Changes{Left: []org.PersonID{2}}) },
		func(s Store) error {
			return s.Amend(ctx, "linde", records.Changes{Erasures: []records.Erasure{{Person: 2}}})
		},
		func(s Store) error { return s.SetPrivate(ctx, "linde", 1, "busy", "yes") },
	} {
		for _, by := range []Store{a, b} {
			must(t, errors.Join(a.DropCredential(ctx, hash("a")), a.DropCredential(ctx, hash("b"))))
			add("a", 1)
			add("b", 2)
			was := [2]uint64{a.Edition(), b.Edition()}
			must(t, change(by))
			if a.Edition() == was[0] || b.Edition() == was[1] {
				t.Errorf("change %d by %p (%p, %p) is no other edition: %v", i, by, a, b, was)
			}
		}
	}
	add("k", 1)
	was := a.Edition()
	must(t, a.TouchCredential(ctx, hash("k"), 7, 9))
	must(t, a.AddCredential(ctx, identity.Credential{Key: hash("new"), Org: "linde", Person: 1}))
	must(t, a.Append(ctx, ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 3, "x")}))
	must(t, a.Amend(ctx, "linde", records.Changes{Texts: []records.Text{{ID: 77, Body: "another one"}}}))
	equal(t, "edition after what changes nothing that was read", a.Edition(), was)
	_, _, err := a.Credential(ctx, hash("k"))
	must(t, err)
	equal(t, "edition after reading", a.Edition(), was)
}

func versions(t *testing.T, a, b Store) {
	head := people(t, a, "linde")
	people(t, a, "anker")
	ctx := t.Context()
	version := func(slug string) uint64 {
		t.Helper()
		one, err := a.Version(ctx, slug)
		must(t, err)
		two, err := b.Version(ctx, slug)
		must(t, err)
		equal(t, "version in the other", two, one)
		return one
	}
	was, anker := version("linde"), version("anker")
	must(t, b.Append(ctx, ledger.Batch{
		Slug: "linde", Before: head, Rows: Rows(head, 1, "x"), Records: records.Changes{Texts: []records.Text{{ID: 78, Body: "why"}}},
	}))
	equal(t, "after an act with a text", version("linde"), was)
	for _, s := range []Store{a, b} {
		for _, c := range []records.Changes{
			{Profiles: []records.Profile{ada}},
			{Dropped: []org.TextID{78}},
			{Left: []org.PersonID{2}},
			{Erasures: []records.Erasure{{Person: 2}}},
			{Forgotten: []records.Forgotten{{Secret: []byte("s"), Mac: make([]byte, 32)}}},
		} {
			must(t, s.Amend(ctx, "linde", c))
			if now := version("linde"); now <= was {
				t.Errorf("version %d after %d with %+v", now, was, c)
			} else {
				was = now
			}
		}
	}
	equal(t, "elsewhere", version("anker"), anker)
}

// Who waits for a log to go on hears of it, also from another process.
func watching(t *testing.T, a, b Store) {
	head := people(t, a, "linde")
	people(t, a, "anker")
	now, err := a.Watch(t.Context(), "linde", ledger.Head{})
	must(t, err)
	equal(t, "head", now, head)
	for _, by := range []Store{a, b, a, b} {
		got, after := make(chan ledger.Head, 1), head
		go func() {
			h, err := a.Watch(t.Context(), "linde", after)
			if err != nil {
				t.Error(err)
			}
			got <- h
		}()
		batch := ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 2, "x")}
		must(t, by.Append(t.Context(), batch))
		head = batch.Last()
		select {
		case h := <-got:
			equal(t, "head", h, head)
		case <-time.After(20 * time.Second):
			t.Fatal("nobody said that the log went on")
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	if _, err := a.Watch(ctx, "linde", head); !errors.Is(err, context.Canceled) {
		t.Errorf("a watch that was ended: %v", err)
	}
	_, err = a.Watch(t.Context(), "nobody", head)
	want(t, err, ledger.ErrNoOrganisation)
}

// An address is one person's; who has it is found by any way to write it.
func claims(t *testing.T, a, b Store) {
	people(t, a, "linde")
	people(t, a, "anker")
	ctx := t.Context()
	claim := func(s Store, p records.Profile) error {
		return s.Amend(ctx, "linde", records.Changes{Profiles: []records.Profile{p}, Claims: []org.PersonID{p.Person}})
	}
	for _, mail := range []string{"ada@example.org", "ADA@Example.org", "\uff41da@example.org"} {
		for _, s := range []Store{a, b} {
			want(t, claim(s, records.Profile{Person: 2, Name: "Bo", Mail: mail}), records.ErrTaken)
		}
	}
	knows(t, b, "linde", []records.Profile{ada, bo, cy}, []records.Text{first, second, third, nobodys})
	must(t, claim(b, ada)) // her own
	must(t, claim(a, records.Profile{Person: 2, Name: "Bo", Mail: "Bo@example.org"}))
	must(t, claim(a, records.Profile{Person: 10, Name: "Cy"})) // nobody's
	for mail, want := range map[string][]records.Place{
		"Ada@EXAMPLE.org": {{Slug: "anker", Person: 1}, {Slug: "linde", Person: 1}},
		"bo@example.org":  {{Slug: "linde", Person: 2}},
		"cy@example.org":  nil,
		"":                nil,
	} {
		got, err := b.ByMail(ctx, mail)
		must(t, err)
		equal(t, "who has "+mail, got, want)
	}
	must(t, a.Amend(ctx, "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}}}))
	got, err := b.ByMail(ctx, ada.Mail)
	must(t, err)
	equal(t, "after an erasure", got, []records.Place{{Slug: "anker", Person: 1}})
}
