package fault_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// The child is told by these where its store is, and where the key of boxes.
const (
	childStore = "ORPHEUS_TEST_CHILD_STORE"
	childKey   = "ORPHEUS_TEST_CHILD_KEY"
)

// childMain is the program that gets killed: it does acts against a store and says so, line by
// line: "ask" before it asks for one, "ack" once that was acknowledged. It ends with its parent,
// which first says what it shall ask for again.
func childMain() {
	store := os.Getenv(childStore)
	if store == "" {
		return
	}
	var again []string
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			os.Exit(3)
		}
		if line = strings.TrimSpace(line); line == "go" {
			break
		}
		again = append(again, line)
	}
	go func() {
		_, _ = io.Copy(io.Discard, in)
		os.Exit(3)
	}()
	if err := child(store, again); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(2)
}

// openStore opens a file, or a database where the address is of one.
func openStore(ctx context.Context, address, key string) (storetest.Store, error) {
	if strings.HasPrefix(address, "postgres:") {
		return postgres.Open(ctx, address, postgres.Options{Create: true, Key: key})
	}
	return sqlite.Open(ctx, address, true)
}

func child(address string, again []string) error {
	ctx := context.Background()
	var l storetest.Store
	err := persists(func() (err error) { l, err = openStore(ctx, address, os.Getenv(childKey)); return err })
	if err != nil {
		return err
	}
	e := ledger.New(l, ledger.Options{SaveEvery: 40, Follow: 10 * time.Millisecond})
	if err := persists(func() error { return begun(ctx, e) }); err != nil {
		return err
	}
	failed := make(chan error)
	for w := range 6 {
		go func() {
			for i := w; i < len(again); i += 6 {
				if err := one(ctx, e, w, again[i], true); err != nil {
					failed <- err
				}
			}
			for i := 0; ; i++ {
				if err := one(ctx, e, w, fmt.Sprintf("%d-%d-%d", os.Getpid(), w, i), false); err != nil {
					failed <- err
				}
			}
		}()
	}
	return <-failed
}

// persists tries for as long as the database cannot be reached.
func persists(try func() error) error {
	for {
		if err := try(); !passes(err) {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// begun makes sure of an organisation with two stewards and a circle.
func begun(ctx context.Context, e *ledger.Engine) error {
	err := e.Found(ctx, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, 0, func(b *ledger.Bulk) error {
		for _, act := range []org.Act{
			&org.JoinPerson{}, &org.SetSteward{Person: 1, Steward: true}, &org.JoinPerson{}, &org.JoinPerson{Guest: true},
			&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}}, &org.JoinCircle{Circle: 2, Person: 1},
		} {
			if err := b.DoAs(act, org.Moment{At: b.At(), Face: org.Operator}, &records.Profile{Name: "Somebody"}); err != nil {
				return err
			}
		}
		return nil
	})
	if org.CodeOf(err) == org.Conflict {
		return nil // an earlier child, or the other one, did
	}
	return err
}

// one does one thing and says what was asked for and acknowledged. What the store cannot say of
// is asked for again, with the same key.
func one(ctx context.Context, e *ledger.Engine, w int, title string, again bool) error {
	raise := &org.RaiseTension{Circle: 2, Title: title, Body: org.Write("why " + title)}
	if w == 0 && !again {
		return five(ctx, e, raise)
	}
	fmt.Printf("ask %s\n", title)
	var a ledger.Answer
	err := persists(func() (err error) {
		a, err = e.Do(ctx, "linde", ledger.Request{Act: raise, By: 1, Face: org.Web, Key: title})
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", title, err)
	}
	fmt.Printf("ack %s %d\n", title, a.Entries[0].Seq)
	if w == 1 {
		err = e.Redact(ctx, "linde", a.Entries[0].Seq)
	}
	if passes(err) {
		err = nil
	}
	return err
}

// five brings five people and does an act, in one run, which has no key.
func five(ctx context.Context, e *ledger.Engine, raise *org.RaiseTension) error {
	fmt.Printf("ask %s\n", raise.Title)
	a, err := e.Bulk(ctx, "linde", 0, org.Import, func(b *ledger.Bulk) error {
		for range 5 {
			join := &org.JoinPerson{}
			if err := b.DoAs(join, org.Moment{At: b.At(), Face: org.Import}, &records.Profile{Name: raise.Title}); err != nil {
				return err
			}
		}
		return b.Do(raise)
	})
	switch {
	case passes(err):
		time.Sleep(5 * time.Millisecond)
		return nil // nobody knows, and nobody asks again
	case err == nil:
		fmt.Printf("ack %s %d\n", raise.Title, a.Entries[5].Seq)
	}
	return err
}

// passes reports whether an error is that the database cannot be reached now.
func passes(err error) bool {
	return errors.Is(err, postgres.ErrUnsure) || errors.Is(err, postgres.ErrUnreachable)
}
