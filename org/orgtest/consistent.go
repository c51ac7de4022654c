package orgtest

import (
	"fmt"
	"slices"

	"orpheus/internal/immutable"
	"orpheus/org"
)

// Consistent says whether everything in s that is written down twice agrees, and
// whether what never may be, is not: a seat held in a retired role, somebody gone
// who leads, a circle inside itself.
func Consistent(s *org.State) error {
	for _, check := range []func(*org.State) error{people, circles, roles, work, offers, strengths, standIns, decisions, agreements} {
		if err := check(s); err != nil {
			return err
		}
	}
	return nil
}

func people(s *org.State) error {
	seats, leads := map[org.PersonID][]org.SeatID{}, map[org.PersonID][]org.LeadID{}
	for id, t := range s.Seats() {
		if t.Held() {
			seats[t.Person] = append(seats[t.Person], id)
			if !slices.Contains(s.Role(t.Role).Seats, id) || !s.Role(t.Role).Live() {
				return fmt.Errorf("%v is held in %v, which does not say so or is retired", id, t.Role)
			}
		}
		if t.Until != 0 && t.Until < t.Since {
			return fmt.Errorf("%v ended before it began", id)
		}
	}
	for id, l := range s.Leads() {
		if l.Until == 0 {
			leads[l.Person] = append(leads[l.Person], id)
			if !slices.Contains(s.Initiative(l.Initiative).Leads, id) {
				return fmt.Errorf("%v goes on, but %v does not say so", id, l.Initiative)
			}
			if l.Planned == 0 {
				return fmt.Errorf("%v has no planned end", id)
			}
		}
	}
	for id, p := range s.People() {
		switch {
		case !slices.Equal(p.Seats, seats[id]):
			return fmt.Errorf("%v has seats %v, want %v", id, p.Seats, seats[id])
		case !slices.Equal(p.Leads, leads[id]):
			return fmt.Errorf("%v has leads %v, want %v", id, p.Leads, leads[id])
		case !p.Present() && len(p.Seats)+len(p.Leads)+len(p.Circles)+len(p.Offers)+len(p.Strengths) > 0:
			return fmt.Errorf("%v is gone but still has a part", id)
		case p.Erased && p.Present():
			return fmt.Errorf("%v is erased but present", id)
		}
		for _, c := range p.Circles {
			if !immutable.Contains(s.Circle(c).Joined, id) || !s.Circle(c).Live() {
				return fmt.Errorf("%v joined %v, which does not say so or is closed", id, c)
			}
		}
		n := 0
		for t := p.LastSeat; t != 0; t = s.Seat(t).PrevOfPerson {
			if n++; s.Seat(t).Person != id {
				return fmt.Errorf("%v is in the chain of %v", t, id)
			}
		}
		if n < len(p.Seats) {
			return fmt.Errorf("the chain of %v misses seats", id)
		}
	}
	return nil
}

func circles(s *org.State) error {
	for id, c := range s.Circles() {
		for _, p := range c.Parents {
			if c.Live() != immutable.Contains(s.Circle(p).Children, id) {
				return fmt.Errorf("%v and its parent %v disagree", id, p)
			}
			if c.Live() && !s.Circle(p).Live() {
				return fmt.Errorf("%v is in %v, which is closed", id, p)
			}
			if s.Within(p, id) {
				return fmt.Errorf("%v is inside itself", id)
			}
		}
		if (id == org.Root) != (len(c.Parents) == 0) {
			return fmt.Errorf("%v has parents %v", id, c.Parents)
		}
		for _, p := range c.Joined {
			if !slices.Contains(s.Person(p).Circles, id) {
				return fmt.Errorf("%v says %v joined, who does not", id, p)
			}
		}
		if !c.Live() && len(c.Roles)+len(c.Joined)+len(c.Children)+len(c.Initiatives)+len(c.Tensions) > 0 {
			return fmt.Errorf("%v is closed but not empty", id)
		}
	}
	return nil
}

func roles(s *org.State) error {
	for id, r := range s.Roles() {
		if r.Live() != immutable.Contains(s.Circle(r.Circle).Roles, id) {
			return fmt.Errorf("%v and its circle %v disagree", id, r.Circle)
		}
		who := map[org.PersonID]bool{}
		for _, t := range r.Seats {
			seat := s.Seat(t)
			if seat.Role != id || !seat.Held() || who[seat.Person] {
				return fmt.Errorf("%v does not hold %v, or twice", t, id)
			}
			who[seat.Person] = true
		}
	}
	return nil
}

func work(s *org.State) error {
	for id, t := range s.Tensions() {
		if t.Open() != immutable.Contains(s.Circle(t.Circle).Tensions, id) {
			return fmt.Errorf("%v and its circle %v disagree", id, t.Circle)
		}
	}
	for id, t := range s.Tensions() {
		for n := t.LastNote; n != 0; n = s.Note(n).Prev {
			if note := s.Note(n); note.Tension != id || note.Initiative != 0 || note.Prev >= n {
				return fmt.Errorf("%v is not about %v", n, id)
			}
		}
	}
	for id, i := range s.Initiatives() {
		for n := i.LastNote; n != 0; n = s.Note(n).Prev {
			if note := s.Note(n); note.Initiative != id || note.Tension != 0 || note.Prev >= n {
				return fmt.Errorf("%v is not about %v", n, id)
			}
		}
		if i.Live() != immutable.Contains(s.Circle(i.Circle).Initiatives, id) {
			return fmt.Errorf("%v and its circle %v disagree", id, i.Circle)
		}
		if !i.Live() && len(i.Leads)+len(i.Offers) > 0 {
			return fmt.Errorf("%v is concluded but still led or offered", id)
		}
		for _, l := range i.Leads {
			if lead := s.Lead(l); lead.Until != 0 || lead.Initiative != id || immutable.Contains(i.Joined, lead.Person) {
				return fmt.Errorf("%v is no lead of %v now", l, id)
			}
		}
	}
	return nil
}

func offers(s *org.State) error {
	for id, o := range s.Offers() {
		waiting := o.Answer == org.Unanswered
		if waiting != immutable.Contains(s.Person(o.To).Offers, id) {
			return fmt.Errorf("%v and %v disagree", id, o.To)
		}
		if waiting && o.Lead != 0 && s.Lead(o.Lead).Until != 0 {
			return fmt.Errorf("%v hands over %v, which has ended", id, o.Lead)
		}
	}
	return nil
}

func standIns(s *org.State) error {
	standing := map[org.PersonID][]org.StandInID{}
	for id, t := range s.StandIns() {
		switch {
		case t.Until <= t.From || t.Person == t.Who:
			return fmt.Errorf("%v has an end before it begins, or is of one person", id)
		case t.Ended == 0 && !(s.Person(t.Person).Present() && s.Person(t.Who).Present()):
			return fmt.Errorf("%v stands, but one of the two is gone", id)
		case t.Ended == 0:
			standing[t.Person] = append(standing[t.Person], id)
		}
	}
	for p := range s.People() {
		got := slices.Sorted(slices.Values(s.StandInsOf(p)))
		if !slices.Equal(got, standing[p]) {
			return fmt.Errorf("%v is away by %v, want %v", p, got, standing[p])
		}
	}
	return nil
}

func decisions(s *org.State) error {
	var open, said []org.DecisionID
	for id, x := range s.Decisions() {
		if x.Open() {
			open = append(open, id)
		}
	}
	for id := range s.GoingOn() {
		said = append(said, id)
	}
	if !slices.Equal(open, said) {
		return fmt.Errorf("%v go on, want %v", said, open)
	}
	return nil
}

func strengths(s *org.State) error {
	named := map[org.PersonID][]org.StrengthID{}
	for id, t := range s.Strengths() {
		if t.Named() {
			named[t.Person] = append(named[t.Person], id)
		}
		if len(t.Confirmed) > 0 && (t.As != org.AsStrength || immutable.Contains(t.Confirmed, t.Person)) {
			return fmt.Errorf("%v was confirmed, but is no strength, or by whose it is", id)
		}
	}
	for id, p := range s.People() {
		if !slices.Equal(p.Strengths, named[id]) {
			return fmt.Errorf("%v has strengths %v, want %v", id, p.Strengths, named[id])
		}
	}
	return nil
}

// agreements are accepted by those who hold, or held, a role that hangs on them: each once.
func agreements(s *org.State) error {
	for id, g := range s.Agreements() {
		seen := map[org.SeatID]bool{}
		for _, a := range g.Accepted {
			t := s.Seat(a.Seat)
			switch {
			case t == nil || !slices.Contains(g.Roles, t.Role):
				return fmt.Errorf("%v was accepted with %v, which does not hang on it", id, a.Seat)
			case seen[a.Seat]:
				return fmt.Errorf("%v was accepted with %v twice", id, a.Seat)
			case a.At < t.Since || t.Until != 0 && a.At > t.Until:
				return fmt.Errorf("%v was accepted with %v while nobody held it", id, a.Seat)
			}
			seen[a.Seat] = true
		}
	}
	return nil
}
