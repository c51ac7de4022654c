package push_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/identity/push"
	"orpheus/internal/outgoing"
	"orpheus/internal/test/pushbox"
)

func secret(context.Context, string) ([]byte, error) { return []byte(strings.Repeat("s", 32)), nil }

func address(d *pushbox.Device) identity.PushAddress {
	return identity.PushAddress{Endpoint: d.Endpoint, Key: d.Key, Auth: d.Auth}
}

func networks(t *testing.T, text string) outgoing.Networks {
	t.Helper()
	n, err := outgoing.ParseNetworks(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A message reaches a browser whole, is of the size of all others, signed by the one key of
// the store, and is urgent where it asks something.
func TestMessagesArriveEncrypted(t *testing.T) {
	box := pushbox.Listen(t)
	d, other := box.Device(t, "phone"), box.Device(t, "desk")
	s := push.New(secret, "https://o.example", networks(t, "127.0.0.1"))
	key, err := s.Key(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	send := func(d *pushbox.Device, m identity.PushMessage) pushbox.Message {
		t.Helper()
		if err := s.Push(t.Context(), address(d), &m); err != nil {
			t.Fatal(err)
		}
		return box.Next(t)
	}
	long := send(d, identity.PushMessage{Title: strings.Repeat("“", 100), Body: strings.Repeat(`"😀`, 120), URL: "https://o.example/" + strings.Repeat("x", 300), Tag: "T1", Badge: 3, Urgent: true, Arrived: "P1.a.b"})
	short := send(d, identity.PushMessage{Title: "De Linde", Body: "Er wacht iets.", Tag: "T2"})
	if long.Title != strings.Repeat("“", 100) || long.Badge != 3 || long.Arrived != "P1.a.b" || long.Tag != "T1" || short.Body != "Er wacht iets." {
		t.Errorf("%+v\n%+v", long, short)
	}
	if long.Size != short.Size || long.Size > 3072 {
		t.Errorf("they are of %d and %d bytes", long.Size, short.Size)
	}
	if long.Header.Get("Urgency") != "high" || short.Header.Get("Urgency") != "normal" || short.Header.Get("TTL") != "86400" || short.Header.Get("Content-Encoding") != "aes128gcm" {
		t.Errorf("%v %v", long.Header, short.Header)
	}
	if long.By != key || long.Subject != "https://o.example" {
		t.Errorf("it is from %s (%s), not from %s", long.By, long.Subject, key)
	}
	again, elsewhere := send(d, identity.PushMessage{Tag: "T1"}), send(other, identity.PushMessage{Tag: "T1"})
	topic := func(m pushbox.Message) string { return m.Header.Get("Topic") }
	if topic(again) != topic(long) || topic(again) == topic(short) || topic(again) == topic(elsewhere) || len(topic(again)) > 32 {
		t.Errorf("topics: %s %s %s %s", topic(long), topic(again), topic(short), topic(elsewhere))
	}
	if m := send(d, identity.PushMessage{}); m.By != key {
		t.Error("the key is another one")
	}
}

// What a push service answers is told apart: the device is gone, try again, it may be there.
// None of it says the address, which is a secret of the browser.
func TestWhatAPushServiceAnswers(t *testing.T) {
	box := pushbox.Listen(t)
	d := box.Device(t, "phone-and-its-secret")
	s := push.New(secret, "http://127.0.0.1:8080", networks(t, "127.0.0.0/8"))
	for status, is := range map[int]error{404: identity.ErrRefused, 410: identity.ErrRefused, 429: nil, 500: nil, 503: nil, 403: nil, 301: nil, -1: identity.ErrUnsure} {
		box.Answer(d.Name, status)
		err := s.Push(t.Context(), address(d), &identity.PushMessage{})
		if err == nil || is != nil && !errors.Is(err, is) || is == nil && (errors.Is(err, identity.ErrRefused) || errors.Is(err, identity.ErrUnsure)) {
			t.Errorf("%d: %v", status, err)
		}
		if strings.Contains(fmt.Sprint(err), "secret") {
			t.Errorf("the address is told: %v", err)
		}
	}
}

// No address leads inside, whatever a browser says.
func TestAddressesOfBrowsers(t *testing.T) {
	box := pushbox.Listen(t)
	good := address(box.Device(t, "phone"))
	s := push.New(secret, "https://o.example", nil)
	if err := s.Check(good); err == nil {
		t.Error("an address of this machine is taken")
	}
	if err := s.Push(t.Context(), good, &identity.PushMessage{}); err == nil || box.Calls("phone") != 0 {
		t.Error("this machine is called", err)
	}
	good.Endpoint = "https://push.example.org/abc"
	if err := s.Check(good); err != nil {
		t.Error(err)
	}
	for what, change := range map[string]func(a *identity.PushAddress){
		"no key": func(a *identity.PushAddress) { a.Key = "" }, "a key that is no point": func(a *identity.PushAddress) { a.Key = strings.Repeat("A", 87) },
		"a short secret": func(a *identity.PushAddress) { a.Auth = "AAAA" }, "no secret": func(a *identity.PushAddress) { a.Auth = "" },
		"http": func(a *identity.PushAddress) { a.Endpoint = "http://push.example.org/abc" }, "endless": func(a *identity.PushAddress) { a.Endpoint += strings.Repeat("x", 3000) },
		"a private network": func(a *identity.PushAddress) { a.Endpoint = "https://192.168.1.1/x" },
	} {
		bad := good
		change(&bad)
		if err := s.Check(bad); err == nil {
			t.Errorf("%s: it is taken", what)
		}
	}
}
