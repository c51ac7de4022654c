package identity_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
)

// tardy takes long over each letter, and may be told to stop.
type tardy struct {
	b    *bench
	stop context.CancelFunc
	left []time.Duration // of the lease, when each was begun
}

func (*tardy) Printed() bool { return false }

func (p *tardy) Send(ctx context.Context, l identity.Letter) error {
	p.left = append(p.left, l.Mail.Held.Std().Sub(p.b.at))
	p.b.at = p.b.at.Add(15 * time.Second)
	if p.stop != nil {
		p.stop()
	}
	return ctx.Err()
}

// Mails are leased together, and yet none is begun late in its lease, when another could
// have it soon; who stops gives back at once what they did not come to.
func TestLeasedTogether(t *testing.T) {
	b := start(t)
	const mails = 5
	for range mails {
		is(t, b.log.Queue(t.Context(), identity.Mail{Kind: identity.SignIn, Org: "linde", Person: 1, Due: 1}), nil)
	}
	ctx, stop := context.WithCancel(t.Context())
	if _, err := b.Deliver(ctx, &tardy{b: b, stop: stop}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	now := org.At(b.at)
	again, _, err := b.log.LeaseMails(t.Context(), now, now+1, mails)
	is(t, err, nil)
	if len(again) != mails {
		t.Errorf("of %d mails %d were given back", mails, len(again))
	}
	b.at = b.at.Add(time.Second)
	p := &tardy{b: b}
	next, err := b.Deliver(t.Context(), p)
	is(t, err, nil)
	if fmt.Sprint(p.left) != "[3m0s 2m45s 3m0s 2m45s 3m0s]" || next != 0 {
		t.Errorf("they were begun with %v of the lease left; next at %v", p.left, next)
	}
}
