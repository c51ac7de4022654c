package service

import (
	"context"
	"errors"
	"slices"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/deciding"
)

// box is what is kept of a secret vote while it goes on: who voted, and the ballots, each in
// an order that says nothing about the other. It is written as one, and what it was before is
// overwritten; there is no moment on it, and it lies there sealed. docs/security.md says what it can tell.
type box struct {
	Voted   []org.PersonID     `json:"voted"`
	Ballots []org.SecretBallot `json:"ballots"`
	Over    bool               `json:"over,omitzero"` // it is being counted: nothing is put in any more

	was string // as it lay there
}

func (d *Service) box(ctx context.Context, slug string, id org.DecisionID) (*box, error) {
	b := new(box)
	was, err := d.readBox(ctx, slug, id.String(), b)
	b.was = was
	return b, err
}

// castSecret puts the ballot of the visitor with the others. It is no act: nothing of it
// stands in the log.
func (v *Visit) castSecret(ctx context.Context, a *org.CastBallot) (Answer, error) {
	for {
		s, err := v.present(ctx)
		if err != nil {
			return Answer{}, err
		}
		if err := a.CheckBallot(s, org.Moment{At: org.At(v.d.now()), By: v.who}); err != nil {
			return Answer{}, err
		}
		b, err := v.d.box(ctx, v.slug, a.Decision)
		if err != nil {
			return Answer{}, err
		}
		who := a.For
		if who == 0 {
			who = v.who
		}
		switch {
		case b.Over:
			return Answer{}, &org.Error{Code: org.Conflict, Key: "decision.stage", Args: []any{a.Decision}}
		case slices.Contains(b.Voted, who):
			return Answer{}, &org.Error{Code: org.Conflict, Key: "vote.given", Args: []any{who}}
		}
		b.Voted = append(b.Voted, who)
		b.Ballots = append(b.Ballots, org.SecretBallot{Marks: a.Marks, Sign: org.SignOf(a.Decision, a.Word)})
		slices.Sort(b.Voted)
		slices.SortFunc(b.Ballots, org.SecretBallot.Compare)
		done, err := v.d.putBox(ctx, v.slug, a.Decision.String(), b.was, b)
		if err != nil {
			return Answer{}, err
		}
		if done {
			return v.afterCast(ctx, s, a.Decision, b)
		}
	}
}

// afterCast counts where that was the last ballot. The answer has no act: there is none.
func (v *Visit) afterCast(ctx context.Context, s *org.State, id org.DecisionID, b *box) (Answer, error) {
	if b.all(s, id) {
		if err := v.d.countVote(ctx, v.slug, id); err != nil {
			return Answer{}, err
		}
	}
	look, err := v.Look(ctx, 0)
	return Answer{Look: look}, err
}

// all reports whether everybody who may vote and is there did.
func (b *box) all(s *org.State, id org.DecisionID) bool {
	return !slices.ContainsFunc(s.Together(id), func(p org.PersonID) bool { return !slices.Contains(b.Voted, p) })
}

// HasVoted reports whether somebody gave their ballot, named or secret; for them alone.
func (v *Visit) hasVoted(ctx context.Context, s *org.State, id org.DecisionID, p org.PersonID) (bool, error) {
	x := s.Decision(id)
	if x == nil || x.Stage != deciding.Voting {
		return false, nil
	}
	if !x.Vote.Secret {
		return x.Vote.BallotOf(p) != nil, nil
	}
	b, err := v.d.box(ctx, v.slug, id)
	return err == nil && slices.Contains(b.Voted, p), err
}

// HasVoted reports whether the visitor gave their ballot. Of others nobody learns it.
func (l *Look) HasVoted(ctx context.Context, id org.DecisionID) (bool, error) {
	return l.v.hasVoted(ctx, l.State, id, l.v.who)
}

// AskedOf is what a decision asks of the visitor now: what PartOf says, but for a secret vote
// in which they gave their ballot.
func (l *Look) AskedOf(ctx context.Context, id org.DecisionID) (org.Part, error) {
	part := l.State.PartOf(id, l.v.who, l.At)
	if part != org.PartVote {
		return part, nil
	}
	voted, err := l.HasVoted(ctx, id)
	if voted {
		return org.NoPart, err
	}
	return part, err
}

// Waiting is what waits for the visitor, but for votes in which they gave their ballot, and
// rounds of the pulse that they answered.
func (l *Look) Waiting(ctx context.Context) ([]org.Wait, error) {
	var faults error
	all := l.State.Waiting(l.v.who, l.At)
	if !l.Past {
		asked, err := l.v.feedbackWaits(ctx)
		all, faults = append(all, asked...), err
	}
	return slices.DeleteFunc(all, func(w org.Wait) bool {
		if w.Pulse != 0 {
			answered, err := l.HasAnswered(ctx, w.Pulse)
			faults = errors.Join(faults, err)
			return answered
		}
		if w.Decision == 0 {
			return false
		}
		voted, err := l.HasVoted(ctx, w.Decision)
		faults = errors.Join(faults, err)
		return voted
	}), faults
}

// countVotes counts the secret votes of an organisation whose time is over, and those that
// were closed and not counted, since a program ended in between; of votes that ended
// otherwise it drops the boxes, of which it is given the names of all there are. A box that
// cannot be opened is passed over.
func (d *Service) countVotes(ctx context.Context, slug string, s *org.State, boxes []string) error {
	var faults []error
	for _, name := range boxes {
		id, err := org.ParseID[org.DecisionID](name)
		x := s.Decision(id)
		switch {
		case err != nil || x == nil: // of something else, or of a log that is behind its boxes
		case x.Stage == deciding.Voting:
			b, err := d.box(ctx, slug, id)
			if faults = append(faults, err); err == nil && b.Over {
				faults = append(faults, d.countVote(ctx, slug, id))
			}
		case x.Stage != deciding.Counting:
			faults = append(faults, d.dropBox(ctx, slug, name))
		}
	}
	for id, x := range s.GoingOn() { // with a box or, where nobody voted, without
		if x.Stage == deciding.Counting && x.Vote.Secret {
			faults = append(faults, d.countVote(ctx, slug, id))
		}
	}
	return errors.Join(faults...)
}

// countVote closes a box, has what is in it counted, and drops it. Whatever stops it on the
// way, the next one goes on where it was: a box that is closed is counted, and counting
// twice is refused.
func (d *Service) countVote(ctx context.Context, slug string, id org.DecisionID) error {
	b, err := d.box(ctx, slug, id)
	if err != nil {
		return err
	}
	if !b.Over {
		b.Over = true
		if done, err := d.putBox(ctx, slug, id.String(), b.was, b); err != nil || !done { // another one is at it, or voted
			return err
		}
	}
	count := &org.CountVote{Decision: id, Ballots: b.Ballots}
	if len(b.Voted) >= org.ShowVoters {
		count.Voted = b.Voted
	}
	_, err = d.engine.Do(ctx, slug, ledger.Request{Act: count, By: Nobody, Face: org.Clock})
	s, unknown := d.engine.State(ctx, slug)
	if unknown != nil {
		return errors.Join(err, unknown)
	}
	if stage := s.Decision(id).Stage; stage == deciding.Voting || stage == deciding.Counting { // it was not counted: nothing is dropped
		if org.CodeOf(err) == org.Conflict { // it is when its time is over
			return nil
		}
		return err
	}
	return d.dropBox(ctx, slug, id.String()) // where it was refused, another one counted it
}
