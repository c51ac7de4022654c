package compare

import (
	"fmt"
	"testing"

	"orpheus/org"
)

func TestEffectsOf(t *testing.T) {
	a := begin(t) // P2 holds R1 in C2, P1 is director, P3 is in C2
	for _, c := range []struct {
		name string
		acts []org.Act
		want string
	}{
		{"nothing", nil, "{[] [0 0] [] [] [] []}"},
		{"a new role nobody holds", []org.Act{&org.CreateRole{Circle: 2, Name: "Keys"}}, "{[R3] [0 0] [R3] [] [] []}"},
		{"a new role for two", []org.Act{&org.CreateRole{Circle: 2, Name: "Keys", Holder: 1}, &org.FillSeat{Role: 3, Person: 3}}, "{[R3] [0 2] [] [] [{P1 R3} {P3 R3}] []}"},
		{"another purpose", []org.Act{&org.AmendRole{Role: 1, Purpose: new("Wounds heal")}}, "{[R1] [1 1] [] [] [] []}"},
		{"the role goes", []org.Act{&org.RetireRole{Role: 1}}, "{[R1] [1 0] [] [] [] [{P2 R1}]}"},
		{"the role goes, and who is left", []org.Act{&org.LeaveCircle{Circle: 2, Person: 3}, &org.RetireRole{Role: 1}}, "{[R1] [1 0] [] [C2] [] [{P2 R1}]}"},
		{"nobody holds it any more", []org.Act{&org.LeaveSeat{Seat: 2}}, "{[R1] [1 0] [R1] [] [] [{P2 R1}]}"},
		{"somebody takes a role over", []org.Act{&org.FillSeat{Role: 1, Person: 1}, &org.LeaveSeat{Seat: 2}}, "{[R1] [1 1] [] [] [{P1 R1}] [{P2 R1}]}"},
		{"a circle nobody is in", []org.Act{&org.FormCircle{Name: "Nights", Parents: []org.CircleID{2}}}, "{[] [0 0] [] [C4] [] []}"},
		{"a role moves to an empty circle", []org.Act{&org.LeaveCircle{Circle: 2, Person: 3}, &org.MoveRole{Role: 1, Circle: 3}}, "{[R1] [1 1] [] [C2] [] []}"},
		{"an empty circle closes", []org.Act{&org.CloseCircle{Circle: 3}}, "{[] [0 0] [] [] [] []}"},
	} {
		b := do(t, a, c.acts...)
		if got := fmt.Sprint(EffectsOf(a, b, States(a, b))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	s := do(t, begin(t), &org.CreateRole{Circle: 3, Name: "Keys"}, &org.FillSeat{Role: 2, Person: 2})
	if got, want := Count(s.Map()), (Figures{Roles: 3, Holders: 2, Most: 2, Empty: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := Count(nil); got != (Figures{}) {
		t.Errorf("of no map: %+v", got)
	}
}
