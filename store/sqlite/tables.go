package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"orpheus/store/tables"
)

// texts are the columns of bytes that this layout keeps as text.
var texts = map[string]bool{
	"name": true, "mail": true, "handle": true, "mail_key": true, "body": true, "detail": true, "value": true, "lang": true, "next": true,
	"fault": true, "about": true, "way": true, "kind": true, "url": true, "state": true,
}

// isText reports whether a column of bytes is text here.
func isText(t *tables.Table, c tables.Column) bool {
	switch {
	case c.Type != tables.Bytes:
		return false
	case c.Name == "body":
		return t.Name == "texts"
	case c.Name == "key":
		return t.Name != "credentials"
	}
	return texts[c.Name]
}

// Rows yields the rows of a table that are of one organisation.
func (l *Log) Rows(ctx context.Context, t *tables.Table, slug string) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		id, err := l.orgID(ctx, slug)
		if err != nil {
			yield(nil, err)
			return
		}
		for row, err := range l.rowsOf(ctx, t, id, "") {
			if !yield(row, err) {
				return
			}
		}
	}
}

// rowsOf yields the rows that one organisation has in a table, in an order of its key.
func (l *Log) rowsOf(ctx context.Context, t *tables.Table, id int64, order string) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		var names []string
		for _, c := range t.Columns {
			names = append(names, c.Name)
		}
		rows, err := l.read.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM %s WHERE org = ? ORDER BY %s", strings.Join(names, ", "), t.Name, strings.Join(t.Key, order+", ")+order), id)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			row, to := make(tables.Row, len(t.Columns)), make([]any, len(t.Columns))
			for i, c := range t.Columns {
				switch c.Type {
				case tables.Number:
					to[i] = new(int64)
				case tables.Bytes:
					to[i] = new([]byte)
				case tables.Bool:
					to[i] = new(bool)
				}
			}
			if err := rows.Scan(to...); err != nil {
				yield(nil, err)
				return
			}
			for i := range to {
				switch v := to[i].(type) {
				case *int64:
					row[i] = *v
				case *[]byte:
					row[i] = filled(*v)
				case *bool:
					row[i] = *v
				}
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// Fill puts rows in the place of those that one organisation had.
func (l *Log) Fill(ctx context.Context, t *tables.Table, slug string, rows iter.Seq2[tables.Row, error]) error {
	return l.fill(ctx, t, slug, rows, nil)
}

// FillWhatFits is Fill without the rows that the table does not hold, as damage may leave them. It
// reports whether there was none.
func (l *Log) FillWhatFits(ctx context.Context, t *tables.Table, slug string, rows iter.Seq2[tables.Row, error]) (all bool, err error) {
	all = true
	err = l.fill(ctx, t, slug, rows, func(err error) bool {
		refused := refuses(err)
		all = all && !refused
		return refused
	})
	return all, err
}

// fill is Fill without the rows of which skip says so by what the table says of them; nil for none.
func (l *Log) fill(ctx context.Context, t *tables.Table, slug string, rows iter.Seq2[tables.Row, error], skip func(error) bool) error {
	id, err := l.orgID(ctx, slug)
	if err != nil {
		return err
	}
	var names, places []string
	for _, c := range t.Columns {
		names, places = append(names, c.Name), append(places, "?")
	}
	insert := fmt.Sprintf("INSERT INTO %s (org, %s) VALUES (?, %s)", t.Name, strings.Join(names, ", "), strings.Join(places, ", "))
	return l.write.transact(ctx, func() error {
		l.write.counts = true
		if _, err := l.write.exec(fmt.Sprintf("DELETE FROM %s WHERE org = ?", t.Name), id); err != nil {
			return err
		}
		for row, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			args := []any{id}
			for i, v := range row {
				if b, ok := v.([]byte); ok {
					if v = filled(b); isText(t, t.Columns[i]) {
						v = string(b)
					}
				}
				args = append(args, v)
			}
			if _, err := l.write.exec(insert, args...); err != nil && (skip == nil || !skip(err)) {
				return err
			}
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
	all, err := some(ctx, l, func(rows *sql.Rows, s *secret) error { return rows.Scan(&s.name, &s.value) }, "SELECT name, value FROM meta WHERE name LIKE 'secret %'")
	out := map[string][]byte{}
	for _, s := range all {
		out[strings.TrimPrefix(s.name, "secret ")] = s.value
	}
	return out, err
}

// KeepSecret puts one in the place of the one there was.
func (l *Log) KeepSecret(ctx context.Context, name string, secret []byte) error {
	return l.do(ctx, false, "INSERT OR REPLACE INTO meta VALUES (?, ?)", "secret "+name, secret)
}

// Number is of the file: another has another, whatever path leads to it.
func (l *Log) Number(ctx context.Context) (string, error) {
	var number []byte
	err := l.row(ctx, "SELECT value FROM meta WHERE name = 'file'").Scan(&number)
	if err != nil { // of before there were numbers, and only read
		path, err := filepath.EvalSymlinks(l.path)
		if err == nil {
			_, err = os.Stat(path)
		}
		return path, err
	}
	return hex.EncodeToString(number), nil
}
