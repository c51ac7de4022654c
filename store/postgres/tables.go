package postgres

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"orpheus/store/tables"
)

// names are the columns of a table, in their order.
func names(t *tables.Table) string {
	var all []string
	for _, c := range t.Columns {
		all = append(all, c.Name)
	}
	return strings.Join(all, ", ")
}

// rowsAtOnce is how many rows are read at once: of files, which are large, few.
func rowsAtOnce(t *tables.Table) int {
	if t.Name == "files" || t.Name == "photos" {
		return 1
	}
	return 1000
}

// Rows yields the rows of a table that are of one organisation, piece by piece.
func (l *Log) Rows(ctx context.Context, t *tables.Table, slug string) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		key := strings.Join(t.Key, ", ")
		query := fmt.Sprintf("SELECT %s FROM orpheus.%s WHERE org = $1", names(t), t.Name)
		for args := []any{slug}; ; {
			some, err := some(ctx, l, func(r *tables.Row) []any { return into(t, r) }, fmt.Sprintf("%s ORDER BY %s LIMIT %d", query, key, rowsAtOnce(t)), args...)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range some {
				if !yield(values(row), nil) {
					return
				}
			}
			if len(some) < rowsAtOnce(t) {
				return
			}
			var places []string
			args = []any{slug}
			for i, c := range t.Columns {
				for _, k := range t.Key {
					if c.Name == k {
						args = append(args, values(some[len(some)-1])[i])
						places = append(places, fmt.Sprintf("$%d", len(args)))
					}
				}
			}
			query = fmt.Sprintf("SELECT %s FROM orpheus.%s WHERE org = $1 AND (%s) > (%s)", names(t), t.Name, key, strings.Join(places, ", "))
		}
	}
}

// into makes room for a row.
func into(t *tables.Table, r *tables.Row) (to []any) {
	for _, c := range t.Columns {
		var v any
		switch c.Type {
		case tables.Number:
			v = new(int64)
		case tables.Bytes:
			v = new([]byte)
		case tables.Bool:
			v = new(bool)
		}
		*r, to = append(*r, v), append(to, v)
	}
	return to
}

// values are what was read into a row.
func values(r tables.Row) tables.Row {
	out := make(tables.Row, len(r))
	for i, v := range r {
		switch v := v.(type) {
		case *int64:
			out[i] = *v
		case *[]byte:
			out[i] = *v
		case *bool:
			out[i] = *v
		}
	}
	return out
}

// atOnce is how many bytes wait before they are sent.
const atOnce = 4 << 20

// Fill puts rows in the place of those that one organisation had.
func (l *Log) Fill(ctx context.Context, t *tables.Table, slug string, rows iter.Seq2[tables.Row, error]) error {
	var places []string
	for i := range t.Columns {
		places = append(places, fmt.Sprintf("$%d", i+2))
	}
	insert := fmt.Sprintf("INSERT INTO orpheus.%s (org, %s) VALUES ($1, %s)", t.Name, names(t), strings.Join(places, ", "))
	return l.once(ctx, func(x *tx) error {
		x.counts = true
		x.exec(fmt.Sprintf("DELETE FROM orpheus.%s WHERE org = $1", t.Name), slug)
		size := 0
		for row, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			args := []any{slug}
			for _, v := range row {
				if b, ok := v.([]byte); ok {
					b = append([]byte{}, b...)
					size += len(b)
					v = b
				}
				args = append(args, v)
			}
			if size += 100; size < atOnce {
				x.exec(insert, args...)
			} else if size = 0; true {
				if _, err := x.changed(insert, args...); err != nil {
					return err
				}
			}
		}
		if t.Name == "outbox" { // what is queued from now on has a number of its own
			x.exec("SELECT setval('orpheus.mail', greatest((SELECT last_value FROM orpheus.mail), (SELECT coalesce(max(id), 1) FROM orpheus.outbox WHERE org = $1)))", slug)
		}
		return nil
	})
}

// Secrets returns the random bytes that were asked for.
func (l *Log) Secrets(ctx context.Context) (map[string][]byte, error) {
	type secret struct {
		name  string
		value []byte
	}
	all, err := some(ctx, l, func(s *secret) []any { return []any{&s.name, &s.value} },
		"SELECT name, value FROM orpheus.store WHERE org = '' AND name LIKE 'secret %' AND name <> 'secret "+ofKeys+"'")
	out := map[string][]byte{}
	for _, s := range all {
		out[strings.TrimPrefix(s.name, "secret ")] = s.value
	}
	return out, err
}

// KeepSecret puts one in the place of the one there was.
func (l *Log) KeepSecret(ctx context.Context, name string, secret []byte) error {
	_, err := l.do(ctx, false, "INSERT INTO orpheus.store (org, name, value) VALUES ('', $1, $2) ON CONFLICT (org, name) DO UPDATE SET value = excluded.value", "secret "+name, secret)
	return err
}

// Number is of the store: another has another.
func (l *Log) Number(context.Context) (string, error) { return l.number, nil }
