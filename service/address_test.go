package service_test

import (
	"errors"
	"sync"
	"testing"

	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
)

func keyOf(err error) string {
	if e, ok := errors.AsType[*org.Error](err); ok {
		return e.Key
	}
	return ""
}

// invite has somebody added by a visitor, as the pages and the API do.
func invite(t *testing.T, d *service.Service, by org.PersonID, name, mail string) (org.PersonID, error) {
	act := &org.JoinPerson{Guest: by == 2}
	a, err := as(t, d, by).Do(t.Context(), service.Asked{Act: act, Face: org.API, Profile: &service.Profile{Name: name, Mail: mail}})
	if err != nil {
		return 0, err
	}
	return org.EffectOf(a.Entries[0].Act).Known, nil
}

// One address is one person, by every door, however it is written.
func TestOneAddressIsOnePerson(t *testing.T) {
	pairs(t, func(t *testing.T, one, two *service.Service) {
		linde(t, one)
		noor, err := one.AddPerson(t.Context(), "linde", records.Profile{Name: "Noor", Mail: "noor@linde.example"}, false, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, same := range []string{"noor@linde.example", "Noor@Linde.example", " NOOR@linde.example "} {
			if _, err := two.AddPerson(t.Context(), "linde", records.Profile{Name: "N.", Mail: same}, false, false); keyOf(err) != "person.address_used" {
				t.Errorf("the command line adds %q: %v", same, err)
			}
			if _, err := invite(t, two, 1, "N.", same); keyOf(err) != "person.address_used" {
				t.Errorf("a steward adds %q: %v", same, err)
			}
			if _, err := invite(t, two, 3, "N.", same); keyOf(err) == "person.address_used" || err == nil {
				t.Errorf("a guest learns of %q: %v", same, err)
			}
			if err := as(t, two, 2).Correct(t.Context(), "Fatima", same); !errors.Is(err, service.ErrAddress) {
				t.Errorf("the account page takes %q: %v", same, err)
			}
		}

		// Who left and comes back is the same person, with what an import knows them by.
		if err := service.StoreOf(one).Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: noor, Name: "Noor", Mail: "noor@linde.example", Key: "github-id:1"}}}); err != nil {
			t.Fatal(err)
		}
		do(t, one, 0, &org.LeavePerson{Person: noor})
		if _, err := invite(t, one, 2, "Noor", "noor@linde.example"); keyOf(err) != "right.steward" {
			t.Errorf("a member brings somebody back: %v", err)
		}
		back, err := invite(t, one, 1, "Noor Peeters", "NOOR@linde.example")
		if err != nil || back != noor {
			t.Errorf("%s comes back as %s: %v", noor, back, err)
		}
		all, err := two.Profiles(t.Context(), "linde")
		if want := (records.Profile{Person: noor, Name: "Noor Peeters", Mail: "NOOR@linde.example", Key: "github-id:1"}); err != nil || all[noor] != want {
			t.Errorf("%+v is known, %v", all[noor], err)
		}
		do(t, one, 0, &org.LeavePerson{Person: noor})
		if again, err := one.AddPerson(t.Context(), "linde", records.Profile{Name: "Noor", Mail: "noor@linde.example"}, false, true); err != nil || again != noor {
			t.Errorf("%s comes back as %s by the command line: %v", noor, again, err)
		}

		// Who was erased does not.
		do(t, one, 0, &org.ErasePerson{Person: noor})
		if anew, err := invite(t, one, 1, "Noor", "noor@linde.example"); err != nil || anew == noor {
			t.Errorf("who was erased is %s, %v", anew, err)
		}
	})
}

// Of many who add one address at once, in two processes, one does; a key that was used
// says so again.
func TestOneAddressAtOnce(t *testing.T) {
	pairs(t, func(t *testing.T, one, two *service.Service) {
		linde(t, one)
		var wait sync.WaitGroup
		errs := make([]error, 12)
		for i := range errs {
			wait.Go(func() {
				d := []*service.Service{one, two}[i%2]
				if i%3 == 0 {
					errs[i] = as(t, d, 2).Correct(t.Context(), "Fatima", "x@linde.example")
					return
				}
				_, errs[i] = invite(t, d, 1, "X", "x@linde.example")
			})
		}
		wait.Wait()
		joined := 0
		for i, err := range errs {
			switch {
			case err == nil && i%3 != 0:
				joined++
			case err != nil && keyOf(err) != "person.address_used" && !errors.Is(err, service.ErrAddress):
				t.Error(err)
			}
		}
		all, err := one.Profiles(t.Context(), "linde")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range all {
			if p.Mail == "x@linde.example" {
				n++
			}
		}
		if n != 1 || joined > 1 {
			t.Errorf("%d people have the address, %d joined", n, joined)
		}
	})
}

// No door takes a name that has in it what is not seen; blanks around it are nothing.
func TestNamesAreSeen(t *testing.T) {
	d, _ := visiting(t)
	for _, bad := range []string{"", "  ", "\u200b", "\u200d", "a\u202eb", "a\u2066b", "a\u200fb", "a\u00adb", "\u2800", "a\u061cb", "a\U000e0041b", "\u3164"} {
		for door, err := range map[string]error{
			"the command line": func() error {
				_, err := d.AddPerson(t.Context(), "linde", records.Profile{Name: bad}, false, false)
				return err
			}(),
			"the API":     func() error { _, err := invite(t, d, 1, bad, "y@linde.example"); return err }(),
			"the account": as(t, d, 1).Correct(t.Context(), bad, ""),
			"a founding": func() error {
				_, err := d.Found(t.Context(), service.Founding{Slug: "o", Name: bad, Lang: "en"})
				return err
			}(),
			"who founds": func() error {
				_, err := d.Found(t.Context(), service.Founding{Slug: "o", Name: "O", Lang: "en", Person: records.Profile{Name: bad, Mail: "y@linde.example"}})
				return err
			}(),
			"a circle": func() error {
				_, err := as(t, d, 1).Do(t.Context(), service.Asked{Act: &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: bad}})
				return err
			}(),
			"a text of it": func() error { _, err := service.ParsePerson(bad + " <y@linde.example>"); return err }(),
		} {
			if org.CodeOf(err) != org.Invalid {
				t.Errorf("%s takes %q: %v", door, bad, err)
			}
		}
	}
	a, err := as(t, d, 1).Do(t.Context(), service.Asked{Act: &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "  Zorg \u2764\ufe0f\t"}})
	if err != nil || a.Entries[0].Act.(*org.FormCircle).Name != "Zorg \u2764\ufe0f" {
		t.Errorf("%+v, %v", a.Entries, err)
	}
	p, err := d.AddPerson(t.Context(), "linde", records.Profile{Name: " Mehr\u200cdad ", Mail: " m@linde.example "}, false, false)
	all, _ := d.Profiles(t.Context(), "linde")
	if err != nil || all[p].Name != "Mehr\u200cdad" || all[p].Mail != "m@linde.example" {
		t.Errorf("%+v, %v", all[p], err)
	}
}
