package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// statements keeps the statements that are read with: to prepare one costs more than
// to run it.
type statements struct {
	mu sync.RWMutex
	of map[string]*sql.Stmt
}

// close closes them: SQLite closes no file while one is open.
func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all error
	for _, stmt := range s.of {
		all = errors.Join(all, stmt.Close())
	}
	s.of = nil
	return all
}

// reader returns the statement of a query. There are few queries, and all of them are
// written in this package.
func (l *Log) reader(ctx context.Context, query string) (*sql.Stmt, error) {
	l.statements.mu.RLock()
	stmt := l.statements.of[query]
	l.statements.mu.RUnlock()
	if stmt != nil {
		return stmt, nil
	}
	stmt, err := l.read.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	l.statements.mu.Lock()
	defer l.statements.mu.Unlock()
	if was := l.statements.of[query]; was != nil { // somebody was quicker
		return was, stmt.Close()
	}
	if l.statements.of == nil {
		l.statements.of = map[string]*sql.Stmt{}
	}
	l.statements.of[query] = stmt
	return stmt, nil
}

// rows reads rows by a kept statement.
func (l *Log) rows(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := l.reader(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// scanner is one row, or why there is none.
type scanner interface{ Scan(into ...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// row reads one row by a kept statement.
func (l *Log) row(ctx context.Context, query string, args ...any) scanner {
	stmt, err := l.reader(ctx, query)
	if err != nil {
		return failed{err}
	}
	return stmt.QueryRowContext(ctx, args...)
}

// some reads rows.
func some[T any](ctx context.Context, l *Log, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	rows, err := l.rows(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// someIn is some for a query whose first argument is the organisation.
func someIn[T any](ctx context.Context, l *Log, slug string, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	id, err := l.orgID(ctx, slug)
	if err != nil {
		return nil, err
	}
	return some(ctx, l, scan, query, append([]any{id}, args...)...)
}
