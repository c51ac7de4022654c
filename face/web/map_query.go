package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"orpheus/org"
)

// What the highlight of the map can be.
const (
	markLead   = "lead"
	markVacant = "vacant"
	markOpen   = "open"
	markNone   = "none"
)

// query is what the address of the map says. Every link on the map is the same
// query with something changed, so that nothing else is lost on the way.
type query struct {
	path   string
	circle org.CircleID // chosen; zero for none
	role   org.RoleID   // chosen; zero for none
	mark   string
	at     string
	open   []org.CircleID // opened, although they are folded at first
	shut   []org.CircleID // folded, although they are open at first
	all    bool           // everything is open

	nowhere string // a choice that could not be read as a number
}

// mostFolds bounds what an address may ask to open or shut.
const mostFolds = 400

func readQuery(path string, q url.Values, m moment) query {
	out := query{path: path, at: m.text, mark: markLead}
	if mark := q.Get("mark"); mark == markVacant || mark == markOpen || mark == markNone {
		out.mark = mark
	}
	var err error
	if s := q.Get("role"); s != "" {
		if out.role, err = org.ParseID[org.RoleID](s); err != nil {
			out.nowhere = cut(s, 20)
		}
	} else if s := q.Get("circle"); s != "" {
		if out.circle, err = org.ParseID[org.CircleID](s); err != nil {
			out.nowhere = cut(s, 20)
		}
	}
	out.all = q.Get("open") == "all"
	if !out.all {
		out.open = readIDs(q.Get("open"))
	}
	out.shut = readIDs(q.Get("shut"))
	return out
}

// readIDs reads numbers with dots between them, and passes over what is none.
func readIDs(s string) []org.CircleID {
	if s == "" {
		return nil
	}
	var ids []org.CircleID
	for _, part := range strings.SplitN(s, ".", mostFolds+1) {
		if n, err := strconv.ParseUint(part, 10, 32); err == nil && n > 0 {
			ids = append(ids, org.CircleID(n))
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return ids[:min(len(ids), mostFolds)]
}

func writeIDs(ids []org.CircleID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatUint(uint64(id), 10)
	}
	return strings.Join(parts, ".")
}

// values are the parameters, without those that stand at their usual value.
func (q query) values() [][2]string {
	var v [][2]string
	add := func(name, value string) {
		if value != "" {
			v = append(v, [2]string{name, value})
		}
	}
	add("at", q.at)
	if q.role != 0 {
		add("role", strconv.FormatUint(uint64(q.role), 10))
	} else if q.circle != 0 {
		add("circle", strconv.FormatUint(uint64(q.circle), 10))
	}
	if q.mark != markLead {
		add("mark", q.mark)
	}
	if q.all {
		add("open", "all")
	} else {
		add("open", writeIDs(q.open))
	}
	add("shut", writeIDs(q.shut))
	return v
}

// href is the address of the map with this query.
func (q query) href() string {
	var b strings.Builder
	b.WriteString(q.path)
	for i, v := range q.values() {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(v[0] + "=" + url.QueryEscape(v[1]))
	}
	return b.String()
}

func (q query) choose(circle org.CircleID, role org.RoleID) query {
	q.circle, q.role, q.nowhere = circle, role, ""
	return q
}

func (q query) when(at string) query {
	q.at = at
	return q
}

// unfold opens a circle; usual says that it is open without being asked.
func (q query) unfold(id org.CircleID, usual bool) query {
	q.shut = without(q.shut, id)
	if !usual && !q.all {
		q.open = with(q.open, id)
	}
	return q
}

// fold shuts a circle; usual says that it is open without being asked.
func (q query) fold(id org.CircleID, usual bool) query {
	q.open = without(q.open, id)
	if usual || q.all {
		q.shut = with(q.shut, id)
	}
	return q
}

func with(ids []org.CircleID, id org.CircleID) []org.CircleID {
	i, found := slices.BinarySearch(ids, id)
	if found {
		return ids
	}
	return slices.Insert(slices.Clone(ids), i, id)
}

func without(ids []org.CircleID, id org.CircleID) []org.CircleID {
	i, found := slices.BinarySearch(ids, id)
	if !found {
		return ids
	}
	return slices.Delete(slices.Clone(ids), i, i+1)
}
