package watch_test

import (
	"testing"

	"orpheus/insight/watch"
	"orpheus/org"
)

// What work of a circle keeps coming back to, and one person alone can be asked about, is said
// of the circle; no person is named.
func TestOneKnows(t *testing.T) {
	d := begin(t, 9)
	var works []org.Ref
	for i := range 3 {
		d.do(1, &org.RaiseTension{Circle: home, Title: "Insulin"})
		works = append(works, org.RefOf(org.TensionID(i+1)))
	}
	rule := func(topics ...watch.Topic) (found []watch.Signal) {
		for _, one := range open(d.state(), d.now(), topics...) {
			if one.Rule == watch.OneKnows {
				found = append(found, one)
			}
		}
		return found
	}
	one := watch.Topic{Words: "Insulin", Named: 1, Works: works}
	found := rule(one)
	if len(found) != 1 || found[0].Key != "one_knows:C2" || found[0].Args[1] != watch.Words("Insulin") || len(found[0].Facts) != 3 {
		t.Fatalf("%+v", found)
	}
	for _, r := range append(found[0].About, found[0].Facts...) {
		if r.Letter == 'P' || r.Letter == 'Z' {
			t.Errorf("it names %v", r)
		}
	}
	two, few := one, one
	two.Named, few.Works = 2, works[:2]
	if found := rule(two, few); len(found) > 0 {
		t.Errorf("two can be asked, or two pieces of work are few: %+v", found)
	}
	if found := rule(watch.Topic{Words: "Zinc", Named: 1, Works: works}, one); len(found) != 1 || found[0].Args[1] != watch.Words("Insulin") {
		t.Errorf("one topic of a circle: %+v", found)
	}
	d.later(366)
	if found := rule(one); len(found) > 0 {
		t.Errorf("that was more than a year ago: %+v", found)
	}
}
