// Package sse sends event streams: one set of headers, a deadline for every piece
// that is sent, and where a reader was when they come back.
package sse

import (
	"errors"
	"net/http"
	"strconv"
	"time"
)

const (
	// Beat is how often a stream on which nothing happens says that it is there.
	Beat = 25 * time.Second
	// Patience is how long a reader may take to take what is sent. One that takes
	// nothing holds a goroutine and buffers.
	Patience = 20 * time.Second
	// Life is how long a stream lasts; then the reader comes back, and goes on where
	// they were. A reader who is not there any more does not come back.
	Life = time.Hour
)

// Stream is an answer that goes on.
type Stream struct {
	w   http.ResponseWriter
	out *http.ResponseController
}

// Open begins a stream with how long a reader waits before they come back. Where
// only the headers were asked for, it sends these and answers nil.
func Open(w http.ResponseWriter, r *http.Request, back time.Duration) (*Stream, error) {
	s := &Stream{w, http.NewResponseController(w)}
	_ = s.out.SetReadDeadline(time.Time{}) // else the server takes it for a request that never ends
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // by which a proxy knows that it may not wait for more
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil, nil
	}
	return s, s.Put([]byte("retry: " + strconv.FormatInt(back.Milliseconds(), 10) + "\n\n"))
}

// Put sends a piece that is made already, by Event or Comment. An error says that
// nobody reads any more.
func (s *Stream) Put(piece []byte) error {
	_ = s.out.SetWriteDeadline(time.Now().Add(Patience))
	if _, err := s.w.Write(piece); err != nil {
		return err
	}
	return s.out.Flush()
}

// Here is sent when nothing happens.
var Here = []byte(":\n\n")

// Event is an event as it is sent. Data has no line breaks, as JSON has none.
func Event(id uint64, name string, data []byte) []byte {
	b := make([]byte, 0, len(data)+len(name)+48)
	b = append(b, "id: "...)
	b = strconv.AppendUint(b, id, 10)
	b = append(append(b, "\nevent: "...), name...)
	b = append(append(b, "\ndata: "...), data...)
	return append(b, "\n\n"...)
}

// ErrLast is a place to go on from that no stream gave.
var ErrLast = errors.New("no place in a stream")

// Last is the id of the last event that a reader has who comes back; false where
// they come for the first time.
func Last(r *http.Request) (uint64, bool, error) {
	text := r.Header.Get("Last-Event-ID")
	if text == "" {
		return 0, false, nil
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, false, ErrLast
	}
	return n, true, nil
}
