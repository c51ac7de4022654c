package sentence

import "orpheus/org"

func (t *teller) circleActs(e *org.Entry) (string, about) {
	switch a := e.Act.(type) {
	case *org.FormCircle:
		return "", about{t.circle(a.Circle), t.circles(a.Parents)}
	case *org.AmendCircle:
		v := ""
		name := t.circle(a.Circle)
		if a.Name != nil {
			v, name = ".name", titled(t, a.Circle, *a.Name)
		}
		if a.Purpose != nil {
			v = only(v, ".purpose")
		}
		return one(v), about{t.circle(a.Circle), name}
	case *org.MoveCircle:
		return "", about{t.circle(a.Circle), t.circles(a.Parents)}
	case *org.CloseCircle:
		return "", about{t.circle(a.Circle)}
	case *org.RestoreCircle:
		return "", about{t.circle(a.Circle), t.circles(a.Parents)}
	case *org.JoinCircle:
		return by(e, a.Person), about{t.person(a.Person), t.circle(a.Circle)}
	case *org.LeaveCircle:
		return by(e, a.Person), about{t.person(a.Person), t.circle(a.Circle)}
	case *org.SetGuardrail:
		return structure(a.Structure), about{t.circle(a.Circle), titled(t, a.Guardrail, excerpt(a.Text))}
	case *org.LiftGuardrail:
		if g := t.s.Guardrail(a.Guardrail); g != nil && g.Structure != org.Inherited {
			return ".structure", about{t.circle(g.Circle)}
		}
		return "", about{t.guardrail(a.Guardrail)}
	}
	return "", nil
}

func structure(r org.StructureRule) string {
	switch r {
	case org.Free:
		return ".free"
	case org.ByDecision:
		return ".by_decision"
	}
	return ""
}

func (t *teller) roleActs(e *org.Entry) (string, about) {
	switch a := e.Act.(type) {
	case *org.CreateRole:
		if a.Formal {
			return ".formal", about{t.role(a.Role), t.circle(a.Circle)}
		}
		return "", about{t.role(a.Role), t.circle(a.Circle)}
	case *org.AmendRole:
		return t.amendRole(a)
	case *org.MoveRole:
		return "", about{t.role(a.Role), t.circle(a.Circle)}
	case *org.RetireRole:
		return "", about{t.role(a.Role)}
	case *org.RestoreRole:
		return "", about{t.role(a.Role)}
	}
	return "", nil
}

func (t *teller) amendRole(a *org.AmendRole) (string, about) {
	v, name := "", t.role(a.Role)
	if a.Name != nil {
		v, name = ".name", titled(t, a.Role, *a.Name)
	}
	if a.Purpose != nil {
		v = only(v, ".purpose")
	}
	if a.Accountabilities != nil {
		v = only(v, ".accountabilities")
	}
	if a.Domains != nil {
		v = only(v, ".domains")
	}
	if a.Leads != nil {
		if *a.Leads {
			v = only(v, ".leads")
		} else {
			v = only(v, ".leads_end")
		}
	}
	if a.Places != nil || a.TermDays != nil {
		v = several
	}
	return one(v), about{t.role(a.Role), name}
}

func (t *teller) seatActs(e *org.Entry) (string, about) {
	switch a := e.Act.(type) {
	case *org.TakeSeat:
		return until(a.Term), about{t.roleIn(a.Role), t.date(a.Term)}
	case *org.FillSeat:
		v := until(a.Term)
		if e.By == a.Person {
			v = ".self" + v
		}
		return v, about{t.person(a.Person), t.roleIn(a.Role), t.date(a.Term)}
	case *org.LeaveSeat:
		role, person := t.seat(a.Seat)
		v := ""
		if seat := t.s.Seat(a.Seat); seat != nil {
			v = by(e, seat.Person)
		}
		return v, about{person, role}
	case *org.ExpireSeat:
		role, person := t.seat(a.Seat)
		return "", about{person, role}
	case *org.RestoreSeat:
		role, person := t.seat(a.Of)
		v := ""
		if seat := t.s.Seat(a.Of); seat != nil && e.By == seat.Person {
			v = ".self"
		}
		return v, about{person, role}
	case *org.RecordSeat:
		return "", about{t.person(a.Person), t.roleIn(a.Role)}
	case *org.CorrectSeatOrigin:
		role, person := t.seat(a.Seat)
		v := ""
		if seat := t.s.Seat(a.Seat); seat != nil && e.By == seat.Person {
			v = ".self"
		}
		return v, about{person, role, t.origin(a.Origin)}
	}
	return "", nil
}

// until is the variant for something with a day on which it ends.
func until(at org.Time) string {
	if at == 0 {
		return ""
	}
	return ".term"
}
