package web

import (
	"errors"
	"net/http"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/service"
)

// deviceState is what the script of a page is told of the device that it runs on.
type deviceState string

// What it is told beside the states of identity.
const (
	deviceSent deviceState = "sent" // the push service took a message
	deviceFull deviceState = "full"
	deviceBad  deviceState = "unreachable"
	deviceNot  deviceState = "failed" // the push service did not take it
)

// stands tells a script how its device stands.
func (v *request) stands(state deviceState) error {
	return v.answer(http.StatusOK, map[string]deviceState{"state": state})
}

// pushAddress reads the address of a browser, or with was the one it had before.
func (v *request) pushAddress(was string) identity.PushAddress {
	return identity.PushAddress{Endpoint: v.told(was + "endpoint"), Key: v.told(was + "key"), Auth: v.told(was + "auth")}
}

// changeDevice adds the device that asks, hears that it is still there, tries it, or takes
// one off.
func (s *server) changeDevice(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	ctx, slug, p := v.r.Context(), v.org.Slug, v.me.Person
	session, agent, a := s.session(v), v.r.UserAgent(), v.pushAddress("")
	switch v.told("do") {
	case "on":
		if wait, ok := s.Identity.Allow("device "+slug+" "+p.String(), identity.PerMail); !ok {
			return &tooOften{wait}
		}
		switch err := s.Identity.AddPush(ctx, slug, p, agent, session, a); {
		case errors.Is(err, identity.ErrDevices):
			return v.stands(deviceFull)
		case errors.Is(err, identity.ErrNoPush):
			return v.stands(deviceBad)
		case err != nil:
			return err
		}
		return v.stands(deviceState(identity.PushOn))
	case "keep":
		state, err := s.Identity.KeepPush(ctx, slug, p, agent, session, a)
		if err != nil {
			return err
		}
		return v.stands(deviceState(state))
	case "try":
		return s.tryDevice(v, a)
	case "off":
		if a.Endpoint != "" { // of this device
			if err := s.Identity.EndPush(ctx, slug, p, a.Endpoint); err != nil {
				return err
			}
			return v.stands(deviceState(identity.PushOff))
		}
		if err := s.Identity.DropPush(ctx, slug, p, v.told("id")); err != nil {
			return err
		}
		v.redirect("/" + slug + "/account/notices?off#devices")
		return nil
	}
	return errForm
}

// tryDevice sends a message to the device that asks, and says what its push service said.
func (s *server) tryDevice(v *request, a identity.PushAddress) error {
	if wait, ok := s.Identity.Allow("try "+v.org.Slug+" "+v.me.Person.String(), identity.PerMail); !ok {
		return &tooOften{wait}
	}
	err := s.Identity.TryPush(v.r.Context(), v.org.Slug, v.me.Person, a.Endpoint, identity.PushMessage{
		Title: v.org.Name, Body: v.p.T("push.try"), URL: s.Identity.URL + "/" + v.org.Slug + "/account/notices#devices", Tag: "try", Badge: len(v.inbox.Changed), Urgent: true,
	})
	switch {
	case err == nil:
		return v.stands(deviceSent)
	case errors.Is(err, identity.ErrRefused):
		return v.stands(deviceState(identity.PushRefused))
	}
	s.Log.InfoContext(v.r.Context(), "a device could not be tried", "error", err)
	return v.stands(deviceNot)
}

// renewDevice gives a device its new address. The worker of a browser does so when nobody
// looks, and perhaps nobody is signed in: what it was told before is enough.
func (s *server) renewDevice(v *request) error {
	if err := s.slow(v); err != nil {
		return err
	}
	if err := v.read(); err != nil {
		return err
	}
	found, err := s.Identity.RenewPush(v.r.Context(), v.org.Slug, v.pushAddress("was-"), v.pushAddress(""))
	switch {
	case errors.Is(err, identity.ErrNoPush):
		return v.stands(deviceBad)
	case err != nil:
		return err
	case !found:
		return v.stands(deviceState(identity.PushOff))
	}
	return v.stands(deviceState(identity.PushOn))
}

// deviceArrived hears from a device that a message came.
func (s *server) deviceArrived(v *request) error {
	if err := s.slow(v); err != nil {
		return err
	}
	if err := v.read(); err != nil {
		return err
	}
	found, err := s.Identity.PushArrived(v.r.Context(), v.org.Slug, v.told("token"))
	if err == nil && !found {
		err = errNotFound
	}
	if err != nil {
		return err
	}
	return v.stands(deviceState(identity.PushOn))
}

// deviceSays are what the page says of the device that looks at it, of which the script
// shows one. Where a text says what to do about it, it is of a key with ".mend".
func (n noticeSettings) deviceSays() []string {
	return []string{"off", "on", "denied", "dismissed", "iphone", "unsupported", "insecure", "unreachable", "full", "sent", "arrived", "late", "refused", "failed", "offline"}
}

// deviceName names a device.
func (n noticeSettings) deviceName(d identity.PushDevice) string {
	if d.Name == "" {
		return n.p.T("account.device.none")
	}
	return d.Name
}

// deviceSince says since when a device takes messages, and when one arrived last.
func (n noticeSettings) deviceSince(d identity.PushDevice) string {
	since := n.p.T("devices.since", n.date(d.Made))
	switch {
	case d.Refused != 0:
		return since + " · " + n.p.T("devices.refused", n.p.Lately(n.std(d.Refused), n.now))
	case d.Arrived == 0:
		return since + " · " + n.p.T("devices.never")
	}
	return since + " · " + n.p.T("devices.arrived", n.p.Lately(n.std(d.Arrived), n.now))
}

// onces are by what may come what comes at once.
func (n noticeSettings) onces() []ui.Option {
	var all []ui.Option
	for _, once := range service.Onces() {
		name := string(once)
		if once == service.ByDevice {
			name = "device"
		}
		all = append(all, ui.Option{Value: name, Text: n.p.T("notices.settings.once." + name), Chosen: n.set.Once == once})
	}
	return all
}

// readOnce reads by what it is to come; as it was where the form does not ask.
func (v *request) readOnce(n *service.NoticeSettings) {
	for _, once := range service.Onces() {
		if said := v.r.PostForm.Get("once"); said == string(once) && said != "" || said == "device" && once == service.ByDevice {
			n.Once = once
		}
	}
	if v.r.PostForm.Has("once") {
		n.Words = v.r.PostForm.Has("words")
	}
}
