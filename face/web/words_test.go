package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// Sentences about people know who reads them, and since when something waits is the
// same wherever it is said.
func TestSaidToWhoLooks(t *testing.T) {
	h := lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "felt by another", Path: "/het-anker/tensions/4", Header: asked("2", "en"), Contains: []string{"1 other notices this too"}},
		{Name: "felt by oneself alone", Path: "/het-anker/tensions/4", Header: asked("3", "en"), Contains: []string{"You notice this too"}, Lacks: []string{"1 other notices this too"}},
		{Name: "felt by oneself alone, in a list", Path: "/het-anker/circles/2", Header: asked("3", "nl"), Contains: []string{"Jij merkt dit ook"}},
		{Name: "felt by oneself and another", Path: "/het-anker/tensions/2", Header: asked("3", "da"), Contains: []string{"Du og 1 anden mærker det også"}},
		{Name: "the role something is led from", Path: "/het-anker/acts/lead.take", Header: asked("2", "en"), Form: form("tension", "T4", "role", "R2"), Status: 303},
		{Name: "stands apart from the words before it", Path: "/het-anker/initiatives/5", Header: asked("2", "en"), Contains: []string{"From the role <a"}},
		{Name: "laid down the same day", Path: "/het-anker/acts/lead.lay_down", Header: asked("2", "en"), Form: form("lead", "L6"), Status: 303},
		{Name: "is one day", Path: "/het-anker/initiatives/5", Header: asked("3", "nl"), Contains: []string{"op di 17 maart, teruggegeven"}, Lacks: []string{"17 maart tot"}},
		{Name: "open again since then", Path: "/het-anker/tensions/4", Header: asked("3", "en"), Contains: []string{"open again since Tue 17 March"}, Lacks: []string{"open for 3 days"}},
		{Name: "as at home", Path: "/het-anker", Header: asked("3", "en"), Contains: []string{"Open again since Tue 17 March"}},
		{Name: "leaving oneself", Path: "/het-anker/acts/person.leave?person=P3", Header: asked("3", "da"), Contains: []string{"Meld dig ud"}},
		{Name: "having somebody else leave", Path: "/het-anker/acts/person.leave?person=P3", Header: asked("1", "da"), Contains: []string{"Meld Kofi Mensah ud"}},
		{Name: "numbers of which zero means something are chosen", Path: "/het-anker/acts/role.amend?role=R2", Header: asked("2", "nl"), Contains: []string{`<option value="0" selected>Zoveel als er willen`, `<option value="0">Geen einde`, `<option value="400" selected>400 dagen`, `<option value="180">6 maanden`}},
	})
}
