package sentence

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"orpheus/org"
	"orpheus/text/i18n"
)

// Refusal says why something could not be done and what to do: the text of the
// refusal in err's chain, under "refused.<key>". Without one it says only that
// it could not be done. State s may be nil: then things are named by their ids.
// Dates are those of the organisation's time zone.
//
// The text names the arguments of the refusal in their order, numbers first: a
// text with a plural goes by its first argument.
func Refusal(p *i18n.Printer, names Names, s *org.State, err error) string {
	return RefusalAt(p, names, s, err, time.Now())
}

// RefusalAt is Refusal at the moment now: dates of its year are said without the
// year. With a zero now every date has one.
func RefusalAt(p *i18n.Printer, names Names, s *org.State, err error, now time.Time) string {
	t := newTeller(p, names, s, now, nil)
	if zone, err := time.LoadLocation(t.s.Zone); err == nil {
		t.zone = zone
	}
	e, ok := errors.AsType[*org.Error](err)
	if !ok || !p.Has("refused."+e.Key) {
		return p.T("tell.refused")
	}
	var numbers, others []any
	for _, a := range e.Args {
		switch v := t.argument(e.Key, a).(type) {
		case int:
			numbers = append(numbers, v)
		default:
			others = append(others, v)
		}
	}
	return join(t.capital(t.say("refused."+e.Key, append(numbers, others...)...)))
}

// argument is an argument of a refusal in words, or a number.
func (t *teller) argument(key string, a any) any {
	switch v := a.(type) {
	case org.PersonID:
		if t.s.Person(v) == nil && t.names(v) == "" {
			return plain(v.String())
		}
		return t.person(v)
	case org.Time:
		if strings.HasPrefix(key, "time.") || key == "end.past" { // within a day
			return t.dateTime(v)
		}
	case int:
		return v
	}
	if parts := t.name(a); parts != nil {
		return parts
	}
	switch v := reflect.ValueOf(a); {
	case v.CanInt():
		return int(v.Int())
	case v.CanUint():
		return int(v.Uint())
	}
	return plain(excerpt(fmt.Sprint(a)))
}
