package ledger

import (
	"context"
	"time"

	"orpheus/org"
)

// sinceWithin is how long StateSince waits for what another program did.
const sinceWithin = 2 * time.Second

// StateSince returns the present state, once it has come to a version that another program on
// the store may have told whoever asks. A version that the log does not have, or that does not
// come soon, is not waited for: then it is the state that is here.
func (e *Engine) StateSince(ctx context.Context, slug string, version uint64) (*org.State, error) {
	s, err := e.State(ctx, slug)
	if err != nil || s.Version >= version {
		return s, err
	}
	within, cancel := context.WithTimeout(ctx, sinceWithin)
	defer cancel()
	head, err := e.log.Head(within, slug)
	if err != nil || head.Seq <= s.Version {
		return s, nil
	}
	if newer, err := e.Wait(within, slug, min(version, head.Seq)-1); err == nil {
		return newer, nil
	}
	return e.State(ctx, slug)
}
