package demo

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"

	"orpheus/org"
	"orpheus/org/deciding"
)

// tale is a question that De Linde decides: what is proposed, and what people do with it.
// What they say stands in content/decisions, under the key.
type tale struct {
	key, circle, by string
	back            int       // days before the end on which it is put forward
	role            string    // that lets whoever proposes decide it, or that somebody is elected for
	sees            [3]string // how who proposes and two others see it: y, n or u to each of the six questions
	seers           [2]string
	way             deciding.Process // another than these suggest, with the reason
	shaping         bool             // nobody began it yet
	review          uint16
	holds           int    // days after the end on which the agreement ends by itself
	supersedes      string // the tale whose agreement it takes the place of
	smaller         string // the tale that takes its place, where objections stay
	changes         func(*region) org.Acts
	trials          []trialPlan
	advice          []counsel
	decides         verdict
	talk            []string // who asks and answers before people consent
	objects         []harm
	answers         int // how many answer beside whoever objects; 0 for all, nobody for none
	facilitator     string
	silent          []string
	comesIn         string // who adds themselves
	away, standIn   string // who is away for some weeks, and who answers for them
	versions        int    // how often it is made anew
	more            int    // days more that it is given
	second          string // who looks as the second person
	looks           bool   // it is looked back on
	names           []naming
	forward         string
	refuses         bool // whoever is put forward does not want it
	vote            *poll
	life            string // what becomes of the agreement, look by look: k, l, p or -
}

type (
	// trialPlan is a small trial: after how many days it is looked at, and whether it goes on.
	trialPlan struct {
		days        int
		keep, never bool // never: nobody looks at it
	}
	// counsel is somebody's advice, and what was done with it.
	counsel struct {
		who  string
		heed org.Heed
	}
	// harm is an objection, and how it ends.
	harm struct {
		who string
		how org.Settling
	}
	// naming is somebody naming somebody for a role; again, where they think better of it.
	naming struct {
		who, whom string
		again     bool
	}
	// poll is how it is voted on: what there is to choose from beside that it stays as it
	// is, none for yes or no, and who gives which ballot, one after the other.
	poll struct {
		method  org.VoteMethod
		turnout org.Turnout
		secret  bool
		options int
		ballots []cast
	}
	// cast is the ballot of somebody.
	cast struct {
		who   string
		marks []uint16
	}
	// verdict is what whoever decides after advice does.
	verdict uint8
)

const (
	adopts verdict = iota
	drops
	waits // they do nothing, for now or for good
)

// nobody answers.
const nobody = -1

// questions are those that De Linde has decided so far, by the keys of their tales.
type questions struct {
	*region
	asked map[string]*question
}

// question is a tale while it is lived through.
type question struct {
	*tale
	*questions
	rng   *rand.Rand
	by    org.PersonID
	id    org.DecisionID
	cast  map[string]org.PersonID // who plays whom
	seen  [2]int                  // the stage and the round in which people did what is theirs
	until org.Time
	over  bool
}

// decisions lays out what De Linde itself decides. It draws from sources of its own, so
// that the rest of the story is as it would be without.
func (r *region) decisions() {
	if r.n > 0 {
		return
	}
	q := &questions{r, map[string]*question{}}
	r.decided = q.asked
	for _, t := range tales {
		if t.back > 0 && r.o.Size.keeps(t.circle) {
			q.question(t)
		}
	}
}

// question has a tale begin on its day.
func (s *questions) question(t *tale) {
	h := fnv.New64a()
	h.Write([]byte(t.key))
	q := &question{tale: t, questions: s, rng: rand.New(rand.NewPCG(h.Sum64(), s.o.Seed)), cast: map[string]org.PersonID{}}
	s.region.aside(q.rng, func() {
		if t.back > 0 {
			q.at(q.back(t.back, 9+q.rng.IntN(7), q.rng.IntN(60)), func() { q.put(0) })
		}
	})
	s.asked[t.key] = q
}

func (q *question) back(days, hour, minute int) org.Time { return q.region.back(days, hour, minute) }

// at has f happen at a moment; then it is seen how far the decision is.
func (q *question) at(t org.Time, f func()) {
	q.plan(t, func() {
		q.aside(q.rng, func() {
			f()
			q.look()
		})
	})
}

// in has f happen so many days from now, while people are at work.
func (q *question) in(days int, f func()) {
	if days == 0 {
		q.at(q.now+org.Time(q.between(15, 150))*60_000_000, f)
		return
	}
	date := q.date(q.day(q.now) + days)
	for w := date.Weekday(); w%6 == 0; w = date.Weekday() {
		date = date.AddDate(0, 0, 1)
	}
	q.at(q.region.at(date, 8*60+q.between(0, 440)), f)
}

// says is what is said in the tale, under a part of its key.
func (q *question) says(part string, n ...int) org.Prose {
	for _, i := range n {
		part += strconv.Itoa(i)
	}
	return org.Write(q.text.decided[q.key+"."+part])
}

func (q *question) row() *org.Decision { return q.draft.Decision(q.id) }

// who plays somebody: they themselves where they decide together, else another who does.
func (q *question) who(name string) org.PersonID {
	if p := q.cast[name]; p != 0 {
		return p
	}
	together := q.draft.Together(q.id)
	free := func(p org.PersonID) bool {
		if p == q.by || !slices.Contains(together, p) {
			return false
		}
		for _, other := range q.cast {
			if other == p {
				return false
			}
		}
		return true
	}
	var who org.PersonID
	if p := q.byID[name]; p != nil && free(p.pid) {
		who = p.pid
	}
	for _, p := range together {
		if who == 0 && free(p) {
			who = p
		}
	}
	q.cast[name] = who
	return who
}

// player is who plays somebody, be it whoever proposes.
func (q *question) player(name string) org.PersonID {
	if name == q.tale.by {
		return q.by
	}
	return q.who(name)
}

// put puts the question forward, and says how whoever does sees it.
func (q *question) put(instead org.DecisionID) {
	c := q.region.circle(q.tale.circle)
	if c == 0 {
		return
	}
	q.by = q.pid(q.tale.by)
	if q.way == deciding.NoProcess && q.tale.role != "" && !q.holder() {
		return
	}
	act := &org.ProposeDecision{Circle: c, Title: q.says("title").Text(), Text: q.says("text"), Review: q.review, Instead: instead}
	if old := q.asked[q.supersedes]; old != nil && old.id != 0 {
		act.Supersedes = old.row().Agreement
	}
	if q.holds != 0 {
		act.Holds = q.ahead(q.holds)
	}
	if q.changes != nil {
		act.Changes = q.changes(q.region)
	}
	if !q.do(q.by, act) {
		return
	}
	q.id = act.Decision
	q.absent()
	for i, t := range q.trials {
		q.do(q.by, &org.AddTrial{Decision: q.id, Text: q.says("trial", i+1), Limit: q.says("limit", i+1), On: q.region.due(q.day(q.now) + t.days)})
	}
	q.judges(q.by, q.sees[0])
	days, see := 0, 1 // where there is one only, they see it as most do
	for _, name := range q.seers {
		if name == "" {
			continue
		}
		days = 2
		if p := q.who(name); p != 0 {
			is := q.sees[see]
			q.in(1, func() { q.judges(p, is) })
			see++
		}
	}
	q.in(days, func() { q.opens(3) })
}

// do has somebody do something, where somebody is left to.
func (q *question) do(by org.PersonID, act org.Act) bool { return by != 0 && q.region.do(by, act) }

// holder has whoever holds the role put it forward; false where nobody does.
func (q *question) holder() bool {
	id := q.region.roles[q.tale.role]
	role := q.draft.Role(id)
	if role == nil || !role.Live() || len(role.Seats) == 0 {
		return false
	}
	if q.draft.HoldsRole(q.by, id) == 0 {
		q.by = q.draft.Seat(role.Seats[0]).Person
	}
	return true
}

// judges has somebody say what kind of question it is.
func (q *question) judges(p org.PersonID, sees string) {
	if sees == "" || q.row().Stage != deciding.Shaping {
		return
	}
	var is deciding.Reading
	for i, letter := range sees {
		is[i] = map[rune]deciding.Answer{'y': deciding.Yes, 'n': deciding.No, 'u': deciding.Unsure}[letter]
	}
	q.do(p, &org.JudgeDecision{Decision: q.id, Harm: is[0], Familiar: is[1], Knowable: is[2], Reactive: is[3], Undoable: is[4], Shared: is[5]})
}

// opens begins the way in which it is decided, or waits a day for those who are to say first
// how they see it.
func (q *question) opens(days int) {
	if q.vote != nil {
		q.calls()
		return
	}
	act := &org.OpenDecision{Decision: q.id, Process: q.way, Role: q.region.roles[q.tale.role]}
	if q.way != deciding.NoProcess {
		act.Why = q.says("why")
	}
	if q.facilitator != "" {
		act.Facilitator = q.who(q.facilitator)
	}
	if q.sees[0] == burns {
		act.Acted = q.now - 5*org.Day/24
	}
	if !q.shaping && !q.do(q.by, act) && days > 0 {
		q.in(1, func() { q.opens(days - 1) })
	}
}

// absent has somebody say that they are away, and who answers for them.
func (q *question) absent() {
	if q.away == "" {
		return
	}
	q.do(q.who(q.away), &org.NameStandIn{Who: q.who(q.standIn), Until: q.ahead(9)})
}
