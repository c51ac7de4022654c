package org

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Kind describes one kind of act. What the REST API, the assistants' tools, the
// command line and the forms offer derives from the table of kinds.
type Kind struct {
	Name     string // noun.verb, forever: kinds are never reused or edited
	Doc      string // one sentence
	Right    Right
	New      func() Act
	Fields   []Field
	Final    bool // takes something out for good: whoever asks for it is asked once more
	Nameless bool // its texts are no titles and names: there is nothing to redact
	Noted    bool // a note that something was done, which stands also where the state stays as it is

	News       bool   // home tells of it
	Profiled   bool   // a name and an address may come with it, for the records
	Stays      string // why acts of it are not undone; empty where they are
	Structural bool   // changes the structure that the map shows: circles, roles, seats, guardrails

	own     bool // about one's own part, which nobody else undoes
	makes   bool // each makes a row of its own
	typ     reflect.Type
	prose   []int
	carries []int
}

// Repeats reports whether people do acts of the kind one after the other: faces offer the
// next one with each.
func (k *Kind) Repeats() bool { _, ok := k.New().(interface{ Repeats() }); return ok }

// Noun is what acts of the kind are about, and the room of its name: "circle" of
// "circle.form".
func (k *Kind) Noun() string {
	noun, _, _ := strings.Cut(k.Name, ".")
	return noun
}

// Kinds returns every kind of act, in the order of the table.
func Kinds() []*Kind { return kinds }

// KindNamed returns the kind with that name, nil for none.
func KindNamed(name string) *Kind { return byName[name] }

// KindOf returns the kind of an act, nil where it is not in the table.
func KindOf(act Act) *Kind { return byType[reflect.TypeOf(act)] }

// NameOf returns the name of an act's kind.
func NameOf(act Act) string {
	if k := KindOf(act); k != nil {
		return k.Name
	}
	return ""
}

var kinds = []*Kind{
	kind[FoundOrganisation]("org.found", ByNobody, "Found an organisation.", nameless, stays("it is the beginning")),
	kind[AmendOrganisation]("org.amend", BySteward, "Change settings of the organisation.", nameless, stays("settings are set again")),
	kind[NoteSource]("org.source", ByNobody, "Note that an import changed something.", noted, nameless, stays(note)),
	kind[SayInMails]("org.mails", BySteward, "Say how much mails say.", nameless, stays("settings are set again")),
	kind[SetInviting]("org.invite", BySteward, "Say who may invite people.", nameless, stays("settings are set again")),
	kind[SetBar]("org.bar", BySteward, "Give the bar over the pages a colour.", nameless, stays("settings are set again")),
	kind[SetWording]("org.wording", BySteward, "Call something by the organisation's own word.", nameless, stays("settings are set again")),
	kind[RedactEntry]("log.redact", ByNobody, "Take titles and names out of an earlier entry.", noted, nameless, stays(gone)),
	kind[JoinPerson]("person.join", BySteward, "Add somebody, or bring somebody back; members may where the settings say so.", profiled, news, stays(told)),
	kind[RecordPerson]("person.record", ByNobody, "Write down somebody who left before the log began.", stays(note)),
	kind[LeavePerson]("person.leave", BySelf, "Leave the organisation; stewards may do it for somebody.", stays("they are brought back by person.join")),
	kind[ErasePerson]("person.erase", BySelf, "Have everything personal taken out for good; stewards may do it for somebody.", final, stays(gone)),
	kind[SetSteward]("person.steward", BySteward, "Make somebody a steward, or end it.", stays("it is set again")),
	kind[NameStrength]("strength.name", BySelf, "Name a strength of yours, a wish to grow, or what gives you energy.", stays("strength.drop takes it away")),
	kind[DropStrength]("strength.drop", BySelf, "Drop something you named about yourself.", stays("its words are gone")),
	kind[ConfirmStrength]("strength.confirm", ByAnyone, "Confirm a strength somebody named.", stays("strength.unconfirm takes it back")),
	kind[UnconfirmStrength]("strength.unconfirm", BySelf, "Take back that you confirmed a strength.", stays("strength.confirm does it again")),
	kind[NameStandIn]("standin.name", BySelf, "Say that you are away, and who stands in; stewards may for somebody."),
	kind[EndStandIn]("standin.end", BySelf, "End a time in which somebody stands in; each of the two may."),
	kind[ExpireStandIn]("standin.expire", ByNobody, "End a time in which somebody stands in, on its day.", stays(passed)),
	kind[FormCircle]("circle.form", ByShaper, "Form a circle.", news, structural),
	kind[AmendCircle]("circle.amend", ByShaper, "Change the name or purpose of a circle.", structural),
	kind[MoveCircle]("circle.move", ByShaper, "Give a circle other parents.", structural),
	kind[CloseCircle]("circle.close", ByShaper, "Close a circle that has no circles and no work in it.", news, structural),
	kind[RestoreCircle]("circle.restore", ByShaper, "Bring a closed circle back.", structural),
	kind[JoinCircle]("circle.join", ByAnyone, "Join a circle without a role in it."),
	kind[LeaveCircle]("circle.leave", BySelf, "Leave a circle one joined."),
	kind[CreateRole]("role.create", ByShaper, "Make a role.", news, structural),
	kind[AmendRole]("role.amend", ByShaper, "Change a role.", structural),
	kind[MoveRole]("role.move", ByShaper, "Move a role to another circle.", structural),
	kind[RetireRole]("role.retire", ByShaper, "Retire a role.", structural),
	kind[RestoreRole]("role.restore", ByShaper, "Bring a retired role back into force.", structural),
	kind[SetGuardrail]("guardrail.set", ByShaper, "Put a guardrail in force.", structural),
	kind[LiftGuardrail]("guardrail.lift", ByShaper, "Lift a guardrail.", structural),
	kind[TakeSeat]("seat.take", ByAnyone, "Hold a role.", news, structural),
	kind[FillSeat]("seat.fill", ByShaper, "Put somebody into a role.", news, structural),
	kind[LeaveSeat]("seat.leave", BySelf, "Give up a role; formal authority and stewards may end a seat.", structural),
	kind[ExpireSeat]("seat.expire", ByNobody, "End a seat whose term is over.", structural, stays(passed)),
	kind[RecordSeat]("seat.record", ByNobody, "Write down a seat that ended before the log knew of it.", stays(note)),
	kind[RestoreSeat]("seat.restore", ByShaper, "Bring back a seat that ended; whoever held it may where the role is open.", structural),
	kind[CorrectSeatOrigin]("seat.correct_origin", ByAnyone, "Set right how a seat began.", stays("it is set right again")),
	kind[RaiseTension]("tension.raise", ByAnyone, "Say what you notice, and lead it if you like.", news, own),
	kind[WithdrawTension]("tension.withdraw", BySelf, "Take back what you just raised, while nobody built on it.", stays("it is raised again")),
	kind[AmendTension]("tension.amend", ByLeader, "Set the title of a tension right; who raised it may too."),
	kind[MoveTension]("tension.move", ByAnyone, "Move a tension to the circle it belongs to."),
	kind[FeelTension]("tension.feel", ByAnyone, "Say that you notice it too.", own),
	kind[ResolveTension]("tension.resolve", ByLeader, "Say that a tension is resolved; who raised it may too.", news, own),
	kind[ReopenTension]("tension.reopen", ByLeader, "Open a tension again that is not resolved after all; who raised it may too.", stays("it is resolved again")),
	kind[UnfeelTension]("tension.unfeel", BySelf, "Take back that you notice it too.", own),
	kind[NoteTension]("tension.note", ByAnyone, "Say something about a tension.", stays("note.take_back takes it back")),
	kind[StartInitiative]("initiative.start", ByAnyone, "Begin work nobody asked for, and lead it.", news, own),
	kind[WithdrawInitiative]("initiative.withdraw", BySelf, "Take back work you just began, while nobody built on it.", stays("it is begun again")),
	kind[AmendInitiative]("initiative.amend", ByLeader, "Change the title or the purpose an initiative serves."),
	kind[JoinInitiative]("initiative.join", ByAnyone, "Take part in an initiative.", own),
	kind[LeaveInitiative]("initiative.leave", BySelf, "Stop taking part.", own),
	kind[NoteInitiative]("initiative.note", ByAnyone, "Say something about an initiative.", stays("note.take_back takes it back")),
	kind[CorrectNote]("note.correct", BySelf, "Put other words in the place of your own.", stays("its words are gone")),
	kind[TakeBackNote]("note.take_back", BySelf, "Take your own words back; a line without words stays.", stays("its words are gone")),
	kind[SetStep]("initiative.step", ByLeader, "Say something that comes next; who takes part may too.", own),
	kind[FinishStep]("initiative.step_done", ByLeader, "Say that a step is done; who takes part or is to do it may too.", own),
	kind[AmendStep]("step.amend", ByLeader, "Give a step to somebody, or another day; who takes part or is to do it may too."),
	kind[DropStep]("step.drop", ByLeader, "Take a step off the list; who takes part or is to do it may too.", own),
	kind[ReopenStep]("step.reopen", ByLeader, "Put a step that was done or dropped back on the list.", stays("it is done or dropped again")),
	kind[StepDue]("step.due", ByNobody, "Tell that the day of a step has come.", stays(passed)),
	kind[ConcludeInitiative]("initiative.conclude", ByLeader, "Conclude an initiative with what came of it.", news, own),
	kind[LabelInitiative]("initiative.label", ByAnyone, "Say whether work fits what else goes on, and whether it was planned.", stays("it is said again")),
	kind[ReopenInitiative]("initiative.reopen", ByLeader, "Go on with work that was concluded; who took part may.", stays("it is concluded again")),
	kind[ProposeDecision]("decision.propose", ByAnyone, "Propose something, or put a question forward.", news, stays("decision.drop takes it back")),
	kind[JudgeDecision]("decision.judge", ByAnyone, "Say what kind of question it is.", stays("it is said again")),
	kind[AddTrial]("decision.add_trial", BySelf, "Add a small trial to what you propose.", stays("what is proposed is taken back as a whole")),
	kind[OpenDecision]("decision.open", BySelf, "Begin the way in which your proposal is decided.", news, stays("others have begun to answer")),
	kind[InvolveInDecision]("decision.involve", ByAnyone, "Add somebody who is concerned, yourself too.", stays("they were told")),
	kind[ReviseDecision]("decision.revise", BySelf, "Put a new version in the place of what you propose.", stays("it is made anew again")),
	kind[ExtendDecision]("decision.extend", BySelf, "Give people more time; who facilitates may too.", stays("they were told")),
	kind[TurnDecision]("decision.turn", ByNobody, "Go on with a decision whose time is over, or whose answers are all there.", stays(passed)),
	kind[RemindDecision]("decision.remind", ByNobody, "Remind those who still have to do what is theirs, a day before its time is over.", stays(passed)),
	kind[GiveAdvice]("advice.give", ByAnyone, "Give advice on what somebody is to decide.", stays("it is given again")),
	kind[WeighAdvice]("advice.weigh", BySelf, "Say what you did with advice.", stays("it is said again")),
	kind[GiveConsent]("consent.give", ByAnyone, "Answer a proposal without objecting.", stays("it is answered again")),
	kind[RaiseObjection]("objection.raise", ByAnyone, "Say what harm a proposal would do.", news, stays("objection.settle ends it")),
	kind[SettleObjection]("objection.settle", BySelf, "End your objection.", stays("it is raised again")),
	kind[TestObjection]("objection.test", BySelf, "Find no harm in an objection, where you facilitate.", stays("it is raised again")),
	kind[NominateInDecision]("decision.nominate", ByAnyone, "Name somebody for the role.", stays("somebody else is named")),
	kind[AddOption]("decision.add_option", ByAnyone, "Add something that can be voted for.", stays("what is proposed is taken back as a whole")),
	kind[CallVote]("decision.call_vote", BySelf, "Have your proposal voted on, where nothing else ends it.", news, stays("others have begun to vote")),
	kind[CastBallot]("decision.cast", ByAnyone, "Vote.", stays("it is given again")),
	kind[CountVote]("decision.count", ByNobody, "Count the ballots of a vote.", news, nameless, stays(passed)),
	kind[PutForward]("decision.put_forward", BySelf, "Put somebody forward for the role, on the reasons.", stays("people have begun to answer")),
	kind[SecondDecision]("decision.second", ByAnyone, "Agree, as the second person, to what cannot be undone.", stays("it is done by then")),
	kind[ObserveTrial]("decision.observe", ByAnyone, "Say what became of a trial.", stays("it is said in the open")),
	kind[LookBack]("decision.look_back", ByAnyone, "Look back on what was done in haste.", stays("it is said in the open")),
	kind[AdoptDecision]("decision.adopt", BySelf, "Decide, having heard the advice.", news, stays("another decision takes its place")),
	kind[ConflictDecision]("decision.conflict", ByNobody, "Say that the map does not allow what was decided.", stays(passed)),
	kind[RecordDecision]("decision.record", ByNobody, "Keep what was decided elsewhere.", stays(note)),
	kind[DiscardDecision]("decision.discard", ByNobody, "Take away what was kept as decided elsewhere.", stays("it is brought in again")),
	kind[DropDecision]("decision.drop", BySelf, "Take back what you proposed.", stays("it is proposed again")),
	kind[MakeAgreement]("agreement.make", ByNobody, "Put in force what was decided.", news, stays("another decision takes its place")),
	kind[RenewAgreement]("agreement.renew", ByAnyone, "Say that an agreement is to go on.", stays("agreement.let_go says the opposite")),
	kind[LetGoOfAgreement]("agreement.let_go", ByAnyone, "Say that an agreement is not needed any more.", stays("agreement.renew says the opposite")),
	kind[AskAboutAgreement]("agreement.ask", ByNobody, "Tell that an agreement is to be looked at again, two weeks before its day.", stays(passed)),
	kind[AcceptAgreement]("agreement.accept", BySelf, "Accept an agreement that comes with a role of yours.", stays("whoever does not want it any more gives up the role")),
	kind[ReviewAgreement]("agreement.review", ByNobody, "Renew an agreement on its day, or end it.", stays(passed)),
	kind[KeepLearning]("learning.keep", ByAnyone, "Keep what something taught.", news, own),
	kind[DropLearning]("learning.drop", BySelf, "Take back something you wrote down as learned.", stays("its words are gone")),
	kind[GiveThanks]("thanks.give", ByAnyone, "Thank somebody in the open for something they did.", own),
	kind[HideThanks]("thanks.hide", BySelf, "Keep thanks you got between the two of you.", stays("thanks.show shows them again")),
	kind[ShowThanks]("thanks.show", BySelf, "Have thanks you hid be in the open again.", stays("thanks.hide hides them again")),
	kind[TakeBackThanks]("thanks.take_back", BySelf, "Take your own words of thanks back.", stays("its words are gone")),
	kind[RecogniseInformal]("informal.recognise", ByAnyone, "Say what a colleague is to a circle without being appointed.", own),
	kind[ConfirmInformal]("informal.confirm", ByAnyone, "Recognise an informal role that a colleague recognised.", stays("informal.withdraw takes it back")),
	kind[WithdrawInformal]("informal.withdraw", BySelf, "Not recognise an informal role any more.", stays("it is recognised again")),
	kind[AcceptInformal]("informal.accept", BySelf, "Say yes to an informal role of yours.", stays("informal.decline lays it down")),
	kind[DeclineInformal]("informal.decline", BySelf, "Say no to an informal role, or lay it down; no reason is asked.", stays("colleagues may recognise it again")),
	kind[TakeLead]("lead.take", ByAnyone, "Take the lead on a tension or an initiative nobody leads.", news, own),
	kind[WithdrawLead]("lead.withdraw", BySelf, "Take back a lead you just took.", stays("it is taken again")),
	kind[OfferLead]("lead.offer", ByAnyone, "Ask somebody to lead something, or to share your lead.", own),
	kind[HandOverLead]("lead.hand_over", ByLeader, "Ask somebody to take over your lead.", own),
	kind[AcceptOffer]("lead.accept", BySelf, "Accept a lead that was offered.", news, own),
	kind[DeclineOffer]("lead.decline", BySelf, "Decline a lead that was offered.", own),
	kind[ForgetOffer]("lead.forget", ByNobody, "Let go of a no to leading, 30 days after it.", stays(gone)),
	kind[ReopenOffer]("lead.ask_again", BySelf, "Have a question wait again whose answer you just gave or took back.", stays("it is answered again")),
	kind[LapseOffer]("lead.lapse", BySelf, "Take back an offer nobody answered.", own),
	kind[ExtendLead]("lead.extend", ByLeader, "Move the planned end of your lead.", own),
	kind[LayDownLead]("lead.lay_down", ByLeader, "Lay down your lead, so that the work is open again.", news, own),
	kind[ResumeLead]("lead.resume", BySelf, "Go on with a lead you just laid down.", stays("it is laid down again")),
	kind[ExpireLead]("lead.expire", ByNobody, "End a lead at its planned end.", stays(passed)),
	kind[CorrectLeadOrigin]("lead.correct_origin", ByAnyone, "Set right how a lead began.", stays("it is set right again")),
	kind[SetRhythm]("reflection.rhythm", ByAnyone, "Say how often a circle looks back.", nameless),
	kind[BeginReflection]("reflection.begin", ByAnyone, "Begin a look back of a circle.", nameless, stays("it is closed")),
	kind[OpenMeeting]("meeting.open", ByAnyone, "Open a meeting of a circle.", nameless, stays("it is closed")),
	kind[AddPoint]("meeting.add_point", ByAnyone, "Put something on the agenda.", nameless, own),
	kind[TurnMeeting]("meeting.turn", ByAnyone, "Go on to another point, round or speaker.", nameless),
	kind[JoinMeeting]("meeting.join", ByAnyone, "Take a place in the round.", nameless, own),
	kind[LeaveMeeting]("meeting.leave", BySelf, "Give your place in the round up.", nameless, own),
	kind[SpeakInMeeting]("meeting.say", ByAnyone, "Say one thing about a point.", nameless, stays("meeting.unsay takes it back")),
	kind[UnsayInMeeting]("meeting.unsay", BySelf, "Take your own words back; a line without words stays.", nameless, stays("its words are gone")),
	kind[SettlePoint]("meeting.settle", ByAnyone, "Say what becomes of a point.", nameless, own),
	kind[Facilitate]("meeting.facilitate", ByAnyone, "Set right who facilitates.", nameless),
	kind[SpareFacilitator]("meeting.spare", BySelf, "Say whether you facilitate in turn in a circle.", nameless, own),
	kind[CloseMeeting]("meeting.close", ByAnyone, "Close a meeting or a reflection.", news, nameless),
	kind[ReopenMeeting]("meeting.reopen", ByAnyone, "Go on with a meeting that was closed too soon.", nameless, stays("it is closed again")),
	kind[AskPulse]("pulse.open", ByAnyone, "Ask a circle some sentences, to be answered in secret.", news, own),
	kind[DropPulse]("pulse.drop", BySelf, "Take back a round while it can be answered.", stays("a new round is opened")),
	kind[EndPulse]("pulse.end", ByNobody, "End the time in which a round can be answered.", stays(passed)),
	kind[ClosePulse]("pulse.close", ByNobody, "Show what was answered, as far as it may be shown.", news, nameless, stays(passed)),
	kind[TellPulse]("pulse.tell", ByAnyone, "Say what became of a round.", stays("it is said again")),
	kind[PlanPulse]("pulse.plan", ByAnyone, "Set how often a circle is asked."),
	kind[TurnPulse]("pulse.turn", ByNobody, "Come to the day of a round.", stays(passed)),
	kind[BeginTry]("try.begin", ByAnyone, "Begin a small step that a circle tries for some weeks.", news, own),
	kind[WithdrawTry]("try.withdraw", BySelf, "Take back a small step you just began.", stays("it is begun again")),
	kind[TakeOverTry]("try.take_over", ByAnyone, "Look after a small step from now on.", stays("somebody else looks after it again")),
	kind[AskAboutTry]("try.ask", ByNobody, "Ask what is to become of a small step whose time is over.", news, stays(passed)),
	kind[LookBackOnTry]("try.look_back", ByAnyone, "Look back on a small step: keep it, change it or stop.", news, own),
	kind[ReopenTry]("try.reopen", ByAnyone, "Go on with a small step that was looked back on.", stays("it is looked back on again")),
	kind[SettleSignal]("signal.settle", ByAnyone, "Say of something worth a conversation that it is fine as it is, until a day.", nameless),
	kind[ReopenSignal]("signal.reopen", ByAnyone, "Bring a signal back before that day.", nameless, stays("signal.settle does it again")),
}

var byName, byType = index(kinds)

func index(kinds []*Kind) (map[string]*Kind, map[reflect.Type]*Kind) {
	names, types := map[string]*Kind{}, map[reflect.Type]*Kind{}
	for _, k := range kinds {
		if names[k.Name] != nil {
			panic("org: two kinds named " + k.Name)
		}
		names[k.Name], types[reflect.PointerTo(k.typ)] = k, k
	}
	return names, types
}

// Flags of kinds in the table.
func final(k *Kind)    { k.Final = true }
func noted(k *Kind)    { k.Noted = true }
func nameless(k *Kind) { k.Nameless = true }

// structural says that acts of a kind change the structure which the map shows, so
// that one can look beforehand at what would change, and afterwards at what did.
func structural(k *Kind) { k.Structural = true }

func news(k *Kind)     { k.News = true }
func profiled(k *Kind) { k.Profiled = true }

// own says that acts of a kind are about the part of whoever does them: nobody else
// undoes them.
func own(k *Kind) { k.own = true }

// stays says why acts of a kind are not undone.
func stays(why string) func(*Kind) { return func(k *Kind) { k.Stays = why } }

// Reasons for which many kinds stay as they are.
const (
	told   = "others have heard of it, and may have answered: what is wrong is put right in the open"
	note   = "it notes what happened elsewhere"
	gone   = "what it took out is nowhere any more"
	passed = "a moment that was over does not come back"
)

// kind describes the act kind whose struct is T, from its field tags.
func kind[T any, P interface {
	*T
	Act
}](name string, right Right, doc string, flags ...func(*Kind),
) *Kind {
	k := &Kind{Name: name, Doc: doc, Right: right, New: func() Act { return P(new(T)) }, typ: reflect.TypeFor[T]()}
	for i := range k.typ.NumField() {
		f := k.typ.Field(i)
		k.Fields = append(k.Fields, newField(&f, i))
		k.makes = k.makes || f.Tag.Get("derived") == "id"
		if f.Type == reflect.TypeFor[Prose]() || f.Type == reflect.TypeFor[[]Prose]() {
			k.prose = append(k.prose, i)
		}
		if f.Type == reflect.TypeFor[Acts]() {
			k.carries = append(k.carries, i)
		}
	}
	for _, flag := range flags {
		flag(k)
	}
	return k
}

// Ref names something an act speaks of.
type Ref struct {
	Letter byte
	N      uint32
}

func (r Ref) String() string { return string(r.Letter) + strconv.FormatUint(uint64(r.N), 10) }

// RefOf returns the Ref of an id.
func RefOf[ID interface {
	~uint32
	Letter() byte
}](id ID,
) Ref {
	return Ref{id.Letter(), uint32(id)}
}

type identifier interface{ String() string }

// About returns everything an act names by id, in the order of its fields, and then
// what the acts inside it name, but what these would make themselves.
func About(act Act) []Ref {
	var refs []Ref
	k := KindOf(act)
	for i := range k.Fields {
		refs = append(refs, k.Fields[i].Refs(act)...)
	}
	refs = slices.Compact(refs)
	for _, inside := range Carried(act) {
		for _, r := range About(inside) {
			if !r.Planned() {
				refs = append(refs, r)
			}
		}
	}
	return refs
}

// ParseRef reads what String wrote; false for what names nothing.
func ParseRef(text string) (Ref, bool) {
	id, ok := idOf(text)
	if !ok || len(text) < 2 {
		return Ref{}, false
	}
	s, is := id.(identifier)
	n, err := strconv.ParseUint(text[1:], 10, 32)
	return Ref{text[0], uint32(n)}, is && err == nil && n > 0 && s.String() == text
}
