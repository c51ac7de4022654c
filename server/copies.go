package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"orpheus/face/web"
	"orpheus/service"
	"orpheus/service/elsewhere"
)

// Copies are made of the store every night, read to their end, and kept for some days.
type Copies struct {
	Data   string // the file of the store
	Folder string // where they go; empty for none
	Hour   int    // of the day, on the clock of the machine
	Days   int    // for which they are kept

	To  *elsewhere.Place     // where they go as well, closed; nil for nowhere
	For elsewhere.Recipients // who opens them there
}

// overdue is how old the last copy may be when the program begins: else it makes one at once.
const overdue = 25 * time.Hour

// retryCopy is how long to wait after one that failed.
const retryCopy = time.Hour

// next is how long to wait for the next copy.
func (c Copies) next(now time.Time, last time.Time, failed bool) time.Duration {
	at := time.Date(now.Year(), now.Month(), now.Day(), c.Hour, 0, 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, c.Hour, 0, 0, 0, now.Location())
	}
	wait := at.Sub(now)
	switch {
	case failed:
		return min(wait, retryCopy)
	case now.Sub(last) > overdue:
		return 0
	}
	return wait
}

// keepCopies makes copies until the context ends.
func (s *Server) keepCopies(ctx context.Context) {
	if s.copies.Folder == "" {
		return
	}
	var last time.Time
	if all, err := service.CopiesIn(s.copies.Folder, s.copies.Data); err == nil && len(all) > 0 {
		last = all[len(all)-1].Made
	}
	failed := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.copies.next(time.Now(), last, failed)):
		}
		if failed = !s.keepCopy(ctx); !failed {
			last = time.Now()
		}
	}
}

// keepCopy makes one copy, and tells who looks after the organisations where it cannot be made.
func (s *Server) keepCopy(ctx context.Context) bool {
	keep := time.Duration(s.copies.Days) * 24 * time.Hour
	c, err := s.unsent, error(nil)
	if c.Path == "" {
		c, err = s.service.KeepCopy(ctx, s.copies.Folder, s.copies.Data, keep)
	}
	if err == nil && s.copies.To != nil {
		s.unsent = c // which is sent again, rather than another one, where it does not get there
		if err = s.copies.To.Keep(ctx, c.Path, elsewhere.Name(s.copies.Data, c.Made), s.copies.For, keep); err == nil || errors.Is(err, fs.ErrNotExist) {
			s.unsent = service.Copy{}
		}
	}
	if ctx.Err() != nil {
		return true
	}
	news := s.service.Copied(err)
	if err == nil {
		s.log.InfoContext(ctx, "a copy of the store was made and read", "path", c.Path)
		return true
	}
	trouble := service.Trouble(err)
	if _, unsound := errors.AsType[*service.CopyError](err); unsound {
		trouble = "unsound"
	}
	s.log.ErrorContext(ctx, "no copy of the store could be made: orpheus doctor says more", "trouble", trouble, "error", err)
	if news && s.Identity.Mails() {
		if err := s.service.TellUncopied(ctx, s.Identity); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "nobody could be told that no copy was made", "error", err)
		}
	}
	return false
}

// ofCopies is what is the matter with the copies; empty for nothing.
func (s *Server) ofCopies() string {
	if since := s.service.CopiesFail(); !since.IsZero() {
		return fmt.Sprintf("copies: failing since %s\n", since.UTC().Format(time.RFC3339))
	}
	return ""
}

// shown is what stewards are told of the copies.
func (c Copies) shown() web.Copies {
	if c.Folder == "" {
		return web.Copies{}
	}
	out := web.Copies{Kept: true, Days: c.Days}
	if c.To != nil {
		out.To = c.To.String()
	}
	return out
}
