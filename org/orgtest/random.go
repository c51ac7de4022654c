// Package orgtest makes random acts for property tests.
package orgtest

import (
	"fmt"
	"reflect"

	"orpheus/org"
)

// Pick returns a number from 0 to n-1.
type Pick func(n int) int

// Act returns a random act of any kind, and who does it. Ids are mostly of
// things that exist in s, sometimes of none; whether it may be done is for the
// domain to say.
func Act(pick Pick, s *org.State) (org.Act, org.PersonID, org.Face) {
	kinds := org.Kinds()
	k := kinds[pick(len(kinds))]
	for k.Right == org.ByNobody && pick(4) != 0 { // else most acts would be bookkeeping
		k = kinds[pick(len(kinds))]
	}
	act := k.New()
	for _, f := range k.Fields {
		if !f.Derived && (!f.Optional || pick(3) == 0) {
			fill(pick, s, f.In(act), f.Name)
		}
	}
	if k.Right == org.ByNobody || pick(4) == 0 {
		return act, 0, org.Import
	}
	if by := concerned(pick, s, act); by != 0 && pick(4) != 0 {
		return act, by, org.Web
	}
	return act, org.PersonID(1 + pick(1+count(s.People()))), org.Web
}

// concerned returns who is likely to do an act about a lead, an
// offer or a strength.
func concerned(pick Pick, s *org.State, act org.Act) org.PersonID {
	lead := func(id org.LeadID) org.PersonID {
		if l := s.Lead(id); l != nil {
			return l.Person
		}
		return 0
	}
	offer := func(id org.OfferID) org.PersonID {
		if o := s.Offer(id); o != nil {
			return o.To
		}
		return 0
	}
	switch a := act.(type) {
	case *org.AcceptOffer:
		return offer(a.Offer)
	case *org.DeclineOffer:
		return offer(a.Offer)
	case *org.HandOverLead:
		return lead(a.Lead)
	case *org.LayDownLead:
		return lead(a.Lead)
	case *org.ExtendLead:
		return lead(a.Lead)
	case *org.DropStrength:
		if t := s.Strength(a.Strength); t != nil {
			return t.Person
		}
	case *org.UnconfirmStrength:
		if t := s.Strength(a.Strength); t != nil && len(t.Confirmed) > 0 {
			return t.Confirmed[pick(len(t.Confirmed))]
		}
	}
	return 0
}

func fill(pick Pick, s *org.State, v reflect.Value, name string) {
	switch v.Interface().(type) {
	case org.Prose:
		v.Set(reflect.ValueOf(org.Write(fmt.Sprintf("sentence %d", pick(1000)))))
		return
	case org.Time:
		v.SetInt(int64(s.Last + org.Time(pick(400)-20)*org.Day))
		return
	case org.Origin:
		v.SetUint(uint64(1 + pick(5)))
		return
	case org.StructureRule, org.Naming:
		v.SetUint(uint64(pick(3)))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(pick, s, v.Elem(), name)
	case reflect.Slice:
		for range pick(3) {
			e := reflect.New(v.Type().Elem()).Elem()
			fill(pick, s, e, name)
			v.Set(reflect.Append(v, e))
		}
	case reflect.Bool:
		v.SetBool(pick(2) == 0)
	case reflect.String:
		v.SetString(text(pick, name))
	case reflect.Uint16:
		v.SetUint(uint64(pick(4)))
	case reflect.Uint32:
		v.SetUint(uint64(1 + pick(1+size(s, v.Interface()))))
	case reflect.Uint64:
		v.SetUint(uint64(pick(20)))
	}
}

func text(pick Pick, name string) string {
	switch name {
	case "lang":
		return []string{"en", "nl", "da", "xx"}[pick(4)]
	case "slug":
		return fmt.Sprintf("org-%d", pick(9))
	}
	return []string{"", "Wound care", "Team Øst", "nachtzorg", "Rosters"}[pick(5)]
}

func size(s *org.State, id any) int {
	switch id.(type) {
	case org.CircleID:
		return count(s.Circles())
	case org.RoleID:
		return count(s.Roles())
	case org.PersonID:
		return count(s.People())
	case org.SeatID:
		return count(s.Seats())
	case org.GuardrailID:
		return count(s.Guardrails())
	case org.TensionID:
		return count(s.Tensions())
	case org.InitiativeID:
		return count(s.Initiatives())
	case org.LeadID:
		return count(s.Leads())
	case org.OfferID:
		return count(s.Offers())
	case org.StrengthID:
		return count(s.Strengths())
	}
	return 3
}

func count[K, V any](seq func(func(K, V) bool)) (n int) {
	for range seq {
		n++
	}
	return n
}
