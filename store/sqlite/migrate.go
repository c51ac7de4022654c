package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"orpheus/store/records"
)

// format is the number of the layout of the file. A file with a higher one was
// written by a newer program and is left alone; one with a lower one is brought here
// when it is opened, in one transaction, after a copy of it was made and read.
const format = 6

// step brings a file from the format before to its own. Steps are added, never
// changed: testdata/corpus has a file of every layout there ever was.
type step struct {
	to  int
	run func(*writer) error
}

var steps = []step{{2, completeFirst}, {3, oneTableOfCredentials}, {4, everyDay}, {5, filesAndHooks}, {6, whatIsDue}}

// migrate brings the file to the format of this program.
func (l *Log) migrate(ctx context.Context, from int) error {
	copied, err := l.copyBefore(ctx)
	if err != nil {
		return fmt.Errorf("the copy of before the change of layout: %w", err)
	}
	err = l.write.transact(ctx, func() error {
		var now int
		if err := l.write.scan("PRAGMA user_version", nil, &now); err != nil || now >= format { // another process did
			return err
		}
		if now, err := l.write.tellData(); err != nil || now != copied {
			return errors.Join(err, errWrittenMeanwhile)
		}
		for _, s := range steps {
			if s.to <= from {
				continue
			}
			if err := s.run(l.write); err != nil {
				return fmt.Errorf("to layout %d: %w", s.to, err)
			}
		}
		return l.write.script(fmt.Sprintf("PRAGMA user_version = %d", format))
	})
	if errors.Is(err, errWrittenMeanwhile) {
		return l.migrate(ctx, from)
	}
	return err
}

var errWrittenMeanwhile = errors.New("another process wrote to the file while it was copied")

// before is where the copy of a file of an older layout is kept.
func before(path string) string { return path + ".before-" + fmt.Sprint(format) }

// copyBefore keeps a copy of the file as it is, reads it to the end, and tells what
// state of the file that is.
func (l *Log) copyBefore(ctx context.Context) (state int64, err error) {
	if state, err = l.write.tellData(); err != nil {
		return 0, err
	}
	part := before(l.path) + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, err
	}
	if err := l.Backup(ctx, part); err != nil {
		return 0, err
	}
	if err := soundCopy(ctx, part, l.read); err != nil {
		return 0, errors.Join(err, os.Remove(part))
	}
	return state, os.Rename(part, before(l.path))
}

// soundCopy reads a copy to the end and compares it with what it is a copy of.
func soundCopy(ctx context.Context, path string, of *sql.DB) error {
	db, err := sql.Open("sqlite", fileURL(path)+"?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	defer db.Close()
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil || found != "ok" {
		return errors.Join(err, fmt.Errorf("it is not as it was written: %s", found))
	}
	const sums = "SELECT (SELECT count(*) FROM acts), (SELECT ifnull(sum(seq), 0) FROM orgs), (SELECT count(*) FROM profiles), (SELECT count(*) FROM texts)"
	var a, b [4]int64
	err = errors.Join(db.QueryRowContext(ctx, sums).Scan(&a[0], &a[1], &a[2], &a[3]), of.QueryRowContext(ctx, sums).Scan(&b[0], &b[1], &b[2], &b[3]))
	if err == nil && a != b {
		err = fmt.Errorf("it has %v rows, the file %v", a, b)
	}
	return err
}

// tellData tells one state of the file, as others wrote it, from another.
func (w *writer) tellData() (state int64, err error) {
	err = w.scan("PRAGMA data_version", nil, &state)
	return state, err
}

// completeFirst makes one layout of all that had the number 1: those that kept one
// entry a row, and those of before people could sign in, or say that they have no
// room.
func completeFirst(w *writer) error {
	if has, err := w.hasColumn("acts", "line"); err != nil {
		return err
	} else if has {
		err := w.anew("acts", "INSERT INTO acts SELECT id, line, hash, digest FROM was_acts") // a run of one is a run
		if err != nil {
			return err
		}
	}
	return w.script(`
		CREATE TABLE IF NOT EXISTS links (hash BLOB, kind INTEGER, org INTEGER, person INTEGER, printed INTEGER, many INTEGER, next TEXT, made INTEGER, ends INTEGER, used INTEGER);
		CREATE TABLE IF NOT EXISTS sessions (hash BLOB, org INTEGER, person INTEGER, device TEXT, made INTEGER, seen INTEGER, ends INTEGER);
		CREATE TABLE IF NOT EXISTS passwords (org INTEGER, person INTEGER, sealed TEXT);
		CREATE TABLE IF NOT EXISTS busy (org INTEGER, person INTEGER);
		CREATE TABLE IF NOT EXISTS tokens (hash BLOB, org INTEGER, person INTEGER, name TEXT, made INTEGER, used INTEGER);
		CREATE TABLE IF NOT EXISTS outbox (id INTEGER, kind INTEGER, org INTEGER, person INTEGER, by INTEGER, lang TEXT, next TEXT, made INTEGER, due INTEGER, tries INTEGER, fault TEXT)`)
}

// oneTableOfCredentials puts what lets people in into one table and what they say
// for themselves into another, leases mails, counts changes of the records, and keeps
// what forgotten keys are keyed with.
func oneTableOfCredentials(w *writer) error {
	for _, table := range []struct{ name, fill string }{
		{"orgs", "INSERT INTO orgs SELECT id, slug, seq, hash, redacted, 0, 0, 0 FROM was_orgs"},
		{"profiles", "INSERT INTO profiles SELECT org, person, name, mail, key, handle, '' FROM was_profiles"},
		{"forgotten", "INSERT INTO forgotten SELECT org, mac, (SELECT value FROM meta WHERE name = 'secret') FROM was_forgotten"},
		{"outbox", "INSERT INTO outbox SELECT id, kind, org, person, by, lang, next, made, due, tries, fault, 0, '', 0, 0 FROM was_outbox"},
	} {
		if err := w.anew(table.name, table.fill); err != nil {
			return err
		}
	}
	err := w.script(tablesOf("credentials", "private") + `;
		INSERT INTO credentials SELECT hash, 1, org, person, '', made, used, ends,
			'{"kind":' || kind || iif(printed, ',"printed":true', '') || iif(many, ',"many":true', '') || iif(next = '', '', ',"next":' || json_quote(next)) || '}' FROM links;
		INSERT INTO credentials SELECT hash, 2, org, person, device, made, seen, ends, '' FROM sessions;
		INSERT INTO credentials SELECT hash, 3, org, person, name, made, used, 0, '' FROM tokens;
		INSERT INTO private SELECT org, person, 'password', sealed FROM passwords;
		INSERT INTO private SELECT org, person, 'busy', 'yes' FROM busy;
		DROP TABLE links; DROP TABLE sessions; DROP TABLE tokens; DROP TABLE passwords; DROP TABLE busy`)
	if err == nil {
		err = w.keyMails()
	}
	return err
}

// everyDay keeps how far people were told of acts, and of every mail what it is about
// and when it was tried.
func everyDay(w *writer) error {
	err := w.anew("outbox", "INSERT INTO outbox SELECT id, kind, org, person, by, lang, next, made, due, tries, fault, held, '', 0, 0 FROM was_outbox")
	if err == nil {
		err = w.script(tablesOf("told"))
	}
	return err
}

// filesAndHooks keeps files that people add, and the addresses to which an organisation
// tells what happens.
func filesAndHooks(w *writer) error { return w.script(tablesOf("files", "photos", "hooks")) }

// whatIsDue notes when the clock has something to do, of nobody yet: who looks first finds out.
func whatIsDue(w *writer) error {
	if has, err := w.hasColumn("orgs", "due"); err != nil || has { // an earlier step made the table anew
		return err
	}
	return w.script("ALTER TABLE orgs ADD COLUMN due INTEGER NOT NULL DEFAULT 0; ALTER TABLE orgs ADD COLUMN due_of INTEGER NOT NULL DEFAULT 0")
}

// keyMails works out the form of every address in which it is found.
func (w *writer) keyMails() error {
	rows, err := w.conn.QueryContext(context.Background(), "SELECT DISTINCT mail FROM profiles WHERE mail <> ''")
	if err != nil {
		return err
	}
	var mails []string
	for rows.Next() {
		var m string
		if err := rows.Scan(&m); err != nil {
			return errors.Join(err, rows.Close())
		}
		mails = append(mails, m)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, m := range mails {
		if _, err := w.exec("UPDATE profiles SET mail_key = ? WHERE mail = ?", records.MailKey(m), m); err != nil {
			return err
		}
	}
	return nil
}

// anew makes a table as schema.sql has it; fill fills it from was_ and its name.
func (w *writer) anew(table, fill string) error {
	return w.script(fmt.Sprintf("ALTER TABLE %[1]s RENAME TO was_%[1]s", table) + dropIndexes[table] + ";" + tablesOf(table) + ";" + fill + ";" + "DROP TABLE was_" + table)
}

// dropIndexes are the indexes whose names a table made anew needs.
var dropIndexes = map[string]string{"outbox": "; DROP INDEX IF EXISTS outbox_due"}

// tablesOf are the statements of schema.sql that make these tables and their indexes.
func tablesOf(names ...string) string {
	var out []string
	for statement := range strings.SplitSeq(schema, ";\n") {
		for _, name := range names {
			if strings.Contains(statement, "CREATE TABLE "+name+" (") || strings.Contains(statement, " ON "+name+" (") {
				out = append(out, statement)
			}
		}
	}
	return strings.Join(out, ";\n")
}

func (w *writer) hasColumn(table, column string) (bool, error) {
	var n int
	err := w.scan("SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", []any{table, column}, &n)
	return n > 0, err
}
