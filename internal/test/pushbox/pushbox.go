// Package pushbox is a push service on this machine, and the browsers that it reaches: it
// keeps what it gets, and reads it as a browser does (RFC 8291).
package pushbox

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

var text = base64.RawURLEncoding

// Box is a push service.
type Box struct {
	URL string
	Got chan Message // as they came

	// Taking is told how many there are with each that comes, before it is answered; nil for
	// nothing.
	Taking func(n int)

	mu      sync.Mutex
	answers map[string]int // status by device; 201 where there is none
	count   map[string]int
	known   map[string]*Device
	taken   int
}

// Device is a browser.
type Device struct {
	Name     string
	Endpoint string
	Key      string // public, in base64
	Auth     string
	private  *ecdh.PrivateKey
}

// Message is what came for a device.
type Message struct {
	To      string // name of the device
	Header  http.Header
	Size    int
	Title   string `json:"title"`
	Body    string `json:"body"`
	URL     string `json:"url"`
	Tag     string `json:"tag"`
	Badge   int    `json:"badge"`
	Arrived string `json:"arrived"`
	By      string // public key of who sent it, which signed for it
	Subject string // whom one may turn to
}

// Listen begins to take messages, until the test ends.
func Listen(t testing.TB) *Box {
	t.Helper()
	b := &Box{Got: make(chan Message, 1000), answers: map[string]int{}, count: map[string]int{}, known: map[string]*Device{}}
	s := httptest.NewServer(b)
	t.Cleanup(s.Close)
	b.URL = s.URL
	return b
}

// Device makes a browser that the service knows.
func (b *Box) Device(t testing.TB, name string) *Device {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	auth := make([]byte, 16)
	_, _ = rand.Read(auth)
	d := &Device{Name: name, Endpoint: b.URL + "/" + url.PathEscape(name), Key: text.EncodeToString(key.PublicKey().Bytes()), Auth: text.EncodeToString(auth), private: key}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.known[name] = d
	return d
}

// Answer has the service answer for a device with a status: 410 where it is gone.
func (b *Box) Answer(name string, status int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answers[name] = status
}

// Calls is how often the service was called for a device.
func (b *Box) Calls(name string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count[name]
}

// Next is the next message that comes.
func (b *Box) Next(t testing.TB) Message {
	t.Helper()
	select {
	case m := <-b.Got:
		return m
	case <-time.After(time.Minute):
		t.Fatal("no message comes")
		return Message{}
	}
}

func (b *Box) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	b.mu.Lock()
	d, status := b.known[name], b.answers[name]
	b.count[name]++
	b.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	switch {
	case status == -1:
		panic(http.ErrAbortHandler) // it is lost on its way back
	case status != 0:
		w.WriteHeader(status)
		return
	case d == nil || err != nil || r.Method != http.MethodPost:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	m, err := read(d, body)
	if err == nil {
		m.By, m.Subject, err = signed(r.Header.Get("Authorization"), b.URL)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if b.Taking != nil {
		b.mu.Lock()
		b.taken++
		n := b.taken
		b.mu.Unlock()
		b.Taking(n)
	}
	m.To, m.Header, m.Size = name, r.Header, len(body)
	b.Got <- m
	w.WriteHeader(http.StatusCreated)
}

func read(d *Device, body []byte) (m Message, err error) {
	auth, err := text.DecodeString(d.Auth)
	if err != nil {
		return m, err
	}
	plain, err := Decrypt(d.private, auth, body)
	if err == nil {
		err = json.Unmarshal(plain, &m)
	}
	return m, err
}

// Decrypt reads one record as a browser does.
func Decrypt(private *ecdh.PrivateKey, auth, body []byte) ([]byte, error) {
	if len(body) < 21 || len(body) < 21+int(body[20]) {
		return nil, errors.New("it has no head")
	}
	salt, size, id, sealed := body[:16], binary.BigEndian.Uint32(body[16:20]), body[21:21+int(body[20])], body[21+int(body[20]):]
	if int(size) < len(sealed) {
		return nil, errors.New("it has more than one record")
	}
	sender, err := ecdh.P256().NewPublicKey(id)
	if err != nil {
		return nil, err
	}
	shared, err := private.ECDH(sender)
	if err != nil {
		return nil, err
	}
	ikm, err := hkdf.Key(sha256.New, shared, auth, "WebPush: info\x00"+string(private.PublicKey().Bytes())+string(id), 32)
	if err != nil {
		return nil, err
	}
	key, err1 := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, err2 := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	block, err3 := aes.NewCipher(key)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		return nil, err
	}
	end := strings.TrimRight(string(plain), "\x00")
	if !strings.HasSuffix(end, "\x02") {
		return nil, errors.New("the last record has no end")
	}
	return []byte(end[:len(end)-1]), nil
}

// signed looks at who sends a message (RFC 8292): a token for this service that holds and is
// signed by the key beside it.
func signed(header, audience string) (by, subject string, err error) {
	rest, ok := strings.CutPrefix(header, "vapid ")
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	token := strings.Split(parts["t"], ".")
	key, fault := text.DecodeString(parts["k"])
	if !ok || len(token) != 3 || fault != nil || len(key) != 65 {
		return "", "", fmt.Errorf("it does not say who sends it: %q", header)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), key)
	if err != nil {
		return "", "", err
	}
	signature, err1 := text.DecodeString(token[2])
	claims, err2 := text.DecodeString(token[1])
	if err := errors.Join(err1, err2); err != nil || len(signature) != 64 {
		return "", "", errors.Join(err, errors.New("the signature cannot be read"))
	}
	sum := sha256.Sum256([]byte(token[0] + "." + token[1]))
	if !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return "", "", errors.New("it is signed by somebody else")
	}
	var said struct {
		Aud, Sub string
		Exp      int64
	}
	if err := json.Unmarshal(claims, &said); err != nil {
		return "", "", err
	}
	if left := time.Until(time.Unix(said.Exp, 0)); said.Aud != audience || left <= 0 || left > 24*time.Hour {
		return "", "", fmt.Errorf("it is for %s and holds for %s", said.Aud, left)
	}
	return parts["k"], said.Sub, nil
}
