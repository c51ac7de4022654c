package demo

import (
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// Whoever looks around finds a round to answer, which others answered, a colleague's feedback
// that waits for theirs, and some that both wrote. Nothing was answered for them.
func TestBesideTheStory(t *testing.T) {
	o := Options{Until: until}
	d := service.New(new(memory.Log), ledger.Options{Now: func() time.Time { return until }})
	t.Cleanup(func() { _ = d.Close() })
	if err := Grow(t.Context(), d, o, nil); err != nil {
		t.Fatal(err)
	}
	s, err := d.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	var round org.PulseID
	for id, p := range s.Pulses() {
		if p.Open() && len(p.Asked) < 30 {
			round = id
		}
	}
	if round == 0 {
		t.Fatal("no round goes on")
	}
	who := org.PersonID(0)
	for _, p := range s.Pulse(round).Asked {
		if l := s.Lead(s.Person(p).LastLead); l != nil && l.Until == 0 && l.Since < o.End()-20*org.Day {
			who = p
		}
	}
	if err := Beside(t.Context(), d, o, who); err != nil {
		t.Fatal(err)
	}
	answered := 0
	for _, p := range s.Pulse(round).Asked {
		v, err := d.As(t.Context(), "linde", p)
		if err != nil {
			t.Fatal(err)
		}
		l, err := v.Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		switch is, err := l.HasAnswered(t.Context(), round); {
		case err != nil:
			t.Fatal(err)
		case is && p == who:
			t.Error("somebody answered for whoever looks around")
		case is:
			answered++
		}
	}
	if answered < 2 {
		t.Errorf("%d answered", answered)
	}
	v, err := d.As(t.Context(), "linde", who)
	if err != nil {
		t.Fatal(err)
	}
	told, err := v.Inbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fresh := 0
	for i := range told.List {
		if !told.Seen(&told.List[i]) {
			fresh++
		}
	}
	if len(told.List) < 10 || fresh == 0 || fresh > len(told.List)/2 {
		t.Errorf("of %d notices %d were not seen", len(told.List), fresh)
	}
	all, err := v.AllFeedback(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waits, read := 0, 0
	for i := range all {
		if all[i].Waits() {
			waits++
		}
		if all[i].Theirs != nil {
			read++
		}
	}
	if waits != 1 || read == 0 {
		t.Errorf("%v: %d wait, %d were read", who, waits, read)
	}
}

// De Linde felt worse while a team reorganised, and says so: its days are not yet what they
// were.
func TestThePulseDips(t *testing.T) {
	s := tell(t, Options{Until: until}).end
	var room []float64
	hidden, untold := 0, 0
	for _, p := range s.Pulses() {
		if r, is := p.Result(org.PulseRoom); is && len(p.Asked) < 30 && p.First == org.PulseRoles && r.Hidden == org.PulseShown {
			sum, n := 0, 0
			for i, c := range r.Counts.First {
				sum, n = sum+(i+1)*int(c), n+int(c)
			}
			if s.Circle(p.Circle).Name == "Team Noord" {
				room = append(room, float64(sum)/float64(n))
			}
		}
		switch {
		case p.Closed != 0 && p.Hidden != org.PulseShown:
			hidden++
		case p.Shows() && !p.WasTold():
			untold++
		}
	}
	if len(room) != 9 || hidden != 1 || untold == 0 {
		t.Fatalf("room is %.1f, %d rounds are hidden, of %d nothing was told", room, hidden, untold)
	}
	before, in, last := (room[3]+room[4])/2, (room[5]+room[6])/2, room[8]
	if in > before-0.5 || last > before || last < in {
		t.Errorf("there is no dip: %.1f", room)
	}
}

// What a look back says is done: it retires a role and begins a small step.
func TestALookBackRetires(t *testing.T) {
	s := tell(t, Options{Until: until}).end
	retired, taken, raised, open := 0, 0, 0, 0
	for _, e := range s.Meetings() {
		for i := range e.Points {
			switch p := &e.Points[i]; p.Outcome {
			case org.Retired:
				if p.About().Letter == 'R' && !s.Role(org.RoleID(p.N)).Live() && p.Act != 0 && e.Step != 0 {
					retired++
				}
			case org.Taken:
				taken++
			case org.Raised:
				raised++
			}
		}
		if e.Open() && e.Looks {
			open++
		}
	}
	if retired != 1 || taken < 5 || raised < 5 || open != 1 {
		t.Errorf("%d roles retired, %d points taken, %d raised, %d look backs open", retired, taken, raised, open)
	}
}
