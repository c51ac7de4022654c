package service_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// late is a store of which nobody hears that it went on until they ask where it ends.
type late struct {
	service.Store
	deaf  atomic.Bool
	asked chan struct{}
	once  sync.Once
}

func (l *late) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	head, err := l.Store.Watch(ctx, slug, after)
	if err == nil && l.deaf.Load() {
		select {
		case <-l.asked:
		case <-ctx.Done():
			return ledger.Head{}, ctx.Err()
		}
	}
	return head, err
}

func (l *late) Head(ctx context.Context, slug string) (ledger.Head, error) {
	if l.deaf.Load() {
		l.once.Do(func() { close(l.asked) })
	}
	return l.Store.Head(ctx, slug)
}

// Whoever did something is known at another program as they are after it: who came is there.
func TestWhoSomebodyIsAfterWhatTheyDid(t *testing.T) {
	store := new(memory.Log)
	here := service.New(store, ledger.Options{})
	defer here.Close()
	behind := &late{Store: store, asked: make(chan struct{})}
	there := service.New(behind, ledger.Options{})
	defer there.Close()
	if _, err := here.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: service.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	if _, present, err := there.Who(t.Context(), "linde", 1); err != nil || !present {
		t.Fatal(present, err)
	}
	behind.deaf.Store(true)
	v, err := here.As(t.Context(), "linde", 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx, own := service.WithOwn(t.Context(), 0)
	if _, err := v.Do(ctx, service.Asked{Act: &org.JoinPerson{}, Profile: &service.Profile{Name: "Kofi", Mail: "kofi@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	ctx, _ = service.WithOwn(t.Context(), own.Did())
	if who, present, err := there.Who(ctx, "linde", 2); err != nil || !present || who.Name != "Kofi" {
		t.Error(who, present, err)
	}
}
