package measure_test

import (
	"reflect"
	"testing"

	"orpheus/insight/measure"
	"orpheus/org"
)

// A decision that was taken elsewhere changes no answer, nor how much was written down beside one.
func TestDecidedElsewhereChangesNoAnswer(t *testing.T) {
	h := newHouse(t, 12)
	h.led(1, org.Root, 41, 2, 2, 2, 2)
	scope := measure.Scope{At: first + 100*org.Day, Window: measure.Year}
	before := measure.Answers(h.d.Freeze(), scope)
	h.on(50, 0, &org.RecordDecision{Circle: org.Root, Title: "Keys", Word: org.Write("Two."), Person: 1, Ended: first + org.Day})
	after := measure.Answers(h.d.Freeze(), scope)
	if !reflect.DeepEqual(after, before) {
		t.Errorf("with it: %+v\nwithout: %+v", after, before)
	}
}
