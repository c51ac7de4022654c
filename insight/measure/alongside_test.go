package measure

import "testing"

// A panic in what is done alongside is one of whoever waits for it, and can be recovered there.
func TestAPanicAlongsideIsOfWhoeverWaits(t *testing.T) {
	done := false
	alongside(func() { done = true })()
	if !done {
		t.Error("the wait is over before it is done")
	}
	defer func() {
		if recover() != "gone" {
			t.Error("the panic did not come")
		}
	}()
	alongside(func() { panic("gone") })()
}
