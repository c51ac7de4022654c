package api

import (
	"iter"
	"net/http"
	"reflect"
	"strconv"

	"orpheus/org"
)

const (
	defaultLimit = 50
	mostLimit    = 500
)

// collection is one kind of thing: its list, and one of them.
type collection struct {
	name, one string
	doc       string
	rows      reflect.Type // of a page
	row       reflect.Type // of one
	page      func(c *call, f filter) (any, error)
	get       func(c *call, id string) (any, error)
}

// filter says what of a list is wanted.
type filter struct {
	after  uint32
	limit  int
	circle org.CircleID // zero for all
	all    bool
}

// collect describes a collection of rows. live says which are there at the
// moment; show makes of a row what the answer has.
func collect[ID identifier, Row, Shape any](
	name, one, doc string, all func(*org.State) iter.Seq2[ID, *Row], live func(*Row) bool,
	show func(*naming, ID, *Row) (Shape, error),
) collection {
	return collection{
		name: name, one: one, doc: doc, rows: reflect.TypeFor[Page[Shape]](), row: reflect.TypeFor[One[Shape]](),
		page: func(c *call, f filter) (any, error) {
			v, p := c.naming(false), Page[Shape]{Version: c.Version(), At: c.At, Items: []Shape{}}
			last := ID(0)
			for id, row := range all(c.State) {
				if uint32(id) <= f.after || !f.all && !live(row) || !c.Sight.Sees(org.RefOf(id)) || !f.within(c.State, org.RefOf(id)) {
					continue
				}
				if len(p.Items) == f.limit {
					p.Next = last.String()
					break
				}
				shown, err := show(v, id, row)
				if err != nil {
					return nil, err
				}
				p.Items, last = append(p.Items, shown), id
			}
			p.People = v.people()
			c.next(p.Next)
			return p, nil
		},
		get: func(c *call, text string) (any, error) {
			id, err := org.ParseID[ID](text)
			if err != nil {
				return nil, wrong(http.StatusNotFound, "missing", text)
			}
			for at, row := range from(all(c.State), id) {
				if at != id || !c.Sight.Sees(org.RefOf(id)) {
					break
				}
				v, o := c.naming(true), One[Shape]{Version: c.Version(), At: c.At}
				if o.Item, err = show(v, id, row); err != nil {
					return nil, err
				}
				o.People = v.people()
				return o, nil
			}
			return nil, wrong(http.StatusNotFound, "missing", id.String())
		},
	}
}

// from yields the rows from an id on.
func from[ID identifier, Row any](all iter.Seq2[ID, *Row], id ID) iter.Seq2[ID, *Row] {
	return func(yield func(ID, *Row) bool) {
		for at, row := range all {
			if at >= id && !yield(at, row) {
				return
			}
		}
	}
}

// within reports whether a thing hangs on the circle asked for; people are in it,
// and what they say about themselves goes with them.
func (f filter) within(s *org.State, r org.Ref) bool {
	switch {
	case f.circle == 0:
		return true
	case r.Letter == 'P':
		return s.Belongs(org.PersonID(r.N), f.circle)
	case r.Letter == 'V':
		return s.Belongs(s.StandIn(org.StandInID(r.N)).Person, f.circle)
	case r.Letter == 'Z':
		return s.Belongs(s.Strength(org.StrengthID(r.N)).Person, f.circle)
	}
	return s.HomeOf(r) == f.circle
}

func (col collection) list() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/" + col.name, id: "list-" + col.name, tag: "Things",
		summary: "List " + col.name, doc: col.doc, query: []param{atParam, afterParam, limitParam, circleParam, allParam}, answer: col.rows,
		serve: func(c *call) error {
			f, err := c.filter()
			if err != nil {
				return err
			}
			page, err := col.page(c, f)
			if err != nil {
				return err
			}
			return c.send(page)
		},
	}
}

func (col collection) item() *operation {
	return &operation{
		method: http.MethodGet, path: Base + "/orgs/{org}/" + col.name + "/{id}", id: "get-" + col.one, tag: "Things",
		summary: "Read one " + col.one, doc: "With what people wrote about it, where there is such.", query: []param{atParam}, answer: col.row,
		serve: func(c *call) error {
			one, err := col.get(c, c.r.PathValue("id"))
			if err != nil {
				return err
			}
			return c.send(one)
		},
	}
}

// filter reads what of a list is wanted.
func (c *call) filter() (f filter, err error) {
	if f.limit, err = c.limit(); err != nil {
		return f, err
	}
	if text := c.q.Get("after"); text != "" {
		n, err := number(text)
		if err != nil || n > 1<<32-1 {
			return f, wrongField("after", "cursor", text)
		}
		f.after = uint32(n)
	}
	if text := c.q.Get("circle"); text != "" {
		if f.circle, err = c.circle(text); err != nil {
			return f, err
		}
	}
	if text := c.q.Get("all"); text != "" {
		if f.all, err = strconv.ParseBool(text); err != nil {
			return f, wrongField("all", "value", text)
		}
	}
	return f, nil
}

// circle is the circle a parameter names: one that they see.
func (c *call) circle(text string) (org.CircleID, error) {
	id, err := org.ParseID[org.CircleID](text)
	if err != nil {
		return 0, wrongField("circle", "id", text)
	}
	if !c.Sight.Sees(org.RefOf(id)) {
		return 0, wrong(http.StatusNotFound, "missing", id.String())
	}
	return id, nil
}

func (c *call) limit() (int, error) {
	text := c.q.Get("limit")
	if text == "" {
		return defaultLimit, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostLimit {
		return 0, wrongField("limit", "limit", text, mostLimit)
	}
	return n, nil
}

// number reads a number, which may have a letter before it.
func number(text string) (uint64, error) {
	if text != "" && (text[0] < '0' || text[0] > '9') {
		text = text[1:]
	}
	return strconv.ParseUint(text, 10, 64)
}

// next links to the page after this one.
func (c *call) next(after string) {
	if after == "" {
		return
	}
	q := c.r.URL.Query()
	q.Set("after", after)
	c.w.Header().Set("Link", "<"+c.r.URL.EscapedPath()+"?"+q.Encode()+`>; rel="next"`)
}
