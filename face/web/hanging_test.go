package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
	"orpheus/org/deciding"
)

// An agreement comes with a role: whoever takes it reads and accepts it, and the pages of the
// role, the person and the agreement say so, also once it is replaced.
func TestAnAgreementComesWithARole(t *testing.T) {
	h := lived(t)
	const holder, seat = 5, "S6"
	h.Do(t, 0, &org.FillSeat{Role: 3, Person: holder})
	decide := func(n org.DecisionID, title, text string, instead org.AgreementID, roles ...org.RoleID) {
		t.Helper()
		h.Do(t, 2, &org.ProposeDecision{Circle: 2, Title: title, Text: org.Write(text), Supersedes: instead, Roles: roles})
		h.Do(t, 2, &org.JudgeDecision{Decision: n, Familiar: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.No})
		h.Do(t, 2, &org.OpenDecision{Decision: n, Process: deciding.RoleAuthority, Role: 2, Why: org.Write("It is in my role.")})
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "roles of the circle are offered", Path: "/het-anker/propose?circle=C2", Header: asked("2", "nl"), Contains: []string{"Hoort het bij een rol?", `name="roles" value="R3"`}, Lacks: []string{`name="roles" value="R1"`}},
		{Name: "what is no role is not", Path: "/het-anker/propose?circle=C2&roles=R999&roles=x", Header: asked("2", "nl"), Contains: []string{`name="roles" value="R3"`}, Lacks: []string{`value="R999"`}},
		{Name: "it is proposed", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form("circle", "C2", "title", "Keys", "text", "Keys <lie> in the safe.", "roles", "R3", "familiar", "yes", "undoable", "yes", "shared", "no"), Status: 303},
		{Name: "the decision says so", Path: "/het-anker/decisions/1", Header: asked("2", "en"), Contains: []string{"Comes with:", `href="/het-anker/roles/3"`}},
		{Name: "the role does not yet", Path: "/het-anker/roles/3", Header: asked("2", "en"), Lacks: []string{"come with this role"}},
	})
	h.Do(t, 2, &org.OpenDecision{Decision: 1, Process: deciding.RoleAuthority, Role: 2, Why: org.Write("It is in my role.")})
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the role", Path: "/het-anker/roles/3", Header: asked("2", "en"), Contains: []string{"Agreements that come with this role", "Keys &lt;lie&gt; in the safe.", "Not accepted yet:", `href="/het-anker/agreements/1"`}, Lacks: []string{"acts/agreement.accept"}},
		{Name: "the role, to whoever holds it", Path: "/het-anker/roles/3", Header: asked("5", "nl"), Contains: []string{"Afspraken bij deze rol", "Nog niet aanvaard:", "Ik aanvaard de afspraak", "acts/agreement.accept"}},
		{Name: "the agreement", Path: "/het-anker/agreements/1", Header: asked("2", "da"), Contains: []string{"Hører til disse roller", "har endnu ikke sagt ja"}, Lacks: []string{"acts/agreement.accept"}},
		{Name: "it is accepted", Path: "/het-anker/acts/agreement.accept", Header: asked("5", "en"), Form: form("agreement", "M1", "seat", seat), Status: 303},
		{Name: "and says so", Path: "/het-anker/agreements/1", Header: asked("2", "en"), Contains: []string{"accepted it on"}, Lacks: []string{"has not accepted"}},
		{Name: "with the seat of the person", Path: "/het-anker/people/" + "5", Header: asked("2", "en"), Contains: []string{"Accepted:", "Keys", `href="/het-anker/agreements/1"`}},
		{Name: "whoever would take it reads it", Path: "/het-anker/acts/seat.take?role=R3", Header: asked("6", "en"), Contains: []string{"By taking the role you accept it.", "Keys &lt;lie&gt; in the safe."}},
		{Name: "and of another role nothing", Path: "/het-anker/acts/seat.take?role=R5", Header: asked("6", "en"), Lacks: []string{"By taking the role"}},
		{Name: "the new one begins with its roles", Path: "/het-anker/propose?supersedes=M1", Header: asked("2", "en"), Contains: []string{`name="roles" value="R3" checked`}},
		{Name: "but not where none is chosen", Path: "/het-anker/propose?look", Header: asked("2", "en"), Form: form("supersedes", "M1", "title", "Keys", "text", "Keys hang."), Contains: []string{`name="roles" value="R3"`}, Lacks: []string{`value="R3" checked`}},
	})
	decide(2, "Keys anew", "Keys hang in the hall.", 1, 3)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "of the old one it says when", Path: "/het-anker/roles/3", Header: asked("2", "en"), Contains: []string{"Accepted:", "replaced on", "Not accepted yet:", "Keys hang in the hall."}, Lacks: []string{"Keys &lt;lie&gt;"}},
		{Name: "the old one", Path: "/het-anker/agreements/1", Header: asked("2", "en"), Contains: []string{"Roles it came with", "accepted it on"}},
		{Name: "the new one", Path: "/het-anker/agreements/2", Header: asked("2", "en"), Contains: []string{"Roles it comes with", "has not accepted it yet"}},
		{Name: "read before it became another", Path: "/het-anker/acts/seat.take", Header: asked("2", "en"), Form: form("role", "R3", "_accepts", "M1"), Status: 422, Contains: []string{"An agreement comes with it. Read it, and then press again.", "Keys hang in the hall.", `name="_accepts" value="M2"`}},
		{Name: "not read at all", Path: "/het-anker/acts/seat.take", Header: asked("2", "en"), Form: form("role", "R3"), Status: 422},
		{Name: "read", Path: "/het-anker/acts/seat.take", Header: asked("2", "en"), Form: form("role", "R3", "_accepts", "M2"), Status: 303},
		{Name: "and accepted", Path: "/het-anker/agreements/2", Header: asked("2", "en"), Contains: []string{"accepted it on"}},
		{Name: "who held it is told", Path: "/het-anker/notices", Header: asked("5", "en"), Contains: []string{"in the place of"}},
	})
}
