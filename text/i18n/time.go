package i18n

import (
	"fmt"
	"time"
)

// calendar is how a language writes a moment. Weekdays begin on Sunday.
type calendar struct {
	weekdays, months, short []string
	date                    string // weekday, day, month
	clock                   string // date, hour, minute
	year                    string // date, year
	ordinal                 string // day of the month
}

var calendars = map[string]*calendar{
	"en": {
		weekdays: []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		months: []string{
			"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December",
		},
		short: []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		date:  "%s %s %s", year: "%s %d", clock: "%s, %02d:%02d", ordinal: "%d",
	},
	"nl": {
		weekdays: []string{"zo", "ma", "di", "wo", "do", "vr", "za"},
		months: []string{
			"januari", "februari", "maart", "april", "mei", "juni",
			"juli", "augustus", "september", "oktober", "november", "december",
		},
		short: []string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
		date:  "%s %s %s", year: "%s %d", clock: "%s, %02d.%02d uur", ordinal: "%d",
	},
	"da": {
		weekdays: []string{"søn.", "man.", "tirs.", "ons.", "tors.", "fre.", "lør."},
		months: []string{
			"januar", "februar", "marts", "april", "maj", "juni",
			"juli", "august", "september", "oktober", "november", "december",
		},
		short: []string{"jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."},
		date:  "%s %s %s", year: "%s %d", clock: "%s kl. %02d.%02d", ordinal: "%d.",
	},
}

// Date says the day of t, as "Thu 19 March"; with the year where it is not
// that of now. The zone is that of t.
func (p *Printer) Date(t, now time.Time) string {
	c := p.cal
	s := fmt.Sprintf(c.date, c.weekdays[t.Weekday()], fmt.Sprintf(c.ordinal, t.Day()), c.months[t.Month()-1])
	if t.Year() != now.In(t.Location()).Year() {
		s = fmt.Sprintf(c.year, s, t.Year())
	}
	return s
}

// ShortDate is Date in little room, as "Thu 19 Mar".
func (p *Printer) ShortDate(t, now time.Time) string {
	c := p.cal
	s := fmt.Sprintf(c.date, c.weekdays[t.Weekday()], fmt.Sprintf(c.ordinal, t.Day()), c.short[t.Month()-1])
	if t.Year() != now.In(t.Location()).Year() {
		s = fmt.Sprintf(c.year, s, t.Year())
	}
	return s
}

// Daytime is which part of the day it is, as greetings are named after it.
func Daytime(t time.Time) string {
	switch hour := t.Hour(); {
	case hour >= 5 && hour < 12:
		return "morning"
	case hour >= 12 && hour < 18:
		return "afternoon"
	}
	return "evening"
}

// DateTime says the day and the time of t, as "Thu 19 March, 16:00".
func (p *Printer) DateTime(t, now time.Time) string {
	return fmt.Sprintf(p.cal.clock, p.Date(t, now), t.Hour(), t.Minute())
}

// Lately says the day and the time of t, as "today, 16:00" and "yesterday, 16:00"
// where it was then by the calendar in the zone of t.
func (p *Printer) Lately(t, now time.Time) string {
	day := midnight(t)
	for i, key := range []string{"since.today", "since.yesterday"} {
		if midnight(now.In(t.Location())).AddDate(0, 0, -i).Equal(day) {
			return fmt.Sprintf(p.cal.clock, p.T(key), t.Hour(), t.Minute())
		}
	}
	return p.DateTime(t, now)
}

// Day says the day of t with its year, as "19 March 2026".
func (p *Printer) Day(t time.Time) string {
	c := p.cal
	return fmt.Sprintf("%s %s %d", fmt.Sprintf(c.ordinal, t.Day()), c.months[t.Month()-1], t.Year())
}

// Month says the month of t with its year, as "March 2026".
func (p *Printer) Month(t time.Time) string {
	return fmt.Sprintf("%s %d", p.cal.months[t.Month()-1], t.Year())
}

// ShortMonth says the month of t in little room, as "Mar 2026".
func (p *Printer) ShortMonth(t time.Time) string {
	return fmt.Sprintf("%s %d", p.cal.short[t.Month()-1], t.Year())
}

// Since says how long before now t was, as "12 min", "yesterday", "3 weeks".
// Whether something was yesterday is decided by the calendar in now's zone. A
// moment to come is said as a date.
func (p *Printer) Since(t, now time.Time) string {
	t = t.In(now.Location())
	past := now.Sub(t)
	days := int(midnight(now).Sub(midnight(t)).Round(24*time.Hour) / (24 * time.Hour))
	switch {
	case past < 0:
		return p.Date(t, now)
	case past < time.Minute:
		return p.T("since.now")
	case past < time.Hour:
		return p.T("since.minutes", int(past/time.Minute))
	case days == 0 || past < 6*time.Hour:
		return p.T("since.hours", int(past/time.Hour))
	case days == 1:
		return p.T("since.yesterday")
	case days < 14:
		return p.T("since.days", days)
	case days < 60:
		return p.T("since.weeks", days/7)
	case days < 730:
		return p.T("since.months", days*12/365)
	}
	return p.T("since.years", days/365)
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}
