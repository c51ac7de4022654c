package web

import (
	"cmp"
	"net/url"
	"slices"
	"sort"
	"strconv"

	"orpheus/org"
	"orpheus/service"
)

// topic is something that people say others may ask them about, with how many do. The
// number is of the topic, which may hang on one person alone; none is of a person.
type topic struct {
	text   string // as whoever named it first wrote it
	people int
	near   bool // somebody in a circle of the one who looks named it
}

// topicsOf puts together what people named in the same words, whatever their capitals
// and marks, in the order of a language.
func topicsOf(named []service.Named, own map[org.PersonID]bool, lang string) []topic {
	type key = string
	at, who := map[key]int{}, map[key]map[org.PersonID]bool{}
	var all []topic
	for _, n := range named {
		k := n.Folded
		i, known := at[k]
		if !known {
			i = len(all)
			at[k], who[k] = i, map[org.PersonID]bool{}
			all = append(all, topic{text: n.Text})
		}
		if !who[k][n.Person] {
			who[k][n.Person] = true
			all[i].people++
		}
		all[i].near = all[i].near || own[n.Person]
	}
	by := alphabetical(lang)
	slices.SortStableFunc(all, func(a, b topic) int { return by.CompareString(a.text, b.text) })
	return all
}

// mostTopics is how many topics stand beside the people.
const mostTopics = 14

// someTopics are the topics that stand beside the people: those of one's own circles, and
// others where there is room. How many people name a topic orders nothing.
func (l peoplePage) someTopics() []topic {
	if len(l.topics) <= mostTopics {
		return l.topics
	}
	order := make([]int, len(l.topics))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(truth(l.topics[b].near), truth(l.topics[a].near)) })
	order = order[:mostTopics]
	slices.Sort(order)
	out := make([]topic, len(order))
	for i, at := range order {
		out[i] = l.topics[at]
	}
	return out
}

// about is the address of the people who may be asked about a topic.
func (l peoplePage) about(t topic) string { return l.at(peopleQuery{words: t.text}) }

// letter is where the names that begin with it are; empty for nowhere.
type letter struct {
	text, href string
	here       bool // on this page
}

// letters are those of the alphabet of the language, each leading to the page with the
// first name that comes with it; none where all names are on one page.
func (l peoplePage) letters() (out []letter) {
	if l.page.all <= pageSize {
		return nil
	}
	by := alphabetical(l.p.Lang())
	first := func(letter string) int {
		return sort.Search(len(l.list), func(i int) bool { return by.CompareString(l.view.Name(l.list[i]), letter) >= 0 })
	}
	alphabet := alphabets[l.p.Lang()]
	for i, text := range alphabet {
		from, to := first(text), len(l.list)
		if i+1 < len(alphabet) {
			to = first(alphabet[i+1])
		}
		at := letter{text: text}
		if from < to {
			q := l.q.values()
			if page := from/pageSize + 1; page > 1 {
				q.Set("page", strconv.Itoa(page))
			}
			at.href = l.with("/people", q) + "#" + l.list[from].String()
			at.here = from < l.page.last && to > l.page.first
		}
		out = append(out, at)
	}
	return out
}

var latin = []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"}

var alphabets = map[string][]string{"en": latin, "nl": latin, "da": append(slices.Clone(latin), "Æ", "Ø", "Å")}

// allTopics is what asks for the topics instead of the people.
func allTopics() url.Values { return peopleQuery{topics: true}.values() }
