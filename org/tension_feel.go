package org

import "orpheus/internal/immutable"

// FeelTension says that somebody notices it too.
type FeelTension struct {
	Tension TensionID `json:"tension" doc:"which tension"`
}

func (a *FeelTension) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustTension(a.Tension); err != nil {
		return err
	}
	t := s.Tension(a.Tension)
	if t.By == m.By || immutable.Contains(t.Felt, m.By) {
		return refuse(Conflict, "tension.felt", a.Tension)
	}
	return s.mustBelong(m, t.Circle)
}

func (a *FeelTension) Apply(d *Draft, m Moment) {
	t := d.tensions.Edit(d.own, a.Tension)
	t.Felt = immutable.With(t.Felt, m.By)
}

func (a *FeelTension) Undo(undoing) ([]Act, error) {
	return []Act{&UnfeelTension{Tension: a.Tension}}, nil
}

func (a *FeelTension) Tell(t *Telling) {
	row := t.S.Tension(a.Tension)
	t.Thing, t.matter = RefOf(a.Tension), MatterFelt
	t.to(BecauseRaised, row.By)
	if i := t.S.Initiative(row.Initiative); i != nil && i.Live() {
		for _, l := range i.Leads {
			t.to(BecauseLeads, t.S.Lead(l).Person)
		}
	}
}

// UnfeelTension takes one's own noticing back, while the tension is open.
type UnfeelTension struct {
	Tension TensionID `json:"tension" doc:"which tension" example:"T3"`
}

func (a *UnfeelTension) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustTension(a.Tension); err != nil {
		return err
	}
	if !immutable.Contains(s.Tension(a.Tension).Felt, m.By) {
		return refuse(Conflict, "tension.not_felt", a.Tension)
	}
	return nil
}

func (a *UnfeelTension) Apply(d *Draft, m Moment) {
	t := d.tensions.Edit(d.own, a.Tension)
	t.Felt = immutable.Without(t.Felt, m.By)
}

func (a *UnfeelTension) Undo(undoing) ([]Act, error) {
	return []Act{&FeelTension{Tension: a.Tension}}, nil
}
