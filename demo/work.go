package demo

import (
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
	t, c := r.topic()
	if t == nil {
		return
	}
	title, ok := r.title(t, c)
	if !ok {
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
		if slices.ContainsFunc(role.Seats, func(t org.SeatID) bool { return r.draft.LeadsIn(r.draft.Seat(t).Person, role.Circle) }) {
			lit++
		}
	}
	return max(0.2, 1+18*(0.29-float64(lit)/float64(all)))
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

// title returns what a piece of work about t in circle c is called; false where
// there was one of that name.
func (r *region) title(t *thread, c org.CircleID) (string, bool) {
	date := r.now.Std().In(r.calendar.place)
	year := date.Year()
	if t.key == "budget2" || t.key == "snow" && date.Month() > 11 {
		year++
	}
	name := r.draft.Circle(c).Name
	title := say(t.title, "{year}", strconv.Itoa(year), "{circle}", name)
	key := r.key(c)
	spot := t.key + "@" + key
	if r.titled[title] {
		switch day, here := r.used[spot]; {
		case t.month != 0:
			return "", false
		case here && r.today()-day < 380:
			return "", false
		case here:
			title = say(r.text.words["again"], "{title}", title)
		case r.today()-r.spoken[t] > 150 && !r.titled[title+"@"+key]: // most have forgotten
			r.titled[title+"@"+key], r.used[spot], r.spoken[t] = true, r.today(), r.today()
			r.uses[t]++
			return title, true
		default:
			title = say(r.text.words["also"], "{title}", title, "{circle}", name)
		}
	}
	if r.titled[title] {
		return "", false
	}
	r.titled[title], r.used[spot], r.spoken[t] = true, r.today(), r.today()
	r.uses[t]++
	return title, true
}

// topic picks a thread, mostly one nobody spoke of yet, and the circle it is
// about.
func (r *region) topic() (*thread, org.CircleID) {
	best, where, least := (*thread)(nil), org.CircleID(0), 1e9
	p := pick(r.sim, r.people)
	if !r.there(p) || p.guest {
		return nil, 0
	}
	at := r.worksIn(p)
	if !r.nursing(at) && r.chance(0.5) { // most of what happens, happens where the care is
		return r.topic()
	}
	if r.chance(0.06) { // something of the circle above
		if c := r.circle(at); c != 0 {
			at = r.key(r.draft.Circle(c).Parent())
		}
	}
	for _, t := range r.text.threads {
		c := r.fits(t, at)
		if c == 0 || t.month != 0 || slices.Contains(staged, t.key) || t.stuck && r.today() < r.days()-300 {
			continue
		}
		score := float64(r.uses[t]) + r.rng.Float64()*0.7
		if t.where == "any" {
			score += 0.35
		}
		if day, here := r.used[t.key+"@"+r.key(c)]; here {
			if r.today()-day < 380 {
				continue
			}
			score += 1.5
		}
		if score < least {
			best, where, least = t, c, score
		}
	}
	return best, where
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

// fits returns the circle of key at where it is one the thread is about.
func (r *region) fits(t *thread, at string) org.CircleID {
	c := r.circle(at)
	switch t.where {
	case at, "any":
		return c
	case "team":
		if slices.Contains([]string{"oost", "west", "noord", "zuid", "centrum", "vaart"}, at) {
			return c
		}
	case "centre":
		if at == "anker" || at == "brug" {
			return c
		}
	}
	return 0
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
	for _, id := range r.draft.Person(p).Seats {
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
