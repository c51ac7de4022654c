package bench

import (
	"os"
	"testing"

	"orpheus/face/cli"
)

// TestMain sets the garbage collector as the program does.
func TestMain(m *testing.M) {
	cli.Tune(func(string) string { return "" })
	os.Exit(m.Run())
}
