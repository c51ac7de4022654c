// Package orgtest makes random acts for property tests.
package orgtest

import (
	"encoding"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"

	"orpheus/org"
)

// Pick returns a number from 0 to n-1.
type Pick func(n int) int

// Act returns a random act of any kind, and who does it. Ids are mostly of
// things that exist in s, sometimes of none; whether it may be done is for the
// domain to say.
func Act(pick Pick, s *org.State) (org.Act, org.PersonID, org.Face) {
	if pick(3) == 0 {
		if act, by, ok := Decide(pick, s); ok {
			return act, by, org.Web
		}
	}
	kinds := org.Kinds()
	k := kinds[pick(len(kinds))]
	for k.Right == org.ByNobody && pick(4) != 0 || parts[k.Name] && pick(8) != 0 { // else most acts would be bookkeeping, and nobody would stay
		k = kinds[pick(len(kinds))]
	}
	return Of(pick, s, k)
}

// parts are the kinds by which people go.
var parts = map[string]bool{"person.leave": true, "person.erase": true}

// Of returns a random act of kind k.
func Of(pick Pick, s *org.State, k *org.Kind) (org.Act, org.PersonID, org.Face) {
	act := k.New()
	for _, f := range k.Asked() {
		if !f.Optional || pick(3) == 0 {
			fill(pick, s, f, f.In(act))
		}
	}
	if k.Right == org.ByNobody || pick(4) == 0 {
		return act, 0, org.Import
	}
	if by := concerned(pick, s, k, act); by != 0 && pick(4) != 0 {
		return act, by, org.Web
	}
	return act, org.PersonID(1 + pick(1+len(all(s.People())))), org.Web
}

// Possible returns some acts of kind k that can be done in s at a moment, each on its
// own, with who does them; none where none was found in so many tries. They are the
// same each time.
func Possible(s *org.State, k *org.Kind, at org.Time, tries int) (done []org.Entry) {
	r := rand.New(rand.NewPCG(1, uint64(len(k.Name))))
	for range tries {
		act, by, face := Of(r.IntN, s, k)
		m := org.Moment{At: at, By: by, Face: face}
		if all, err := s.Edit().Do(act, m); err == nil {
			done = append(done, org.Entry{At: at, By: by, Face: face, Act: all[0].Act})
		}
	}
	return done
}

// Ready returns an act of kind k that one of some people can do in s, and before it what
// it needs: at most one act of a kind about the same. False where nothing was found.
func Ready(s *org.State, k *org.Kind, at org.Time, who ...org.PersonID) (acts []org.Entry, found bool) {
	theirs := func(all []org.Entry) []org.Entry {
		return slices.DeleteFunc(all, func(e org.Entry) bool { return !slices.Contains(who, e.By) })
	}
	if all := theirs(Possible(s, k, at, 2000)); len(all) > 0 {
		return all[:1], true
	}
	for _, first := range org.Kinds() {
		if first == k || first.Noun() != k.Noun() {
			continue
		}
		for _, e := range Possible(s, first, at, 30) {
			d := s.Edit()
			if _, err := d.Do(e.Act, e.Moment()); err != nil {
				continue
			}
			if all := theirs(Possible(d.Freeze(), k, at, 300)); len(all) > 0 {
				return []org.Entry{e, all[0]}, true
			}
		}
	}
	return nil, false
}

// concerned returns somebody whom the things that an act names are about, where only
// such people do acts of its kind: who leads, holds, was asked, named, joined or
// noticed something. Zero for nobody.
func concerned(pick Pick, s *org.State, k *org.Kind, act org.Act) org.PersonID {
	if k.Right != org.BySelf && k.Right != org.ByLeader {
		return 0
	}
	var people []org.PersonID
	for _, r := range org.About(act) {
		people = append(people, around(s, r)...)
	}
	if len(people) == 0 {
		return 0
	}
	return people[pick(len(people))]
}

func around(s *org.State, r org.Ref) []org.PersonID {
	switch r.Letter {
	case 'L':
		if l := s.Lead(org.LeadID(r.N)); l != nil {
			return []org.PersonID{l.Person}
		}
	case 'O':
		if o := s.Offer(org.OfferID(r.N)); o != nil {
			return []org.PersonID{o.To, o.By}
		}
	case 'S':
		if t := s.Seat(org.SeatID(r.N)); t != nil {
			return []org.PersonID{t.Person}
		}
	case 'V':
		if t := s.StandIn(org.StandInID(r.N)); t != nil {
			return []org.PersonID{t.Person, t.Who}
		}
	case 'Z':
		if t := s.Strength(org.StrengthID(r.N)); t != nil {
			return append([]org.PersonID{t.Person}, t.Confirmed...)
		}
	case 'E':
		if e := s.Meeting(org.MeetingID(r.N)); e != nil {
			people := append([]org.PersonID{e.By}, e.In...)
			for i := range e.Spoken {
				people = append(people, e.Spoken[i].By)
			}
			return people
		}
	case 'W':
		if t := s.Thanks(org.ThanksID(r.N)); t != nil {
			return []org.PersonID{t.By, t.To}
		}
	case 'Y':
		if n := s.Informal(org.InformalID(r.N)); n != nil {
			return append([]org.PersonID{n.Person}, n.By...)
		}
	case 'N':
		if n := s.Note(org.NoteID(r.N)); n != nil {
			return []org.PersonID{n.By}
		}
	case 'T':
		if t := s.Tension(org.TensionID(r.N)); t != nil {
			return append([]org.PersonID{t.By}, t.Felt...)
		}
	case 'A':
		if st := s.Step(org.StepID(r.N)); st != nil {
			return append(around(s, org.RefOf(st.Initiative)), st.By)
		}
	case 'I':
		if i := s.Initiative(org.InitiativeID(r.N)); i != nil {
			people := append([]org.PersonID{i.By}, i.Joined...)
			for _, l := range i.Leads {
				people = append(people, s.Lead(l).Person)
			}
			return people
		}
	}
	return nil
}

// fill puts something into a field, or into what it points to, or into its list.
func fill(pick Pick, s *org.State, f *org.Field, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if !f.Many {
		one(pick, s, f, v)
		return
	}
	for range pick(3) {
		e := reflect.New(v.Type().Elem()).Elem()
		one(pick, s, f, e)
		v.Set(reflect.Append(v, e))
	}
}

func one(pick Pick, s *org.State, f *org.Field, v reflect.Value) {
	switch f.Value {
	case org.ProseValue:
		n := pick(1000)
		text := fmt.Sprintf("sentence %d", n)
		if n%8 == 0 { // mostly of nobody who is there
			text += fmt.Sprintf(" @P%d", n%11)
		}
		v.Set(reflect.ValueOf(org.Write(text)))
	case org.TimeValue:
		v.SetInt(int64(s.Last + org.Time(pick(400)-20)*org.Day))
	case org.ChoiceValue:
		word := f.Words[pick(len(f.Words))]
		if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(word)); err != nil {
			panic(err)
		}
	case org.YesNoValue:
		v.SetBool(pick(2) == 0)
	case org.TextValue:
		v.SetString(text(pick, f.Name))
	case org.NumberValue:
		if f.Name == "point" || f.Name == "number" { // what is numbered where it stands, from 1
			v.SetUint(uint64(1 + pick(2)))
			return
		}
		if v.CanInt() {
			v.SetInt(int64(pick(6)))
			return
		}
		v.SetUint(uint64(pick(6)))
	case org.ActsValue:
		var acts org.Acts
		for _, k := range org.Kinds() {
			if k.Structural && k.Right != org.ByNobody && pick(6) == 0 && len(acts) < 3 {
				act, _, _ := Of(pick, s, k)
				acts = append(acts, act)
			}
		}
		v.Set(reflect.ValueOf(acts))
	case org.IDValue:
		v.SetUint(uint64(1 + pick(1+size(s, f.Letter))))
	}
}

func text(pick Pick, name string) string {
	switch name {
	case "lang", "language":
		return []string{"en", "nl", "da", "xx"}[pick(4)]
	case "colour":
		return []string{"#23142c", "#1b4332", "#ffd43b", "red"}[pick(4)]
	case "key": // of a signal; where there is no such thing, of none
		return []string{"", "open_long:T1", "nobodys_work:I1", "two_owners:R1+R2", "centralised:C1"}[pick(5)]
	case "small_step":
		return []string{"", "", "write-first", "end-date", "sing"}[pick(5)]
	case "slug":
		return fmt.Sprintf("org-%d", pick(9))
	}
	return []string{"", "Wound care", "Team Øst", "nachtzorg", "Rosters"}[pick(5)]
}

// size is how many there are of the things with a letter.
func size(s *org.State, letter byte) int {
	switch letter {
	case 'C':
		return len(all(s.Circles()))
	case 'R':
		return len(all(s.Roles()))
	case 'P':
		return len(all(s.People()))
	case 'S':
		return len(all(s.Seats()))
	case 'G':
		return len(all(s.Guardrails()))
	case 'T':
		return len(all(s.Tensions()))
	case 'I':
		return len(all(s.Initiatives()))
	case 'L':
		return len(all(s.Leads()))
	case 'O':
		return len(all(s.Offers()))
	case 'V':
		return len(all(s.StandIns()))
	case 'Z':
		return len(all(s.Strengths()))
	case 'J':
		return len(all(s.Tries()))
	case 'D':
		return len(all(s.Decisions()))
	case 'E':
		return len(all(s.Meetings()))
	case 'W':
		return len(all(s.AllThanks()))
	case 'Y':
		return len(all(s.Informals()))
	case 'M':
		return len(all(s.Agreements()))
	case 'B':
		n := 0
		for s.Objection(org.ObjectionID(n+1)) != nil {
			n++
		}
		return n
	case 'A':
		n := 0
		for s.Step(org.StepID(n+1)) != nil {
			n++
		}
		return n
	}
	return 3
}

func all[K, V any](seq func(func(K, V) bool)) (keys []K) {
	for k := range seq {
		keys = append(keys, k)
	}
	return keys
}
