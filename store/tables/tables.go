// Package tables is what every store keeps beside the log, table by table, so that one store
// can be filled from another, whatever they are.
package tables

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
)

// A Type is that of a column.
type Type uint8

// The types: a whole number, bytes (a text too), and yes or no.
const (
	Number Type = iota
	Bytes
	Bool
)

// A Column is one of a table.
type Column struct {
	Name string
	Type Type
}

// A Table has rows of organisations. Its columns are those beside the organisation.
type Table struct {
	Name    string
	Columns []Column
	Key     []string // the columns by which rows are in order, and none is twice
	Nobody  bool     // it may have rows that are of no organisation
}

func numbers(names ...string) (out []Column) { return columns(Number, names) }
func bytes(names ...string) (out []Column)   { return columns(Bytes, names) }

func columns(of Type, names []string) (out []Column) {
	for _, n := range names {
		out = append(out, Column{n, of})
	}
	return out
}

func all(some ...[]Column) (out []Column) {
	for _, s := range some {
		out = append(out, s...)
	}
	return out
}

// All are the tables that are carried over: all but the log, which goes as rows of it, and
// what is made from it.
var All = []Table{
	{"keys", all(bytes("key"), numbers("first", "last")), []string{"key"}, false},
	{"profiles", all(numbers("person"), bytes("name", "mail", "key", "handle", "mail_key")), []string{"person"}, false},
	{"texts", all(numbers("id", "by", "at"), bytes("body")), []string{"id"}, false},
	{"forgotten", bytes("mac", "secret"), []string{"mac"}, false},
	{"credentials", all(bytes("key"), numbers("kind", "person"), bytes("name"), numbers("made", "seen", "ends"), bytes("detail")), []string{"key"}, true},
	{"private", all(numbers("person"), bytes("name", "value")), []string{"person", "name"}, false},
	{"outbox", all(numbers("id", "kind", "person", "by"), bytes("lang", "next"), numbers("made", "due", "tries"), bytes("fault"), numbers("held"), bytes("about"), numbers("tried"), []Column{{"handed", Bool}}), []string{"id"}, false},
	{"told", all(numbers("person"), bytes("way"), numbers("upto")), []string{"person", "way"}, false},
	{"files", all(numbers("id"), bytes("key"), numbers("by", "at"), bytes("kind", "name", "about"), numbers("width", "height", "size", "room"), bytes("sum", "body", "small")), []string{"id", "key"}, false},
	{"photos", all(numbers("person", "at"), bytes("kind", "body", "small")), []string{"person"}, false},
	{"hooks", all(numbers("id", "by", "made"), bytes("url", "detail", "state"), numbers("upto"), []Column{{"timed", Bool}}, numbers("due", "held")), []string{"id"}, false},
}

// A Row has a value for each column: an int64, a []byte or a bool.
type Row []any

// Store is a store that can be read, and filled, table by table. An empty slug is what is of
// no organisation.
type Store interface {
	// Rows yields the rows of one organisation in the order of the key. A row is good until
	// the next one.
	Rows(ctx context.Context, t *Table, slug string) iter.Seq2[Row, error]
	// Fill puts these rows in the place of all that one organisation had, together.
	Fill(ctx context.Context, t *Table, slug string, rows iter.Seq2[Row, error]) error
	// Secrets returns the random bytes that were asked for, by their names.
	Secrets(ctx context.Context) (map[string][]byte, error)
	// KeepSecret puts one in the place of the one there was.
	KeepSecret(ctx context.Context, name string, secret []byte) error
	// SealKey returns the key of sealed boxes, and KeepSealKey takes one, where there is none.
	SealKey(ctx context.Context) ([]byte, error)
	KeepSealKey(ctx context.Context, key []byte) error
	// Number is of the store: another store has another.
	Number(ctx context.Context) (string, error)
}

// Sum is the same for tables that have the same rows.
func Sum(rows iter.Seq2[Row, error]) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	var b [8]byte
	put := func(n uint64) {
		binary.BigEndian.PutUint64(b[:], n)
		h.Write(b[:])
	}
	for row, err := range rows {
		if err != nil {
			return sum, err
		}
		for _, v := range row {
			switch v := v.(type) {
			case int64:
				put(uint64(v))
			case bool:
				if v {
					put(1)
				} else {
					put(0)
				}
			case []byte:
				put(uint64(len(v)))
				h.Write(v)
			default:
				return sum, fmt.Errorf("a value of type %T", v)
			}
		}
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}
