package ledger_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/store/memory"
)

// Who counts appends hears of each once: that another process was quicker is no failure, and a
// disk that fails is one.
func TestAppendsAreToldOf(t *testing.T) {
	log := new(memory.Log)
	other := newBench(t, log, ledger.Options{Follow: -1})
	var mu sync.Mutex
	var told []error
	b := newBench(t, log, ledger.Options{Follow: -1, OnAppend: func(_ int, _ time.Duration, err error) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, err)
	}})
	b.state()
	other.do(tension("before it"), 1)
	b.do(tension("behind it"), 1)
	b.log.hook(func(ledger.Batch) error { return errDisk })
	if _, err := b.Do(context.Background(), "linde", ledger.Request{Act: tension("not kept"), By: 1}); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	b.log.hook(nil)
	mu.Lock()
	defer mu.Unlock()
	if !slices.Equal(told, []error{nil, errDisk}) {
		t.Errorf("told of %v", told)
	}
}
