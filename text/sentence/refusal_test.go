package sentence

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/text/i18n"
)

// given are the arguments of refusals, as the sources give them: of those that kinds of
// act seldom run into, and of many others. The rest is found (samplesOf).
var given = map[string][]any{
	"vote.few": {3}, "vote.given": {bram}, "vote.yes_no": {}, "vote.seats": {uint16(3)}, "vote.majority": {"most"}, "vote.majority_of": {org.TwoThirdsYes}, "vote.trials": {},
	"vote.options": {}, "vote.persons": {}, "vote.ballots": {}, "vote.mixed": {}, "vote.named": {}, "vote.both": {}, "vote.many": {20}, "vote.twice": {},
	"vote.method": {""}, "vote.secret": {}, "vote.role": {}, "vote.turnout": {"few"}, "vote.marks": {3}, "vote.mark": {5}, "vote.fixed": {},
	"act.nothing": {}, "follow.thing": {}, "plan.hangs": {}, "plan.changed": {}, "plan.large": {}, "carried.kind": {"log.redact"}, "carried.many": {50}, "circle.deep": {32}, "circle.many_parents": {32}, "hook.unknown": {}, "open.closed": {}, "draft.kind": {}, "draft.many": {20}, "draft.unknown": {},
	"circle.closed": {org.CircleID(3)}, "circle.cycle": {org.CircleID(2), org.CircleID(3)},
	"circle.joined": {bram, org.CircleID(2)}, "circle.live": {org.CircleID(2)},
	"circle.not_empty": {org.CircleID(2), 2}, "circle.not_joined": {bram, org.CircleID(2)},
	"circle.parent_twice": {org.CircleID(2)}, "circle.parents": {}, "circle.root": {},
	"circle.unknown": {org.CircleID(99)}, "circle.work": {org.CircleID(2), 1},
	"end.far": {day(1, 3) + 900*org.Day}, "end.missing": {}, "end.past": {day(1, 3)},
	"entry.nothing_to_redact": {uint64(1)}, "entry.unknown": {uint64(1200)},
	"guardrail.empty": {}, "guardrail.lifted": {org.GuardrailID(1)}, "guardrail.structure": {"anyone"},
	"guardrail.unknown": {org.GuardrailID(99)},
	"key.used":          {}, "initiative.concluded": {org.InitiativeID(2)}, "initiative.joined": {org.InitiativeID(2)},
	"initiative.not_joined": {org.InitiativeID(2)}, "initiative.not_leading": {org.InitiativeID(2)},
	"initiative.not_taking_part": {org.InitiativeID(2)}, "initiative.unknown": {org.InitiativeID(99)},
	"lead.ended": {org.LeadID(1)}, "lead.leads_already": {bram, org.InitiativeID(2)}, "lead.not_due": {org.LeadID(2)},
	"lead.not_yours": {org.LeadID(2)}, "lead.taken": {org.InitiativeID(2)}, "lead.unknown": {org.LeadID(99)}, "lead.what": {},
	"name.control": {}, "name.long": {200}, "name.missing": {},
	"offer.answered": {org.OfferID(1)}, "offer.guest": {bram, org.CircleID(2)}, "offer.not_to_you": {org.OfferID(3)},
	"offer.not_yours": {org.OfferID(3)}, "offer.self": {}, "offer.unknown": {org.OfferID(99)},
	"offer.waiting": {bram, org.InitiativeID(2)},
	"org.founded":   {"linde"}, "org.lang": {"fr"}, "org.inviter": {"nobody"}, "org.colour": {"teal"}, "org.bar_faint": {"#ffd43b", "#614f16"}, "org.slug": {"De Linde!"}, "org.term": {"role"}, "org.word": {"50%", 30}, "org.word_danish": {}, "org.word_forms": {}, "org.unfounded": {}, "org.zone": {"Gent"},
	"origin.not_involved": {}, "origin.unknown": {org.Unknown},
	"person.address": {"Anna <anna"}, "person.erased": {gone}, "person.gone": {bram}, "person.guest_steward": {ole},
	"person.address_used": {anna}, "person.last_steward": {anna}, "person.present": {bram}, "person.unknown": {org.PersonID(99)},
	"file.about": {500}, "file.broken": {"door.png"}, "file.empty": {"door.png"}, "file.kind": {"door.mp3"}, "file.large": {10, "door.png"}, "file.many": {10}, "file.none": {}, "file.often": {3},
	"file.picture": {"door.pdf"}, "file.pixels": {"door.png"}, "file.room": {2048, "door.png"}, "file.unknown": {org.FileID(99)}, "file.waited": {},
	"note.elsewhere": {}, "note.guest": {org.PersonID(2), org.CircleID(2)}, "note.mentions": {20}, "note.not_yours": {}, "note.taken_back": {}, "note.unknown": {org.NoteID(99)},
	"restore.there":   {"linde"},
	"restore.differs": {"linde"}, "right.guest": {org.CircleID(2)}, "right.member": {}, "right.nobody": {},
	"right.somebody": {}, "right.steward": {},
	"role.formal": {org.RoleID(3)}, "role.full": {org.RoleID(2), uint16(3)}, "role.live": {org.RoleID(2)},
	"role.not_held": {org.RoleID(2)}, "role.retired": {org.RoleID(2)}, "role.there": {org.RoleID(2), org.CircleID(2)},
	"role.unknown": {org.RoleID(99)}, "seat.ended": {org.SeatID(2)}, "seat.held": {bram, org.RoleID(2)},
	"seat.live": {org.SeatID(2)}, "seat.not_due": {org.SeatID(2)}, "seat.over": {org.SeatID(2)}, "seat.not_yours": {org.SeatID(2)}, "seat.unknown": {org.SeatID(99)},
	"statement.long": {4000}, "step.done": {org.StepID(1)}, "step.dropped": {}, "tension.open": {org.TensionID(1)}, "tension.withdrawn": {org.TensionID(1)}, "initiative.live": {org.InitiativeID(2)}, "initiative.withdrawn": {org.InitiativeID(2)}, "learning.dropped": {}, "learning.not_yours": {}, "learning.unknown": {org.LearningID(99)}, "lead.goes_on": {org.LeadID(2)}, "offer.waits": {org.OfferID(1)}, "undo.built_on": {}, "step.not_due": {}, "step.open": {}, "undo.step": {}, "step.unknown": {org.StepID(99)},
	"strength.as": {"talent"}, "strength.confirmed": {karen}, "strength.control": {}, "strength.dropped": {bram}, "strength.guest": {karen},
	"strength.long": {60}, "strength.not_confirmed": {karen}, "strength.not_yours": {karen}, "strength.only_theirs": {karen},
	"strength.own": {}, "strength.unknown": {org.StrengthID(99)},
	"feedback.thing": {}, "feedback.self": {}, "feedback.led": {karen}, "feedback.sees": {karen}, "feedback.many": {20}, "feedback.unknown": {}, "feedback.over": {}, "feedback.opened": {}, "feedback.closed": {}, "feedback.empty": {}, "feedback.long": {1500}, "feedback.prompt": {},
	"thanks.not_yours": {karen}, "thanks.not_given": {anna}, "thanks.open": {}, "thanks.hidden": {}, "thanks.given": {karen}, "thanks.unknown": {org.ThanksID(99)},
	"informal.recognised": {karen}, "informal.not_recognised": {karen}, "informal.accepted": {}, "informal.not_yours": {karen}, "informal.as": {"boss"},
	"standin.away": {bram, day(12, 5)}, "standin.ended": {karen, bram}, "standin.guest": {ole}, "standin.long": {183}, "standin.none": {bram}, "standin.not_due": {},
	"standin.not_yours": {karen, bram}, "standin.order": {}, "standin.self": {}, "standin.twice": {karen, bram}, "standin.unknown": {org.StandInID(99)},
	"advice.why": {}, "advice.unknown": {bram}, "advice.unheeded": {1},
	"meeting.unsettled": {}, "meeting.why": {"fun"}, "meeting.spoken": {1000}, "meeting.in": {}, "meeting.no_act": {}, "meeting.points": {60}, "meeting.round": {"lunch"},
	"meeting.outcome": {"fun"}, "meeting.settled": {}, "meeting.gone_on": {}, "meeting.fits": {}, "meeting.twice": {}, "meeting.gone": {}, "meeting.one_point": {}, "meeting.not_your_words": {}, "meeting.taken_back": {}, "decision.roles_twice": {org.RoleID(2)},
	"initiative.fit": {"maybe"}, "initiative.planning": {"maybe"}, "signal.settled": {day(12, 5)},
	"pulse.answered": {}, "pulse.counts": {}, "pulse.dropped": {org.PulseID(1)}, "pulse.early": {day(1, 3)}, "pulse.far": {}, "pulse.far_off": {}, "pulse.goes_on": {org.PulseID(1)},
	"pulse.hidden": {"shy"}, "pulse.long": {300}, "pulse.mark": {5}, "pulse.marks": {4}, "pulse.no_rhythm": {}, "pulse.not_agreed": {}, "pulse.not_asked": {}, "pulse.not_yours": {karen},
	"pulse.nothing_told": {}, "pulse.open": {day(1, 3)}, "pulse.over": {org.PulseID(1)}, "pulse.past": {}, "pulse.people": {5}, "pulse.same": {}, "pulse.short": {}, "pulse.subject": {"mood"},
	"pulse.unknown": {org.PulseID(99)}, "pulse.untold": {org.PulseID(1)}, "pulse.weeks": {2, 52},
	"try.unknown": {org.TryID(99)}, "try.withdrawn": {}, "try.seen": {org.TryID(1)}, "try.both": {}, "try.no_step": {"sing"}, "try.far": {day(12, 5)}, "try.runs": {org.TryID(1)}, "try.many": {org.CircleID(2), 3},
	"try.yours": {}, "try.not_due": {day(12, 5)}, "try.outcome": {"praise"}, "try.open": {org.TryID(1)},
	"structure.by_decision": {org.CircleID(4)}, "structure.not_member": {org.CircleID(2)},
	"tension.felt": {org.TensionID(1)}, "tension.not_yours": {org.TensionID(1)}, "tension.resolved": {org.TensionID(3)},
	"tension.there": {org.TensionID(1), org.CircleID(2)}, "tension.unknown": {org.TensionID(99)},
	"text.encoding": {}, "text.long": {64 << 10}, "text.missing": {}, "text.number": {},
	"time.ahead": {day(1, 3) + 900*org.Day, day(2, 3)}, "time.to_come": {day(1, 3) + 900*org.Day}, "time.back": {day(1, 3), day(2, 3)}, "time.before": {day(1, 3), day(2, 3)},
	"time.format": {"yesterday"}, "import.keys": {},
	"advice.heed": {"ignored"}, "advice.own": {}, "consent.says": {"object"}, "decision.authority_over": {}, "decision.changes": {"tension.raise"}, "decision.consent_next": {org.DecisionID(1)},
	"decision.facilitator": {}, "decision.judge": {}, "decision.judges": {2}, "decision.not_acted": {}, "decision.not_named": {karen}, "decision.only_contain": {},
	"decision.review": {1100}, "decision.recorded": {org.DecisionID(1)}, "decision.role": {}, "decision.rounds": {3}, "decision.second": {}, "decision.told_late": {}, "decision.trial_changes": {},
	"decision.trials": {}, "decision.versions": {}, "decision.vote": {}, "decision.why": {},
	"objection.harm": {}, "objection.not_facilitator": {}, "objection.not_yours": {}, "objection.own": {},
	"trial.day": {}, "trial.many": {8}, "trial.seen": {uint16(1)}, "trial.unknown": {uint16(9)},
	"undo.changed": {org.RoleID(2)}, "undo.in_use": {org.CircleID(2)}, "undo.kind": {}, "undo.late": {}, "undo.nothing": {}, "undo.others": {},
}

// samplesOf returns the arguments of every refusal: as given above, else as acts of
// some kind are refused in the example.
func samplesOf(s *org.State, at org.Time) map[string][]any {
	all := maps.Clone(given)
	for _, k := range org.Kinds() {
		r := rand.New(rand.NewPCG(3, 4))
		for range 1000 {
			act, by, face := orgtest.Of(r.IntN, s, k)
			_, err := s.Edit().Do(act, org.Moment{At: at, By: by, Face: face})
			if e, ok := errors.AsType[*org.Error](err); ok && all[e.Key] == nil {
				all[e.Key] = append([]any{}, e.Args...)
			}
		}
	}
	return all
}

// Every key in the sources has a text and a sample with as many arguments, and
// there is no text that no source asks for.
func TestEveryRefusalHasAText(t *testing.T) {
	found := refusals(t)
	x := newExample(t)
	samples := samplesOf(x.draft.Freeze(), x.at)
	if len(found) < 80 {
		t.Fatalf("only %d keys found: the sources are read wrongly", len(found))
	}
	for key, where := range found {
		for _, lang := range i18n.Languages {
			if !i18n.For(lang).Has("refused." + key) {
				t.Errorf("%s: no text refused.%s in %s", where.pos, key, lang)
			}
		}
		sample, ok := samples[key]
		if !ok || len(sample) != where.args {
			t.Errorf("%s: %s has %d arguments, the sample %d: no act of a kind is refused so in the example, give one in this file", where.pos, key, where.args, len(sample))
		}
	}
	for key := range texts(t, "refused.") {
		if _, ok := found[strings.TrimPrefix(key, "refused.")]; !ok {
			t.Errorf("nothing refuses with %s", key)
		}
	}
}

func refusalsSaid(t *testing.T) map[string]map[string]string {
	t.Helper()
	x := newExample(t)
	s := x.draft.Freeze()
	said := map[string]map[string]string{}
	for key, args := range samplesOf(s, x.at) {
		said[key] = map[string]string{}
		for _, lang := range i18n.Languages {
			err := fmt.Errorf("while trying: %w", &org.Error{Key: key, Args: args})
			text := RefusalAt(i18n.For(lang), nameOf, s, err, now)
			if why := fault(text); why != "" || !strings.HasSuffix(text, ".") {
				t.Errorf("%s %s %s: %q", lang, key, why, text)
			}
			if alone := Refusal(i18n.For(lang), nil, nil, err); fault(alone) != "" {
				t.Errorf("%s %s without a state: %q", lang, key, alone)
			}
			said[key][lang] = text
		}
	}
	return said
}

// Refusals as they really come have arguments like the samples.
func TestRealRefusals(t *testing.T) {
	x := newExample(t)
	s := x.draft.Freeze()
	r, samples := rand.New(rand.NewPCG(3, 4)), samplesOf(s, x.at)
	seen := map[string]bool{}
	for range 15_000 {
		act, by, face := orgtest.Act(r.IntN, s)
		_, err := s.Edit().Do(act, org.Moment{At: x.at, By: by, Face: face})
		e, ok := errors.AsType[*org.Error](err)
		if !ok {
			continue
		}
		seen[e.Key] = true
		if !slices.EqualFunc(e.Args, samples[e.Key], func(a, b any) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) }) {
			t.Fatalf("%s is refused with %#v, the sample has %#v", e.Key, e.Args, samples[e.Key])
		}
		for _, lang := range i18n.Languages {
			if text := RefusalAt(i18n.For(lang), nameOf, s, err, now); fault(text) != "" || text == i18n.For(lang).T("tell.refused") {
				t.Fatalf("%s %s %s: %q", lang, e.Key, fault(text), text)
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d kinds of refusal came about", len(seen))
	}
}

// What is no refusal, and a refusal without a text, still says something.
func TestRefusalInGeneral(t *testing.T) {
	for _, err := range []error{errors.New("disk full"), &org.Error{Key: "no.such"}, nil} {
		if got := Refusal(i18n.For("nl"), nameOf, nil, err); got != i18n.For("nl").T("tell.refused") {
			t.Errorf("%v: %q", err, got)
		}
	}
}

func TestRefusalNamesThings(t *testing.T) {
	s := &newExample(t).draft.State
	for want, err := range map[string]*org.Error{
		"The role Roster maker is for 3 people, and all places are taken. Wait, or change how many may hold it.":               {Key: "role.full", Args: given["role.full"]},
		"The role Roster maker is for one person, and somebody holds it. Wait, or change how many may hold it.":                {Key: "role.full", Args: []any{org.RoleID(2), uint16(1)}},
		"A former member takes part already. There is nothing left to do.":                                                     {Key: "person.present", Args: []any{gone}},
		"There is nobody with the number P99. Check the number.":                                                               {Key: "person.unknown", Args: []any{org.PersonID(99)}},
		"The moment Sun 1 March, 13:00 is before the last change here, Mon 2 March, 13:00. Choose a later one.":                {Key: "time.back", Args: given["time.back"]},
		"“100%!s(MISSING) %[1]s” is not a date we can read. Write it like 2026-03-19 or 2026-03-19T16:00:00Z.":                 {Key: "time.format", Args: []any{"100%!s(MISSING) %[1]s"}},
		"“" + strings.Repeat("y", longest) + "…” is not a date we can read. Write it like 2026-03-19 or 2026-03-19T16:00:00Z.": {Key: "time.format", Args: []any{strings.Repeat("y", 500)}},
	} {
		if got := RefusalAt(i18n.For("en"), nameOf, s, err, now); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}
