package demo

import (
	"slices"

	"orpheus/org"
	"orpheus/org/deciding"
)

// tales are all that De Linde decides itself, in two years.
var tales = slices.Concat(alone(), byRole(), advised(), together(), elected(), tried(), acted(), voted(), laid())

// How people mostly see a question, to the six in their order: harm under way, familiar,
// knowable, depends on people, undone within a month, changes something for others.
const (
	known    = "nynnyn" // a rule is known, and it can be undone
	forGood  = "nynnnn" // a rule is known, and it cannot be undone
	expert   = "nnynyn" // who knows it can work it out
	shared   = "nnynyy" // and it changes something for others
	people   = "nnnyyn" // it depends on how people react
	peopleNo = "nnnynn" // and it cannot be undone
	sell     = "nynnny" // known, not to be undone, and it touches others
	burns    = "ynnnyn" // harm is under way
)

// alone are those that somebody decides by a role.
func alone() []*tale {
	return []*tale{
		{
			key: "insulin", circle: "home", by: "precious", role: "home.medication", back: 640, seers: [2]string{"sevgi", "pieter"},
			sees: [3]string{known, known, expert}, life: "kkk",
		},
		{
			key: "vans", circle: "planning", by: "joris", role: "planning.headops", back: 690, seers: [2]string{"sam", "hilde"},
			sees: [3]string{forGood, forGood, known}, second: "sam", life: "-",
		},
		{
			key: "storage", circle: "planning", by: "joris", role: "planning.headops", back: 465, seers: [2]string{"sam", "hilde"},
			sees: [3]string{forGood, forGood, forGood},
		},
		{ // nobody looks at it as the second person
			key: "peartree", circle: "anker", by: "gust", role: "anker.garden", back: 260, seers: [2]string{"leen", "chantal"},
			sees: [3]string{forGood, forGood, forGood},
		},
	}
}

// advised are those that one decides after advice.
func advised() []*tale {
	return []*tale{
		{
			key: "friday", circle: "oost", by: "rachid", back: 330, seers: [2]string{"marc", "lotte"}, sees: [3]string{expert, expert, people},
			advice: []counsel{{"ward", org.Followed}, {"marc", org.NotFollowed}, {"hilde", org.Followed}}, versions: 1, life: "kk",
		},
		{
			key: "halfdays", circle: "anker", by: "leen", back: 420, seers: [2]string{"chantal", "gust"}, sees: [3]string{expert, expert, "nuuuyn"},
			advice: []counsel{{"chantal", org.Unheeded}, {"ahmet", org.Unheeded}}, decides: waits,
		},
		{
			key: "onephone", circle: "west", by: "samira", back: 200, seers: [2]string{"tom", "bart"}, sees: [3]string{expert, expert, "nuunyn"},
			advice: []counsel{{"bart", org.Followed}, {"dries", org.Followed}}, decides: drops,
		},
		{
			key: "traveltimes", circle: "planning", by: "sam", back: 20, seers: [2]string{"joris", "hilde"}, sees: [3]string{expert, expert, people},
			advice: []counsel{{"joris", org.Followed}, {"bart", org.Unheeded}, {"marc", org.Unheeded}}, decides: waits, comesIn: "chantal",
		},
		{
			key: "dressing", circle: "home", by: "sevgi", back: 6, seers: [2]string{"precious", "hilde"}, sees: [3]string{expert, expert, known},
			advice: []counsel{{"precious", 0}, {"rachid", 0}}, decides: waits, comesIn: "lotte",
		},
		{
			key: "newvan", circle: "planning", by: "sam", back: 62, seers: [2]string{"joris", "hilde"}, sees: [3]string{expert, expert, known},
			advice: []counsel{{"joris", org.Followed}}, holds: 45,
		},
	}
}

// together are those that all concerned consent to, or do not.
func together() []*tale {
	return []*tale{
		{
			key: "gifts", circle: "linde", by: "griet", back: 690, seers: [2]string{"dirk", "katrien"}, sees: [3]string{shared, shared, "nynnyy"},
			review: 365, life: "k",
		},
		{
			key: "gifts2", circle: "linde", by: "griet", back: 225, seers: [2]string{"thijs", "dirk"}, sees: [3]string{shared, "nnnyyy", shared},
			review: 365, supersedes: "gifts",
		},
		{
			key: "mornings", circle: "oost", by: "amina", back: 500, seers: [2]string{"ward", "mohamed"}, sees: [3]string{shared, shared, shared}, life: "l",
		},
		{
			key: "twolists", circle: "home", by: "precious", back: 300, seers: [2]string{"sevgi", "hilde"},
			sees: [3]string{shared, "nnunyy", "nnyyyy"}, talk: []string{"sevgi", "precious"}, objects: []harm{{"hilde", org.Solved}, {"pieter", org.Withdrawn}}, versions: 1, life: "kk",
		},
		{
			key: "piano", circle: "anker", by: "gust", back: 565, seers: [2]string{"leen", "chantal"}, sees: [3]string{sell, sell, "nynnyy"}, answers: nobody,
		},
		{
			key: "sunday", circle: "west", by: "bart", way: deciding.Consent, back: 240, seers: [2]string{"samira", "dries"},
			sees: [3]string{expert, people, expert}, objects: []harm{{"samira", org.Unsettled}, {"tom", org.Unsettled}},
		},
		{
			key: "eightweeks", circle: "oost", by: "marc", back: 470, seers: [2]string{"lotte", "ward"}, sees: [3]string{shared, "nnnyyy", shared},
			objects: []harm{{"lotte", org.Unsettled}}, smaller: "fourtry",
		},
		{
			key: "hospital", circle: "oost", by: "rachid", back: 44, seers: [2]string{"ward", "lotte"}, sees: [3]string{shared, shared, "nnnyyy"},
			changes: splitIntake, objects: []harm{{"mohamed", org.Withdrawn}},
		},
		{
			key: "birthdays", circle: "west", by: "tom", back: 186, seers: [2]string{"samira", "dries"}, sees: [3]string{shared, shared, shared}, life: "p",
		},
		{
			key: "aftereight", circle: "oost", by: "lotte", back: 180, seers: [2]string{"fatima", "ward"}, sees: [3]string{shared, "nnnyyy", shared},
			life: "p",
		},
		{
			key: "weekends", circle: "oost", by: "marc", back: 10, talk: []string{"lotte", "marc"}, seers: [2]string{"ward", "rachid"}, sees: [3]string{shared, "nnnyyy", "nnunyy"},
			answers: 3, silent: []string{"fatima", "lotte", "mohamed"}, away: "amina", standIn: "rachid",
		},
		{
			key: "nightrest", circle: "west", by: "bart", back: 24, seers: [2]string{"tom", "dries"}, sees: [3]string{shared, shared, "nnuuyy"}, more: 2, facilitator: "tom",
			objects: []harm{{"samira", org.Unsettled}, {"dries", org.NoHarm}},
		},
		{key: "canal", circle: "oost", by: "ward", back: 2, seers: [2]string{"rachid", "marc"}, sees: [3]string{"nnyuuy", "nnnynu", ""}, shaping: true},
	}
}

// splitIntake has two people do what one did.
func splitIntake(r *region) org.Acts {
	id := r.roles["oost.tintake"]
	if id == 0 {
		return nil
	}
	c := r.draft.Role(id).Circle
	domains, does := parts(r.text.decided["hospital.domains"]), parts(r.text.decided["hospital.does"])
	var plan org.Plan
	for _, act := range []org.Act{
		&org.AmendRole{Role: id, Accountabilities: &does},
		&org.CreateRole{
			Circle: c, Name: r.text.decided["hospital.role"], Purpose: r.text.decided["hospital.purpose"],
			Accountabilities: parts(r.text.decided["hospital.newdoes"]), Domains: domains,
		},
	} {
		plan = r.gathers(plan, act)
	}
	return r.gathers(plan, &org.FillSeat{Role: org.RoleID(org.PlannedBy(plan.Acts[len(plan.Acts)-1]).N), Person: r.pid("lotte")}).Acts
}

// gathers adds an act to a draft, where the map allows it.
func (r *region) gathers(p org.Plan, act org.Act) org.Plan {
	next, err := p.Add(&r.draft.State, r.now, act)
	if err != nil {
		r.refused[org.NameOf(act)+": planned"]++
		return p
	}
	return next
}

// elected are those that give somebody a role.
func elected() []*tale {
	return []*tale{
		{
			key: "mentor", circle: "west", by: "samira", way: deciding.Election, role: "west.tmentor", back: 27, seers: [2]string{"tom", "bart"},
			sees:  [3]string{people, people, expert},
			names: []naming{{"samira", "dries", false}, {"tom", "dries", false}, {"bart", "tom", false}, {"dries", "tom", false}, {"bart", "dries", true}},
			// Who named somebody else first was convinced by the reasons.
			forward: "dries",
		},
		{
			key: "activities", circle: "anker", by: "leen", way: deciding.Election, role: "anker.activities", back: 380, seers: [2]string{"gust", "chantal"},
			sees: [3]string{people, people, people}, names: []naming{{"leen", "ahmet", false}, {"gust", "ahmet", false}, {"chantal", "gust", false}},
			forward: "ahmet", refuses: true,
		},
		{
			key: "roster", circle: "centrum", by: "karin", way: deciding.Election, role: "centrum.troster", back: 5, seers: [2]string{"yasmina", "koen"},
			sees: [3]string{people, people, people}, names: []naming{{"karin", "koen", false}, {"aicha", "yasmina", false}}, forward: "koen",
		},
	}
}

// tried are those of which something small is tried.
func tried() []*tale {
	return []*tale{
		{
			key: "lunch", circle: "anker", by: "chantal", back: 350, seers: [2]string{"leen", "ahmet"}, sees: [3]string{people, people, "nnunyn"},
			trials: []trialPlan{{days: 30, keep: true}, {days: 21}},
		},
		{
			key: "beforeseven", circle: "planning", by: "sam", back: 450, seers: [2]string{"joris", "hilde"}, sees: [3]string{people, people, people},
			trials: []trialPlan{{days: 28, never: true}},
		},
		{
			key: "twoout", circle: "home", by: "hilde", back: 160, seers: [2]string{"precious", "sevgi"}, sees: [3]string{peopleNo, people, peopleNo},
			trials: []trialPlan{{days: 40, keep: true}, {days: 40, keep: true}},
		},
		{
			key: "families", circle: "oost", by: "fatima", back: 37, seers: [2]string{"lotte", "ward"}, sees: [3]string{people, people, expert},
			trials: []trialPlan{{days: 21, keep: true}, {days: 35, never: true}},
		},
		{ // begins where another stops
			key: "fourtry", circle: "oost", by: "marc", seers: [2]string{"lotte", "rachid"}, sees: [3]string{people, people, people},
			trials: []trialPlan{{days: 56, keep: true}},
		},
	}
}

// acted are those in which somebody acted first.
func acted() []*tale {
	return []*tale{
		{key: "nowarmwater", circle: "anker", by: "leen", back: 400, sees: [3]string{burns}, looks: true},
		{key: "boxes", circle: "oost", by: "ward", back: 572, sees: [3]string{burns}},
	}
}

// voted are those that are counted: by name which of several it is to be, and in secret
// whether it is to be at all.
func voted() []*tale {
	yes, no := []uint16{1, 0}, []uint16{0, 1}
	return []*tale{
		{
			key: "outing", circle: "oost", by: "amina", back: 150, seers: [2]string{"ward", "lotte"}, sees: [3]string{known, people, known}, review: 365,
			vote: &poll{method: org.BySchulze, turnout: org.ThirdVotes, options: 3, ballots: []cast{
				{"amina", []uint16{1, 2, 3, 4}}, {"ward", []uint16{2, 1, 0, 3}}, {"lotte", []uint16{1, 3, 2, 4}}, {"marc", []uint16{2, 1, 3, 4}}, {"rachid", []uint16{1, 0, 0, 2}},
			}},
		},
		{
			key: "nameplate", circle: "oost", by: "marc", back: 95, seers: [2]string{"rachid", "amina"}, sees: [3]string{people, people, known},
			vote: &poll{method: org.YesOrNo, secret: true, ballots: []cast{{"marc", yes}, {"rachid", no}, {"amina", no}, {"ward", no}}},
		},
		{ // it goes on, and whoever looks may be called to it
			key: "extrashifts", circle: "oost", by: "lotte", back: 7, seers: [2]string{"ward", "rachid"}, sees: [3]string{people, known, people},
			vote: &poll{method: org.YesOrNo, secret: true},
		},
	}
}
