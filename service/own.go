package service

import (
	"context"
	"sync/atomic"
)

// Own is what one who asks knows of an organisation: what they did by another program on the
// same store they see by this one too.
type Own struct {
	knows uint64
	did   atomic.Uint64
}

type ownKey struct{}

// WithOwn notes what somebody knows: whatever they look at with the context has come to that
// version.
func WithOwn(ctx context.Context, knows uint64) (context.Context, *Own) {
	o := &Own{knows: knows}
	return context.WithValue(ctx, ownKey{}, o), o
}

// Did is the version that what they did led to; zero where they did nothing.
func (o *Own) Did() uint64 { return o.did.Load() }

// ownOf is what is known of who asks; nil for nothing.
func ownOf(ctx context.Context) *Own {
	o, _ := ctx.Value(ownKey{}).(*Own)
	return o
}

// acted notes a version that what they did led to.
func acted(ctx context.Context, version uint64) {
	if o := ownOf(ctx); o != nil {
		o.did.Store(max(o.did.Load(), version))
	}
}

// known is the version that whoever asks knows of; zero for none.
func known(ctx context.Context) uint64 {
	if o := ownOf(ctx); o != nil {
		return o.knows
	}
	return 0
}
