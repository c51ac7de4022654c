package web

import (
	"maps"
	"net/url"
	"strconv"

	"orpheus/face/web/ui"
)

// pageSize is how many things a page of a list has.
const pageSize = 50

// paging is which part of a list a page shows. Its zero value shows none.
type paging struct {
	page        int // from 1
	first, last int // of the list: what is shown is list[first:last]
	all         int
}

// paged reads which page of a list of so many things is asked for. A page beyond the
// end is the last one: a list may have become shorter since the address was kept.
func (v *request) paged(all int) paging {
	n, _ := strconv.Atoi(v.r.URL.Query().Get("page"))
	n = min(max(n, 1), max(1, (all+pageSize-1)/pageSize))
	return paging{page: n, first: (n - 1) * pageSize, last: min(n*pageSize, all), all: all}
}

// pager are the links to the pages before and after, for a list whose pages have the
// address that to makes of a query.
func (v *request) pager(g paging, q url.Values, to func(url.Values) string) ui.Pager {
	if g.all <= pageSize {
		return ui.Pager{}
	}
	at := func(page int) string {
		q := maps.Clone(q)
		if q == nil { // a list that is narrowed to nothing
			q = url.Values{}
		}
		q.Del("page")
		if page > 1 {
			q.Set("page", strconv.Itoa(page))
		}
		return to(q)
	}
	out := ui.Pager{Name: v.p.T("list.pages"), Shown: v.p.T("list.shown", g.first+1, g.last, g.all)}
	if g.first > 0 {
		out.Previous, out.Back = v.p.T("list.previous", pageSize), at(g.page-1)
	}
	if g.last < g.all {
		out.Next, out.On = v.p.T("list.next", min(pageSize, g.all-g.last)), at(g.page+1)
	}
	return out
}
