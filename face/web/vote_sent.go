package web

import (
	"net/url"
	"slices"
	"strconv"

	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/service"
)

// castVote takes a ballot from the page of a decision: yes or no as one choice, else a mark
// for each candidate.
func (s *server) castVote(v *request) error {
	pg, id, err := s.decisionSent(v)
	if err != nil {
		return err
	}
	x, f := pg.s.Decision(id), v.r.PostForm
	act := &org.CastBallot{Decision: id, Marks: make([]uint16, x.Vote.Candidates()), Word: f.Get("word")}
	for c := range act.Marks {
		mark := f.Get("mark" + strconv.Itoa(c))
		if x.Vote.Method == org.YesOrNo && f.Get("mark") == strconv.Itoa(c) {
			mark = "1"
		}
		n, _ := strconv.ParseUint(mark, 10, 16) // what is no number is no mark
		act.Marks[c] = uint16(n)
	}
	if x.Process != deciding.Vote || x.Vote.Method == org.YesOrNo && !f.Has("mark") {
		act.Marks = nil // which is refused, and says what is missing
	}
	return s.doOfPage(v, act, func(service.Answer) string { return pg.decision(id) + "#mine" })
}

// findVote leads to one's own ballot of a secret vote among those that are published. The
// word is in no address: what leads there is what is published.
func (s *server) findVote(v *request) error {
	pg, id, err := s.decisionSent(v)
	if err != nil {
		return err
	}
	sign, x := org.SignOf(id, v.r.PostForm.Get("word")), pg.s.Decision(id)
	there := sign != "" && x.Counted() && slices.ContainsFunc(x.Vote.Ballots, func(b org.Ballot) bool { return b.Sign == sign })
	if there {
		v.redirect(pg.decision(id) + "?" + url.Values{"ballots": {sign}}.Encode() + "#b-" + sign)
		return nil
	}
	v.redirect(pg.decision(id) + "?" + url.Values{"ballots": {"none"}}.Encode() + "#ballots")
	return nil
}
