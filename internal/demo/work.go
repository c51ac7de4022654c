package demo

import (
	"cmp"
	"slices"
	"strconv"

	"orpheus/org"
)

// daily has new work begin, day after day.
func (r *region) daily(day int) {
	if r.offset+day >= r.days() {
		return
	}
	date := r.date(r.offset + day)
	rate := month(works, r.today()) / 30.44 * r.share
	switch {
	case day < 12:
		rate = 0
	case r.today() > r.days()-80: // the end is worth a look at any time of the year
		rate *= r.steadies()
	default:
		rate *= season(date)
	}
	for rate > 0 && (rate >= 1 || r.chance(rate)) {
		rate--
		r.plan(r.busy(r.offset+day), r.begins)
	}
	for _, t := range r.text.threads {
		if t.month == int(date.Month()) && date.Day() == 6+len(t.key)%12 {
			r.plan(r.busy(r.offset+day), func() { r.yearly(t) })
		}
	}
	r.plan(r.at(r.date(r.offset+day+1), 5*60), func() { r.daily(day + 1) })
}

// begins picks a circle and something that somebody notices or starts there.
func (r *region) begins() {
	t, c, title := r.topic()
	if t == nil {
		return
	}
	if r.key(c) == "night" {
		r.now = max(r.now, r.night(r.day(r.now)))
		r.plan(r.now, func() { r.starts(t, c, title) })
		return
	}
	r.starts(t, c, title)
}

// steadies is by how much more, or less, work has to begin so that about a quarter
// of the roles lead something.
func (r *region) steadies() float64 {
	lit, all := 0, 0
	for _, id := range r.roles {
		role := r.draft.Role(id)
		if !role.Live() {
			continue
		}
		all++
		if slices.ContainsFunc(role.Seats, func(t org.SeatID) bool { return len(r.draft.Lit(t)) > 0 }) {
			lit++
		}
	}
	return max(0.05, 1+18*(0.26-float64(lit)/float64(all)))
}

// yearly begins what comes back each year.
func (r *region) yearly(t *thread) {
	c := r.circle(t.where)
	if t.where == "centre" {
		c = r.circle("anker")
	}
	if c == 0 {
		return
	}
	if title, ok := r.title(t, c); ok {
		r.starts(t, c, title)
	}
}

// title returns what a piece of work about t in circle c is called: plainly, or with
// the circle where another had it lately, or as a second round; false where it was
// there too lately.
func (r *region) title(t *thread, c org.CircleID) (string, bool) {
	date := r.now.Std().In(r.calendar.place)
	year := date.Year()
	if t.key == "budget2" || t.key == "snow" && date.Month() > 11 {
		year++
	}
	name := r.draft.Circle(c).Name
	title := say(t.title, "{year}", strconv.Itoa(year), "{circle}", name)
	spot := t.key + "@" + r.key(c)
	last, here := r.used[spot]
	names := []string{title, say(r.text.words["also"], "{title}", title, "{circle}", name)}
	switch {
	case t.month != 0:
		names = names[:1]
	case here && r.today()-last < longAgo:
		return "", false
	case here:
		names = []string{say(r.text.words["again"], "{title}", title), title}
	}
	for i, n := range names {
		day, taken := r.titled[n]
		switch {
		case taken && (t.month != 0 || r.today()-day < longAgo/2):
			continue
		case taken && i == 0 && here:
			continue
		}
		r.titled[n], r.used[spot] = r.today(), r.today()
		r.uses[t]++
		return n, true
	}
	return "", false
}

// longAgo is after how many days most have forgotten what a piece of work was called.
const longAgo = 380

// topic picks a thread, mostly one nobody spoke of yet, the circle it is about, and
// what it is called there; nil where nothing comes up.
func (r *region) topic() (*thread, org.CircleID, string) {
	p := pick(r.sim, r.people)
	for !r.there(p) || p.guest || !r.nursing(r.worksIn(p)) && r.chance(0.5) { // most happens where the care is
		p = pick(r.sim, r.people)
	}
	at := r.worksIn(p)
	if c := r.circle(at); c != 0 && c != r.top && r.chance(0.06) { // something of the circle above
		at = r.key(r.draft.Circle(c).Parent())
	}
	type idea struct {
		*thread
		score float64
	}
	var list []idea
	c := r.circle(at)
	for _, t := range r.text.threads {
		if !t.fits(at) || t.month != 0 || slices.Contains(staged, t.key) || t.stuck && r.today() < r.days()-300 {
			continue
		}
		score := float64(r.uses[t]) + r.rng.Float64()*0.7
		if t.where == "any" {
			score += 0.35
		}
		if day, here := r.used[t.key+"@"+at]; here {
			if r.today()-day < longAgo {
				continue
			}
			score += 1.5
		}
		list = append(list, idea{t, score})
	}
	slices.SortStableFunc(list, func(a, b idea) int { return cmp.Compare(a.score, b.score) })
	for _, t := range list {
		if title, ok := r.title(t.thread, c); ok {
			return t.thread, c, title
		}
	}
	return nil, 0, ""
}

// fits reports whether the thread may come up in the circle of that key.
func (t *thread) fits(at string) bool {
	switch t.where {
	case at, "any":
		return true
	case "team":
		return slices.Contains([]string{"oost", "west", "noord", "zuid", "centrum", "vaart"}, at)
	case "centre":
		return at == "anker" || at == "brug"
	}
	return false
}

// nursing reports whether the people of a circle care for clients.
func (r *region) nursing(key string) bool {
	c := r.circle(key)
	for _, top := range []string{"home", "day"} {
		if t := r.circle(top); c != 0 && t != 0 && r.draft.Within(c, t) {
			return true
		}
	}
	return false
}

// starts lets a piece of work begin, in one of the ways in which it does.
func (r *region) starts(t *thread, c org.CircleID, title string) {
	if t.stuck {
		r.raises(t, c, title, r.someone(c))
		return
	}
	if !r.chance(month(openness, r.today())) {
		r.fromAbove(t, c, title)
		return
	}
	who := r.leader(c, 0)
	if who == nil {
		return
	}
	x := r.rng.Float64()
	switch {
	case t.tension && x < 0.42, !t.tension && x < 0.12:
		act := &org.RaiseTension{Circle: c, Title: title, Body: org.Write(t.body), Lead: true, Until: r.planned(r.now, false)}
		if r.do(who.pid, act) {
			r.of[act.Tension] = t
			r.feels(act.Tension, c)
			r.led(act.Initiative, t)
		}
	case t.tension, x < 0.34:
		r.raises(t, c, title, r.someone(c))
	default:
		act := &org.StartInitiative{Circle: c, Title: title, Body: org.Write(t.body), Until: r.planned(r.now, false)}
		if x > 0.86 {
			act.Role = r.mandate(who.pid, c)
		}
		if up := r.draft.Circle(c).Parent(); up != 0 && r.chance(0.3) {
			act.Serves = up
		}
		if r.do(who.pid, act) {
			r.led(act.Initiative, t)
		}
	}
}

// mandate returns a role that p holds in circle c, zero for none.
func (r *region) mandate(p org.PersonID, c org.CircleID) org.RoleID {
	for _, id := range r.seats(p) {
		if role := r.draft.Seat(id).Role; r.draft.Role(role).Circle == c {
			return role
		}
	}
	return 0
}

// fromAbove is work led or handed out by somebody in a formal role.
func (r *region) fromAbove(t *thread, c org.CircleID, title string) {
	boss, role := r.bossOf(c)
	if boss == nil {
		r.raises(t, c, title, r.someone(c))
		return
	}
	if t.tension && r.chance(0.6) {
		raiser := r.someone(c, boss.pid)
		act := &org.RaiseTension{Circle: c, Title: title, Body: org.Write(t.body)}
		if raiser == 0 || !r.do(raiser, act) {
			return
		}
		r.of[act.Tension] = t
		r.feels(act.Tension, c)
		r.plan(r.later(r.between(1, 12)), func() { r.answers(act.Tension, boss, role) })
		return
	}
	if r.chance(0.5) {
		act := &org.StartInitiative{Circle: c, Title: title, Body: org.Write(t.body), Role: role, Until: r.planned(r.now, true)}
		if r.do(boss.pid, act) {
			r.led(act.Initiative, t)
		}
		return
	}
	act := &org.RaiseTension{Circle: c, Title: title, Body: org.Write(t.body)}
	if r.do(boss.pid, act) {
		r.of[act.Tension] = t
		r.plan(r.later(r.between(0, 4)), func() { r.answers(act.Tension, boss, role) })
	}
}

// answers is what a formal leader does about a tension: lead it, or ask somebody.
func (r *region) answers(id org.TensionID, boss *person, role org.RoleID) {
	t := r.draft.Tension(id)
	if !t.Open() || r.ledTension(id) || !r.there(boss) {
		return
	}
	if r.chance(0.5) {
		act := &org.TakeLead{Tension: id, Role: role, Until: r.planned(r.now, true)}
		if role != 0 && r.draft.HoldsRole(boss.pid, role) == 0 {
			act.Role = 0
		}
		if r.do(boss.pid, act) {
			r.led(act.Initiative, r.of[id])
		}
		return
	}
	r.offers(id, boss.pid, r.trusted(t.Circle, boss.pid))
}

// ledTension reports whether somebody leads an answer to a tension.
func (r *region) ledTension(id org.TensionID) bool {
	i := r.draft.Initiative(r.draft.Tension(id).Initiative)
	return i != nil && i.Live() && len(i.Leads) > 0
}

// raises has somebody say what they notice, and leave open who leads it.
func (r *region) raises(t *thread, c org.CircleID, title string, by org.PersonID) {
	act := &org.RaiseTension{Circle: c, Title: title, Body: org.Write(t.body)}
	if by == 0 || !r.do(by, act) {
		return
	}
	r.of[act.Tension] = t
	r.feels(act.Tension, c)
	if t.stuck {
		return
	}
	r.plan(r.later(r.between(1, 25)), func() { r.taken(act.Tension) })
	if r.chance(0.05) {
		r.plan(r.later(r.between(2, 9)), func() { r.strays(act.Tension) })
	}
}

// feels has others say that they notice it too.
func (r *region) feels(id org.TensionID, c org.CircleID) {
	for range r.between(0, 5) {
		r.plan(r.later(r.between(0, 20)), func() {
			if p := r.someone(c); p != 0 && r.draft.Tension(id).Open() {
				r.do(p, &org.FeelTension{Tension: id})
			}
		})
	}
}

// strays moves a tension to the circle it belongs to.
func (r *region) strays(id org.TensionID) {
	t := r.draft.Tension(id)
	if to := r.draft.Circle(t.Circle).Parent(); t.Open() && to != 0 && !r.ledTension(id) {
		r.do(r.someone(t.Circle), &org.MoveTension{Tension: id, Circle: to})
	}
}

// taken is what becomes of an open tension: somebody takes the lead, or is asked
// to, or it solves itself, or it stays.
func (r *region) taken(id org.TensionID) {
	t := r.draft.Tension(id)
	th := r.of[id]
	if !t.Open() || r.ledTension(id) || th == nil || th.stuck {
		return
	}
	if th.month != 0 && r.now-t.Raised > 60*org.Day { // its time is over
		r.do(t.By, &org.ResolveTension{Tension: id, How: r.one("hows")})
		return
	}
	open := month(openness, r.today())
	switch x := r.rng.Float64(); {
	case x < 0.62*open:
		if p := r.leader(t.Circle, t.By); p != nil {
			act := &org.TakeLead{Tension: id, Until: r.planned(r.now, false)}
			if r.chance(0.12) {
				act.Role = r.mandate(p.pid, t.Circle)
			}
			if r.do(p.pid, act) {
				r.led(act.Initiative, th)
			}
		}
	case x < 0.62*open+0.14:
		if p := r.leader(t.Circle, t.By); p != nil {
			r.offers(id, t.By, p.pid)
		}
	case x < 0.62*open+0.17:
		r.do(t.By, &org.ResolveTension{Tension: id, How: r.one("hows")})
	}
}
