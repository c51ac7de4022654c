package service_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// What others do reaches somebody for a reason, each act once and never their own; what
// they saw, muted or do not want does not count any more. A store that is opened anew
// tells the same.
func TestInbox(t *testing.T) {
	var later atomic.Int64 // the organisation's own worker reads the clock too
	log := new(memory.Log)
	opts := ledger.Options{Now: func() time.Time { return time.Now().Add(time.Duration(later.Load())) }}
	d := service.New(log, opts)
	defer func() { _ = d.Close() }()
	linde(t, d)
	ctx := t.Context()
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	as := func(p org.PersonID) *service.Visit {
		v, err := d.As(ctx, "linde", p)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	told := func(p org.PersonID) (out []string) {
		t.Helper()
		i, err := as(p).Inbox(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for k := range i.List {
			n := &i.List[k]
			out = append(out, fmt.Sprintf("%s %v %v seen=%v", n.Kind.Name, n.Thing, n.Because, i.Seen(n)))
		}
		return append(out, fmt.Sprint("unseen ", len(i.Changed)))
	}
	is := func(what string, p org.PersonID, want ...string) {
		t.Helper()
		if got := told(p); !slices.Equal(got, want) {
			t.Errorf("%s: %v is told\n%q, want\n%q", what, p, got, want)
		}
	}
	do(t, d, 1, &org.RaiseTension{Title: "Keys", Circle: org.Root})
	do(t, d, 1, &org.RaiseTension{Title: "Lists", Circle: org.Root})
	is("what one does oneself", 1, "unseen 0")
	do(t, d, 2, &org.TakeLead{Tension: 1})
	is("who raised it", 1, "lead.take I1 raised seen=false", "unseen 1")
	is("who did it", 2, "unseen 0")

	do(t, d, 1, &org.OfferLead{Tension: 2, To: 2})
	is("what is asked waits elsewhere", 2, "lead.offer T2 asked seen=false", "unseen 0")
	do(t, d, 2, &org.DeclineOffer{Offer: 1})
	is("who asked", 1, "lead.decline T2 asking seen=false", "lead.take I1 raised seen=false", "unseen 2")

	thing := org.RefOf(org.InitiativeID(1))
	must(t, as(1).See(ctx, thing, 1<<40))
	is("opened", 1, "lead.decline T2 asking seen=false", "lead.take I1 raised seen=true", "unseen 1")
	must(t, as(1).SeeAll(ctx, 1<<40))
	is("all seen", 1, "lead.decline T2 asking seen=true", "lead.take I1 raised seen=true", "unseen 0")
	must(t, as(1).Mute(ctx, thing, true))
	is("muted", 1, "lead.decline T2 asking seen=true", "unseen 0")
	must(t, as(1).Mute(ctx, thing, false))
	must(t, as(1).Choose(ctx, func(n *service.NoticeSettings) { n.Ways = map[string]service.Way{"raised": service.Never} }))
	is("not wanted", 1, "unseen 0")
	must(t, as(1).Choose(ctx, func(n *service.NoticeSettings) { n.Ways = nil }))

	again := service.New(log, opts)
	v, err := again.As(ctx, "linde", 1)
	must(t, err)
	i, err := v.Inbox(ctx)
	must(t, err)
	if len(i.List) != 2 || len(i.Changed) != 0 {
		t.Errorf("opened anew: %+v", i)
	}
	if err := as(1).Follow(ctx, org.RefOf(org.PersonID(2)), true); err == nil {
		t.Error("somebody follows a person")
	}
	do(t, d, 2, &org.LayDownLead{Lead: 1})
	is("what came after all was seen", 1, "lead.lay_down I1 raised seen=false", "lead.decline T2 asking seen=true", "lead.take I1 raised seen=true", "unseen 1")
	must(t, as(2).Follow(ctx, org.RefOf(org.TensionID(2)), true))
	do(t, d, 1, &org.ResolveTension{Tension: 2})
	is("who follows", 2, "tension.resolve T2 follows seen=false", "lead.offer T2 asked seen=false", "unseen 1")
	must(t, as(1).Follow(ctx, thing, true))
	do(t, d, 1, &org.TakeLead{Initiative: 1})
	is("what one does to a thing one follows", 1, "lead.lay_down I1 raised seen=false", "lead.decline T2 asking seen=true", "lead.take I1 raised seen=true", "unseen 1")
	later.Store(int64(61 * 24 * time.Hour))
	is("after 60 days", 1, "unseen 0")
}
