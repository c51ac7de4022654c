package ties

import (
	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/org/deciding"
)

// Share is a part of something, with its interval (Wilson) and how much it is of; State
// says where there is too little to tell.
type Share struct {
	stat.Result
	Of int
}

// Beside is what is read with the picture: the two directions in which people lead, those who
// hold a role of the line beside all others, and how near to the work decisions fell.
type Beside struct {
	Reason   Reason
	Followed Share // of those who led: who took part in what somebody else led

	FormalPeople Share // of all members: who hold a role of the line
	FormalLeads  Share // of the leads: by them
	FormalAsked  Share // of the times that advice was asked for: of them

	Taken   Share // of the leads that were taken or handed out: taken
	Origins map[org.Origin]int

	Work, Decided [3]Share // by Level
}

// Level is how wide something reaches.
type Level int

// The levels: people of one circle, of several, or something that belongs to the
// organisation as a whole.
const (
	Micro Level = iota
	Meso
	Macro
)

// fewest is of how much a share is told at least.
const fewest = 10

// share is k of n, where both sides have enough of it; of people, those who are and those who
// are not have to be enough to speak of nobody.
func share(k, n, people, others int) Share {
	if n < fewest || people < measure.LeastActed || others < measure.LeastActed {
		return Share{stat.TooFew(stat.Acts, fewest, n), n}
	}
	return Share{stat.Wilson(k, n), n}
}

// Aside reads what stands beside the network, of the same window.
func Aside(st *org.State, scope measure.Scope) *Beside {
	s := measure.TakeTied(st, scope)
	b := &Beside{Origins: map[org.Origin]int{}}
	switch {
	case !s.Agreed:
		b.Reason = NotAgreed
		return b
	case len(s.Members) < measure.LeastPeople:
		b.Reason = FewPeople
		return b
	}
	b.followed(s)
	b.formal(st, s)
	b.origins(s)
	b.levels(st, s)
	return b
}

func (b *Beside) followed(s *measure.Sample) {
	led, follows := map[int32]bool{}, map[int32]bool{}
	for i := range s.Leads {
		led[s.Leads[i].By] = true
	}
	for _, t := range s.Ties {
		if led[t.To] {
			follows[t.To] = true
		}
	}
	b.Followed = share(len(follows), len(led), len(led), measure.LeastActed)
}

func (b *Beside) formal(st *org.State, s *measure.Sample) {
	people, leads, asked, all := 0, 0, 0, 0
	for i := range s.Members {
		if s.Members[i].Formal {
			people++
		}
	}
	for i := range s.Leads {
		if s.Members[s.Leads[i].By].Formal {
			leads++
		}
	}
	for _, x := range st.Decisions() {
		if x.At <= s.From || x.At > s.At {
			continue
		}
		for p := range advisers(x) {
			if i, ok := s.Index(p); ok {
				all++
				if s.Members[i].Formal {
					asked++
				}
			}
		}
	}
	others := len(s.Members) - people
	b.FormalPeople = share(people, len(s.Members), people, others)
	b.FormalLeads = share(leads, len(s.Leads), people, others)
	b.FormalAsked = share(asked, all, people, others)
}

func (b *Beside) origins(s *measure.Sample) {
	by := map[org.Origin]map[int32]bool{}
	for i := range s.Leads {
		l := &s.Leads[i]
		b.Origins[l.Origin]++
		if by[l.Origin] == nil {
			by[l.Origin] = map[int32]bool{}
		}
		by[l.Origin][l.By] = true
	}
	pull, push := b.Origins[org.AnsweredCall]+b.Origins[org.SelfStarted], b.Origins[org.Assigned]
	b.Taken = Share{stat.PullShare(pull, push), pull + push}
	for o, n := range b.Origins {
		b.Origins[o] = measure.Rounded(n)
		if len(by[o]) < measure.LeastActed {
			b.Origins[o] = 0 // few: not told
		}
	}
}

// levels tells how wide the work reached that was led, and the decisions that fell.
func (b *Beside) levels(st *org.State, s *measure.Sample) {
	var work, decided [3]int
	works := map[org.InitiativeID][]org.PersonID{}
	for i := range s.Leads {
		l := &s.Leads[i]
		works[l.Work] = append(works[l.Work], s.Members[l.By].ID)
	}
	for id, who := range works {
		w := st.Initiative(id)
		work[level(s, w.Circle, append(who, w.Joined...))]++
	}
	for _, x := range st.Decisions() {
		if x.Ended == 0 || x.Ended <= s.From || x.Ended > s.At || !fell(x.Outcome) {
			continue
		}
		who := []org.PersonID{x.By}
		for _, p := range x.Parties {
			if !p.Asked {
				who = append(who, p.Person)
			}
		}
		decided[level(s, x.Circle, who)]++
	}
	for l := range work {
		b.Work[l] = share(work[l], sum(work), measure.LeastActed, measure.LeastActed)
		b.Decided[l] = share(decided[l], sum(decided), measure.LeastActed, measure.LeastActed)
	}
}

// fell reports whether something was decided, and not only ended.
func fell(o deciding.Outcome) bool {
	return o == deciding.Adopted || o == deciding.Tried || o == deciding.Kept
}

func sum(x [3]int) int { return x[0] + x[1] + x[2] }

// level is how wide something reaches that belongs to a circle and is done by people.
func level(s *measure.Sample, c org.CircleID, people []org.PersonID) Level {
	if c == org.Root {
		return Macro
	}
	homes := map[org.CircleID]bool{}
	for _, p := range people {
		if i, ok := s.Index(p); ok {
			homes[s.Members[i].Home] = true
		}
	}
	if len(homes) > 1 {
		return Meso
	}
	return Micro
}
