package postgres

import (
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"
)

// What people write is kept as bytes, since PostgreSQL's text takes neither every character
// nor every sequence of them; numbers are kept as bigint. Both are said here once, so that no
// type is guessed by how it prints.

type integer interface {
	~int | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// str is a string as bytes.
func str(s string) []byte { return []byte(s) }

// blob is bytes that are never NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// orNull keeps what is empty out of the row.
func orNull(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}

// num is a number as bigint.
func num[T integer](n T) int64 { return int64(n) }

// toStr reads bytes into a string.
func toStr(s *string) pgtype.BytesScanner { return (*readStr)(s) }

type readStr string

func (s *readStr) ScanBytes(b []byte) error { *s = readStr(b); return nil }

// toHash reads 32 bytes.
func toHash(h *[32]byte) pgtype.BytesScanner { return (*readHash)(h) }

type readHash [32]byte

func (h *readHash) ScanBytes(b []byte) error {
	if copy(h[:], b) != len(b) || len(b) != len(h) {
		return fmt.Errorf("a hash of %d bytes", len(b))
	}
	return nil
}

// toNum reads a bigint.
func toNum[T integer](n *T) pgtype.Int64Scanner { return readNum[T]{n} }

type readNum[T integer] struct{ into *T }

func (n readNum[T]) ScanInt64(v pgtype.Int8) error { *n.into = T(v.Int64); return nil }

// nums are numbers as bigints.
func nums[T integer](all []T) []int64 {
	out := make([]int64, len(all))
	for i, n := range all {
		out[i] = int64(n)
	}
	return out
}

// strs are strings as bytes.
func strs(all []string) [][]byte {
	out := make([][]byte, len(all))
	for i, s := range all {
		out[i] = []byte(s)
	}
	return out
}
