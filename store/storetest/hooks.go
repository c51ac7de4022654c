package storetest

import (
	"sync"
	"testing"

	"orpheus/org"
	"orpheus/store/hooks"
)

// A hook is leased by one at a time, where it has something to tell.
func leasedHooks(t *testing.T, s Store) {
	head := people(t, s, "linde")
	people(t, s, "anker")
	ctx := t.Context()
	full := hooks.Row{Org: "linde", By: 2, Made: 5, URL: "https://x.example/ø", Detail: `{"kind":"events"}`, State: "{}", Upto: head.Seq, Due: 1}
	timed := hooks.Row{Org: "linde", By: 1, Made: 6, URL: "https://y.example", Detail: "{}", State: "{}", Upto: head.Seq, Timed: true, Due: 100}
	for _, h := range []*hooks.Row{&full, &timed} {
		id, err := s.AddHook(ctx, *h)
		must(t, err)
		h.ID = id
	}
	other, err := s.AddHook(ctx, hooks.Row{Org: "anker", By: 1, Made: 6, URL: "https://z.example"})
	must(t, err)
	equal(t, "numbers", []uint32{full.ID, timed.ID, other}, []uint32{1, 2, 1})
	has := func(want ...hooks.Row) {
		t.Helper()
		got, err := s.Hooks(ctx, "linde")
		must(t, err)
		equal(t, "hooks", got, want)
	}
	has(full, timed)
	lease := func(now, until org.Time, want *hooks.Row, then org.Time) hooks.Row {
		t.Helper()
		got, found, next, err := s.LeaseHook(ctx, now, until)
		must(t, err)
		equal(t, "found", found, want != nil)
		equal(t, "next", next, then)
		if want != nil {
			want.Held = until
			equal(t, "leased", got, *want)
		}
		return got
	}
	lease(50, 60, nil, 100) // nothing happened, and it is too early
	head = add(t, s, "linde", head, 1)
	first := lease(50, 60, &full, 0)
	lease(55, 65, nil, 60)
	second := lease(100, 110, &full, 0) // the first went too long
	lease(100, 120, &timed, 0)
	lease(100, 120, nil, 110)

	put := func(h hooks.Row, held org.Time, want bool) {
		t.Helper()
		done, err := s.PutHook(ctx, h, held)
		must(t, err)
		equal(t, "put", done, want)
	}
	first.Upto = 99
	put(first, 0, false)
	second.State, second.Upto, second.Due = `{"tries":1}`, head.Seq, 7
	put(second, 130, true)
	full.State, full.Upto, full.Due, full.Held = second.State, second.Upto, second.Due, 130
	has(full, timed)
	put(second, 0, false) // it holds until 130 now
	second.Held = 130
	put(second, 0, true)
	full.Held = 0
	has(full, timed)
	lease(200, 210, &timed, 0)
	lease(200, 210, nil, 210) // all of the other was told

	head = add(t, s, "linde", head, 1)
	held := lease(300, 310, &full, 0)
	was := held
	was.State = "{}"
	paused := held
	paused.Due, paused.URL, paused.Detail, paused.State = 0, "https://v.example", `{"name":"x"}`, `{"paused":"steward"}`
	for _, c := range []struct {
		was  hooks.Row
		done bool
	}{{was, false}, {held, true}, {held, false}} {
		done, err := s.SetHook(ctx, c.was, paused)
		must(t, err)
		equal(t, "set", done, c.done)
	}
	put(held, 0, false) // it was taken away
	full, full.Held = paused, 0
	timed.Held = 210
	has(full, timed)
	lease(400, 410, &timed, 0)
	lease(400, 420, nil, 410) // the other is paused

	must(t, s.DropHook(ctx, "linde", full.ID))
	must(t, s.DropHook(ctx, "linde", full.ID))
	has(timed)
	if _, err := s.AddHook(ctx, hooks.Row{Org: "nobody"}); err == nil {
		t.Fatal("a hook of an organisation that is not there")
	}
	if _, err := s.Hooks(ctx, "nobody"); err == nil {
		t.Fatal("hooks of an organisation that is not there")
	}
}

// Whoever leases a hook, however many do at once, has something to tell at it.
func leasedWithNews(t *testing.T, a, b Store) {
	head := people(t, a, "linde")
	ctx := t.Context()
	for range 5 {
		_, err := a.AddHook(ctx, hooks.Row{Org: "linde", By: 1, URL: "https://x.example", Upto: head.Seq, Due: 1})
		must(t, err)
	}
	for range 10 {
		head = add(t, a, "linde", head, 1)
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() {
				s := []Store{a, b}[i%2]
				for {
					h, found, _, err := s.LeaseHook(ctx, 10, 1000)
					if err != nil {
						t.Error(err)
					}
					if !found {
						return
					}
					if h.Upto >= head.Seq {
						t.Errorf("hook %d has told all, and is leased", h.ID)
					}
					h.Upto = head.Seq
					if ours, err := s.PutHook(ctx, h, 0); err != nil || !ours {
						t.Errorf("hook %d is another's: %v", h.ID, err)
					}
				}
			})
		}
		wg.Wait()
	}
}
