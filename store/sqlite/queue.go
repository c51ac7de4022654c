package sqlite

import "context"

// CountMails is how many mails wait to be sent, and how many were given up.
func (l *Log) CountMails(ctx context.Context) (waiting, givenUp int, err error) {
	err = l.row(ctx, "SELECT ifnull(sum(due > 0), 0), ifnull(sum(due = 0), 0) FROM outbox").Scan(&waiting, &givenUp)
	return waiting, givenUp, err
}
