package postgres

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// counted is an edition whose server is a number.
func counted(age time.Duration) (e *edition, server *atomic.Int64, asked *int) {
	server, asked = new(atomic.Int64), new(int)
	e = &edition{age: age, read: func(context.Context) (int64, error) {
		*asked++
		return server.Load(), nil
	}}
	e.now()
	return e, server, asked
}

// What another program changed is known after age at most, and the server is asked no more often
// than that; without an age, it is known at once.
func TestEditionOfOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const age = 100 * time.Millisecond
		e, server, asked := counted(age)
		before := e.now()
		server.Add(1)
		for range 50 {
			if e.now() != before {
				t.Fatal("it is known before anybody asked")
			}
		}
		if *asked != 1 {
			t.Errorf("the server was asked %d times", *asked)
		}
		time.Sleep(age)
		if e.now() == before {
			t.Error("what another changed is not known in time")
		}
		e, server, asked = counted(0)
		before = e.now()
		server.Add(1)
		if e.now() == before || *asked != 3 {
			t.Errorf("without an age it is not known at once; asked %d times", *asked)
		}
	})
}

// What this program changed is known at once, also where the question was on its way meanwhile.
func TestEditionOfOurs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, server, _ := counted(time.Hour)
		before := e.now()
		server.Add(1)
		e.change()
		after := e.now()
		if after == before {
			t.Error("our own change is not known")
		}
		arrived, goOn := make(chan bool), make(chan bool)
		e.read = func(context.Context) (int64, error) {
			n := server.Load()
			arrived <- true
			<-goOn
			return n, nil
		}
		e.change()
		old := make(chan uint64)
		go func() { old <- e.now() }()
		<-arrived
		server.Add(1)
		e.change()
		goOn <- true
		if <-old != after {
			t.Error("an answer from before the change has another number")
		}
		e.read = func(context.Context) (int64, error) { return server.Load(), nil }
		if e.now() == after {
			t.Error("the answer to a question from before our change is held for good")
		}
	})
}

// Where the server does not answer, nothing that was read is held.
func TestEditionUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, _, _ := counted(time.Hour)
		e.change()
		e.read = func(context.Context) (int64, error) { return 0, errors.New("away") }
		one, two := e.now(), e.now()
		if one == two {
			t.Error("what cannot be known is the same edition twice")
		}
	})
}
