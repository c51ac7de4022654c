package feed

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"orpheus/org"
	"orpheus/service"
)

// mostWords is how much of a step stands in a calendar, in characters.
const mostWords = 200

// lookEvery is how often programs are asked to look for changes.
const lookEvery = "PT1H"

// Calendar is what has a day for somebody (RFC 5545): a whole day each, where the
// organisation is, that takes up no time.
func (w *Writer) Calendar(a *service.Agenda) Made {
	says := w.calendar(a, time.Time{})
	return tagged([]byte(w.calendar(a, w.Now)), []byte(says))
}

func (w *Writer) calendar(a *service.Agenda, stamp time.Time) string {
	name := w.P.T("feed.days.title", a.Look.State.Name)
	c := ics.NewCalendarFor("Orpheus")
	c.SetMethod(ics.MethodPublish)
	c.SetCalscale("GREGORIAN")
	c.SetName(name)
	c.SetXWRCalName(name)
	c.SetXWRTimezone(a.Look.Zone().String())
	c.SetRefreshInterval(lookEvery)
	c.SetXPublishedTTL(lookEvery)
	for _, day := range a.Days {
		w.event(c, a, day, stamp)
	}
	return c.Serialize(ics.WithNewLineWindows)
}

// event adds one day. Its name is that of what has the day: it moves when that does.
func (w *Writer) event(c *ics.Calendar, a *service.Agenda, day org.Wait, stamp time.Time) {
	l := a.Look
	e := c.AddEvent(strings.ToLower(l.State.Slug + "-" + day.Own().String() + "@" + w.host()))
	e.SetDtStampTime(stamp)
	on := day.By.Std().In(l.Zone())
	begins := time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, time.UTC)
	e.SetAllDayStartAt(begins)
	e.SetAllDayEndAt(begins.AddDate(0, 0, 1))
	e.SetTimeTransparency(ics.TransparencyTransparent)
	e.SetClass(ics.ClassificationPrivate)
	address := w.address(l, day.Thing(l.State))
	summary, more := w.says(a, day)
	e.SetSummary(summary)
	e.SetDescription(strings.TrimSpace(more + "\n" + address))
	e.SetURL(address)
}

// dayTexts say what a day is, by the letter of what has it.
var dayTexts = map[byte]string{'A': "feed.day.step", 'L': "feed.day.lead", 'S': "feed.day.seat", 'O': "feed.day.offer", 'V': "feed.day.standin", 'D': "feed.day.decision", 'M': "feed.day.agreement", 'U': "feed.day.pulse"}

// says is what a day is about: in a line, and what else there is to know.
func (w *Writer) says(a *service.Agenda, day org.Wait) (line, more string) {
	line = w.P.T(dayTexts[day.Own().Letter])
	if a.Bare {
		return line, ""
	}
	line += ": " + w.title(a.Look, day.Thing(a.Look.State))
	switch s := a.Look.State; {
	case day.Step != 0:
		if text := w.words(a.Look, a.Texts[s.Step(day.Step).Text], mostWords); text != "" {
			return text, line
		}
	case day.Offer != 0:
		more = w.P.T("home.offer", w.name(a.Look, s.Offer(day.Offer).By))
	case day.StandIn != 0:
		more = w.P.T("feed.standin", w.name(a.Look, s.StandIn(day.StandIn).Who))
	case day.Seat != 0:
		if c := s.Role(s.Seat(day.Seat).Role).Circle; c != org.Root {
			more = w.title(a.Look, org.RefOf(c))
		}
	}
	return line, more
}
