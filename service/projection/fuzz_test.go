package projection

import (
	"bytes"
	"testing"
)

// FuzzKept: whatever lies beside a snapshot is read, and then written as it was meant, or refused.
func FuzzKept(f *testing.F) {
	f.Add(History{3, 5, 5}.encode())
	f.Add([]byte{2, 2, 4})
	f.Add((&Notices{}).encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, err := decodeHistory(b); err == nil {
			again, err := decodeHistory(h.encode())
			if err != nil || len(again) != len(h) {
				t.Errorf("%d moments are %d when they are read again: %v", len(h), len(again), err)
			}
		}
		if n, err := decodeNotices(b); err == nil {
			once := n.encode()
			m, err := decodeNotices(once)
			if err != nil || !bytes.Equal(m.encode(), once) {
				t.Errorf("notices are others when they are read again: %v", err)
			}
		}
	})
}
