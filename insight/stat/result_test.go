package stat

import (
	"encoding/json"
	"math"
	"testing"
)

func TestZeroResultIsUndefined(t *testing.T) {
	var r Result
	if _, ok := r.Value(); ok || r.State() != Undefined {
		t.Errorf("got %v", r)
	}
}

func TestNoNumberBecomesUndefined(t *testing.T) {
	for name, r := range map[string]Result{
		"NaN":             Known(math.NaN()),
		"infinite":        Known(math.Inf(-1)),
		"NaN inside":      Within(math.NaN(), 0, 1),
		"NaN bound":       Within(1, math.NaN(), 2),
		"infinite bound":  Within(1, 0, math.Inf(1)),
		"outside":         Within(3, 0, 2),
		"bounds reversed": Within(1, 2, 0),
	} {
		equal(t, name, r, Result{})
	}
}

func TestWire(t *testing.T) {
	type measure struct {
		ID string `json:"id"`
		Wire
	}
	for _, c := range []struct {
		r    Result
		want string
	}{
		{Known(0), `{"id":"m","state":"value","value":0}`},
		{Within(2, 0, 3), `{"id":"m","state":"value","value":2,"low":0,"high":3}`},
		{TooFew(Acts, 10, 0), `{"id":"m","state":"not_enough","of":"acts","need":10,"have":0}`},
		{Meaningless(People, 1, 0), `{"id":"m","state":"undefined","of":"people","need":1,"have":0}`},
		{Result{}, `{"id":"m","state":"undefined"}`},
	} {
		got, err := json.Marshal(measure{"m", c.r.Wire()})
		if err != nil || string(got) != c.want {
			t.Errorf("%v: got %s, %v, want %s", c.r, got, err, c.want)
		}
	}
}

func TestString(t *testing.T) {
	for want, r := range map[string]Result{
		"0.5":                     Known(0.5),
		"5.64935 (3.9332 to 8)":   Within(5.649351, 3.9332, 8),
		"not_enough: 3 of 8 acts": TooFew(Acts, 8, 3),
		"undefined":               {},
	} {
		if r.String() != want {
			t.Errorf("got %q, want %q", r, want)
		}
	}
}
