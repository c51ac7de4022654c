package hook

import (
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"orpheus/internal/outgoing"
	"orpheus/service"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The signature is that of the specification: the value is the one its libraries test with.
func TestSign(t *testing.T) {
	const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	got := Sign([]string{secret}, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, []byte(`{"test": 2432232314}`))
	if got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Error(got)
	}
	if both := Sign([]string{secret, secret}, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, []byte(`{"test": 2432232314}`)); both != got+" "+got {
		t.Error(both)
	}
	if other := Sign([]string{service.NewHookSecret()}, "a", 1, nil); !strings.HasPrefix(other, "v1,") {
		t.Errorf("a secret of ours does not sign: %q", other)
	}
}

func loopback(t *testing.T) outgoing.Networks {
	t.Helper()
	n, err := outgoing.ParseNetworks("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func send(t *testing.T, s *Sender, url string) error {
	t.Helper()
	h := &service.Hook{URL: url, HookTerms: service.HookTerms{Kind: service.HookSlack}}
	r, err := http.NewRequest(http.MethodPost, h.URL, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	return s.post(r)
}

// Nothing is sent into a private network, whatever a name stands for; where it is allowed
// it is sent.
func TestNothingGoesToAPrivateNetwork(t *testing.T) {
	asked := 0
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer srv.Close()
	port := srv.URL[strings.LastIndexByte(srv.URL, ':'):]
	closed, open := New("http://o.example", nil, time.Now, nil), New("http://o.example", nil, time.Now, loopback(t))
	for _, url := range []string{srv.URL, "http://localhost" + port, "http://[::ffff:127.0.0.1]" + port} {
		if err := send(t, closed, url); !errors.Is(err, service.HookFault{Why: service.HookPrivate}) {
			t.Errorf("%s: %v", url, err)
		}
	}
	if asked != 0 {
		t.Fatal("it was asked")
	}
	if err := send(t, open, srv.URL); err != nil || asked != 1 {
		t.Error(asked, err)
	}
}

// A redirect is not followed, a large answer is not read, none is waited for in vain, and
// what went wrong is said without the address.
func TestAnswersAreNotBelieved(t *testing.T) {
	wrote := make(chan int, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/taken", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/taken", func(http.ResponseWriter, *http.Request) { t.Error("a redirect is followed") })
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		n, part := 0, make([]byte, 1<<20)
		for n < 1<<30 {
			k, err := w.Write(part)
			if n += k; err != nil {
				break
			}
		}
		wrote <- n
	})
	mux.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then it is heard that nobody waits any more
		<-r.Context().Done()
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	s := New("http://o.example", nil, time.Now, loopback(t))
	if err := send(t, s, srv.URL+"/away"); err == nil || !strings.Contains(err.Error(), "307") {
		t.Error(err)
	}
	if err := send(t, s, srv.URL+"/large"); err != nil {
		t.Error(err)
	}
	if n := <-wrote; n >= 1<<30 {
		t.Error("all of a large answer was taken")
	}
	s.client.Timeout = 50 * time.Millisecond
	err := send(t, s, srv.URL+"/never")
	if err == nil || !errors.Is(err, service.HookFault{Why: service.HookLate}) {
		t.Error(err)
	}
	srv.Close()
	if err := send(t, s, srv.URL+"/a-secret"); err == nil || strings.Contains(err.Error(), "a-secret") {
		t.Errorf("what went wrong tells the address: %v", err)
	}
}

// The payloads are those that the chats document, and call nobody; testdata has them whole.
func TestChats(t *testing.T) {
	d := digest{
		Title: piece{"De Linde & co, since Mon", "https://o.example/linde/stream"},
		Lines: [][]piece{
			{{"Fatima", "https://o.example/linde/people/1"}, {" took the lead: ", ""}, {"Keys <|> [*and*] @channel", "https://o.example/linde/initiatives/1"}},
			{{"<!here> @room _x_ `y`\n# z", ""}},
		},
		More: []piece{{"and 3 more", "https://o.example/linde/stream"}},
	}
	for kind, file := range map[service.HookKind]string{service.HookSlack: "slack", service.HookTeams: "teams", service.HookMattermost: "mattermost", service.HookMatrix: "matrix"} {
		got, err := d.shaped(kind)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile("testdata/"+file+".json", append(got, '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile("testdata/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(string(want)) != string(got) {
			t.Errorf("%s:\n%s\nwant\n%s", kind, got, want)
		}
		for _, call := range []string{"@channel", "@room", "<!here>"} {
			if strings.Contains(string(got), call) && (kind == service.HookSlack || call != "<!here>") { // which only Slack hears
				t.Errorf("%s calls %s: %s", kind, call, got)
			}
		}
	}
}

// However much there is, Slack gets blocks that it takes, and none of a line is lost.
func TestSlackBlocksAreShort(t *testing.T) {
	d := digest{Title: piece{"x", "https://o.example"}}
	for range 20 {
		d.Lines = append(d.Lines, []piece{{strings.Repeat("ø", 500), ""}})
	}
	m, n := d.slack(), 0
	for _, b := range m.Blocks {
		if len([]rune(b.Text.Text)) > 3000 {
			t.Errorf("a block of %d", len(b.Text.Text))
		}
		n += strings.Count(b.Text.Text, "ø")
	}
	if n != 20*500 || len(m.Blocks) > 50 {
		t.Errorf("%d letters in %d blocks", n, len(m.Blocks))
	}
	if _, err := json.Marshal(m); err != nil {
		t.Error(err)
	}
}

// A context that ends ends a try.
func TestATryEnds(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer srv.Close()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	r, _ := http.NewRequestWithContext(ctx, http.MethodPost, srv.URL, nil)
	if err := New("", nil, time.Now, loopback(t)).post(r); err == nil {
		t.Error("it went on")
	}
}
