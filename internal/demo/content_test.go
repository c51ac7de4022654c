package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var languages = []string{"en", "nl", "da"}

func loaded(t *testing.T, lang string) *content {
	t.Helper()
	c, err := load(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// all returns every text of a language under a key of its own.
func all(c *content) map[string]string {
	out := map[string]string{}
	for k, v := range c.words {
		out["word "+k] = v
	}
	for k, v := range c.circles {
		out["circle "+k], out["purpose "+k] = v.name, v.purpose
	}
	for k, v := range c.roles {
		out["role "+k], out["role purpose "+k] = v.name, v.purpose
		for i, d := range v.domains {
			out["role domain "+k+string(rune('a'+i))] = d
		}
		for i, d := range v.does {
			out["role does "+k+string(rune('a'+i))] = d
		}
	}
	for _, t := range c.threads {
		key := t.where + "." + t.key
		out["title "+key], out["body "+key], out["step "+key], out["outcome "+key] = t.title, t.body, t.step, t.outcome
	}
	for _, g := range c.rails {
		out["guardrail "+g.key+"@"+g.circle] = g.text
	}
	for key, text := range c.decided {
		if tale, ok := strings.CutSuffix(key, ".title"); ok {
			key = "title decision " + tale
		} else {
			key = "decision " + key
		}
		out[key] = text
	}
	for name, list := range c.lists {
		for i, text := range list {
			out[name+" "+string(rune('A'+i))] = text
		}
	}
	return out
}

var place = regexp.MustCompile(`\{[a-z]+\}`)

// Every language says everything, with the same places to fill.
func TestLanguagesSayTheSame(t *testing.T) {
	english := loaded(t, "en")
	en := all(english)
	for _, lang := range languages[1:] {
		other := all(loaded(t, lang))
		for key, text := range en {
			if _, ok := other[key]; !ok {
				t.Errorf("%s lacks %q", lang, key)
			}
			want, got := place.FindAllString(text, -1), place.FindAllString(other[key], -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q fills %v, want %v", lang, key, got, want)
			}
		}
		for key := range other {
			if _, ok := en[key]; !ok {
				t.Errorf("%s has %q more", lang, key)
			}
		}
		for i, th := range loaded(t, lang).threads {
			if e := english.threads[i]; e.key != th.key || e.tension != th.tension || e.stuck != th.stuck || e.month != th.month {
				t.Errorf("%s: thread %d is %s, want %s", lang, i, th.key, e.key)
			}
		}
	}
}

// shunned are words that say something else than meant here, or that only the
// initiated know.
var shunned = map[string][]string{
	"en": {"governance", "stakeholder", "empower", "holacracy", "alignment"},
	"nl": {"governance", "stakeholder", "spanning", "melding", "melden", "uw", "instemming", "gelieve"},
	"da": {"governance", "interessent", "spænding", "rejs", "Deres"},
}

func TestTone(t *testing.T) {
	apart := regexp.MustCompile(`[^\p{L}’-]+`)
	for _, lang := range languages {
		for key, text := range all(loaded(t, lang)) {
			switch {
			case strings.TrimSpace(text) == "":
				t.Errorf("%s: %s is empty", lang, key)
			case strings.ContainsAny(text, "!'\"") || strings.Contains(text, "..."):
				t.Errorf("%s: %s shouts or has the wrong marks: %q", lang, key, text)
			case strings.HasPrefix(key, "title ") && utf8.RuneCountInString(text) > 84:
				t.Errorf("%s: %s is long: %q", lang, key, text)
			}
			for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".?:;", r) }) {
				if n := len(strings.Fields(sentence)); n > 24 {
					t.Errorf("%s: %s has a sentence of %d words: %q", lang, key, n, sentence)
				}
			}
			for _, w := range apart.Split(text, -1) {
				if slices.Contains(shunned[lang], w) {
					t.Errorf("%s: %s says %q", lang, key, w)
				}
			}
		}
	}
}

// There is enough to speak of, and nothing is said twice.
func TestTitlesAreDistinct(t *testing.T) {
	for _, lang := range languages {
		seen := map[string]string{}
		c := loaded(t, lang)
		for _, th := range c.threads {
			if other := seen[th.title]; other != "" {
				t.Errorf("%s: %s and %s have the same title %q", lang, other, th.key, th.title)
			}
			seen[th.title] = th.key
		}
		if len(seen) < 120 {
			t.Errorf("%s: %d titles, want 120", lang, len(seen))
		}
		for name, list := range c.lists {
			for i, text := range list {
				if slices.Contains(list[:i], text) {
					t.Errorf("%s: %s says %q twice", lang, name, text)
				}
			}
		}
	}
}

// Everything the outline and the story name is there.
func TestOutlineHasItsTexts(t *testing.T) {
	c := loaded(t, "en")
	people, circles := map[string]bool{}, map[string]bool{}
	names := map[string]bool{}
	for _, p := range everybody() {
		if people[p.id] || names[p.name] {
			t.Errorf("%s is there twice", p.name)
		}
		people[p.id], names[p.name] = true, true
	}
	for _, plan := range outline() {
		circles[plan.key] = true
		if c.circles[plan.key].name == "" {
			t.Errorf("circle %s has no name", plan.key)
		}
		if plan.by != "" && !people[plan.by] {
			t.Errorf("nobody is %s, who forms %s", plan.by, plan.key)
		}
		for _, parent := range plan.parents {
			if !circles[parent] {
				t.Errorf("%s is in %s, which comes later or never", plan.key, parent)
			}
		}
		for _, r := range plan.roles {
			if c.roles[r.key].name == "" {
				t.Errorf("role %s has no name", r.id())
			}
			for _, h := range r.holders {
				if !people[h] {
					t.Errorf("nobody is %s, who holds %s", h, r.id())
				}
			}
		}
	}
	circles["heat"] = true
	for _, p := range everybody() {
		if !circles[p.home] {
			t.Errorf("%s works in %s, which is not there", p.name, p.home)
		}
	}
	for _, th := range c.threads {
		if !circles[th.where] && !slices.Contains([]string{"team", "centre", "any"}, th.where) {
			t.Errorf("%s is about %s, which is not there", th.key, th.where)
		}
	}
	for _, key := range staged {
		c.thread(key)
	}
	for _, list := range lists {
		if len(c.lists[list]) == 0 {
			t.Errorf("nothing under %s", list)
		}
	}
}
