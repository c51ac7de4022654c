package postgres

import (
	"context"
	"encoding/base64"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"orpheus/ledger"
)

const (
	channel  = "orpheus"
	tellRest = 20 * time.Millisecond // between two messages of one program
	longest  = 7000                  // bytes of a message; the server takes 8000

	listenAgain = 100 * time.Millisecond // after the connection was lost; ever longer

	deafFor = time.Second // who does not hear what it said itself for so long hears nobody
)

// news are the logs that went on, and are to be told to the other programs. Telling has a lock
// for the whole server, so it is never part of an append: it is done on a connection of its
// own, of several logs at once, at most every tellRest.
type news struct {
	mu    sync.Mutex
	logs  map[string]ledger.Head
	call  chan struct{} // holds one
	ours  int           // how many of our own messages are still to be heard
	since time.Time     // since when
	deaf  bool          // no connection listens
	quiet bool          // one listens, and hears nothing
}

// add notes that a log went on, up to where.
func (n *news) add(slug string, head ledger.Head) {
	n.mu.Lock()
	if n.logs == nil {
		n.logs = map[string]ledger.Head{}
	}
	if n.logs[slug].Seq < head.Seq {
		n.logs[slug] = head
	}
	n.mu.Unlock()
	select {
	case n.call <- struct{}{}:
	default:
	}
}

// take returns what is to be told, as messages.
func (n *news) take(node string) (messages []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m := node
	for slug, head := range n.logs {
		one := " " + ending(slug, head)
		if len(m)+len(one) > longest {
			messages = append(messages, m)
			m = node
		}
		m += one
	}
	n.logs = nil
	if m != node {
		messages = append(messages, m)
	}
	return messages
}

// ending is a log and where it ends, as one word: no slug has a slash.
func ending(slug string, head ledger.Head) string {
	return slug + "/" + strconv.FormatUint(head.Seq, 10) + "/" + base64.RawURLEncoding.EncodeToString(head.Hash[:])
}

// readEnding reads such a word.
func readEnding(word string) (slug string, head ledger.Head, ok bool) {
	parts := strings.Split(word, "/")
	if len(parts) != 3 || base64.RawURLEncoding.DecodedLen(len(parts[2])) != len(head.Hash) {
		return "", ledger.Head{}, false
	}
	seq, err := strconv.ParseUint(parts[1], 10, 64)
	n, wrong := base64.RawURLEncoding.Decode(head.Hash[:], []byte(parts[2]))
	head.Seq = seq
	return parts[0], head, err == nil && wrong == nil && n == len(head.Hash)
}

// said notes that messages of our own went out.
func (n *news) said(messages int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ours == 0 {
		n.since = time.Now()
	}
	n.ours += messages
}

// hear notes that we heard a message of our own.
func (n *news) hear() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.ours, n.quiet, n.since = max(0, n.ours-1), false, time.Now()
}

// listens notes whether there is a connection that listens.
func (n *news) listens(yes bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.deaf, n.ours = !yes, 0
}

// heard reports whether what other programs say is heard: one listens, and what we said
// ourselves came back. A pooler that lends connections out for a transaction lets nobody listen.
func (n *news) heard() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ours > 0 && time.Since(n.since) > deafFor {
		n.quiet, n.ours = true, 0
	}
	return !n.deaf && !n.quiet
}

// tellNodes tells other programs which logs went on, until the store is closed.
func (l *Log) tellNodes() {
	for {
		select {
		case <-l.news.call:
		case <-l.ctx.Done():
			return
		}
		for _, m := range l.news.take(l.node) {
			l.news.said(1)
			ctx, cancel := context.WithTimeout(l.ctx, connectWait)
			_, err := l.call.Exec(ctx, "SELECT pg_notify($1, $2)", channel, m)
			cancel()
			if err != nil && l.ctx.Err() == nil { // they find it by looking
				slog.Debug("other programs were not told of acts", "error", err)
			}
		}
		if !l.rest(tellRest) {
			return
		}
	}
}

// rest waits, and reports whether the store is still open.
func (l *Log) rest(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-l.ctx.Done():
		return false
	}
}

// listen hears which logs went on by other programs, until the store is closed. What was said
// while nobody listened is found by looking at all heads.
func (l *Log) listen() {
	l.news.listens(false)
	l.signals.forget()
	for pause := listenAgain; ; pause = min(2*pause, 20*listenAgain) {
		began := time.Now()
		err := l.hear()
		l.news.listens(false)
		l.signals.forget()
		if l.ctx.Err() != nil {
			return
		}
		slog.Debug("nobody hears what other programs do", "error", err)
		if time.Since(began) > time.Minute {
			pause = listenAgain
		}
		if !l.rest(pause) {
			return
		}
	}
}

// hear listens on a connection of its own, as long as it holds.
func (l *Log) hear() error {
	conn, err := pgx.ConnectConfig(l.ctx, l.listener)
	if err != nil {
		return err
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(l.ctx, "LISTEN "+channel); err != nil {
		return err
	}
	l.news.listens(true)
	l.lookNow(l.signals.waited())
	for {
		n, err := conn.WaitForNotification(l.ctx)
		if err != nil {
			return err
		}
		parts := strings.Split(n.Payload, " ")
		if parts[0] == l.node {
			l.news.hear()
			continue // who waits here was woken
		}
		l.edition.change()
		for _, word := range parts[1:] {
			if slug, head, ok := readEnding(word); ok {
				l.hearOf(slug, head)
			}
		}
	}
}

// hearOf wakes those who wait for a log that another program went on with, once what it appended was
// read with that of other logs: one question for each would be most of the work of several programs.
// A log that is far behind is read on by itself.
func (l *Log) hearOf(slug string, head ledger.Head) {
	after, behind := l.signals.behind(slug, head)
	switch {
	case !behind || head.Seq-after > farthest:
		l.signals.hear(slug, head)
	case l.ahead.want(slug, after, head):
		l.background.Go(l.readAhead)
	}
}
