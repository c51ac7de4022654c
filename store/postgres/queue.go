package postgres

import "context"

// CountMails is how many mails wait to be sent, and how many were given up.
func (l *Log) CountMails(ctx context.Context) (waiting, givenUp int, err error) {
	err = l.row(ctx, "SELECT count(*) FILTER (WHERE due > 0), count(*) FILTER (WHERE due = 0) FROM orpheus.outbox", nil, &waiting, &givenUp)
	return waiting, givenUp, err
}
