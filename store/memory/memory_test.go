package memory_test

import (
	"testing"

	"orpheus/store/memory"
	"orpheus/store/storetest"
)

func TestLog(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Store { return new(memory.Log) })
}
