package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// The page says the sentence, the interval and what it is based on; who may not look, and
// where there are no statistics, are told why.
func TestInsight(t *testing.T) {
	h := webtest.Village(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the year", Path: "/het-dorp/insight", Header: asked("2", "en"), Contains: []string{
			"In the past year Het Dorp was led as if", "people of 24", "shared it equally", "How many people carry the lead?", "48 leads, by 24 people",
			`href="/het-dorp/insight/how/pull_share"`, `<svg class="interval"`, "Show the numbers", `data-picture="/het-dorp/insight/participation.svg"`, `href="/het-dorp/insight/council"`, `aria-current="page"`,
		}},
		{Name: "the quarter", Path: "/het-dorp/insight?window=quarter", Header: asked("2", "nl"), Contains: []string{"In het afgelopen kwartaal", `href="/het-dorp/insight"`}},
		{Name: "a small team", Path: "/het-dorp/insight?circle=2", Header: asked("2", "da"), Contains: []string{"For få personer til statistik", "Work 1 of A", "Person A", "Vis"}, Lacks: []string{"<svg class=\"interval\""}},
		{Name: "one's own acts", Path: "/het-dorp/insight/how/effective_leaders", Header: asked("2", "en"), Contains: []string{"of yours are in it"}},
		{Name: "none of anybody are in equal footing", Path: "/het-dorp/insight/how/equal_footing", Header: asked("2", "en"), Contains: []string{"None of yours is in it."}, Lacks: []string{"of yours are in it"}},
		{Name: "a guest", Path: "/het-dorp/insight", Header: asked("25", "en"), Contains: []string{"These numbers are for members"}, Lacks: []string{"shared it equally", `href="/het-dorp/insight"`}},
		{Name: "a guest and how", Path: "/het-dorp/insight/how/pull_share", Header: asked("25", "en"), Contains: []string{"These numbers are for members"}, Lacks: []string{"Only you see"}},
		{Name: "a guest and a picture", Path: "/het-dorp/insight/pull_share.svg", Header: asked("25", "en"), Status: 404},
		{Name: "no such question", Path: "/het-dorp/insight/how/ranking", Header: asked("2", "en"), Status: 404},
		{Name: "no such picture", Path: "/het-dorp/insight/ranking.svg", Header: asked("2", "en"), Status: 404},
		{Name: "a picture without a number", Path: "/het-dorp/insight/pulse.svg", Header: asked("2", "en"), Status: 404},
		{Name: "a circle that is not", Path: "/het-dorp/insight?circle=99", Header: asked("2", "en"), Contains: []string{"people of 24"}},
		{Name: "another year", Path: "/het-dorp/insight?at=2025-06-10", Header: asked("2", "en"), Contains: []string{"Not enough yet for a number: 0 so far, and it takes 30 leads.", "at=2025-06-10"}},
	})
	from := org.At(h.Now().AddDate(0, 2, 0))
	h.Do(t, 1, &org.AmendOrganisation{StatisticsFrom: &from})
	webtest.All(t, h, []webtest.Scenario{
		{Name: "before the agreed day", Path: "/het-dorp/insight", Header: asked("2", "en"), Contains: []string{"Statistics begin on", "17 May 2026", "Person A can change it", `href="/het-dorp/settings"`}, Lacks: []string{"shared it equally", "<svg class=\"interval\""}},
		{Name: "how, before that day", Path: "/het-dorp/insight/how/pull_share", Header: asked("2", "en"), Contains: []string{"Statistics have not begun"}, Lacks: []string{"Work 1 of B"}},
		{Name: "a picture before that day", Path: "/het-dorp/insight/pull_share.svg", Header: asked("2", "en"), Status: 404},
		{Name: "for the works council", Path: "/het-dorp/insight/council", Header: asked("2", "nl"), Contains: []string{"17 mei 2026", "geen juridisch advies", "Opgepakt, of uitgedeeld?", "artikel 27", "drie maanden", "zes weken", "Het rangschikt niemand"}},
		{Name: "linked from the settings", Path: "/het-dorp/settings", Header: asked("2", "en"), Contains: []string{`href="/het-dorp/insight/council"`}},
	})
}

// Whoever looks sees their own acts behind a number and nobody else's, and puts right what is
// wrong there: the number is another one then.
func TestOwnActsBehindANumber(t *testing.T) {
	h := webtest.Village(t)
	how := "/het-dorp/insight/how/pull_share"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "mine", Path: how, Header: asked("3", "en"), Contains: []string{"Work 1 of C", "Work 2 of C", "2 of yours are in it", "Only you see this list", "counts as taken", "/acts/lead.correct_origin?", "k / (k + h)", "Wilson 1927", "More is taken than handed out: 93 to 100 in 100", `id="exact">1 (0.92`}, Lacks: []string{"Work 1 of B", "Work 1 of D"}},
		{Name: "of a guest's own circle only", Path: how + "?circle=2", Header: asked("3", "en"), Contains: []string{"Too few people for statistics"}, Lacks: []string{"Work 1 of C"}},
		{Name: "put right", Path: "/het-dorp/acts/lead.correct_origin", Header: asked("3", "en"), Form: form("lead", "L3", "origin", "assigned", "_back", how), Status: 303, Is: map[string]string{"Location": how}},
		{Name: "another number", Path: how, Header: asked("3", "en"), Contains: []string{"counts as handed out", "89 to 100 in 100"}, Lacks: []string{`id="exact">1 (`}},
		{Name: "work led and joined", Path: "/het-dorp/insight/how/reciprocity", Header: asked("3", "en"), Contains: []string{"Work 1 of C", "Work 1 of B", "you took part"}, Lacks: []string{"Work 1 of D"}},
		{Name: "what a pulse keeps", Path: "/het-dorp/insight/how/pulse", Header: asked("3", "en"), Contains: []string{"is not kept with your name", "Nobody was asked in this time"}},
		{Name: "in the past nothing is put right", Path: how + "?at=2026-02-20", Header: asked("3", "en"), Contains: []string{"Work 1 of C"}, Lacks: []string{"lead.correct_origin?"}},
	})
}

// A picture is a file of its own: it has its colours, its sentence and what it is based on.
func TestPictureAsFile(t *testing.T) {
	h := webtest.Village(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "an interval", Path: "/het-dorp/insight/pull_share.svg", Header: asked("2", "en"), Is: map[string]string{"Content-Type": "image/svg+xml"}, Contains: []string{`xmlns="http://www.w3.org/2000/svg"`, "<title>Taken, or handed out?</title>", "More is taken than handed out", "Het Dorp", "48 leads", `fill="#ffd43b"`}, Lacks: []string{"class="}},
		{Name: "the course", Path: "/het-dorp/insight/effective_leaders.svg?window=year", Header: asked("2", "nl"), Contains: []string{"Hoeveel mensen dragen het leiderschap?", `fill="#ffd43b"`}, Lacks: []string{"class="}},
	})
}
