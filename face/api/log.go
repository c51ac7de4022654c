package api

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
)

// furthest is how many entries of the log one request reads at most, so that a
// question that finds little does not read it all.
const furthest = 50_000

func actsOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/acts", id: "list-acts", tag: "The whole",
		summary: "List acts", doc: "The log, oldest first. A page may be short, or empty, and still say where to go on.",
		query: []param{
			atParam, afterParam, limitParam,
			{"since", "From this moment on: a day, or RFC 3339.", text("")},
			{"by", "Only what this person did, as P7 or 7.", text("")},
			{"about", "Only what speaks of this: C3, R45, P7, T4, I88 and so on.", text("")},
			{"kind", "Only acts of this kind, as lead.take.", &huma.Schema{Type: huma.TypeString}},
		},
		answer: reflect.TypeFor[Page[view.Entry]](),
		serve:  listActs,
	}
}

func listActs(c *call) error {
	f, after, err := c.acts()
	if err != nil {
		return err
	}
	limit, err := c.limit()
	if err != nil {
		return err
	}
	v, p := c.naming(false), Page[view.Entry]{Version: c.Version(), At: c.At, Items: []view.Entry{}}
	read, last := 0, uint64(0)
	for seq, told := range c.Entries(c.r.Context(), after) {
		if told.Err != nil {
			return told.Err
		}
		if read == furthest || len(p.Items) == limit {
			p.Next = strconv.FormatUint(last, 10)
			break
		}
		read, last = read+1, seq
		if e := told.Entry; e != nil && f.Wants(e) {
			p.Items = append(p.Items, view.EntryOf(*e))
			v.person(e.By)
		}
	}
	c.next(p.Next)
	p.People = v.people()
	return c.send(p)
}

// acts reads which acts are wanted, and after which number they begin.
func (c *call) acts() (f service.Filter, after uint64, err error) {
	if text := c.q.Get("after"); text != "" {
		if after, err = strconv.ParseUint(text, 10, 63); err != nil {
			return f, 0, wrongField("after", "cursor", text)
		}
	}
	if f.Since, err = c.moment("since"); err != nil {
		return f, 0, err
	}
	if f.Since > c.State.Founded {
		before, err := c.visit.Look(c.r.Context(), f.Since-1)
		if err != nil {
			return f, 0, err
		}
		after = max(after, before.State.Version)
	}
	if text := c.q.Get("by"); text != "" {
		if f.By, err = org.ParseID[org.PersonID](text); err != nil {
			return f, 0, wrongField("by", "id", text)
		}
	}
	if text := c.q.Get("about"); text != "" {
		n, err := number(text)
		if err != nil || n == 0 || n > 1<<32-1 || text[0] <= '9' {
			return f, 0, wrongField("about", "id", text)
		}
		f.About = org.Ref{Letter: strings.ToUpper(text[:1])[0], N: uint32(n)}
	}
	if f.Kind = c.q.Get("kind"); f.Kind != "" && org.KindNamed(f.Kind) == nil {
		return f, 0, wrongField("kind", "kind", f.Kind)
	}
	return f, after, nil
}

func actOperation() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/acts/{id}", id: "get-act", tag: "Things",
		summary: "Read one act", doc: "By its number in the log, with what was written in it.", query: []param{atParam},
		answer: reflect.TypeFor[One[view.Act]](),
		serve:  getAct,
	}
}

func getAct(c *call) error {
	text := c.r.PathValue("id")
	missing := wrong(http.StatusNotFound, "missing", text)
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return missing
	}
	e, err := c.Entry(c.r.Context(), n)
	if err != nil {
		return err
	}
	if e == nil {
		return missing
	}
	v, o := c.naming(true), One[view.Act]{Version: c.Version(), At: c.At}
	v.person(e.By)
	if o.Item, err = v.act(*e); err != nil {
		return err
	}
	o.People = v.people()
	return c.send(o)
}

// act is an entry with its sentences. Why somebody is asked to lead is for the two
// it concerns.
func (v *naming) act(e org.Entry) (view.Act, error) {
	out := view.Act{Entry: view.EntryOf(e), Texts: map[string]string{}}
	if r, ok := org.Subject(e.Act); ok && r.Letter == 'O' {
		if o := v.State.Offer(org.OfferID(r.N)); o != nil && o.By != v.visit.Who() && o.To != v.visit.Who() {
			return out, nil
		}
	}
	fields := proseOf(e.Act)
	ids := make([]org.TextID, 0, len(fields))
	for _, id := range fields {
		ids = append(ids, id)
	}
	if err := v.load(ids...); err != nil {
		return out, err
	}
	for name, id := range fields {
		if body := v.text(id); body != nil {
			out.Texts[name] = *body
		}
	}
	return out, nil
}
