package site_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"orpheus/identity"
	"orpheus/org"
)

// No page lists people with figures of what each did: a list of which three entries or more
// name somebody else, by a link to their page, and have a number in their own words, is a
// ranking or becomes one by sorting. Days, hours and what people wrote are no such numbers.
func TestNoPageRanksPeople(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	lists := 0
	for page, body := range s.fetch(s.ben) {
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, list := range repeated(root) {
			lists++
			figures := map[string]string{}
			for _, entry := range list {
				who, words := named(entry)
				if len(who) == 1 && who[0] != s.ben.String()[1:] {
					if n := figure.FindString(words); n != "" {
						figures[who[0]] = strings.TrimSpace(words)
					}
				}
			}
			if len(figures) >= 3 {
				t.Errorf("%s has figures of people: %.300q", page, figures)
			}
		}
	}
	if lists < 50 {
		t.Errorf("only %d lists were found: that tries nothing", lists)
	}
	if got := figuresIn(t, `<ul><li><a href="/linde/people/1">Ann</a> led 9</li><li><a href="/linde/people/3">Ben</a> led 7</li><li><a href="/linde/people/4">Cas</a> led 4</li></ul>`); got != 3 {
		t.Errorf("a ranking is not seen for what it is: %d figures", got)
	}
}

// day is a day within a sentence.
var day = regexp.MustCompile(`\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)\b`)

var figure = regexp.MustCompile(`\b\d+\b`)

func figuresIn(t *testing.T, body string) (n int) {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range repeated(root) {
		for _, entry := range list {
			if who, words := named(entry); len(who) == 1 && figure.MatchString(words) {
				n++
			}
		}
	}
	return n
}

// repeated returns the entries of every list and table.
func repeated(n *html.Node) (all [][]*html.Node) {
	if n.Type == html.ElementNode && slices.Contains([]string{"ul", "ol", "tbody", "dl", "table"}, n.Data) {
		var entries []*html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				entries = append(entries, c)
			}
		}
		all = append(all, entries)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all = append(all, repeated(c)...)
	}
	return all
}

var person = regexp.MustCompile(`^/linde/people/(\d+)$`)

// named returns whose pages an entry links to, and its words without days, names and what
// people wrote.
func named(n *html.Node) (who []string, words string) {
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			words += " " + n.Data
			return
		}
		if n.Type == html.ElementNode {
			switch n.Data {
			case "time", "script", "style", "template", "blockquote", "svg":
				return
			case "a":
				for _, a := range n.Attr {
					if a.Key != "href" {
						continue
					}
					if m := person.FindStringSubmatch(a.Val); m != nil && !slices.Contains(who, m[1]) {
						who = append(who, m[1])
					}
				}
				return // the name of a thing or a person
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return who, day.ReplaceAllString(words, "")
}

// No answer of the API has a figure of somebody: a number in an object that is about a
// person, other than what says which thing, when, and how things are arranged.
func TestNoAnswerHasFiguresOfPeople(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	token := s.token(s.ben)
	res, err := http.Get("http://" + s.addr + "/api/v1/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var doc struct{ Paths map[string]map[string]any }
	if err := json.NewDecoder(res.Body).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	read, people := 0, 0
	for path, methods := range doc.Paths {
		if _, reads := methods["get"]; !reads || strings.HasSuffix(path, "/events") || !strings.Contains(path, "{org}") {
			continue
		}
		for id := 1; id <= 3; id++ {
			at := strings.NewReplacer("{org}", "linde", "{id}", fmt.Sprint(id), "{seq}", fmt.Sprint(id)).Replace(path)
			v := s.answer(token, at)
			if v == nil {
				continue
			}
			read++
			people += s.figuresOf(at, v)
			if !strings.Contains(path, "{id}") {
				break
			}
		}
	}
	if read < 15 || people < 100 {
		t.Errorf("%d answers about %d people were read: that tries too little", read, people)
	}
}

// arranged are numbers that say nothing of what somebody did.
var arranged = []string{"version", "seq", "next", "n", "m", "level", "places", "term_days", "status", "photo", "head", "since_version"}

// figuresOf counts objects about people, and complains of numbers in them.
func (s *served) figuresOf(path string, v any) (people int) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			people += s.figuresOf(path, one)
		}
	case map[string]any:
		about := false
		for _, key := range []string{"id", "person"} {
			id, _ := v[key].(string)
			about = about || strings.HasPrefix(id, "P") && id != s.ben.String() && figure.MatchString(id[1:])
		}
		if about {
			people++
		}
		for key, one := range v {
			if _, number := one.(float64); about && number && !slices.Contains(arranged, key) {
				s.t.Errorf("%s has %s of a person: %.200v", path, key, v)
			}
			people += s.figuresOf(path, one)
		}
	}
	return people
}

func (s *served) answer(token, path string) (v any) {
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, "http://"+s.addr+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Content-Type"), "json") {
		return nil
	}
	if err := json.NewDecoder(res.Body).Decode(&v); err != nil {
		s.t.Errorf("%s: %v", path, err)
	}
	return v
}

func (s *served) token(p org.PersonID) string {
	s.t.Helper()
	token, err := s.people.NewToken(s.t.Context(), "linde", p, "figures", identity.TokenTerms{})
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}
