package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// Question is one of the twelve that are asked about leading. Its name is that of the
// measure which answers it, in JSON, in addresses and in the keys of texts.
type Question string

// The twelve, in the order in which they are read. None is a goal: each finds a fault
// that the others miss, and docs/measures.md has the definition of each.
const (
	EffectiveLeaders Question = "effective_leaders" // how many people carry the lead?
	Participation    Question = "participation"     // who led at all?
	PullShare        Question = "pull_share"        // taken, or handed out?
	Tenure           Question = "tenure"            // does it move?
	TimeToLead       Question = "time_to_lead"      // how long from noticing to acting?
	Locality         Question = "locality"          // are decisions near the issue?
	Reciprocity      Question = "reciprocity"       // do those who lead also follow?
	RankAlignment    Question = "rank_alignment"    // does leading follow rank?
	CrossBoundary    Question = "cross_boundary"    // do we lead across circles?
	RestsOnOne       Question = "rests_on_one"      // what stops if someone is away?
	EqualFooting     Question = "equal_footing"     // is it equal footing?
	Pulse            Question = "pulse"             // is it bearable and clear?
)

// Questions are the twelve, in order.
var Questions = []Question{
	EffectiveLeaders, Participation, PullShare, Tenure, TimeToLead, Locality,
	Reciprocity, RankAlignment, CrossBoundary, RestsOnOne, EqualFooting, Pulse,
}

// kind is what of a question is the same whatever is answered.
type kind struct {
	formula string // its short name
	unit    Unit
	about   About
	least   stat.Minimum // fewest who could have, and fewest of what is counted, for a number
}

var kinds = map[Question]kind{
	EffectiveLeaders: {"D2", OfPeople, OfLeads, stat.ForNumber()},
	Participation:    {"E[S_m]/n", Share, OfLeads, stat.ForNumber()},
	PullShare:        {"k/(k+h)", Share, OfLeads, stat.Minimum{People: LeastPeople, Acts: stat.MinPulls}},
	Tenure:           {"KM", Days, OfSpells, stat.Minimum{People: LeastPeople, Acts: 20}},
	TimeToLead:       {"AJ", Days, OfTensions, stat.Minimum{People: LeastPeople, Acts: 10}},
	Locality:         {"d=0", Share, OfDecisions, stat.Minimum{People: LeastPeople, Acts: 20}},
	Reciprocity:      {"r_w", Share, OfTies, stat.Minimum{People: LeastPeople, Acts: 30}},
	RankAlignment:    {"tau-b", Correlation, OfMembers, stat.Minimum{People: stat.ForRank().People, Acts: stat.ForRank().People}},
	CrossBoundary:    {"E-I", Share, OfTies, stat.Minimum{People: LeastPeople, Acts: 30}},
	RestsOnOne:       {"s", Works, OfWorks, stat.Minimum{People: LeastPeople, Acts: 10}},
	EqualFooting:     {"IA", Share, OfItems, stat.Minimum{People: LeastPeople, Acts: 20}},
	Pulse:            {"25(mean-1)", Score, OfAnswers, stat.Minimum{People: org.PulseLeast, Acts: org.PulseLeast}},
}

// About is what an answer to it counts.
func (q Question) About() About { return kinds[q].about }

// Least is how many people there have to be who could have, and how much of what is counted,
// before there is a number.
func (q Question) Least() stat.Minimum { return kinds[q].least }

// least is how much of what is counted there has to be.
func (q Question) least() int { return kinds[q].least.Acts }

// Unit is what the number of an answer counts.
type Unit string

// The units.
const (
	OfPeople    Unit = "people"      // from 1 to N
	Share       Unit = "share"       // from 0 to 1
	Score       Unit = "score"       // from 0 to 100: how far people agree with what a pulse asks
	Days        Unit = "days"        // from 0 up
	Correlation Unit = "correlation" // from -1 to 1
	Count       Unit = "count"       // from 0 up, of things
	Number      Unit = "number"      // of no unit
	Works       Unit = "works"       // from 0 to M
)

// About says of what the acts that an answer stands on are: a reader has to know
// whether "40" are people or pairs.
type About string

// What is counted.
const (
	OfLeads     About = "leads"
	OfSpells    About = "spells" // times that somebody held a role
	OfTensions  About = "tensions"
	OfDecisions About = "decisions"
	OfTies      About = "ties" // pairs of people, one of whom led work in which the other took part
	OfMembers   About = "members"
	OfWorks     About = "works"   // open pieces of work
	OfItems     About = "items"   // what decisions need: what is decided, agreed and raised
	OfAnswers   About = "answers" // to a pulse
)
