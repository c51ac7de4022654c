package sentence

import "orpheus/org"

// meetings is a circle that looks back and meets, with a point of every kind and every
// outcome.
func (x *example) meetings() {
	form := &org.FormCircle{Name: "Laundry", Parents: []org.CircleID{org.Root}}
	x.do(anna, form)
	c := form.Circle
	x.do(anna, &org.JoinCircle{Circle: c, Person: bram})
	role := &org.CreateRole{Circle: c, Name: "Folding"}
	raise := &org.RaiseTension{Circle: c, Title: "Socks get lost"}
	x.do(anna, role, raise)
	x.do(bram, &org.SpareFacilitator{Circle: c, Spared: true}, &org.SpareFacilitator{Circle: c})
	x.do(anna, &org.SetRhythm{Circle: c, Weeks: 6})
	x.do(0, &org.SetRhythm{Circle: c, Weeks: 8}, &org.SetRhythm{Circle: c})
	x.do(anna, &org.SetRhythm{Circle: c, Weeks: 2}, &org.SetRhythm{Circle: c})
	begin := &org.BeginReflection{Circle: c}
	x.do(anna, begin)
	x.do(anna, &org.CloseMeeting{Meeting: begin.Meeting, Step: org.Write("A basket a floor.")})
	x.do(anna, &org.ReopenMeeting{Meeting: begin.Meeting}, &org.CloseMeeting{Meeting: begin.Meeting, Step: org.Write("A basket a floor.")})
	x.do(0, &org.ReopenMeeting{Meeting: begin.Meeting}, &org.BeginReflection{Circle: 2})
	x.do(anna, &org.CloseMeeting{Meeting: begin.Meeting, Step: org.Write("A basket a floor.")})
	open := &org.OpenMeeting{Circle: c}
	x.do(anna, open)
	x.meeting(c, open.Meeting, begin.Meeting, role.Role, raise.Tension)
	x.clock(1) // which closes it
	x.do(0, &org.OpenMeeting{Circle: c})
}

func (x *example) meeting(c org.CircleID, e, earlier org.MeetingID, role org.RoleID, raised org.TensionID) {
	x.do(bram, &org.JoinMeeting{Meeting: e}, &org.LeaveMeeting{Meeting: e}, &org.JoinMeeting{Meeting: e})
	x.do(anna, &org.Facilitate{Meeting: e}, &org.Facilitate{Meeting: e, Person: bram})
	x.do(0, &org.Facilitate{Meeting: e, Person: anna})
	x.do(anna, &org.AddPoint{Meeting: e, Words: org.Write("The iron.")})
	x.do(0, &org.AddPoint{Meeting: e, Words: org.Write("The peg.")}, &org.AddPoint{Meeting: e, Role: role})
	x.do(anna, &org.AddPoint{Meeting: e, Tension: raised}, &org.AddPoint{Meeting: e, Earlier: earlier})
	again := &org.OpenMeeting{Circle: org.Root} // where the same is a point by nobody
	x.do(anna, again)
	x.do(0, &org.AddPoint{Meeting: again.Meeting, Tension: raised})
	x.old(0, &org.AddPoint{Meeting: again.Meeting, Earlier: earlier})
	x.do(anna, &org.TurnMeeting{Meeting: e, Point: 1, Round: org.Speaking, Speaker: bram})
	x.do(anna, &org.TurnMeeting{Meeting: e, Point: 1, Round: org.Becoming})
	x.do(0, &org.TurnMeeting{Meeting: e, Point: 1, Round: org.Clearing})
	x.do(0, &org.TurnMeeting{Meeting: e, Point: 1, Round: org.Speaking, Speaker: anna})
	say := &org.SpeakInMeeting{Meeting: e, Point: 1, Text: org.Write("It is hot.")}
	x.do(anna, say)
	x.do(anna, &org.UnsayInMeeting{Meeting: e, Number: say.Number})
	for o := org.Kept; o <= org.Dropped; o++ { // on 1 in words of its own, on 3 a role, on 4 what was raised
		for _, point := range []uint16{1, 3} {
			x.old(anna, &org.SettlePoint{Meeting: e, Point: point, Outcome: o})
		}
	}
	for _, point := range []uint16{1, 3} {
		x.do(anna, &org.SettlePoint{Meeting: e, Point: point})
	}
}
