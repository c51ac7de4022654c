// Package mailbox is a mail server on this machine that keeps what it gets.
package mailbox

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"testing"
)

// Box is a mail server.
type Box struct {
	Addr string
	Got  chan string // mails as they came
	Said chan string // the first commands it was given
	utf8 bool        // it takes addresses in any letters
	l    net.Listener
}

// Listen begins to take mails at an address, until the test ends: with true, also
// for addresses in any letters.
func Listen(t testing.TB, addr string, utf8 ...bool) *Box {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	b := &Box{Addr: l.Addr().String(), Got: make(chan string, 100), Said: make(chan string, 100), utf8: slices.Contains(utf8, true), l: l}
	t.Cleanup(b.Close)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go b.talk(c)
		}
	}()
	return b
}

// Close ends it; nobody is answered any more.
func (b *Box) Close() { _ = b.l.Close() }

func (b *Box) talk(c net.Conn) {
	defer c.Close()
	in := bufio.NewScanner(c)
	say := func(text string) { fmt.Fprintf(c, "%s\r\n", text) }
	say("220 test")
	for in.Scan() {
		select {
		case b.Said <- in.Text():
		default:
		}
		switch verb, _, _ := strings.Cut(strings.ToUpper(in.Text()), " "); verb {
		case "EHLO":
			say("250-test")
			if b.utf8 {
				say("250-SMTPUTF8")
			}
			say("250 8BITMIME")
		case "DATA":
			say("354 go on")
			var text strings.Builder
			for in.Scan() && in.Text() != "." {
				text.WriteString(strings.TrimPrefix(in.Text(), ".") + "\r\n")
			}
			b.Got <- text.String()
			say("250 kept")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

// Mail is a mail as a program of mail reads it.
type Mail struct {
	mail.Header
	Subject, To string
	Text, HTML  string
}

// Read reads a mail as it came.
func Read(t testing.TB, raw string) Mail {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	out := Mail{Header: m.Header}
	if out.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 {
		t.Fatal(to, err)
	}
	out.To = to[0].Address
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if kind != "multipart/alternative" {
		out.Text = plain(t, m.Body)
		return out
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			out.HTML = plain(t, p)
		} else {
			out.Text = plain(t, p)
		}
	}
}

func plain(t testing.TB, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(quotedprintable.NewReader(r))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}
