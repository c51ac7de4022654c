package sentence

import (
	"orpheus/insight/watch"
	"orpheus/org"
	"orpheus/text/i18n"
)

// Signal says what is worth a conversation, and its second line; that is empty where it has
// none.
func Signal(p *i18n.Printer, s *org.State, one *watch.Signal) (says, more string) {
	key := "watch." + string(one.Rule)
	says = p.T(key, signalNames(p, s, one.Args)...)
	if p.Has(key + ".more") {
		more = p.T(key+".more", signalNames(p, s, one.More)...)
	}
	return says, more
}

// SignalRule says what a rule looks for, with its limits.
func SignalRule(p *i18n.Printer, r watch.Rule) string {
	return p.T("watch."+string(r)+".rule", signalNames(p, nil, r.Limits())...)
}

// signalNames are what a sentence about a signal names, as it names them.
func signalNames(p *i18n.Printer, s *org.State, args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case org.Ref:
			out[i] = signalThing(s, a)
		case watch.Days:
			out[i] = length(p, int(a))
		case watch.Words:
			out[i] = string(a)
		default:
			out[i] = a
		}
	}
	return out
}

// signalThing is what a thing is called; a signal is about no other kinds.
func signalThing(s *org.State, r org.Ref) string {
	switch r.Letter {
	case 'C':
		return s.Circle(org.CircleID(r.N)).Name
	case 'R':
		return s.Role(org.RoleID(r.N)).Name
	case 'T':
		return s.Tension(org.TensionID(r.N)).Title
	case 'I':
		return s.Initiative(org.InitiativeID(r.N)).Title
	case 'D':
		return s.Decision(org.DecisionID(r.N)).Title
	}
	return r.String()
}

// length says how long something has been so: in days while people count them.
func length(p *i18n.Printer, days int) string {
	switch {
	case days <= 120:
		return p.T("since.days", days)
	case days < 730:
		return p.T("since.months", days*12/365)
	}
	return p.T("since.years", days/365)
}
