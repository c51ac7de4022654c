package ledger_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/store/memory"
	"orpheus/store/storetest"
)

// rumours is a log of which somebody says where it ends, whether that is so or not.
type rumours struct {
	storetest.Store
	said chan ledger.Head
}

func (r *rumours) Watch(ctx context.Context, _ string, _ ledger.Head) (ledger.Head, error) {
	select {
	case head := <-r.said:
		return head, nil
	case <-ctx.Done():
		return ledger.Head{}, ctx.Err()
	}
}

// News that say more than the log has are no damage: whoever waits goes on waiting, and what is
// there is read.
func TestNewsThatSayTooMuch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := new(memory.Log)
		r := &rumours{Store: log, said: make(chan ledger.Head)}
		b := newBench(t, r, ledger.Options{Follow: time.Hour})
		other := newBench(t, log, ledger.Options{Follow: -1})
		version := b.state().Version
		heard := make(chan error, 1)
		go func() {
			s, err := b.Wait(t.Context(), "linde", version)
			if err == nil && s.Version != version+1 {
				err = fmt.Errorf("it is version %d", s.Version)
			}
			heard <- err
		}()
		synctest.Wait()
		r.said <- ledger.Head{Seq: version + 100}
		synctest.Wait()
		other.do(tension("x"), 1)
		r.said <- ledger.Head{Seq: version + 100}
		must(t, <-heard)
		b.sound()
	})
}
