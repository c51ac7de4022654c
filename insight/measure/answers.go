package measure

import (
	"time"

	"orpheus/insight/stat"
	"orpheus/org"
)

// The windows that pages, API and exports offer: with others, two windows of almost the
// same length would tell what happened on one day.
const (
	Year    = 365 * 24 * time.Hour
	Quarter = 91 * 24 * time.Hour
)

// Offered is that of the two which is nearer to a window.
func Offered(window time.Duration) time.Duration {
	if window < (Quarter+Year)/2 {
		return Quarter
	}
	return Year
}

// asked is what all questions are answered from.
type asked struct {
	st          *org.State
	all         *reader
	now, before *Sample

	led map[org.TensionID]org.Time // when work began that answers a tension
}

// Answers returns what the acts of a scope say to the twelve questions, for somebody who
// belongs to it; [Insight.FromOutside] is for others. What happened before is told by
// what the state knows now: an origin that was set right counts as right for the past too.
func Answers(st *org.State, scope Scope) *Insight {
	said, _ := Ask(st, scope)
	return said
}

// Ask is Answers, with what they were worked out from.
func Ask(st *org.State, scope Scope) (*Insight, *Sample) {
	r := newReader(st, scope.Circle)
	scope.Circle = r.top
	closing := scope.Closing && ClosesMonthly(len(r.here))
	if closing {
		scope.At = BeginningOfMonth(scope.At, scope.zone())
	}
	q := &asked{st: st, all: r, now: r.take(scope)}
	q.before = r.take(Scope{At: scope.At - org.Time(scope.Window.Microseconds()), Circle: r.top, Window: scope.Window})
	out := &Insight{Definitions: Definitions, At: scope.At, From: q.now.From, Circle: r.top, Days: int(scope.Window / (24 * time.Hour))}
	course := alongside(func() { out.Course = q.course(scope) })
	before := alongside(func() { q.before.tie(st) })
	q.now.tie(st)
	before()
	for _, id := range Questions {
		out.Answers = append(out.Answers, q.answer(id, closing && scope.At <= st.Founded))
	}
	q.withhold(out)
	course()
	return out, q.now
}

// alongside begins something on another processor, and returns a wait for it. A panic in it
// is one of whoever waits, so that it is theirs to recover and ends nobody else's work.
func alongside(do func()) (wait func()) {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		do()
	}()
	return func() {
		if fault := <-done; fault != nil {
			panic(fault)
		}
	}
}

// Monthly is below how many people acts count up to the beginning of a month only: a number
// that moves with every act would tell who acted.
const Monthly = 20

// ClosesMonthly reports whether so few people take part.
func ClosesMonthly(people int) bool { return people < Monthly }

// BeginningOfMonth is that of the month of a moment, where an organisation is.
func BeginningOfMonth(at org.Time, zone *time.Location) org.Time {
	t := at.Std().In(zone)
	return org.At(time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location()))
}

// answer answers one question. Each is a file.
func (q *asked) answer(id Question, begins bool) Answer {
	how := map[Question]func() Answer{
		EffectiveLeaders: q.carry, Participation: q.participation, PullShare: q.taken, Tenure: q.tenure, TimeToLead: q.toLead, Locality: q.locality,
		Reciprocity: q.follow, RankAlignment: q.rank, CrossBoundary: q.across, RestsOnOne: q.rests, EqualFooting: q.footing, Pulse: q.pulse,
	}
	switch {
	case !q.now.Agreed:
		return unanswered(id, BeforeAgreement)
	case begins:
		return unanswered(id, FirstMonth)
	}
	a := how[id]()
	a.ID, a.Formula, a.Unit, a.About = id, kinds[id].formula, kinds[id].unit, kinds[id].about
	return a
}

// unanswered is the answer that there is none, and why.
func unanswered(id Question, why Reason) Answer {
	k := kinds[id]
	return Answer{ID: id, Formula: k.formula, Unit: k.unit, About: k.about, Reason: why}
}

// put is how an answer gets its number: unless there are too few people for any
// statistics, too few did it, or one did nearly all.
func (a *Answer) put(r stat.Result, people int, by tally) {
	a.N, a.By = people, by.acted
	if a.hide = by.speaks(); people < LeastPeople {
		a.Wire = stat.TooFew(stat.People, LeastPeople, people).Wire()
		return
	}
	if a.hide != "" && r.State() == stat.Value {
		a.Reason = a.hide
		a.Wire = stat.Wire{State: stat.NotEnough}
		return
	}
	a.Wire = r.Wire()
}

// shown reports whether there is a number.
func (a *Answer) shown() bool { return a.State == stat.Value }

func (a *Answer) beside(id string, unit Unit, r stat.Result, of int) {
	a.Beside = append(a.Beside, Beside{ID: id, Unit: unit, Wire: r.Wire(), M: of})
}

// withhold takes away what would tell a number of another circle, or of the rest of the
// year, that is not shown. A count that is too small for a number would tell it as well.
func (q *asked) withhold(out *Insight) {
	kept := map[About]bool{}
	for i := range out.Answers {
		a := &out.Answers[i]
		if a.Reason != "" || a.hide != "" || a.About == OfAnswers {
			continue
		}
		keep, known := kept[a.About]
		if !known {
			keep = q.tells(a.About, q.now)
			kept[a.About] = keep
		}
		if !keep && !a.shown() {
			a.hide = WouldTell
		} else if !keep {
			n := a.N
			*a = unanswered(a.ID, WouldTell)
			a.N, a.Wire = n, stat.Wire{State: stat.NotEnough}
		}
	}
}

// tells reports whether the scope may be shown in a window.
func (q *asked) tells(about About, s *Sample) bool {
	if q.all.top == org.Root && s.Window >= Year {
		return true // nothing is around it
	}
	year := s.At - org.Time(Year.Microseconds())
	long := deeds(q.st, about, max(year, q.st.StatisticsFrom), s.At)
	if q.all.top != org.Root && !told(q.st, long)[q.all.top] {
		return false
	}
	if s.Window >= Year {
		return true
	}
	short := deeds(q.st, about, s.From, s.At)
	if q.all.top != org.Root && !told(q.st, short)[q.all.top] {
		return false
	}
	left := who(q.inside(long))
	for p, n := range who(q.inside(short)) {
		if left[p] -= n; left[p] <= 0 {
			delete(left, p)
		}
	}
	return len(left) == 0 || speaksOf(left) == ""
}

func (q *asked) inside(all []deed) (in []deed) {
	for _, d := range all {
		if q.all.in(d.circle) {
			in = append(in, d)
		}
	}
	return in
}
