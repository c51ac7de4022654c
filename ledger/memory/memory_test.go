package memory_test

import (
	"testing"

	"orpheus/ledger/ledgertest"
	"orpheus/ledger/memory"
)

func TestLog(t *testing.T) {
	ledgertest.Run(t, func(*testing.T) ledgertest.Store { return new(memory.Log) })
}
