package web

import (
	"errors"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/insight/match"
	"orpheus/org"
	"orpheus/service"
)

// callPage is whom to invite to lead something open, and why.
type callPage struct {
	*place
	ref   org.Ref
	whom  *service.Whom
	takes []actButton // for whoever would like it: nothing is worked out for them
	said  org.TextID  // more about it
	all   bool        // how it was worked out is shown too
}

// price says how dear this one is beside most. The number itself is told nobody: it changes with what
// a single person said for themselves.
func (c callPage) price() string {
	switch {
	case c.whom.Price > c.whom.Usual:
		return c.p.T("call.price.more")
	case c.whom.Price < c.whom.Usual:
		return c.p.T("call.price.less")
	}
	return c.p.T("call.price.same")
}

// callLetters are what can be open.
const callLetters = "TIR"

func (s *server) callPage(pg *place) (templ.Component, error) {
	ref, ok := org.ParseRef(pg.r.PathValue("thing"))
	if !ok || !slices.Contains([]byte(callLetters), ref.Letter) || !pg.sees(ref) || pg.m.past() {
		return nil, errNotFound
	}
	pg.w.Header().Del("ETag") // it hangs on what people said for themselves, too
	pg.w.Header().Set("Cache-Control", "no-store")
	c := callPage{place: pg, ref: ref, all: pg.r.URL.Query().Has("all")}
	pg.still = c.all // all of it is a lot to work out anew at each act
	var err error
	if c.whom, err = pg.view.Whom(pg.r.Context(), ref, c.all); err != nil {
		return nil, err
	}
	title, circle := pg.s.Title(ref), pg.s.HomeOf(ref)
	pg.title, pg.way = pg.p.T("call.title", title), append(pg.wayTo(circle), ui.NavItem{Text: title, Href: pg.href(ref)}, navHere(pg.p.T("call.crumb")))
	switch ref.Letter {
	case 'T':
		c.said = pg.s.Tension(org.TensionID(ref.N)).Body
		c.takes = pg.button(nil, ui.Lead, &org.TakeLead{Tension: org.TensionID(ref.N)})
	case 'I':
		c.said = pg.s.Initiative(org.InitiativeID(ref.N)).Body
		c.takes = pg.button(nil, ui.Lead, &org.TakeLead{Initiative: org.InitiativeID(ref.N)})
	case 'R':
		if take := (&org.TakeSeat{Role: org.RoleID(ref.N)}); pg.may(take) {
			c.takes = pg.form(nil, take)
			for i := range c.takes {
				c.takes[i].style = ui.Lead
			}
		}
	}
	texts := []org.TextID{c.said}
	if c.whom != nil {
		for _, one := range c.whom.Invite {
			for _, z := range slices.Concat(one.Knows, one.Energy, one.Wishes) {
				texts = append(texts, pg.s.Strength(z).Text)
			}
		}
	}
	return callShown(c), pg.load(pg.r.Context(), texts...)
}

// callHref is where it is told whom to invite to something open; empty where it is not open, or
// where the one who looks may invite nobody.
func (pg *place) callHref(ref org.Ref) string {
	if pg.m.past() || pg.me.Person == 0 || !pg.s.IsOpening(ref) {
		return ""
	}
	return pg.to("/calls/" + ref.String())
}

// invite is the form that asks somebody; empty where they cannot be asked that way.
func (c callPage) invite(p org.PersonID) string {
	var offer org.Act
	switch c.ref.Letter {
	case 'T':
		offer = &org.OfferLead{Tension: org.TensionID(c.ref.N), To: p}
	case 'I':
		offer = &org.OfferLead{Initiative: org.InitiativeID(c.ref.N), To: p}
	default:
		return ""
	}
	if !c.may(offer) {
		return ""
	}
	return c.act("lead.offer", append(idsOf(offer), "_back", c.to("/calls/"+c.ref.String()))...)
}

// reason is one thing that speaks for somebody, in words of their own.
type reason struct{ icon, text string }

// reasons are what speaks for somebody, as everybody can read it on their own page.
func (c callPage) reasons(one service.Suggestion) (out []reason) {
	add := func(icon, key string, args ...any) { out = append(out, reason{icon, c.p.T(key, args...)}) }
	for _, id := range one.Wishes {
		if text := c.texts[c.s.Strength(id).Text]; text != "" && one.Buddy != 0 {
			add("sprout", "call.why.wish.buddy", text, c.name(one.Buddy))
		} else if text != "" {
			add("sprout", "call.why.wish", text)
		}
	}
	for _, id := range one.Knows {
		z := c.s.Strength(id)
		if text := c.texts[z.Text]; text != "" && len(z.Confirmed) > 0 {
			add("check", "call.why.confirmed", text, c.names(z.Confirmed))
		} else if text != "" {
			add("people", "call.why.knows", text)
		}
	}
	for _, id := range one.Energy {
		if text := c.texts[c.s.Strength(id).Text]; text != "" {
			add("sun", "call.why.energy", text)
		}
	}
	return out
}

// decimal is a worth for people.
func (c callPage) decimal(worth int64) string {
	return c.p.Decimal(float64(worth)/match.One, 3)
}

// terms are the names of the terms, in the order of their weights.
var terms = [5]string{"call.term.knows", "call.term.energy", "call.term.grows", "call.term.completes", "call.term.again"}

// weighed are the weights with what they weigh, and the range in which the answer stands.
func (c callPage) weighed() (rows [][]string) {
	w := c.whom.Weights
	for i, weight := range [5]int{w.Knows, w.Energy, w.Grows, w.Completes, w.Again} {
		row := []string{c.p.T(terms[i]), c.p.Number(weight)}
		if r := c.whom.Ranges; r != nil {
			row = append(row, c.p.T("call.range", r[i].From, r[i].To))
		}
		rows = append(rows, row)
	}
	return rows
}

// mine are one's own terms.
func (c callPage) mine() (rows [][]string) {
	for i, part := range c.whom.Mine.Parts {
		rows = append(rows, []string{c.p.T(terms[i]), c.p.Decimal(part.Term, 2), c.p.Number(part.Weight), c.decimal(part.Brings)})
	}
	return rows
}

// energies are what one can say that leading something would give one.
func (pg *place) energies(now int) []ui.Option {
	out := []ui.Option{{Value: "0", Text: pg.p.T("call.energy.none"), Chosen: now == 0}}
	for i := 1; i <= identity.MostEnergy; i++ {
		out = append(out, ui.Option{Value: strconv.Itoa(i), Text: pg.p.T("call.energy." + strconv.Itoa(i)), Chosen: now == i})
	}
	return out
}

// saySuggest keeps what the one who asks says about being suggested. It is theirs alone.
func (s *server) saySuggest(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	form := v.r.PostForm
	number := func(name string) int {
		n, err := strconv.Atoi(form.Get(name))
		if err != nil {
			return -1
		}
		return n
	}
	thing, named := org.ParseRef(form.Get("thing"))
	do := form.Get("do")
	if do == "energy" && (!named || !slices.Contains([]byte(callLetters), thing.Letter) || number("energy") < 0) || !slices.Contains([]string{"on", "off", "most", "energy", "forget"}, do) {
		return errForm
	}
	err := v.as.SaySuggest(v.r.Context(), func(said *identity.Suggest) {
		switch do {
		case "on", "off":
			said.On = do == "on"
		case "most":
			said.Most = number("most")
		case "energy":
			if said.Energy[thing.String()] = number("energy"); number("energy") == 0 {
				delete(said.Energy, thing.String())
			}
		case "forget":
			*said = identity.Suggest{}
		}
	})
	if errors.Is(err, identity.ErrSuggest) {
		return errForm
	}
	if err != nil {
		return err
	}
	v.back()
	return nil
}
