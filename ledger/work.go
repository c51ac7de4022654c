package ledger

import (
	"context"
	"crypto/sha256"
	"slices"

	"orpheus/internal/contain"
	"orpheus/org"
	"orpheus/store/records"
)

// work is what a writer prepares between two commits: acts done on a state
// nobody sees yet, and the rows they will be.
type work struct {
	ctx     context.Context // of reading records
	log     Log             // nil for one that is not there yet
	under   *work           // what is being written, on which it stands; nil for nothing
	slug    string
	before  Head
	from    *org.State // as it was
	state   *org.State // as it will be, where draft is nil
	draft   *org.Draft // of it
	spoiled bool       // an act failed half-way: all of it is to be done anew
	head    Head       // as it will be
	rows    []Row
	entries []org.Entry
	records records.Changes
	keys    []Key
}

// newWork returns work on s with room for so many entries.
func newWork(slug string, s *org.State, h Head, room int) *work {
	return &work{slug: slug, before: h, head: h, from: s, state: s, rows: make([]Row, 0, room), entries: make([]org.Entry, 0, room)}
}

// anew returns work on what w began with.
func (w *work) anew() *work {
	return newWork(w.slug, w.from, w.before, cap(w.rows)).over(w.ctx, w.log, w.under)
}

// over says what the records of the organisation are, and what will have been written to
// them by then.
func (w *work) over(ctx context.Context, log Log, under *work) *work {
	w.ctx, w.log, w.under = ctx, log, under
	return w
}

// now returns the state as it will be; it is good until the next act.
func (w *work) now() *org.State {
	if w.draft != nil {
		return &w.draft.State
	}
	return w.state
}

// freeze makes w.state what it will be. Acts that become one commit share a draft:
// a copy for each would be seen by nobody.
func (w *work) freeze() {
	if w.draft != nil {
		w.state, w.draft = w.draft.Freeze(), nil
	}
}

func (w *work) batch() Batch {
	w.freeze()
	return Batch{Slug: w.slug, Before: w.before, Rows: w.rows, Records: w.records, Keys: w.keys, Due: dueOf(w.state)}
}

func (w *work) empty() bool { return len(w.rows) == 0 && w.records.Empty() }

// brought is what comes with an act for the records, beside what was written in it.
type brought struct {
	profile *records.Profile
	files   []records.Attached
}

// do does one act. On an error the work is as it was before, or spoiled.
func (w *work) do(act org.Act, m org.Moment, with brought) error {
	if w.draft == nil {
		w.draft = w.state.Edit()
	}
	w.spoiled = true
	done, err := w.draft.Do(act, m)
	if err == nil {
		if err := w.add(&w.draft.State, done, with); err != nil {
			return err
		}
	}
	w.spoiled = false
	return err
}

// do does what the job asks for, as part of w.
func (j *job) do(w *work, m org.Moment, with brought) error {
	return contain.Panics(func() (err error) {
		j.give(j.request.Act)
		if !org.Attach(j.request.Act, len(with.files)) {
			with.files = nil
		}
		with.profile, err = w.admit(w.now(), records.Changes{}, j.request.Act, m, with.profile)
		if err != nil {
			return err
		}
		return w.do(j.request.Act, m, with)
	})
}

// expire does what the clock owes up to now, each at the moment it was due.
func (w *work) expire(now org.Time) {
	for {
		act, due := w.now().Due(now)
		if act == nil {
			return
		}
		w.freeze()
		before := *w
		m := org.Moment{At: max(due, w.state.Last), Face: org.Clock}
		if err := contain.Panics(func() error { return w.do(act, m, brought{}) }); err != nil {
			*w = before
			return
		}
	}
}

// bulk runs a job's own function on one draft.
func (w *work) bulk(j *job, now org.Time) {
	w.freeze()
	at := max(now, w.state.Last)
	if j.at != 0 {
		if j.at < w.state.Last {
			j.err = backInTime(j.at, w.state.Last)
			return
		}
		at = j.at
	}
	before := *w
	w.expire(at)
	w.freeze()
	j.first = len(w.entries)
	b := &Bulk{job: j, work: w, draft: w.state.Edit(), at: at, face: j.request.Face}
	if j.err = contain.Panics(func() error { return j.bulk(b) }); j.err == nil {
		j.err = w.add(&b.draft.State, b.done, brought{})
		w.state = b.draft.Freeze()
		w.records.Add(b.changes)
	}
	if j.err != nil {
		j.restore()
	}
	if j.err != nil || (len(b.done) == 0 && b.changes.Empty()) {
		*w = before
		j.first = len(w.entries)
	}
}

// also runs f on one draft, for a face. After an error the work is of no use.
func (w *work) also(at org.Time, face org.Face, f func(*Bulk) error) error {
	w.freeze()
	b := &Bulk{job: &job{}, work: w, draft: w.state.Edit(), at: max(at, w.state.Last), face: face}
	err := contain.Panics(func() error { return f(b) })
	if err == nil {
		err = w.add(&b.draft.State, b.done, brought{})
	}
	if err == nil {
		w.state = b.draft.Freeze()
		w.records.Add(b.changes)
	}
	return err
}

// given is an act as it was asked for. What a rule works out is written into the
// act; where it was not logged, it must be worked out again.
type given struct{ act, was org.Act }

func (j *job) give(act org.Act) { j.given = append(j.given, given{act, org.Copy(act)}) }

// restore gives the acts back as they were asked for.
func (j *job) restore() {
	for i := range slices.Backward(j.given) {
		org.Restore(j.given[i].act, j.given[i].was)
	}
	j.given = j.given[:0]
}

// add appends acts that led to s. On an error nothing is appended.
func (w *work) add(s *org.State, done []org.Done, with brought) error {
	first := w.head.Seq + 1
	head, rows, entries := w.head, w.rows, w.entries
	var changes records.Changes
	for i, d := range done {
		e := org.Entry{Seq: head.Seq + 1, At: d.Moment.At, By: d.Moment.By, Face: d.Moment.Face, Act: d.Act}
		if d.Cause >= 0 {
			e.Cause = first + uint64(d.Cause)
		}
		line, err := e.Encode()
		if err != nil {
			return err
		}
		head = Head{e.Seq, Link(head.Hash, e.Seq, sha256.Sum256(line))}
		rows = append(rows, Row{Seq: e.Seq, Line: line, Hash: head.Hash})
		entries = append(entries, e)
		for _, prose := range org.WrittenIn(d.Act) {
			changes.Texts = append(changes.Texts, records.Text{ID: prose.ID, By: d.Moment.By, At: d.Moment.At, Body: prose.Text()})
		}
		effect := org.EffectOf(d.Act)
		if with.profile != nil && org.KindOf(d.Act).Profiled {
			profile := *with.profile
			profile.Person = effect.Known
			bring(&changes, profile)
		}
		if effect.Left != 0 {
			changes.Left = append(changes.Left, effect.Left)
		}
		changes.Dropped = append(changes.Dropped, org.DroppedBy(s, d.Act)...)
		changes.DroppedFiles = append(changes.DroppedFiles, org.FilesDroppedBy(s, d.Act)...)
		if i == 0 {
			changes.Attached = append(changes.Attached, attach(d, with.files)...)
		}
		if effect.Erased != 0 {
			changes.Erasures = append(changes.Erasures, records.Erasure{Person: effect.Erased, KeepTexts: effect.KeepTexts})
		}
	}
	w.head, w.rows, w.entries = head, rows, entries
	w.records.Add(changes)
	return nil
}

// attach gives the files that come with an act the numbers that it gave them.
func attach(d org.Done, files []records.Attached) []records.Attached {
	var out []records.Attached
	for i, id := range org.AttachedTo(d.Act) {
		if i < len(files) {
			f := files[i]
			f.ID, f.By, f.At = id, d.Moment.By, d.Moment.At
			out = append(out, f)
		}
	}
	return out
}

// Bulk is a run of acts that become one transaction.
type Bulk struct {
	job     *job
	work    *work // that it is part of
	draft   *org.Draft
	at      org.Time
	face    org.Face
	done    []org.Done
	changes records.Changes
}

// State returns the organisation as it is after the acts so far. It is good
// until the next Do.
func (b *Bulk) State() *org.State { return &b.draft.State }

// At returns the moment at which the acts happen.
func (b *Bulk) At() org.Time { return b.at }

// Do does an act by nobody in person. After an error the whole run must end
// with one: acts of it that were entailed may be missing.
func (b *Bulk) Do(act org.Act) error {
	return b.DoAs(act, org.Moment{At: b.at, Face: b.face}, nil)
}

// DoAs does an act at a moment of its own, which may not lie before the last
// one: how an invented or restored past is written. What the clock owes up to
// that moment comes first, each at its own.
func (b *Bulk) DoAs(act org.Act, m org.Moment, p *records.Profile) error {
	if m.At < b.draft.Last {
		return backInTime(m.At, b.draft.Last)
	}
	for m.Face != org.Clock { // else it is the clock's own act
		next, due := b.draft.Due(m.At)
		if next == nil {
			break
		}
		if err := b.do(next, org.Moment{At: max(due, b.draft.Last), Face: org.Clock}); err != nil {
			return err
		}
	}
	b.job.give(act)
	p, err := b.work.admit(b.State(), b.changes, act, m, p)
	if err != nil {
		return err
	}
	if err := b.do(act, m); err != nil {
		return err
	}
	if p != nil && org.KindOf(act).Profiled {
		profile := *p
		profile.Person = org.EffectOf(act).Known
		bring(&b.changes, profile)
	}
	return nil
}

// Add does an act by nobody in person that brings somebody with a profile.
func (b *Bulk) Add(act org.Act, p records.Profile) error {
	return b.DoAs(act, org.Moment{At: b.at, Face: b.face}, &p)
}

// Entail does an act that the one at index cause of this run entails: by nobody, at
// the same moment. The first act of a run has index 0.
func (b *Bulk) Entail(cause int, act org.Act) error {
	b.job.give(act)
	at := len(b.done)
	if err := b.do(act, org.Moment{At: b.done[cause].Moment.At, Face: org.Rule}); err != nil {
		return err
	}
	b.done[at].Cause = cause
	return nil
}

// Done is how many acts were done so far in this run.
func (b *Bulk) Done() int { return len(b.done) }

func (b *Bulk) do(act org.Act, m org.Moment) error {
	done, err := b.draft.Do(act, m)
	if err != nil {
		return err
	}
	for i := range done {
		if done[i].Cause >= 0 {
			done[i].Cause += len(b.done)
		}
	}
	b.done = append(b.done, done...)
	return nil
}

// Join records the profile of a person added in this run.
func (b *Bulk) Join(id org.PersonID, p records.Profile) {
	p.Person = id
	b.changes.Profiles = append(b.changes.Profiles, p)
}

// Amend writes records that no act of this run brings along.
func (b *Bulk) Amend(c records.Changes) { b.changes.Add(c) }

func backInTime(asked, last org.Time) error {
	return &org.Error{Code: org.Conflict, Key: "time.back", Args: []any{asked, last}}
}
