package org

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"

	"orpheus/org/ballot"
	"orpheus/org/deciding"
)

// CountVote counts the ballots and ends the vote. It brings those of a secret one, in an
// order that tells nothing, and who took part where they are three or more. Of fewer it
// would tell too much.
type CountVote struct {
	Decision DecisionID       `json:"decision" doc:"which decision"`
	Ballots  []SecretBallot   `json:"ballots,omitzero" doc:"of a secret vote" derived:"yes"`
	Voted    []PersonID       `json:"voted,omitzero" doc:"who took part in a secret vote, from three on" derived:"yes"`
	Chosen   []uint16         `json:"chosen,omitzero" doc:"which options, from 0, best first" derived:"yes"`
	Tied     []uint16         `json:"tied,omitzero" doc:"between which the count does not tell" derived:"yes"`
	Outcome  deciding.Outcome `json:"outcome,omitzero" doc:"how it ended" derived:"yes"`
}

// SecretBallot is a ballot of which nobody knows whose it is.
type SecretBallot struct {
	Marks []uint16 `json:"marks"`
	Sign  string   `json:"sign,omitzero"` // see SignOf
}

// Compare orders secret ballots by what is on them alone.
func (b SecretBallot) Compare(other SecretBallot) int {
	return cmp.Or(slices.Compare(b.Marks, other.Marks), cmp.Compare(b.Sign, other.Sign))
}

// SignOf is what is published in the place of a word by which somebody finds their ballot:
// the first 40 bits, in hexadecimal, of the SHA-256 of "orpheus ballot D4\n" and the word,
// with the id of the decision. Anybody can work it out who knows the word.
func SignOf(id DecisionID, word string) string {
	if word == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("orpheus ballot " + id.String() + "\n" + word))
	return hex.EncodeToString(sum[:5])
}

// ShowVoters is from how many on it is told who took part in a secret vote.
const ShowVoters = 3

func (a *CountVote) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustBeAt(a.Decision, deciding.Voting, deciding.Counting)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	switch {
	case x.Stage == deciding.Voting && (!x.Vote.Secret || len(a.Ballots) < len(s.Together(a.Decision))):
		return refuse(Conflict, "decision.waits", a.Decision)
	case len(a.Ballots) > 0 && !x.Vote.Secret, len(a.Ballots) > len(x.Electorate()), len(a.Voted) > 0 && len(a.Voted) != max(len(a.Ballots), ShowVoters):
		return refuse(Invalid, "vote.ballots")
	case !slices.IsSortedFunc(a.Ballots, SecretBallot.Compare) || !slices.IsSorted(a.Voted):
		return refuse(Invalid, "vote.ballots")
	}
	for _, b := range a.Ballots {
		if err := x.Vote.check(b.Marks); err != nil {
			return err
		}
	}
	return nil
}

func (a *CountVote) Prepare(s *State, _ Moment) {
	row := *s.Decision(a.Decision)
	if row.Vote.Secret {
		row.Vote.Ballots = ballotsOf(a.Ballots)
	}
	a.Outcome, a.Chosen, a.Tied = row.count(a.Decision)
}

func ballotsOf(secret []SecretBallot) (all []Ballot) {
	for _, b := range secret {
		all = append(all, Ballot{Marks: b.Marks, Sign: b.Sign})
	}
	return all
}

// count is how a vote ends: too few took part, it passes, or it stays as it is.
func (x *Decision) count(id DecisionID) (how deciding.Outcome, chosen, tied []uint16) {
	v := &x.Vote
	if !turnoutShares[v.Turnout].Met(len(v.Ballots), len(x.Electorate())) || len(v.Ballots) == 0 {
		return deciding.NoQuorum, nil, nil
	}
	if v.Method == YesOrNo {
		return v.yesOrNo()
	}
	r := x.Tally(id)
	keep := v.Candidates() - 1
	for _, c := range r.Winners {
		if c == keep { // what comes after that is wanted less than that it stays as it is
			break
		}
		chosen = append(chosen, uint16(c))
	}
	for _, c := range r.Tied {
		tied = append(tied, uint16(c))
	}
	switch {
	case len(chosen) > 0:
		return deciding.Adopted, chosen, tied
	case slices.Contains(r.Winners, keep) || slices.Contains(r.Tied, keep): // of equals, nothing changes
		return deciding.Kept, nil, tied
	}
	return deciding.Tied, nil, tied
}

// YesAndNo is how many said each of it.
func (v *Vote) YesAndNo() (yes, no int) {
	for _, b := range v.Ballots {
		yes, no = yes+int(b.Marks[0]), no+int(b.Marks[1])
	}
	return yes, no
}

func (v *Vote) yesOrNo() (deciding.Outcome, []uint16, []uint16) {
	switch yes, no := v.YesAndNo(); {
	case v.Majority.Passes(yes, no):
		return deciding.Adopted, nil, nil
	case yes == no && v.Majority == MoreYes:
		return deciding.Kept, nil, []uint16{0, 1}
	}
	return deciding.Kept, nil, nil
}

// Tally counts the ballots of anything but yes and no, with every round of it. The same
// ballots give the same for everybody: a name of a candidate is its place.
func (x *Decision) Tally(id DecisionID) *ballot.Result {
	v := &x.Vote
	o := ballot.Options{Seats: int(max(v.Seats, 1)), NoOpinion: ballot.OpinionLast}
	if v.Lot {
		o.Order = x.LotOrder(id)
	}
	r, err := ballot.Count(v.election(), v.Method.Counts(), o)
	if err != nil { // what a ballot and a vote can be was looked at when it was given and called
		panic("counting " + id.String() + ": " + err.Error())
	}
	return r
}

func (v *Vote) election() *ballot.Election {
	e := &ballot.Election{Kind: v.Method.Counts().Kind()}
	for c := range v.Candidates() {
		e.Candidates = append(e.Candidates, strconv.Itoa(c))
	}
	for _, b := range v.Ballots {
		marks := make([]ballot.Mark, len(b.Marks))
		for c, m := range b.Marks {
			if marks[c] = ballot.Mark(m); m == 0 && v.Method.Ranks() {
				marks[c] = ballot.NoOpinion
			}
		}
		e.Ballots = append(e.Ballots, ballot.Ballot{Times: 1, Marks: marks})
	}
	return e
}

// LotOrder is the lot that breaks ties, where one was to: that it stays as it is goes before
// everything, then the candidate goes first whose SHA-256 is the lowest, of "orpheus lot D4",
// when the vote began in microseconds, the place of the candidate, and the marks and signs of
// all ballots in order, with a space between two. Nobody knows it before all voted, and
// everybody can draw it again.
func (x *Decision) LotOrder(id DecisionID) []int {
	sorted := make([]SecretBallot, len(x.Vote.Ballots))
	for i, b := range x.Vote.Ballots {
		sorted[i] = SecretBallot{b.Marks, b.Sign}
	}
	slices.SortFunc(sorted, SecretBallot.Compare)
	var all []byte
	for _, b := range sorted {
		for _, m := range b.Marks {
			all = strconv.AppendUint(append(all, ' '), uint64(m), 10)
		}
		all = append(append(all, ' '), b.Sign...)
	}
	began := strconv.FormatInt(int64(x.Vote.Called), 10)
	keep := x.Vote.Candidates() - 1
	key := make([]uint64, keep)
	order := []int{keep}
	for c := range keep {
		sum := sha256.Sum256(append([]byte("orpheus lot "+id.String()+" "+began+" "+strconv.Itoa(c)), all...))
		key[c] = binary.BigEndian.Uint64(sum[:])
		order = append(order, c)
	}
	slices.SortFunc(order[1:], func(a, b int) int { return cmp.Compare(key[a], key[b]) })
	return order
}

func (a *CountVote) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	v := &x.Vote
	if v.Secret {
		v.Ballots, v.Voted = ballotsOf(a.Ballots), a.Voted
	}
	v.Chosen, v.Tied = a.Chosen, a.Tied
	if a.Outcome == deciding.Adopted { // it is adopted by what follows, and waits for nothing more
		x.begin(deciding.Counting, m.At, 0)
	} else {
		x.end(a.Outcome, m.At)
	}
	d.beganOrEnded(a.Decision)
	d.schedule(RefOf(a.Decision))
}

func (a *CountVote) Follow(_ *State, _ Moment) []Act {
	if a.Outcome == deciding.Adopted {
		return []Act{&AdoptDecision{Decision: a.Decision}}
	}
	return nil
}

func (a *CountVote) Say(_ *State, _ *Entry) Said {
	return say(when(a.Outcome != deciding.Adopted, "."+a.Outcome.String()), a.Decision)
}

func (a *CountVote) Tell(t *Telling) { t.decision(a.Decision) }
