package web

import (
	"net/http"

	"orpheus/face/web/ui"
)

// style shows every part in use, with invented content in English. It is kept
// by the tests as a page like any other, so it cannot fall behind.
func (s *server) style(v *request) error {
	shell := v.shell("Visual language")
	item := func(text, icon string) ui.NavItem { return ui.NavItem{Text: text, Href: "#" + icon, Icon: icon} }
	home := item("Home", "home")
	home.Here = true
	shell.Nav = []ui.NavItem{
		home, item("Map", "map"), item("Initiatives", "work"), item("Decisions", "decide"),
		item("People", "people"), item("Insight", "insight"),
	}
	raise := item("Raise", "plus")
	raise.Main = true
	shell.Tabs = []ui.NavItem{home, item("Map", "map"), raise, item("Decisions", "decide"), item("More", "menu")}
	shell.Ask = "#ask"
	return v.show(http.StatusOK, stylePage(shell))
}

// swatch is a colour with what it is for.
type swatch struct{ name, use string }

var swatches = []swatch{
	{"lead", "leading, only"},
	{"ink", "text, main buttons"},
	{"ink-2", "second text"},
	{"ink-3", "placeholder"},
	{"bg", "page"},
	{"surface", "cards"},
	{"sunken", "wells, chips"},
	{"line", "hairlines"},
	{"line-strong", "control edges"},
	{"ok", "decided, added"},
	{"stop", "objection, late, removed"},
	{"info", "changed, notice"},
	{"link", "links"},
	{"focus", "focus ring"},
}

// sampleMarks are the marks with what they mean.
var sampleMarks = []struct {
	kind ui.MarkKind
	text string
}{
	{ui.MarkOpen, "Open, nobody leads it"},
	{ui.MarkLed, "Somebody leads it"},
	{ui.MarkDeciding, "Being decided, fills up towards the deadline"},
	{ui.MarkAdvice, "Advice is asked"},
	{ui.MarkFeedback, "Feedback is asked"},
	{ui.MarkDone, "Done or decided"},
	{ui.MarkBack, "Handed back"},
	{ui.MarkObject, "Somebody objects"},
	{ui.MarkAside, "Somebody stands aside"},
}

var sampleFamilies = []string{
	"The whole", "Home care", "Day centres", "People", "Planning", "Finance", "Digital", "Community", "Places",
}

var samplePeople = []ui.Person{{Name: "Ward Peeters", Family: 7}, {Name: "Noor Hendriks", Family: 3}, {Name: "Hilde Baert", Family: 5}}

var sampleTree = []ui.TreeRow{
	{ID: "s1", Circle: "1", Name: "De Linde", Who: "4 roles", Side: "1 leading", Lit: true, Href: "#s1", Twist: "#s1", Open: true, Level: 1, Pos: 1, Of: 1, Dot: ui.DotCircle},
	{ID: "s2", Name: "Facilitator", Who: "Dirk Şahin", Href: "#s2", Level: 2, Pos: 1, Of: 3},
	{ID: "s3", Circle: "2", Name: "Home care", Who: "2 roles", Side: "1 leading", Lit: true, Href: "#s3", Twist: "#s3", Open: true, Level: 2, Pos: 2, Of: 3, Family: 1, Dot: ui.DotCircle},
	{ID: "s4", Name: "Wound care", Who: "Sevgi Yıldız", Side: "leads now", Lit: true, Href: "#s4", Level: 3, Pos: 1, Of: 2, Family: 1, Dot: ui.DotLit, Chosen: true},
	{ID: "s5", Name: "Night rosters", Who: "nobody yet", Href: "#s5", Level: 3, Pos: 2, Of: 2, Family: 1, Dot: ui.DotOpen},
	{ID: "s6", Circle: "3", Name: "Day centres", Who: "1 role", Href: "#s6", Twist: "#s6", Level: 2, Pos: 3, Of: 3, Family: 2, Dot: ui.DotCircle},
}

var sampleSteps = []ui.Step{
	{Name: "Raised", When: "2 March", More: "Precious Adeyemi", Done: true, Status: "done"},
	{Name: "Shaped", When: "6 March", More: "Rachid took the lead", Done: true, Status: "done"},
	{Name: "Questions", When: "10 to 12 March", More: "7 asked, 7 answered", Done: true, Status: "done"},
	{Name: "Objections", When: "until Thu 19 March, 16:00", More: "9 of 14 have answered", Now: true, Full: .64, Status: "now"},
	{Name: "Decided", When: "when nobody objects", Status: "to come"},
	{Name: "Review", When: "19 June", More: "Rachid plans it", Status: "to come"},
}

var sampleAnswers = []ui.Answer{
	ui.AnswerYes, ui.AnswerYes, ui.AnswerYes, ui.AnswerYes, ui.AnswerYes, ui.AnswerYes, ui.AnswerYes,
	ui.AnswerAside, ui.AnswerNo, ui.AnswerOpen, ui.AnswerOpen, ui.AnswerOpen, ui.AnswerOpen, ui.AnswerOpen,
}

var sampleLine = ui.Line{
	Values: []float64{17, 19, 18, 20, 21, 25, 27, 39, 36, 40, 48, 52, 42, 50, 55, 61},
	Low:    []float64{14, 16, 16, 17, 19, 22, 23, 35, 32, 36, 43, 47, 38, 45, 50, 57},
	High:   []float64{20, 21, 21, 22, 24, 28, 32, 44, 41, 45, 53, 56, 47, 54, 60, 66},
	Say:    "61", Names: []string{"Apr 24", "Oct 24", "Apr 25", "Mar 26"},
}

var sampleStrip = ui.Strip{
	Action: "#", Label: "Today", Day: "2026-03-17", First: "2025-10-06", Last: "2026-03-17", Today: "Today",
	DayLabel: "Look at this day", Submit: "Look", Slider: "Month to look at", Describe: "21 changes from October 2025 to March 2026", At: 1,
	Months: []ui.Stem{
		{Day: "2025-10-06", At: 0, Height: .4},
		{Day: "2025-11-01", At: .17, Height: .3},
		{Day: "2025-12-01", At: .36, Height: 1},
		{Day: "2026-01-01", At: .55, Height: .2},
		{Day: "2026-02-01", At: .74},
		{Day: "2026-03-01", At: .91, Height: .6},
	},
	Years: []ui.YearMark{{At: 0, Text: "2025"}, {At: .55, Text: "2026"}},
}
