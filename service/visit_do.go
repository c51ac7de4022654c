package service

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Asked is one act that a visitor wants done.
type Asked struct {
	Act     org.Act
	Face    org.Face         // the way it came in
	Key     string           // idempotency key; empty for none
	Profile *records.Profile // of the person that person.join adds
	Files   []Attached       // that wait, and come with it
}

// Answer is what a request led to, as the visitor sees it.
type Answer struct {
	Entries  []org.Entry // the act, and what it entailed as far as they may be told
	Look     *Look       // as it is after them
	Repeated bool        // the key was used before: these are the acts of then
}

// Do does an act in the name of the visitor, with what it entails, once for a key.
// What names a thing they do not know of is refused as if the thing were not there. When
// Do returns nil, the acts are on disk and everybody sees them.
func (v *Visit) Do(ctx context.Context, a Asked) (Answer, error) {
	done, err := v.do(ctx, a)
	return done, v.tellRefused(ctx, org.NameOf(a.Act), err)
}

func (v *Visit) do(ctx context.Context, a Asked) (Answer, error) {
	before, err := v.present(ctx)
	if err != nil {
		return Answer{}, err
	}
	if a.Profile != nil && (v.who != Nobody || *a.Profile != Profile{}) { // the operator may leave a name for later
		p, err := tidy(*a.Profile)
		if err != nil {
			return Answer{}, err
		}
		a.Profile = &p
	}
	if err := v.reaches(before, a.Act); err != nil {
		return Answer{}, err
	}
	if err := v.waits(ctx, a); err != nil {
		return Answer{}, err
	}
	if cast := org.SecretBallotOf(before, a.Act); cast != nil {
		return v.castSecret(ctx, cast)
	}
	request := ledger.Request{Act: a.Act, By: v.who, Face: a.Face, Key: a.Key, Profile: a.Profile}
	for _, f := range a.Files {
		request.Files = append(request.Files, records.Attached{Key: f.Key, About: f.About})
	}
	done, err := v.d.engine.Do(ctx, v.slug, request)
	if err == nil && org.EffectOf(a.Act).Erased != 0 { // what they wrote to others is in no record
		err = v.d.tidyFeedback(ctx, v.slug, done.State, nil)
	}
	return v.answer(ctx, before, done, err)
}

// Undo takes back an act of the visitor, with all that it entailed, in one
// transaction; no longer than a little while after it. Of what they may not be told,
// it says that it is not there.
func (v *Visit) Undo(ctx context.Context, seq uint64, face org.Face) (Answer, error) {
	before, err := v.Look(ctx, 0)
	if err != nil {
		return Answer{}, err
	}
	e, err := before.Entry(ctx, seq)
	switch {
	case err != nil:
		return Answer{}, err
	case e == nil:
		return Answer{}, &org.Error{Code: org.NotFound, Key: "undo.kind"}
	case e.By == v.who && !e.UndoableBy(v.who, before.At) && e.Cause == 0:
		return Answer{}, &org.Error{Code: org.Conflict, Key: "undo.late"}
	}
	done, err := v.d.undo(ctx, v.slug, seq, v.who, face)
	return v.answer(ctx, before.Present, done, v.tellRefused(ctx, "undo", err))
}

// answer is an answer of the engine as the visitor may see it: they may be told of
// what they saw before it, or see after it.
func (v *Visit) answer(ctx context.Context, before *org.State, done ledger.Answer, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	acted(ctx, done.State.Version)
	out := Answer{Repeated: done.Repeated}
	was, is := v.sight(before, before), v.sight(done.State, done.State)
	for i := range done.Entries {
		if e := &done.Entries[i]; i == 0 || was.SeesEntry(e) || is.SeesEntry(e) {
			out.Entries = append(out.Entries, *e)
		}
	}
	out.Look, err = v.look(ctx, done.State, done.State, 0, nil)
	return out, err
}

// reaches refuses what names a thing that the visitor does not know of, as if it were
// not there.
func (v *Visit) reaches(now *org.State, act org.Act) error { return reaches(v.sight(now, now), act) }

func reaches(sight *org.Sight, act org.Act) error {
	if sight.All() {
		return nil
	}
	for _, r := range org.About(act) {
		if !sight.Knows(r) {
			return org.NotThere(r)
		}
	}
	return nil
}
