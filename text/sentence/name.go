package sentence

import "orpheus/org"

var languages = map[org.Tongue]string{"en": "tell.lang.en", "nl": "tell.lang.nl", "da": "tell.lang.da"}

// name is what an act names, as a piece of its sentence.
func (t *teller) name(of any) []Part {
	switch v := of.(type) {
	case org.PersonID:
		return t.person(v)
	case org.CircleID:
		return t.circle(v)
	case []org.CircleID:
		return t.circles(v)
	case org.RoleID:
		return t.role(v)
	case org.InCircle:
		return t.roleIn(org.RoleID(v))
	case org.GuardrailID:
		return t.guardrail(v)
	case org.TensionID:
		return t.tension(v)
	case org.InitiativeID:
		return t.initiative(v)
	case org.SeatID:
		return t.seat(v)
	case org.LeadID:
		return t.lead(v)
	case org.OfferID:
		return t.offer(v)
	case org.StepID:
		return t.step(v)
	case org.DecisionID:
		return t.decision(v)
	case org.ObjectionID:
		return t.objection(v)
	case org.AgreementID:
		return t.agreement(v)
	case org.MeetingID:
		return t.meeting(v)
	case org.TryID:
		return t.try(v)
	case org.StrengthID:
		return plain(v.String())
	case org.ThanksID:
		return plain(v.String())
	case org.InformalID:
		return plain(v.String())
	case org.StandInID:
		return plain(v.String())
	case org.Titled:
		return t.title(v)
	}
	return t.value(of)
}

// value is what is named and is no thing.
func (t *teller) value(of any) []Part {
	switch v := of.(type) {
	case org.Time:
		return t.date(v)
	case org.Origin:
		return t.origin(v)
	case org.Word:
		return plain(string(v))
	case int:
		return plain(t.p.Number(v))
	case org.Tongue:
		if key := languages[v]; key != "" {
			return t.say(key)
		}
		return plain(string(v))
	}
	return nil
}
