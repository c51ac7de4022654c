package postgres

import (
	"context"
	"log/slog"

	"orpheus/org"
	"orpheus/store/records"
)

// uses are the credentials that a batch uses and that are of another organisation than the
// batch: a link that founds is nobody's. No transaction is about two organisations, so they
// are used before, and given back where what they allow is not done. A program that is
// stopped right between leaves such a link used, with nothing founded: somebody gives another.
type uses struct {
	taken []used
}

type used struct {
	org string
	key [32]byte
	at  org.Time
}

// reserve uses what is of other organisations; records.ErrUsed where one was used before.
// It takes none of the connections that write: whoever reserves has one.
func (l *Log) reserve(ctx context.Context, slug string, all []records.Use) (*uses, error) {
	u := &uses{}
	for _, use := range all {
		var of string
		err := l.row(ctx, "SELECT org FROM orpheus.credentials WHERE key = $1", []any{use.Key[:]}, &of)
		if err == nil && of == slug {
			continue
		}
		if err == nil {
			tag, err2 := l.read.Exec(ctx, "UPDATE orpheus.credentials SET seen = $3 WHERE org = $1 AND key = $2 AND seen = 0", of, use.Key[:], num(use.At))
			if err = err2; err == nil && tag.RowsAffected() == 1 {
				u.taken = append(u.taken, used{of, use.Key, use.At})
				l.edition.owe()
				continue
			}
		}
		u.giveBack(l)
		if err == nil || none(err) {
			err = records.ErrUsed
		}
		return nil, told(ctx, err)
	}
	return u, nil
}

// giveBack makes what was reserved usable again.
func (u *uses) giveBack(l *Log) {
	for _, x := range u.taken {
		ctx, cancel := context.WithTimeout(context.Background(), connectWait)
		_, err := l.read.Exec(ctx, "UPDATE orpheus.credentials SET seen = 0 WHERE org = $1 AND key = $2 AND seen = $3", x.org, x.key[:], num(x.at))
		cancel()
		if err != nil {
			slog.Error("a link was used, and what it allows was not done", "error", err)
		}
	}
	if len(u.taken) > 0 {
		l.edition.owe()
	}
	u.taken = nil
}

// has reports whether one was reserved.
func (u *uses) has(key [32]byte) bool {
	for _, x := range u.taken {
		if x.key == key {
			return true
		}
	}
	return false
}
