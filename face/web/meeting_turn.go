package web

import (
	"strconv"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// steps are the parts of it.
func (l *meetingPage) parts() []ui.Step {
	settled := 0
	for i := range l.e.Points {
		if !l.e.Points[i].Open() {
			settled++
		}
	}
	over := !l.e.Open()
	f := l.e.Floor
	at := 0
	switch {
	case f.Round.OfPoint():
		at = 1
	case f.Round == org.Leaving:
		at = 2
	}
	names := []string{"meeting.part.arrive", "meeting.part.points", "meeting.part.close"}
	when := []string{l.p.T("meeting.part.arrive.text"), l.p.T("meeting.part.points.count", settled, len(l.e.Points)), l.p.T("meeting.part.close.text")}
	if l.e.Looks {
		when[2] = l.p.T("meeting.part.close.step")
	}
	steps := make([]ui.Step, len(names))
	for i, name := range names {
		steps[i] = ui.Step{Name: l.p.T(name), When: when[i], Done: over || i < at, Now: !over && i == at, Full: .5}
		switch {
		case steps[i].Done:
			steps[i].Status = l.p.T("meeting.part.done")
		case steps[i].Now:
			steps[i].Status = l.p.T("meeting.part.now")
		default:
			steps[i].Status = l.p.T("meeting.part.ahead")
		}
	}
	return steps
}

// next is the button that goes on; none where the one who looks may not.
func (l *meetingPage) next() []actButton {
	t := l.s.NextTurn(l.e)
	if t == l.e.Floor {
		return nil
	}
	return l.turning(t, "meeting.next", ui.Solid)
}

// turning is a button that goes to a turn.
func (l *meetingPage) turning(t org.Floor, text, style string) []actButton {
	act := org.Turning(l.id, t)
	if !l.may(act) {
		return nil
	}
	fields := []string{"meeting", l.id.String(), "round", t.Round.String()}
	if t.Point != 0 {
		fields = append(fields, "point", strconv.Itoa(int(t.Point)))
	}
	if t.Speaker != 0 {
		fields = append(fields, "speaker", t.Speaker.String())
	}
	return []actButton{{kind: "meeting.turn", text: l.p.T(text), style: style, press: true, fields: fields, back: l.back()}}
}

// pressed is a button of the meeting that takes no more than a press.
func (l *meetingPage) pressed(act org.Act, style string) []actButton {
	list := l.button(nil, style, act)
	for i := range list {
		list[i].back = l.back()
	}
	return list
}

// mayRun reports whether the one who looks belongs to its circle.
func (l *meetingPage) mayRun() bool {
	return l.goesOn() && l.may(&org.CloseMeeting{Meeting: l.id})
}

// after says who facilitates next time.
func (l *meetingPage) after() string {
	next := l.s.FacilitatorAfter(l.id, org.Moment{At: l.at})
	if next == 0 || next == l.e.Facilitator {
		return l.p.T("meeting.this_time")
	}
	return l.p.T("meeting.this_time.next", l.name(next))
}

func (l *meetingPage) closing() string {
	if l.e.Looks {
		return l.p.T("meeting.close.looks")
	}
	return l.p.T("do.meeting.close")
}
