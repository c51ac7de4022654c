package sqlite

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzWAL: whatever lies beside a file as its write-ahead log, looking at it ends, and what is
// found lies within it.
func FuzzWAL(f *testing.F) {
	whole := []byte{0x37, 0x7f, 0x06, 0x82, 0, 0x2d, 0xe2, 0x18, 0, 0, 0x02, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0}
	sum, _, _ := readHeader(whole)
	for i, n := range []uint32{sum.s0, sum.s1} {
		whole[24+4*i], whole[25+4*i], whole[26+4*i], whole[27+4*i] = byte(n>>24), byte(n>>16), byte(n>>8), byte(n)
	}
	if _, size, ok := readHeader(whole); !ok || size != 512 {
		f.Fatal("the seed is no log")
	}
	frame := append([]byte{0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8}, make([]byte, 8+512)...)
	f.Add(whole)
	f.Add(append(append([]byte(nil), whole...), frame...))
	f.Add(append(append(append([]byte(nil), whole...), frame...), frame...))
	name := filepath.Join(f.TempDir(), "o.db-wal")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := lookAt(name)
		if err != nil || found.broken >= int64(len(b)) && len(b) > 0 || int(found.frames) > len(b)/512 {
			t.Errorf("%d bytes: %+v, %v", len(b), found, err)
		}
	})
}
