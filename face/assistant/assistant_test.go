package assistant_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"orpheus/face/assistant"
	"orpheus/identity"
	"orpheus/service"
	"orpheus/store/records"
)

// An answer goes to an address that the document names, and that is one host: not to many, nor to what
// would say something else in the policy of the page that asks.
func TestWhereAnAnswerGoes(t *testing.T) {
	for redirect, want := range map[string]bool{
		"https://notebook.example/back": true, "https://notebook.example:8443/back": true, "https://[2a00:1450::1]/back": true, "http://127.0.0.1:7000/back": true, "http://localhost/back": true,
		"https://*/back": false, "https://*.example/back": false, "https://a.example;sandbox/back": false, "https://a.example,b.example/back": false, "https://'self'/back": false,
		"http://notebook.example/back": false, "javascript:alert(1)": false, "https://u@notebook.example/back": false, "https://notebook.example/back#x": false, "https://:443/back": false,
	} {
		c := assistant.Client{Redirects: []string{redirect}}
		if got := c.Leads(redirect); got != want {
			t.Errorf("%s: %v", redirect, got)
		}
	}
	for redirect, host := range map[string]string{"https://notebook.example/back": "notebook.example", "http://127.0.0.1:7000/back": "", "http://localhost:1/back": "", "http://[::1]:1/back": ""} {
		if got := assistant.Back(redirect); got != host {
			t.Errorf("%s goes to %q", redirect, got)
		}
	}
}

// One person calls so often at a time, whichever assistant does it for them.
func TestAnAssistantThatCallsTooOften(t *testing.T) {
	d, now := service.Empty(), time.Now()
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Fatima Idrissi"}}); err != nil {
		t.Fatal(err)
	}
	in := d.Identity("https://o.example")
	in.Now = func() time.Time { return now }
	h := assistant.New(assistant.Config{Service: d, Identity: in}, http.NotFoundHandler())
	verifier := strings.Repeat("v", 43)
	sum := sha256.Sum256([]byte(verifier))
	const client, back, resource = "https://a.example/c", "https://a.example/back", "https://o.example/linde/mcp"
	granted := func() string {
		t.Helper()
		code, err := in.Agree(t.Context(), "linde", 1, identity.Consent{Client: client, Name: "A", Resource: resource, Scopes: identity.Scopes(), Redirect: back, Challenge: base64.RawURLEncoding.EncodeToString(sum[:])})
		if err != nil {
			t.Fatal(err)
		}
		got, err := in.Exchange(t.Context(), "linde", code, client, back, verifier, resource)
		if err != nil {
			t.Fatal(err)
		}
		return got.Access
	}
	one, two := granted(), granted()
	call := func(token string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", resource, nil)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for range identity.PerCaller.Burst {
		if w := call(one); w.Code != http.StatusMethodNotAllowed {
			t.Fatal(w.Code, w.Body)
		}
	}
	for _, token := range []string{one, two} {
		if w := call(token); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
			t.Error(w.Code, w.Header())
		}
	}
	now = now.Add(time.Minute)
	if w := call(two); w.Code != http.StatusMethodNotAllowed {
		t.Error("it is held off for good", w.Code)
	}
}
