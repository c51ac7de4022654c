package service_test

import (
	"errors"
	"testing"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/storetest"
)

// An organisation that cannot be read, for which no copy is sound, keeps nobody of the others
// from hearing that none was made.
func TestUncopiedIsToldInTheOthers(t *testing.T) {
	store := new(memory.Log)
	d := service.New(store, ledger.Options{Follow: -1})
	defer d.Close()
	if err := store.Append(t.Context(), ledger.Batch{Slug: "anker", Rows: storetest.Rows(ledger.Head{}, 1, "no act")}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: service.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	tell := d.Identity("http://o.example")
	err := d.TellUncopied(t.Context(), tell)
	if _, broken := errors.AsType[*ledger.BrokenError](err); !broken {
		t.Error(err)
	}
	if mails, err := tell.Waiting(t.Context(), "linde", 1); err != nil || len(mails) != 1 || mails[0].Kind != identity.Uncopied {
		t.Error(mails, err)
	}
}
