package api

import (
	"orpheus/face/view"
	"orpheus/org"
)

// vote is how a decision is voted on; nil where there is nothing to vote on.
func (v *naming) vote(id org.DecisionID, x *org.Decision) *view.Vote {
	if x.Vote.Called == 0 && len(x.Vote.Options) == 0 {
		return nil
	}
	of := &x.Vote
	out := &view.Vote{
		Method: of.Method.String(), Majority: of.Majority.String(), Turnout: of.Turnout.String(), Seats: int(max(of.Seats, 1)), Secret: of.Secret, Lot: of.Lot,
		Called: view.OrNull(of.Called), Options: []view.VoteOption{}, Ballots: []view.Ballot{}, Voted: v.persons(of.Voted), Chosen: places(of.Chosen), Tied: places(of.Tied),
	}
	for _, o := range of.Options {
		out.Options = append(out.Options, view.VoteOption{Name: o.Name, Person: v.person(o.Person), By: v.person(o.By)})
	}
	for _, b := range of.Ballots {
		if x.Counted() || b.Person == v.visit.Who() {
			out.Ballots = append(out.Ballots, view.Ballot{Person: v.person(b.Person), By: v.person(b.By), At: view.OrNull(b.At), Marks: places(b.Marks), Sign: b.Sign})
		}
	}
	if x.Counted() && of.Method.Ranks() {
		out.Pairs = x.Tally(id).Pairs
	}
	return out
}

func places(marks []uint16) []int {
	out := make([]int, len(marks))
	for i, m := range marks {
		out[i] = int(m)
	}
	return out
}
