package postgres_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
)

// overAll are the indexes by which all organisations are looked over, never to write.
var overAll = []string{"credentials_by_key", "outbox_due", "profiles_by_mail"}

// Every table has the organisation first in its key, and in every other one.
func TestKeysBeginWithTheOrganisation(t *testing.T) {
	address := pgtest.Database(t)
	open(t, address)
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	rows, err := c.Query(t.Context(), `SELECT t.relname, i.relname, x.indisunique, x.indisprimary, a.attname
		FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
		JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE n.nspname = 'orpheus'`)
	if err != nil {
		t.Fatal(err)
	}
	keyed, other := map[string]bool{}, []string{}
	for rows.Next() {
		var table, index, column string
		var unique, primary bool
		if err := rows.Scan(&table, &index, &unique, &primary, &column); err != nil {
			t.Fatal(err)
		}
		keyed[table] = keyed[table] || primary
		switch {
		case column == "org":
		case unique || primary:
			t.Errorf("%s of %s begins with %s", index, table, column)
		default:
			other = append(other, index)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(other); !slices.Equal(other, overAll) {
		t.Errorf("indexes that do not begin with the organisation: %v, said are %v", other, overAll)
	}
	tables := []string{}
	err = c.QueryRow(t.Context(), "SELECT array_agg(tablename ORDER BY tablename) FROM pg_tables WHERE schemaname = 'orpheus'").Scan(&tables)
	if err != nil || len(tables) < 14 {
		t.Fatalf("tables %v, %v", tables, err)
	}
	for _, table := range tables {
		if !keyed[table] {
			t.Errorf("%s has no key", table)
		}
	}
}

var (
	writes = regexp.MustCompile(`^(INSERT|UPDATE|DELETE|SELECT[\s\S]* FOR UPDATE)`)
	inOne  = regexp.MustCompile(`WHERE (org = (\$1|'')|h\.org = \$1)`)
	adds   = regexp.MustCompile(`^INSERT INTO orpheus\.[\w%]+( AS t)? (\(org, |VALUES \('')`)
	first  = regexp.MustCompile(`(VALUES \((\$1|'')|SELECT \$1::text)`)
)

// Every statement that writes, or locks, is written about one organisation.
func TestStatementsAreAboutOneOrganisation(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			lit, ok := node.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			query, err := strconv.Unquote(lit.Value)
			if err != nil || !writes.MatchString(query) {
				return true
			}
			n++
			if strings.HasPrefix(query, "INSERT") {
				ok = adds.MatchString(query) && first.MatchString(query)
			} else {
				ok = inOne.MatchString(query)
			}
			if !ok {
				t.Errorf("%s: %s", set.Position(lit.Pos()), query)
			}
			return true
		})
	}
	if n < 40 {
		t.Errorf("only %d statements were looked at", n)
	}
}

// about notes of which organisations the statements of each transaction are.
type about struct {
	mu    sync.Mutex
	open  map[*pgx.Conn]string
	seen  int
	mixed []string
}

func (a *about) TraceQueryStart(ctx context.Context, c *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	a.heard(c, d.SQL, d.Args)
	return ctx
}
func (a *about) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (a *about) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}

func (a *about) TraceBatchQuery(_ context.Context, c *pgx.Conn, d pgx.TraceBatchQueryData) {
	a.heard(c, d.SQL, d.Args)
}
func (a *about) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func (a *about) heard(c *pgx.Conn, query string, args []any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case query == "BEGIN" || query == "COMMIT" || query == "ROLLBACK":
		delete(a.open, c)
	case len(args) > 0 && writes.MatchString(query) && !strings.Contains(query, "org = ''") && !strings.Contains(query, "VALUES (''"):
		slug, ok := args[0].(string)
		was, begun := a.open[c]
		a.seen++
		if !ok || begun && was != slug {
			a.mixed = append(a.mixed, was+" and "+slug+": "+query)
		}
		a.open[c] = slug
	}
}
