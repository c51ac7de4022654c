package api_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"orpheus/face/api"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// now is when the tests happen.
var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// world is De Linde with something of every kind in Home care (C2) and in Office
// (C3), and another organisation, De Anker.
type world struct {
	desk *service.Service
	log  *memory.Log
	http.Handler
	waits, open string // feedback between Bram and Eva about I1 and I3
	config      api.Config
}

// tokens are those of the people: Anna is a steward, Bram and Eva are in Home care,
// Chris is in Office, Gijs is a guest of Home care, Dirk has left, and Ank is
// somebody of De Anker.
var tokens = map[string]struct {
	slug  string
	who   org.PersonID
	reads bool
}{
	"anna": {"linde", 1, false}, "bram": {"linde", 2, false}, "chris": {"linde", 3, false}, "gijs": {"linde", 4, false}, "dirk": {"linde", 5, false},
	"eva": {"linde", 6, false}, "ank": {"anker", 1, false}, "anna reads": {"linde", 1, true},
}

func auth(_ context.Context, token string) (api.Bearer, bool, error) {
	t, ok := tokens[token]
	return api.Bearer{Org: t.slug, Person: t.who, Reads: t.reads}, ok, nil
}

func newWorld(t testing.TB) *world { return newWorldWith(t, api.Config{}) }

func newWorldWith(t testing.TB, c api.Config) *world {
	t.Helper()
	log := &memory.Log{}
	if c.Now == nil {
		c.Now = func() time.Time { return now }
	}
	c.Service = service.New(log, ledger.Options{Now: c.Now, Follow: -1})
	t.Cleanup(func() { _ = c.Service.Close() })
	if c.Auth == nil {
		c.Auth = auth
	}
	start := now.AddDate(0, -10, 0)
	for _, slug := range []string{"linde", "anker"} {
		_, err := c.Service.Found(t.Context(), service.Founding{
			Slug: slug, Name: "De " + slug, Lang: "nl", Zone: "Europe/Brussels", At: org.At(start),
			Person: records.Profile{Name: "Anna Anders", Mail: "anna@secret.example"},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	before := ledger.New(log, ledger.Options{Now: c.Now, Follow: -1})
	defer before.Close()
	_, err := before.Bulk(t.Context(), "linde", org.At(start.AddDate(0, 0, 1)), org.Operator, func(b *ledger.Bulk) error {
		at := b.At()
		for _, s := range story() {
			at += org.Day
			p := &records.Profile{Name: s.name, Mail: s.name + "@secret.example"}
			if err := b.DoAs(s.act, org.Moment{At: at, By: s.by, Face: org.Web}, p); err != nil {
				t.Errorf("%s: %v", org.NameOf(s.act), err)
				return err
			}
		}
		scenes, ago := decides()
		for i, s := range scenes {
			if err := b.DoAs(s.act, org.Moment{At: org.At(now) - ago[i]*org.Day/24, By: s.by, Face: org.Web}, nil); err != nil {
				t.Errorf("%s: %v", org.NameOf(s.act), err)
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{desk: c.Service, log: log, config: c}
	w.Handler = w.named(api.New(c))
	w.files(t)
	w.offers(t)
	w.feedback(t)
	return w
}

type scene struct {
	by   org.PersonID
	act  org.Act
	name string
}

func story() []scene {
	text := org.Write
	return append([]scene{
		{0, &org.JoinPerson{}, "Bram"},
		{0, &org.JoinPerson{}, "Chris"},
		{0, &org.JoinPerson{Guest: true}, "Gijs"},
		{0, &org.JoinPerson{}, "Dirk"},
		{0, &org.JoinPerson{}, "Eva"},
		{0, &org.LeavePerson{Person: 5}, ""},
		{0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Home care"}, ""},
		{0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Hidden office", Purpose: "Hidden purpose"}, ""},
		{0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Closed"}, ""},
		{0, &org.CloseCircle{Circle: 4}, ""},
		{0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Hidden garden"}, ""},
		{0, &org.JoinCircle{Circle: 2, Person: 2}, ""},
		{0, &org.JoinCircle{Circle: 2, Person: 4}, ""},
		{0, &org.JoinCircle{Circle: 2, Person: 6}, ""},
		{0, &org.JoinCircle{Circle: 3, Person: 3}, ""},
		{0, &org.JoinCircle{Circle: 5, Person: 2}, ""},
		{0, &org.CreateRole{Circle: 2, Name: "Wound care"}, ""},
		{0, &org.CreateRole{Circle: 2, Name: "Host", Leads: true}, ""},
		{0, &org.CreateRole{Circle: 2, Name: "Retired"}, ""},
		{0, &org.RetireRole{Role: 3}, ""},
		{0, &org.CreateRole{Circle: 3, Name: "Hidden role"}, ""},
		{0, &org.FillSeat{Role: 2, Person: 2}, ""},
		{0, &org.FillSeat{Role: 4, Person: 3}, ""},
		{2, &org.SetGuardrail{Circle: 2, Text: "At most 200 euro"}, ""},
		{3, &org.SetGuardrail{Circle: 3, Text: "Hidden guardrail"}, ""},
		{2, &org.RaiseTension{Circle: 2, Title: "Cold rooms", Body: text("Since Monday.")}, ""},
		{3, &org.RaiseTension{Circle: 3, Title: "Hidden tension", Body: text("Hidden body.")}, ""},
		{2, &org.RaiseTension{Circle: 2, Title: "No parking"}, ""},
		{2, &org.StartInitiative{Circle: 2, Title: "Key safes", Body: text("One a house."), Until: org.At(now.AddDate(0, 2, 0))}, ""},
		{6, &org.StartInitiative{Circle: 2, Title: "Warm meals"}, ""},
		{6, &org.LayDownLead{Lead: 2, Why: text("No time.")}, ""},
		{6, &org.StartInitiative{Circle: 2, Title: "Course", Until: org.At(now.AddDate(0, 2, 0))}, ""},
		{3, &org.StartInitiative{Circle: 3, Title: "Hidden work", Until: org.At(now.AddDate(0, 2, 0))}, ""},
		{2, &org.JoinInitiative{Initiative: 3}, ""},
		{2, &org.SetStep{Initiative: 1, Text: text("Call the locksmith.")}, ""},
		{2, filed(&org.NoteInitiative{Initiative: 1, Text: text("He comes on Friday.")}), ""},
		{3, filed(&org.NoteInitiative{Initiative: 4, Text: text("Hidden note.")}), ""},
		{2, &org.NameStandIn{Who: 6, From: org.At(now.AddDate(0, 0, -10)), Until: org.At(now.AddDate(0, 0, 20))}, ""},
		{3, &org.NameStandIn{Who: 1, From: org.At(now.AddDate(0, 0, 30)), Until: org.At(now.AddDate(0, 0, 40))}, ""},
		{2, &org.KeepLearning{Circle: 2, Text: text("Start at eight.")}, ""},
		{3, &org.KeepLearning{Circle: 3, Text: text("Hidden learning.")}, ""},
		{0, &org.FillSeat{Role: 1, Person: 6}, ""},
		{6, &org.LeaveSeat{Seat: 3}, ""},
		{2, &org.NameStrength{Text: text("Locks")}, ""},
		{6, &org.ConfirmStrength{Strength: 1}, ""},
		{3, &org.ConfirmStrength{Strength: 1}, ""},
		{3, &org.NameStrength{As: org.AsWish, Text: text("Hidden wish")}, ""},
		{6, &org.FeelTension{Tension: 3}, ""},
		{6, &org.GiveThanks{To: 2, Initiative: 1, Text: text("You asked everybody.")}, ""}, // W1
		{6, &org.GiveThanks{To: 2, Tension: 1, Text: text("Said in time.")}, ""},           // W2, hidden
		{2, &org.HideThanks{Thanks: 2}, ""},
		{2, &org.GiveThanks{To: 6, Initiative: 2, Text: text("Warm food.")}, ""},                      // W3
		{6, &org.RecogniseInformal{Circle: 2, Person: 2, As: org.AsDriver}, ""},                       // U1
		{2, &org.AcceptInformal{Informal: 1}, ""},                                                     //
		{6, &org.RecogniseInformal{Circle: 2, Person: 2, As: org.AsOwn, Name: "Hidden nickname"}, ""}, // U2, not accepted
		{2, &org.SetStep{Initiative: 1, Text: text("Try the keys.")}, ""},
		{2, &org.FinishStep{Step: 2}, ""},
	}, asked()...)
}

// filed is an act with which a file comes.
func filed(act org.Act) org.Act {
	org.Attach(act, 1)
	return act
}

// files are what is in the files that came: one in Home care, and one in Office.
func (w *world) files(t testing.TB) {
	t.Helper()
	for id, f := range map[org.FileID]records.File{
		1: {By: 2, Kind: "text/plain", Name: "nøgler.txt", About: "Which keys", Body: []byte("Two keys.")},
		2: {By: 3, Kind: "text/plain", Name: "hidden.txt", Body: []byte("Hidden file.")},
	} {
		f.ID = id
		if err := w.log.PutFile(t.Context(), "linde", f); err != nil {
			t.Fatal(err)
		}
	}
}

// offers are made shortly before now, so that they still wait.
func (w *world) offers(t testing.TB) {
	t.Helper()
	for _, s := range []scene{
		{6, &org.OfferLead{Initiative: 2, To: 2, Word: org.Write("You know cooks.")}, ""},
		{2, &org.OfferLead{Tension: 3, To: 6}, ""},
		{3, &org.OfferLead{Tension: 2, To: 1, Word: org.Write("Hidden word.")}, ""},
		{2, &org.RaiseTension{Circle: 2, Title: "Slippery floor"}, ""}, // T4
		{2, &org.RaiseTension{Circle: 2, Title: "Loud door"}, ""},      // T5
		{2, &org.ResolveTension{Tension: 5}, ""},
		{2, &org.StartInitiative{Circle: 2, Title: "Quiet hour"}, ""}, // I5, L5
		{2, &org.StartInitiative{Circle: 2, Title: "Oil"}, ""},        // I6, L6
		{2, &org.ConcludeInitiative{Initiative: 6}, ""},
		{2, &org.StartInitiative{Circle: 2, Title: "Mats"}, ""}, // I7, L7
		{2, &org.LayDownLead{Lead: 7}, ""},
		{6, &org.StartInitiative{Circle: 2, Title: "Lamps"}, ""}, // I8, L8
		{6, &org.LayDownLead{Lead: 8}, ""},
		{2, &org.TakeLead{Initiative: 8}, ""},         // L9
		{2, &org.OfferLead{Initiative: 7, To: 6}, ""}, // O4
		{6, &org.DeclineOffer{Offer: 4, Word: org.Write("No time.")}, ""},
		{2, &org.BeginTry{Circle: 2, Small: "end-date"}, ""},     // J1
		{2, &org.BeginTry{Circle: 2, Title: "Sing at noon"}, ""}, // J2
		{2, &org.LookBackOnTry{Try: 2, Outcome: org.TryStopped}, ""},
		{6, &org.BeginTry{Title: "Walk", What: org.Write("Once round the house.")}, ""}, // J3
		{2, &org.SettleSignal{Key: "open_long:T3", Why: org.Write("It waits for spring.")}, ""},
		{6, &org.OpenMeeting{Circle: 2}, ""}, // E1
		{2, &org.JoinMeeting{Meeting: 1}, ""},
		{2, &org.AddPoint{Meeting: 1, Words: org.Write("The stairs.")}, ""},
		{2, &org.SpeakInMeeting{Meeting: 1, Point: 1, Text: org.Write("They are steep.")}, ""},
		{6, &org.BeginReflection{Circle: 2}, ""},                                 // E2
		{6, &org.CloseMeeting{Meeting: 2, Step: org.Write("A quiet hour.")}, ""}, // which can go on
		{3, &org.OpenMeeting{Circle: 3}, ""},                                     // E3
		{3, &org.AddPoint{Meeting: 3, Words: org.Write("Hidden point.")}, ""},
		{3, &org.SpeakInMeeting{Meeting: 3, Point: 1, Text: org.Write("Hidden words.")}, ""},
		{2, &org.AskPulse{Circle: 2}, ""}, // U2
	} {
		w.do(t, s.by, s.act)
	}
}
