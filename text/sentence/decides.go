package sentence

import (
	"strings"

	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/text/i18n"
)

// Decides says who decides about something, and how. The names of who holds a role come
// last, so that one sentence fits any number of them.
func Decides(p *i18n.Printer, known Known, s *org.State, d *org.WhoDecides) string {
	circle := s.Circle(d.Of.Circle).Name
	if r := s.Role(org.RoleID(d.Who.N)); d.Who.Letter == 'R' {
		holders := make([]string, len(r.Seats))
		for i, id := range r.Seats {
			holders[i] = Person(p, known, s.Seat(id).Person)
		}
		key := "decides.role"
		if d.By == deciding.Advice {
			key = "decides.role.advice"
		}
		return p.T(key, r.Name, circle, few(holders))
	}
	switch {
	case d.Vacant != 0:
		return p.T("decides.vacant", circle)
	case d.By == deciding.Advice:
		return p.T("decides.circle.advice", circle)
	case d.Of.Circle == org.Root:
		return p.T("decides.root", circle)
	}
	return p.T("decides.circle", len(s.Members(d.Of.Circle)), circle)
}

// mostHolders is how many names of who holds a role are said.
const mostHolders = 3

func few(names []string) string {
	if len(names) > mostHolders {
		return strings.Join(names[:mostHolders], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// Claim is what a reason says: its words, or for a rule about the structure that has none
// the rule.
func Claim(p *i18n.Printer, s *org.State, g org.Ground) string {
	if g.Kind == org.OnStructure && g.Text == "" {
		return p.T("structure." + s.Structure(s.HomeOf(g.Ref)).String())
	}
	return g.Text
}
