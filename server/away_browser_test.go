package server_test

import (
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/pgtest"
)

// While the database is away a page says so and comes back by itself, and what somebody typed
// meanwhile is still in their form and can be sent afterwards.
func TestAPageWhileTheDatabaseIsAway(t *testing.T) {
	db := pgtest.Start(t, "fsync=off")
	c := newNodes(t, db.Database(t), 1)
	at := c.all[0].base
	link, err := c.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	check(t, err)
	b := browser.Open(t)
	p := b.Page(t, browser.Phone)
	p.Forgive("503")
	p.Forgive("net::ERR")
	p.Forgive("Failed to")
	p.Open(link)
	p.Open(at + "/linde/acts/tension.raise?circle=C1")
	p.Wait(`document.querySelector("form [name=title]")`)
	p.Text(`document.querySelector("form [name=title]").value = "Half the keys are missing"; ""`)

	db.Stop("INT")
	c.readies(0)
	p.Text(`document.querySelector("form:has([name=title])").requestSubmit(); ""`)
	p.Wait(`document.body.textContent.includes("What you typed is still in the form")`)
	p.Accessible()
	p.Text(`history.back(); ""`)
	p.Wait(`document.querySelector("form [name=title]")?.value === "Half the keys are missing"`)
	other := b.Page(t, browser.Phone)
	other.Forgive("503")
	other.Open(at + "/linde")
	other.Wait(`document.body.textContent.includes("We cannot read or save just now")`)

	check(t, db.Start())
	c.readies(1)
	p.Text(`document.querySelector("form:has([name=title])").requestSubmit(); ""`)
	p.Wait(`document.querySelector("h1")?.textContent.includes("Half the keys are missing")`)
	if all := c.titles(c.all[0].desk); len(all) != 1 {
		t.Errorf("it was raised %d times", len(all))
	}
	other.Wait(`!document.body.textContent.includes("We cannot read or save just now")`)
}
