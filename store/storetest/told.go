package storetest

import (
	"fmt"
	"testing"

	"orpheus/identity"
	"orpheus/org"
)

func swapped(t *testing.T, s Store) {
	people(t, s, "linde")
	ctx := t.Context()
	for _, c := range []struct {
		was, value, now string
		done            bool
	}{{"x", "one", "", false}, {"", "one", "one", true}, {"", "two", "one", false}, {"one", "two", "two", true}, {"two", "two", "two", true}, {"two", "", "", true}} {
		done, err := s.SwapPrivate(ctx, "linde", 1, "seen", c.was, c.value)
		must(t, err)
		equal(t, "swapped "+c.was+" for "+c.value, done, c.done)
		got, err := s.Private(ctx, "linde", 1, "seen")
		must(t, err)
		equal(t, "then", got, c.now)
	}
	must(t, s.SetPrivate(ctx, "linde", 1, "seen", "a"))
	must(t, s.SetPrivate(ctx, "linde", 2, "seen", "b"))
	must(t, s.SetPrivate(ctx, "linde", 2, "busy", "yes"))
	all, err := s.Privates(ctx, "linde", "seen")
	must(t, err)
	equal(t, "all", all, map[org.PersonID]string{1: "a", 2: "b"})
	for _, c := range []struct {
		was, value string
		want       bool
	}{{"", "a", true}, {"", "b", false}, {"a", "b", true}, {"b", "", true}} {
		done, err := s.SwapBox(ctx, "linde", "D1", c.was, c.value)
		must(t, err)
		equal(t, "swapped "+c.was, done, c.want)
		if box, err := s.Box(ctx, "linde", "D1"); err != nil || done && box != c.value {
			t.Errorf("the box has %q, %v", box, err)
		}
		want := 1
		if c.value == "" {
			want = 0
		}
		if all, err := s.Boxes(ctx, "linde"); err != nil || done && (len(all) != want || want > 0 && all[0] != "D1") {
			t.Errorf("the boxes are %q, %v", all, err)
		}
		if other, err := s.Box(ctx, "linde", "D2"); err != nil || other != "" {
			t.Errorf("another box has %q, %v", other, err)
		}
	}
	if _, err := s.SwapBox(ctx, "nobody", "D1", "", "x"); err == nil {
		t.Error("a box of no organisation")
	}
	key, err := s.SealKey(ctx)
	must(t, err)
	equal(t, "bytes of the key of boxes", len(key), 32)
	again, err := s.SealKey(ctx)
	must(t, err)
	equal(t, "the key of boxes, again", again, key)
	theirs, err := s.PrivateOf(ctx, "linde", 2)
	must(t, err)
	equal(t, "all of one", theirs, map[string]string{"seen": "b", "busy": "yes"})
	if _, err := s.PrivateOf(ctx, "nobody", 2); err == nil {
		t.Fatal("read in an organisation that is not there")
	}
	if _, err := s.SwapPrivate(ctx, "nobody", 1, "seen", "", "x"); err == nil {
		t.Fatal("said in an organisation that is not there")
	}
}

// Whoever tells from where the organisation is tells; who comes later does nothing.
func told(t *testing.T, s Store) {
	head := people(t, s, "linde")
	people(t, s, "anker")
	ctx := t.Context()
	behind := func(want ...string) {
		t.Helper()
		got, err := s.Behind(ctx, "mail")
		must(t, err)
		equal(t, "behind", got, want)
	}
	behind("anker", "linde")
	tell := func(was, is uint64, want bool, mails ...identity.Mail) {
		t.Helper()
		done, err := s.Tell(ctx, "linde", identity.Round{Way: "mail", Was: was, Is: is, Mails: mails, People: map[org.PersonID]uint64{2: is * 10}, Kept: map[org.PersonID]string{1: fmt.Sprint("upto ", is)}})
		must(t, err)
		equal(t, "told", done, want)
	}
	tell(0, 1, true, identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 1, Due: 5, About: "{}"}, identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 2, Due: 5})
	tell(0, 2, false, identity.Mail{Org: "linde", Person: 1, Due: 5})
	tell(1, head.Seq, true)
	behind("anker")
	far, err := s.Told(ctx, "linde", "mail")
	must(t, err)
	equal(t, "how far", far, map[org.PersonID]uint64{0: head.Seq, 2: head.Seq * 10})
	kept, err := s.Privates(ctx, "linde", identity.KeptBy("mail"))
	must(t, err)
	equal(t, "kept", kept, map[org.PersonID]string{1: fmt.Sprint("upto ", head.Seq)})
	none, err := s.Told(ctx, "linde", "push")
	must(t, err)
	equal(t, "another way", none, map[org.PersonID]uint64{})
	mails, err := s.Mails(ctx, "linde")
	must(t, err)
	equal(t, "mails", len(mails), 2)
	equal(t, "about", mails[0].About, "{}")
	m, _, _, err := leaseOne(ctx, s, 10, 50)
	must(t, err)
	for _, c := range []struct {
		held org.Time
		ours bool
	}{{40, false}, {50, true}} {
		m.Held = c.held
		ours, err := s.HandMail(ctx, m)
		must(t, err)
		equal(t, "handed", ours, c.ours)
	}
	again, _, _, err := leaseOne(ctx, s, 60, 90)
	must(t, err)
	other, _, _, err := leaseOne(ctx, s, 60, 90)
	must(t, err)
	equal(t, "a mail that was handed says so", []bool{again.Handed, other.Handed}, []bool{true, false})
	if _, err := s.Tell(ctx, "nobody", identity.Round{Way: "mail"}); err == nil {
		t.Fatal("told in an organisation that is not there")
	}
}

func secretFor(t *testing.T, s Store) {
	a, err := s.SecretFor(t.Context(), "a")
	must(t, err)
	b, err := s.SecretFor(t.Context(), "b")
	must(t, err)
	again, err := s.SecretFor(t.Context(), "a")
	must(t, err)
	equal(t, "bytes", []int{len(a), len(b)}, []int{32, 32})
	if string(a) == string(b) || string(a) != string(again) {
		t.Fatal("a secret is not that of its name")
	}
}
