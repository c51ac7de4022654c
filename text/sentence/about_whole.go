package sentence

import "orpheus/org"

// about is what a text names beside who did it, from %[2]s on.
type about = []any

// describe returns which variant of the text of its kind says e, and what that
// text names.
func (t *teller) describe(e *org.Entry) (variant string, names about) {
	switch a := e.Act.(type) {
	case *org.FoundOrganisation:
		return "", about{t.circle(org.Root)}
	case *org.AmendOrganisation:
		return t.settings(a)
	case *org.NoteSource:
		return "", about{plain(a.Format)}
	case *org.RedactEntry:
		return "", about{plain(t.p.Number(int(a.Entry)))}
	}
	for _, of := range []func(*org.Entry) (string, about){t.people, t.circleActs, t.roleActs, t.seatActs, t.workActs, t.leadActs} {
		if variant, names = of(e); names != nil {
			return variant, names
		}
	}
	return "", nil
}

var languages = map[string]string{"en": "tell.lang.en", "nl": "tell.lang.nl", "da": "tell.lang.da"}

func (t *teller) settings(a *org.AmendOrganisation) (string, about) {
	var v string
	var to []Part
	if a.Lang != nil {
		v, to = ".lang", plain(*a.Lang)
		if key := languages[*a.Lang]; key != "" {
			to = t.say(key)
		}
	}
	if a.Zone != nil {
		v, to = only(v, ".zone"), plain(*a.Zone)
	}
	if a.StatisticsFrom != nil {
		if *a.StatisticsFrom == 0 {
			v, to = only(v, ".statistics_off"), nil
		} else {
			v, to = only(v, ".statistics"), t.date(*a.StatisticsFrom)
		}
	}
	return one(v), about{to}
}

// several stands for more than one thing changed, which the general text says.
const several = "*"

// only is the variant for one more thing changed beside what before says.
func only(before, next string) string {
	if before != "" {
		return several
	}
	return next
}

// one is the variant that only found in the end.
func one(v string) string {
	if v == several {
		return ""
	}
	return v
}

// by is the variant where somebody else than p did it.
func by(e *org.Entry, p org.PersonID) string {
	if e.By == 0 || e.By == p {
		return ""
	}
	return ".other"
}

func (t *teller) people(e *org.Entry) (string, about) {
	switch a := e.Act.(type) {
	case *org.JoinPerson:
		v := ""
		if p := t.s.Person(a.Person); p != nil && p.Since < e.At {
			v = ".back"
		} else if a.Guest {
			v = ".guest"
		}
		return v, about{t.person(a.Person)}
	case *org.RecordPerson:
		return "", about{t.person(a.Person)}
	case *org.LeavePerson:
		return by(e, a.Person), about{t.person(a.Person)}
	case *org.ErasePerson:
		return by(e, a.Person), about{t.person(a.Person)}
	case *org.SetSteward:
		if !a.Steward {
			return ".end" + by(e, a.Person), about{t.person(a.Person)}
		}
		return by(e, a.Person), about{t.person(a.Person)}
	case *org.NameStrength:
		return naming(a.As), about{}
	case *org.DropStrength:
		person, as := t.strength(a.Strength)
		return naming(as), about{person}
	case *org.ConfirmStrength:
		person, _ := t.strength(a.Strength)
		return "", about{person}
	case *org.UnconfirmStrength:
		person, _ := t.strength(a.Strength)
		return "", about{person}
	}
	return "", nil
}

// naming is the variant for what somebody named about themselves; the words they
// chose are theirs, and no sentence repeats them.
func naming(as org.Naming) string {
	switch as {
	case org.AsWish:
		return ".wish"
	case org.AsEnergy:
		return ".energy"
	}
	return ""
}
