package web

import (
	"slices"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/ballot"
	"orpheus/org/deciding"
)

// voteShown reports whether there is something to show of a vote.
func (d decisionPage) voteShown() bool {
	return d.x.Process == deciding.Vote || len(d.x.Vote.Options) > 0
}

// candidate is what something that can be voted for is called: an option, a person, the
// proposal, or that it stays as it is.
func (d decisionPage) candidate(c int) string {
	v := &d.x.Vote
	switch {
	case c == v.Candidates()-1:
		return d.p.T("vote.keep")
	case len(v.Options) == 0:
		return d.p.T("vote.proposal")
	case v.Options[c].Person != 0:
		return d.nameOr(v.Options[c].Person)
	}
	return v.Options[c].Name
}

// candidates are their places, in the order of a ballot.
func (d decisionPage) candidates() []int {
	all := make([]int, d.x.Vote.Candidates())
	for c := range all {
		all[c] = c
	}
	return all
}

// voteRules are how it is counted, in sentences: what was fixed when the vote began.
func (d decisionPage) voteRules() (rules []string) {
	v := &d.x.Vote
	rules = append(rules, d.p.T("vote.how."+v.Method.String()))
	if v.Method == org.YesOrNo {
		rules = append(rules, d.p.T("vote.passes."+orUsual(v.Majority.String())))
	}
	if v.Seats > 1 {
		rules = append(rules, d.p.T("vote.seats", int(v.Seats)))
	}
	rules = append(rules, d.p.T("vote.turnout."+orUsual(v.Turnout.String())))
	rules = append(rules, d.p.T(map[bool]string{true: "vote.secret", false: "vote.named"}[v.Secret]))
	if v.Method != org.YesOrNo {
		rules = append(rules, d.p.T(map[bool]string{true: "vote.lot", false: "vote.tie"}[v.Lot]))
	}
	return rules
}

func orUsual(word string) string {
	if word == "" {
		return "usual"
	}
	return word
}

// voteMine is the named ballot of whoever looks; nil for none.
func (d decisionPage) voteMine() *org.Ballot { return d.x.Vote.BallotOf(d.me.Person) }

// marked is the mark of a candidate on one's own ballot.
func (d decisionPage) marked(c int) uint16 {
	if b := d.voteMine(); b != nil {
		return b.Marks[c]
	}
	return 0
}

// voteMarks are the marks that can be chosen for one candidate.
func (d decisionPage) voteMarks(c int) (all []ui.Option) {
	v := &d.x.Vote
	for m := range v.Method.Most(v.Candidates()) + 1 {
		text := d.p.Number(m)
		if m == 0 && v.Method.Ranks() {
			text = d.p.T("vote.unranked")
		}
		all = append(all, ui.Option{Value: strconv.Itoa(m), Text: text, Chosen: int(d.marked(c)) == m})
	}
	return all
}

// chosenAt reports whether something was chosen.
func (d decisionPage) chosenAt(c int) bool {
	v := &d.x.Vote
	if v.Method == org.YesOrNo {
		return c == 0 && d.x.Outcome == deciding.Adopted
	}
	return slices.Contains(v.Chosen, uint16(c)) || c == v.Candidates()-1 && d.x.Outcome == deciding.Kept
}

// voteTied names those between whom the count does not tell; empty for none.
func (d decisionPage) voteTied() string {
	var names []string
	for _, c := range d.x.Vote.Tied {
		names = append(names, d.candidate(int(c)))
	}
	return strings.Join(names, ", ")
}

// figures are a number for each candidate: a column of the table of a count.
type figures struct {
	head string
	each []string
}

// voteFigures are what was counted, by candidate: yes and no, approvals, sums of scores, or
// the rounds of a count of ranks. Of methods that compare pairs the table of pairs tells.
func (d decisionPage) voteFigures() (all []figures) {
	v := &d.x.Vote
	if v.Method == org.YesOrNo {
		yes, no := v.YesAndNo()
		return []figures{{d.p.T("vote.votes"), []string{d.p.Number(yes), d.p.Number(no)}}}
	}
	if d.tally == nil || v.Method == org.BySchulze || v.Method == org.ByRankedPairs {
		return nil
	}
	for i, r := range d.tally.Rounds {
		col := figures{head: d.p.T("vote.round", i+1)}
		if len(d.tally.Rounds) == 1 {
			col.head = d.p.T("vote.votes")
		}
		for c := range v.Candidates() {
			text := ""
			if c < len(r.Votes) && r.Votes[c] != nil {
				exact, _ := r.Votes[c].Float64()
				text = d.p.Decimal(exact, 12)
			}
			col.each = append(col.each, text)
		}
		all = append(all, col)
	}
	return all
}

// votePairs are how many prefer one to another, where ranks were compared.
func (d decisionPage) votePairs() [][]int64 {
	if d.tally == nil || !d.x.Vote.Method.Ranks() {
		return nil
	}
	return d.tally.Pairs
}

// beats reports whether more prefer one to another than the other way.
func beats(pairs [][]int64, a, b int) bool { return pairs[a][b] > pairs[b][a] }

// ballotText is what is on a ballot, in words.
func (d decisionPage) ballotText(b *org.Ballot) string {
	v := &d.x.Vote
	var parts []string
	for c, m := range b.Marks {
		switch {
		case m == 0:
		case v.Method == org.YesOrNo || v.Method == org.ByApproval:
			parts = append(parts, d.candidate(c))
		default:
			parts = append(parts, d.p.T("vote.mark", d.candidate(c), int(m)))
		}
	}
	if len(parts) == 0 {
		return d.p.T("vote.blank")
	}
	return strings.Join(parts, " · ")
}

// tallied counts the ballots anew, where that is more than yes and no.
func tallied(id org.DecisionID, x *org.Decision) *ballot.Result {
	if !x.Counted() || x.Vote.Method == org.YesOrNo {
		return nil
	}
	return x.Tally(id)
}

// mayVote reports whether whoever looks may vote, or did so in secret.
func (d decisionPage) mayVote() bool {
	if d.m.past() || d.x.Stage != deciding.Voting {
		return false
	}
	cast := &org.CastBallot{Decision: d.id, Marks: make([]uint16, d.x.Vote.Candidates())}
	return cast.CheckBallot(d.s, org.Moment{At: d.at, By: d.me.Person}) == nil
}

// anyMethod is a method by which it could be voted on, to know whether it can.
func (d decisionPage) anyMethod() org.VoteMethod {
	if len(d.x.Vote.Options) == 0 {
		return org.YesOrNo
	}
	return org.BySchulze
}

// anyRole is a role for which people could be chosen, to know whether they can.
func (d decisionPage) anyRole() org.RoleID {
	if !d.x.Vote.Persons() {
		return 0
	}
	for id, r := range d.s.Roles() {
		if r.Live() && !r.Formal && d.s.Within(r.Circle, d.x.Circle) {
			return id
		}
	}
	return 0
}

// voters names who took part in a secret vote.
func (d decisionPage) voters() string {
	var names []string
	for _, p := range d.x.Vote.Voted[:min(len(d.x.Vote.Voted), mostListed)] {
		names = append(names, d.nameOr(p))
	}
	if more := len(d.x.Vote.Voted) - mostListed; more > 0 {
		names = append(names, d.p.T("decision.people.more", more))
	}
	return strings.Join(names, ", ")
}

// ballotsShown are the first ballots, and the one that somebody found by its sign.
func (d decisionPage) ballotsShown() []*org.Ballot {
	var all []*org.Ballot
	found := d.r.URL.Query().Get("ballots")
	for i := range d.x.Vote.Ballots {
		if b := &d.x.Vote.Ballots[i]; i < mostListed || b.Sign != "" && b.Sign == found {
			all = append(all, b)
		}
	}
	return all
}
