package deciding

// Reason is why something is suggested: a word that faces say in each language.
type Reason string

// The reasons.
const (
	ChangesOthers Reason = "changes_others" // it changes other people's roles, rules, money or rights
	PeopleReact   Reason = "react"          // it depends on how people react
	CanUndo       Reason = "undo"           // it can be undone
	CannotUndo    Reason = "no_undo"        // it cannot, or nobody knows
	HarmUnderWay  Reason = "harm"           // harm is under way
	RuleIsKnown   Reason = "rule"           // it was solved the same way before
	ExpertKnows   Reason = "expert"         // somebody who knows can work it out
	TheyDiffer    Reason = "differ"         // people see it too differently to place it
	TheyDoNotKnow Reason = "unsure"         // too much of it is not known to place it
)

// Suggestion is the way of deciding that fits a question, and why. It is a proposal:
// whoever proposes may choose another, with a reason.
type Suggestion struct {
	Domain  Domain
	Share   Share // of those who placed it, how many see what most of them see
	Process Process

	AdviceFirst bool  // consent, after those who know and those concerned were asked
	Second      bool  // a second person looks, since it cannot be undone
	Portfolio   bool  // several small trials are what is consented to, never the whole
	OnlyContain bool  // act only as far as it contains the harm; the rest waits for consent
	Quorum      Share // of those concerned who have to take part; none where nothing is asked

	Reversible     bool // it can be undone within a month
	ConcernsOthers bool // it changes other people's roles, rules, money or rights

	Why       []Reason // why, the strongest first
	Questions [Questions]Tally
	Answered  int // how many answered at least one question
}

// Differ reports that somebody answered a question unlike somebody else.
func (s *Suggestion) Differ() bool {
	for _, t := range s.Questions {
		if t.Differ() {
			return true
		}
	}
	return false
}

// Suggest returns what fits a question, by how people see it. Readings that are empty
// count for nothing, and without any there is nothing to suggest.
//
// The domain is the one most of them see. It is confused where they are three or more
// and less than 60 % see the same, and where two or more cannot tell. Where they are
// two who see it differently, the order of the questions chooses: harm, then people,
// and of what is known the more careful.
//
// Whether it can be undone, and whether it changes something for others, is taken
// carefully: one who says it cannot be undone is enough, and one who says that others
// are touched, since whoever bears it knows it better. Not knowing counts where nobody
// says more.
func Suggest(readings []Reading) Suggestion {
	s := Suggestion{Questions: tally(readings)}
	for _, r := range readings {
		if !r.IsZero() {
			s.Answered++
		}
	}
	if s.Answered == 0 {
		return s
	}
	var unplaced Reason
	s.Domain, s.Share, unplaced = commonDomain(readings)
	undo, others := s.Questions[Undoable], s.Questions[TouchesOthers]
	s.Reversible = len(undo.No) == 0 && len(undo.Yes) > 0
	s.ConcernsOthers = len(others.Yes) > 0 || len(others.No) == 0 && len(others.Unsure) > 0
	if s.Domain == NoDomain {
		return s
	}
	s.choose()
	s.Why = s.reasons(unplaced)
	return s
}

// choose fills in the process: one row of the table for each domain, and the column by
// whether it can be undone. Then what changes others is theirs to consent to, whatever
// the row says, unless harm is under way; what the row asks beside its process stays.
func (s *Suggestion) choose() {
	safe := s.Reversible
	switch s.Domain {
	case Clear:
		s.Process, s.Second = RoleAuthority, !safe
	case Complicated, Confused: // what is confused is talked over with others first
		s.Process = Advice
		if !safe {
			s.Process, s.AdviceFirst = Consent, true
		}
	case Complex:
		s.Process = Probe
		if !safe {
			s.Process, s.Portfolio = Consent, true
		}
	case Chaotic:
		s.Process, s.OnlyContain = ActFirst, !safe
		return
	}
	if s.ConcernsOthers {
		s.Process, s.Second = Consent, false // several look
		if !safe {
			s.Quorum = TwoThirds
		}
	}
}

func (s *Suggestion) reasons(unplaced Reason) (why []Reason) {
	if s.ConcernsOthers && s.Domain != Chaotic {
		why = append(why, ChangesOthers)
	}
	if unplaced != "" {
		why = append(why, unplaced)
	}
	for _, q := range inOrder {
		if q.domain == s.Domain {
			why = append(why, q.reason)
		}
	}
	if s.Reversible {
		return append(why, CanUndo)
	}
	return append(why, CannotUndo)
}

// commonDomain returns the domain of several readings, the share of those who see what
// most see, and where it is confused why.
func commonDomain(readings []Reading) (Domain, Share, Reason) {
	all, seen := 0, [Confused + 1]int{}
	for _, r := range readings {
		if d := r.Domain(); d != NoDomain {
			seen[d]++
			all++
		}
	}
	if all == 0 {
		return NoDomain, Share{}, ""
	}
	most := Confused
	for _, d := range []Domain{Complicated, Clear, Complex, Chaotic} { // later ones go before, where as many see them
		if n := seen[d]; n > 0 && (n >= seen[most] || most == Confused && all < 3) {
			most = d
		}
	}
	share := Share{seen[most], all}
	switch {
	case most == Confused:
		return Confused, share, TheyDoNotKnow
	case all < 3:
		return most, share, ""
	case seen[Confused] >= 2 && most != Chaotic:
		return Confused, share, TheyDoNotKnow
	case share.Num*10 < all*6:
		return Confused, share, TheyDiffer
	}
	return most, share, ""
}
