package memory_test

import (
	"testing"

	"orpheus/store/memory"
	"orpheus/store/storetest"
)

func TestLog(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Store { return new(memory.Log) })
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(*testing.T) (a, b storetest.Store) {
		l := new(memory.Log)
		return l, l
	})
}
