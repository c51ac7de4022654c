package site_test

import (
	"orpheus/org"
	"orpheus/service"
)

// Small steps are made for circle C2 when somebody is to do something with one: a circle tries
// three at once, so those that were made before are looked back on first.
func init() {
	begin := func(h *house, slug string, by org.PersonID) org.TryID {
		v, err := h.desk.As(h.t.Context(), slug, service.Nobody)
		if err != nil {
			h.t.Fatal(err)
		}
		look, err := v.Look(h.t.Context(), 0)
		if err != nil {
			h.t.Fatal(err)
		}
		for id, t := range look.State.Tries() {
			if t.Runs() && t.Circle == 2 {
				h.do(slug, 0, &org.LookBackOnTry{Try: id, Outcome: org.TryStopped})
			}
		}
		one := &org.BeginTry{Circle: 2, Title: "New"}
		h.do(slug, by, one)
		return one.Try
	}
	makes["try.begin"] = func(h *house, slug string) string {
		begin(h, slug, member)
		return "C2"
	}
	makes["try.withdraw"] = func(h *house, slug string) string { return begin(h, slug, member).String() }
	makes["try.take_over"] = func(h *house, slug string) string { return begin(h, slug, 0).String() }
	makes["try.look_back"] = makes["try.take_over"]
	makes["try.reopen"] = func(h *house, slug string) string {
		id := begin(h, slug, 0)
		h.do(slug, 0, &org.LookBackOnTry{Try: id, Outcome: org.TryStopped})
		return id.String()
	}
	acts["try.begin"] = "circle=MADE&title=Other"
	for _, kind := range []string{"try.withdraw", "try.take_over", "try.reopen"} {
		acts[kind] = "try=MADE"
	}
	acts["try.look_back"] = "try=MADE&becomes=kept"
}
