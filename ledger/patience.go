package ledger

import "time"

// patience is how long the writer waits, once a group has landed, for those it answered
// to ask again. They come back after a moment: over a network, after the time of an
// answer and a request. Without waiting, those who asked meanwhile would have the disk
// first, and both halves would wait for each other ever after, each with a way to the
// disk of its own.
//
// It waits for no longer than such a way takes, which is what waiting can save; and
// where most did not come, it does not wait the next times.
type patience struct {
	took  time.Duration // what a group takes to be written, as it was lately
	until time.Time     // when it ends
	want  int           // how many it waits for: as many as were answered, and had asked meanwhile
	had   int           // how many there were when it began
	waits bool          // it was begun
	rests int           // times not to wait
	rest  int           // how many those were the last time
	timer *time.Timer
}

// mostRests is how many times it does not wait at most, before it tries again.
const mostRests = 64

func newPatience() patience {
	p := patience{timer: time.NewTimer(time.Hour)}
	p.timer.Stop()
	return p
}

// wrote says what a group took to be written. A disk that was slow once is not
// believed to be slow.
func (p *patience) wrote(took time.Duration) {
	switch {
	case took == 0: // in another way
	case took < p.took:
		p.took = (p.took + took) / 2
	default:
		p.took += (took - p.took) / 8
	}
}

// landed begins the wait: so many were answered, and so many asked meanwhile.
func (p *patience) landed(answered, open int) {
	p.waits = false
	if p.rests > 0 {
		p.rests--
		p.want = 0
		return
	}
	p.want, p.had, p.until = answered+open, open, time.Now().Add(p.took)
}

// waiting reports whether a group of so many is to wait for more. The timer says when
// to ask again.
func (p *patience) waiting(jobs int) bool {
	if jobs >= p.want { // all are there
		if p.waits {
			p.waits, p.rest = false, 0
		}
		return false
	}
	if left := time.Until(p.until); left > 0 {
		p.waits = true
		p.timer.Reset(left)
		return true
	}
	if p.waits && (jobs-p.had)*2 < p.want-p.had { // most did not come
		p.rest = min(2*p.rest+1, mostRests)
		p.rests = p.rest
	}
	p.waits = false
	return false
}

// over ends the wait.
func (p *patience) over() { p.want = 0 }
