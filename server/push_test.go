package server_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/pushbox"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
)

// loopback has tests call this machine.
var loopback = server.Networks{netip.MustParsePrefix("127.0.0.0/8")}

// fields are what a browser sends of its address.
func fields(do string, d *pushbox.Device) []string {
	return []string{"do", do, "endpoint", d.Endpoint, "key", d.Key, "auth", d.Auth}
}

// device has a new device of whoever visits take messages.
func (v *visitor) device(box *pushbox.Box, name string) *pushbox.Device {
	v.t.Helper()
	d := box.Device(v.t, name)
	v.pushes(d, "on", "on")
	return d
}

// pushes sends what the script of a page sends, and wants a state.
func (v *visitor) pushes(d *pushbox.Device, do, state string) {
	v.t.Helper()
	v.post("/linde/account/push", fields(do, d)...).wants(v.t, 200, "", `{"state":"`+state+`"}`)
}

// shows has what is due told, and wants these messages: each as device, title and sentence.
func (s *site) shows(what string, box *pushbox.Box, want ...string) []pushbox.Message {
	s.t.Helper()
	var got []pushbox.Message
	for len(box.Got) > 0 {
		m := <-box.Got
		got = append(got, m)
	}
	lines := []string{}
	for _, m := range got {
		lines = append(lines, m.To+": "+m.Title+": "+m.Body)
	}
	if fmt.Sprint(lines) != fmt.Sprint(append([]string{}, want...)) {
		s.t.Errorf("%s: came\n%q, want\n%q", what, lines, want)
	}
	return got
}

const asks = "Somebody asks whether you take the lead."

// What asks something of somebody comes to their device at once, by the same rules as a mail
// and in its place: neither twice, nor what was seen, muted or answered, nor in quiet hours.
// It has no names for a locked screen unless they want them.
func TestAMessageReachesADevice(t *testing.T) {
	s := newSite(t, "http://o.example")
	box := pushbox.Listen(t)
	kofi := s.in("linde", 2)
	kofi.device(box, "phone")
	s.went("the founding")
	offer := func(title string) {
		t.Helper()
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: title})
		st, err := s.desk.Look(t.Context(), "linde", 0)
		must(t, err)
		var last org.TensionID
		for id := range st.Tensions() {
			last = id
		}
		s.do(1, &org.OfferLead{Tension: last, To: 2, Word: org.Write("You know\nthe door.")})
	}
	offer("Keys")
	s.went("an offer")
	m := s.shows("an offer", box, "phone: Org linde: "+asks)[0]
	if m.URL != "http://o.example/linde/tensions/1" || m.Tag != "T1" || m.Badge != 1 || m.Header.Get("Urgency") != "high" {
		t.Errorf("%+v", m)
	}
	s.went("again")
	s.chooses(2, func(n *service.NoticeSettings) { n.Words = true })
	offer("Lists")
	s.went("an offer, with words")
	s.shows("with words", box, "phone: Lists: Fatima Idrissi asks you to lead this “You know the door.”")
	s.chooses(2, func(n *service.NoticeSettings) { n.Bare = true })
	offer("Doors")
	s.went("bare")
	m = s.shows("bare", box, "phone: Org linde: Something waits for you.")[0]
	if said := fmt.Sprint(m.URL, m.Tag, m.Title, m.Body); m.URL != "http://o.example/linde" || strings.Contains(said, "T3") || strings.Contains(said, "Doors") {
		t.Errorf("a bare message says %s", said)
	}
	s.chooses(2, func(n *service.NoticeSettings) { n.Bare, n.Words = false, false })
	s.do(1, &org.SayInMails{Bare: true})
	offer("Windows")
	s.went("bare, as the organisation has it")
	s.shows("bare, as the organisation has it", box, "phone: Org linde: Something waits for you.")
	s.do(1, &org.SayInMails{})

	s.chooses(2, func(n *service.NoticeSettings) { n.Once = service.ByBoth })
	offer("Roofs")
	s.went("both", "P2: Fatima Idrissi asks you to take the lead: Roofs")
	s.shows("both", box, "phone: Org linde: "+asks)
	s.chooses(2, func(n *service.NoticeSettings) { n.Once = service.ByMail })
	offer("Stairs")
	s.went("by mail", "P2: Fatima Idrissi asks you to take the lead: Stairs")
	s.chooses(2, func(n *service.NoticeSettings) { n.Once, n.NoMail = service.ByDevice, true })
	offer("Lamps")
	s.went("no mail, a message all the same")
	s.shows("no mail, a message all the same", box, "phone: Org linde: "+asks)
	s.chooses(2, func(n *service.NoticeSettings) { n.NoMail, n.Quiet = false, &[2]service.Minute{8 * 60, 10 * 60} })
	offer("Ovens")
	s.went("in quiet hours")
	s.shows("in quiet hours", box)
	s.move(time.Hour)
	s.went("after them")
	s.shows("after them", box, "phone: Org linde: "+asks)

	v, err := s.desk.As(t.Context(), "linde", 2)
	must(t, err)
	name := func() { s.do(1, &org.NoteTension{Tension: 1, Text: org.Write("@P2, and this?")}) }
	name()
	must(t, queue(t.Context(), s.desk))
	must(t, v.SeeAll(t.Context(), 1<<40))
	s.went("seen before it went out")
	must(t, v.Mute(t.Context(), org.RefOf(org.TensionID(1)), true))
	name()
	s.went("muted")
	must(t, v.Mute(t.Context(), org.RefOf(org.TensionID(1)), false))
	name()
	must(t, queue(t.Context(), s.desk))
	s.chooses(2, func(n *service.NoticeSettings) { n.Once = service.ByMail })
	s.went("a mail is wanted before it goes out", "P2: Fatima Idrissi said something about “Keys”")
	s.chooses(2, func(n *service.NoticeSettings) { n.Once = service.ByDevice })
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Cups"})
	s.do(1, &org.OfferLead{Tension: 9, To: 2})
	must(t, queue(t.Context(), s.desk))
	s.do(2, &org.DeclineOffer{Offer: 9})
	s.went("answered before it went out")
	s.shows("seen, muted, mailed, answered", box)
	s.move(24 * time.Hour)
	for _, l := range s.tells() { // nothing that was told at once stands in the overview
		for _, told := range []string{"Lists", "Doors", "Windows", "Stairs", "Lamps", "Ovens"} {
			if strings.Contains(l.Written.Text, told) {
				t.Errorf("the overview tells of %s again: %s", told, l.Written.Text)
			}
		}
	}

	s.people.By(printer{}) // no mail goes out here
	s.desk.Silent(true)
	name()
	must(t, queue(t.Context(), s.desk))
	s.deliver(printer{})
	s.shows("without a mail server", box, "phone: Org linde: Somebody names you in a conversation.")
	all, err := s.people.Waiting(t.Context(), "linde", 2)
	if must(t, err); len(all) > 0 {
		t.Errorf("without a mail server %d mails wait", len(all))
	}
}

// Where no device takes a message a mail goes in its place, one, and whoever has the device
// sees why; what may have come is not sent again.
func TestDevicesThatDoNotAnswer(t *testing.T) {
	s := newSite(t, "http://o.example")
	box := pushbox.Listen(t)
	kofi := s.in("linde", 2)
	phone := kofi.device(box, "phone")
	kofi.device(box, "desk")
	s.went("the founding")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	name := func() { t.Helper(); s.do(1, &org.NoteTension{Tension: 1, Text: org.Write("@P2, and this?")}) }
	const mail = "P2: Fatima Idrissi said something about “Keys”"

	box.Answer("phone", 410)
	name()
	s.went("one is gone")
	s.shows("one is gone", box, "desk: Org linde: Somebody names you in a conversation.")
	kofi.get("/linde/account/notices").wants(t, 200, "", "its browser takes no more messages")
	name()
	s.went("it is not asked again")
	if box.Calls("phone") != 1 || box.Calls("desk") != 2 {
		t.Errorf("called %d and %d times", box.Calls("phone"), box.Calls("desk"))
	}
	box.Answer("desk", 404)
	name()
	s.went("both are gone", mail)
	name()
	s.went("there is no device", mail)
	kofi.pushes(phone, "keep", "refused")
	box.Answer("phone", 503)
	kofi.pushes(phone, "on", "on")
	calls := box.Calls("phone")
	name()
	s.went("the push service is down")
	for n := range 2 {
		s.move(15 * time.Minute)
		s.went(fmt.Sprint("it is still down, try ", n+2))
	}
	s.move(15 * time.Minute)
	s.went("it was down for long", mail)
	s.move(time.Hour)
	s.went("and again")
	if n := box.Calls("phone") - calls; n != 4 {
		t.Errorf("it was called %d times", n)
	}
	box.Answer("phone", -1)
	name()
	s.went("it may have come")
	s.move(time.Hour)
	s.went("it may have come, later")
	if n := box.Calls("phone") - calls; n != 5 {
		t.Errorf("it was called %d times", n)
	}
	kofi.get("/linde/account/notices").wants(t, 200, "", "Did not arrive", "did not say whether")

	box.Answer("phone", 0)
	name()
	must(t, queue(t.Context(), s.desk))
	now, before := org.At(s.now()), box.Calls("phone")
	leased, _, err := s.people.Store.LeaseMails(t.Context(), now, now+1, 1)
	if must(t, err); len(leased) != 1 {
		t.Fatalf("%d messages wait", len(leased))
	}
	_, err = s.people.Store.HandMail(t.Context(), leased[0]) // and whoever does it dies
	must(t, err)
	s.move(time.Hour)
	s.went("it was handed over by a process that died")
	if n := box.Calls("phone") - before; n != 0 {
		t.Errorf("what may have come was sent again %d times", n)
	}
}

// A device is somebody's until they sign out of it, take it off, or leave; an idle session
// leaves it on. It gets another address without anybody signed in, and says itself when
// something came.
func TestDevicesOfSomebody(t *testing.T) {
	s := newSite(t, "http://o.example")
	box := pushbox.Listen(t)
	kofi, away := s.in("linde", 2), s.in("linde", 2)
	kofi.header["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	phone := kofi.device(box, "phone")
	tablet := away.device(box, "tablet")
	has := func(want ...string) {
		t.Helper()
		all, err := s.people.PushDevices(t.Context(), "linde", 2)
		must(t, err)
		got := []string{}
		for _, d := range all {
			got = append(got, d.Address.Endpoint[len(box.URL)+1:])
		}
		slices.Sort(got)
		if fmt.Sprint(got) != fmt.Sprint(append([]string{}, want...)) {
			t.Errorf("there are %v, want %v", got, want)
		}
	}
	settings := func(want ...string) {
		t.Helper()
		kofi.get("/linde/account/notices").wants(t, 200, "", want...)
	}
	settings("Firefox, Linux", "none has arrived yet", `data-key="`)
	kofi.pushes(phone, "try", "sent")
	m := s.shows("a try", box, "phone: Org linde: It works: messages arrive on this device.")[0]
	nobody := s.visitor()
	nobody.post("/linde/push/arrived", "token", m.Arrived+"x").wants(t, 404, "")
	nobody.post("/anker/push/arrived", "token", m.Arrived).wants(t, 404, "")
	nobody.post("/linde/push/arrived", "token", m.Arrived).wants(t, 200, "")
	settings("last one arrived today, 09:00")

	moved := box.Device(t, "moved")
	renew := func(auth string, to *pushbox.Device) answer {
		return nobody.post("/linde/push/renew", "was-endpoint", phone.Endpoint, "was-auth", auth, "endpoint", to.Endpoint, "key", to.Key, "auth", to.Auth)
	}
	renew(tablet.Auth, moved).wants(t, 200, "", `"off"`)
	has("phone", "tablet")
	renew(phone.Auth, &pushbox.Device{Endpoint: "https://10.0.0.1/x", Key: moved.Key, Auth: moved.Auth}).wants(t, 200, "", `"unreachable"`)
	renew(phone.Auth, moved).wants(t, 200, "", `"on"`)
	has("moved", "tablet")
	settings("last one arrived today, 09:00")
	kofi.pushes(phone, "keep", "off")
	kofi.pushes(moved, "keep", "on")

	s.move(40 * 24 * time.Hour) // the sessions are idle
	kofi.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	has("moved", "tablet")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys"})
	s.do(1, &org.NoteTension{Tension: 1, Text: org.Write("@P2?")})
	s.tells()
	if n := box.Calls("moved") + box.Calls("tablet"); n != 2 {
		t.Errorf("with idle sessions %d messages come", n)
	}
	kofi, away = s.in("linde", 2), s.in("linde", 2)
	kofi.pushes(moved, "keep", "on") // in the session of now
	away.pushes(tablet, "keep", "on")
	away.post("/linde/signout").wants(t, 303, "/signin?org=linde")
	has("moved")
}

// What ends a device, one by one.
func TestADeviceEnds(t *testing.T) {
	s := newSite(t, "http://o.example")
	box := pushbox.Listen(t)
	kofi := s.in("linde", 2)
	count := func(what string, p org.PersonID, want int) {
		t.Helper()
		all, err := s.people.PushDevices(t.Context(), "linde", p)
		must(t, err)
		if len(all) != want {
			t.Errorf("%s: there are %d devices, want %d", what, len(all), want)
		}
	}
	phone := kofi.device(box, "phone")
	kofi.pushes(phone, "on", "on")
	count("added twice", 2, 1)
	all, err := s.people.PushDevices(t.Context(), "linde", 2)
	must(t, err)
	s.in("linde", 1).post("/linde/account/push", "do", "off", "id", all[0].ID)
	count("taken off by somebody else", 2, 1)
	kofi.post("/linde/account/push", "do", "off", "id", all[0].ID).wants(t, 303, "/linde/account/notices?off#devices")
	count("taken off from the list", 2, 0)
	kofi.pushes(phone, "keep", "off")
	count("it shows itself again", 2, 0)
	kofi.pushes(phone, "on", "on")
	kofi.pushes(phone, "off", "off")
	count("taken off on the device", 2, 0)

	s.move(time.Hour)
	other := s.in("linde", 2)
	tablet := other.device(box, "tablet")
	kofi.pushes(phone, "on", "on")
	sessions, err := s.people.Sessions(t.Context(), "linde", 2)
	must(t, err)
	for _, e := range sessions {
		if e.Hash == identity.HashOf(other.session("linde")) {
			kofi.post("/linde/account/sessions", "id", e.Hash.ID())
		}
	}
	count("its session was ended elsewhere", 2, 1)
	other = s.in("linde", 2)
	other.pushes(tablet, "on", "on")
	kofi.post("/linde/account/sessions")
	count("all other sessions were ended", 2, 1)
	kofi.pushes(phone, "keep", "on")

	s.move(time.Hour) // so often in a while
	fatima := s.in("linde", 1)
	fatima.pushes(phone, "keep", "off") // at the same browser
	count("somebody else uses the browser", 2, 0)
	count("who did not ask for it", 1, 0)
	kofi.pushes(phone, "on", "on")
	fatima.pushes(phone, "on", "on")
	count("it is somebody else's now", 2, 0)
	count("whose it is", 1, 1)

	for n := range 10 {
		s.move(10 * time.Minute)
		kofi.device(box, fmt.Sprint("of many ", n))
	}
	s.move(time.Hour)
	kofi.pushes(box.Device(t, "one more"), "on", "full")
	count("many", 2, 10)
	for _, bad := range []string{"https://169.254.169.254/latest", "http://push.example.org/x", "https://localhost/x", ""} {
		d := *phone
		d.Endpoint = bad
		s.move(time.Hour)
		fatima.pushes(&d, "on", "unreachable")
	}
	fatima.pushes(box.Device(t, "nobody's"), "try", "refused")
	s.visitor().post("/linde/account/push", fields("on", phone)...).wants(t, 303, "/signin?next=%2Flinde&org=linde")
	s.do(0, &org.LeavePerson{Person: 2})
	count("who left", 2, 0)
}

// printer is a postman who only shows mails.
type printer struct{ *sender }

func (printer) Printed() bool { return true }
