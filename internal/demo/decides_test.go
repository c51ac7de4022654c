package demo

import (
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// asked are questions as people ask them, in each language, from a circle or from nowhere,
// with who decides: by the first answer, or by all that own it where it is not clear. What was
// agreed answers some of them.
var asked = []struct{ en, nl, da, from, want string }{
	{"Who decides about the roster?", "Wie beslist over het rooster?", "Hvem beslutter om vagtplanen?", "oost", "role_authority oost.troster"},
	{"night rosters", "nachtroosters", "natteplan", "", "consent roster, nobody holds roster.rosnight"},
	{"rosters in the Night team", "roosters in het Nachtteam", "vagtplan hos Nattevagterne", "", "consent night, nobody holds night.troster"},
	{"who may buy new bikes?", "wie mag nieuwe fietsen kopen?", "hvem må købe nye cykler?", "", "role_authority wheels.bicycles"},
	{"holidays in the team", "vakantie in het team", "ferie i teamet", "west", "role_authority west.troster"},
	{"contracts", "contracten", "kontrakter", "", "role_authority finance.contracts + linde.director"},
	{"parking passes", "parkeerkaarten", "parkeringskort", "", "role_authority wheels.parking"},
	{"how medication is checked", "dubbel nakijken van medicatie", "tjek af medicin", "", "role_authority home.medication"},
	{"photos of guests", "foto’s van gasten", "fotos af gæster", "anker", "consent day"},
	{"photos of wounds", "foto’s van wonden", "billeder af sår", "", "role_authority home.wound"},
	{"the menu", "het menu", "menuen", "brug", "role_authority day.kitchen"},
	{"the newsletter", "de nieuwsbrief", "nyhedsbrevet", "", "role_authority people.stories"},
	{"what goes in the bag", "wat zit er in de tas", "hvad skal der ligge i tasken", "", "role_authority home.hygiene"},
	{"petrol cars", "wagens op benzine", "benzinbiler", "wheels", "consent wheels"},
	{"keys at night", "sleutels ’s nachts", "nøgler om natten", "", "role_authority night.nkeys"},
	{"families of the team", "families van het team", "teamets familier", "oost", "role_authority oost.tfamily"},
	{"when does a new client start?", "wanneer begint een nieuwe cliënt?", "hvornår begynder en ny borger?", "noord", "role_authority noord.tintake"},
	{"the cleaning plan", "het schoonmaakplan", "rengøringsplanen", "", "role_authority places.cleaning"},
	{"which tablets?", "welke tablets?", "hvilke tablets?", "", "role_authority digital.tablets"},
	{"the budget of our team", "het budget van ons team", "vores teams budget", "", "role_authority finance.budget"},
	{"replacing codes", "codes vervangen", "skifte koder", "", "advice night.nkeys"},
	{"pay and leave", "loon en verlof", "løn og ferie", "", "advice people.hradviser"},
	{"allergies of clients", "een allergie van cliënten", "borgernes allergier", "", "advice day.kitchen"},
	{"new roles", "nieuwe rollen", "nye roller", "west", "advice west"},
	{"who may change the circle Wheels?", "wie mag de kring Fietsen en wagens veranderen?", "hvem må ændre cirklen Hjul?", "", "advice wheels"},
	{"nursing by volunteers", "verpleegkundige zorg door vrijwilligers", "sygepleje ved frivillige", "", "consent community"},
	{"trying something for eight weeks", "acht weken iets proberen", "prøve noget i otte uger", "", "consent linde"},
	{"gifts from clients", "cadeaus van cliënten", "gaver fra borgere", "", "consent linde"},
	{"insulin", "insuline", "insulin", "", "role_authority home.medication"},
	{"two medication lists", "twee medicatielijsten", "to medicinlister", "", "consent home"},
	{"the team chat after eight", "de teamchat na acht uur", "teamets chat efter klokken otte", "", "consent oost"},
	{"birthdays of clients", "verjaardagen van cliënten", "borgernes fødselsdage", "", "consent west"},
	{"home on a Friday", "op vrijdag thuis", "hjem om fredagen", "oost", "advice oost"},
	{"the colour of the moon", "de kleur van de maan", "månens farve", "", "nobody"},
	{"bonus for the board", "een bonus voor het bestuur", "bonus til bestyrelsen", "", "nobody"},
	{"a swimming pool", "een zwembad", "en svømmehal", "", "nobody"},
}

// De Linde answers as somebody who knows it would, in each of its languages.
func TestWhoDecidesInDeLinde(t *testing.T) {
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := service.New(new(memory.Log), ledger.Options{Now: func() time.Time { return until }})
			t.Cleanup(func() { _ = d.Close() })
			if err := Grow(t.Context(), d, Options{Until: until, Lang: lang}, nil); err != nil {
				t.Fatal(err)
			}
			v, err := d.As(t.Context(), "linde", service.Nobody)
			if err != nil {
				t.Fatal(err)
			}
			l, err := v.Look(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			k := newKeys(t, l.State, lang)
			for _, q := range asked {
				words := map[string]string{"en": q.en, "nl": q.nl, "da": q.da}[lang]
				all, err := l.WhoDecides(t.Context(), service.About{Words: words, Circle: k.circle(q.from)})
				if err != nil {
					t.Fatal(err)
				}
				if got := k.say(all); got != q.want {
					t.Errorf("%q: %s, want %s", words, got, q.want)
					for _, a := range all {
						t.Logf("    %.3f of %.2f: %s by %s: %s", a.Score, a.Fits, k.of[a.Who], a.Because[0].Kind, a.Because[0].Text)
					}
				}
			}
		})
	}
}

// keys are what the outline calls things, in a De Linde of some language.
type keys struct {
	of map[org.Ref]string
	by map[string]org.Ref
}

func newKeys(t *testing.T, s *org.State, lang string) *keys {
	c := loaded(t, lang)
	k := &keys{map[org.Ref]string{}, map[string]org.Ref{}}
	add := func(r org.Ref, key string) { k.of[r], k.by[key] = key, r }
	for _, plan := range outline() {
		for id, row := range s.Circles() {
			if row.Live() && (row.Name == c.circles[plan.key].name || id == org.Root && plan.key == "linde") {
				add(org.RefOf(id), plan.key)
			}
		}
		for _, r := range plan.roles {
			for id, row := range s.Roles() {
				if row.Live() && row.Name == c.roles[r.key].name && k.of[org.RefOf(row.Circle)] == plan.key {
					add(org.RefOf(id), r.id())
				}
			}
		}
	}
	return k
}

func (k *keys) circle(key string) org.CircleID { return org.CircleID(k.by[key].N) }

func (k *keys) say(all []org.WhoDecides) string {
	if len(all) == 0 {
		return "nobody"
	}
	if all[0].Vacant != 0 {
		return all[0].By.String() + " " + k.of[all[0].Who] + ", nobody holds " + k.of[org.RefOf(all[0].Vacant)]
	}
	var who []string
	for _, d := range all[:max(1, org.Owners(all))] {
		who = append(who, k.of[d.Who])
	}
	slices.Sort(who)
	return all[0].By.String() + " " + strings.Join(who, " + ")
}
