package bench

import (
	"os"
	"testing"

	"orpheus/server"
)

// TestMain sets the garbage collector as the program does.
func TestMain(m *testing.M) {
	server.Tune(func(string) string { return "" })
	os.Exit(m.Run())
}
