package api

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
)

const (
	largestBody = 1 << 20
	longestKey  = 200
)

// do does the act that the body asks for, in the name of whose token it is.
func (c *call) do(k *org.Kind) error {
	b, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, largestBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return wrong(http.StatusRequestEntityTooLarge, "large", largestBody)
	}
	if err != nil {
		return wrong(http.StatusUnprocessableEntity, "json")
	}
	request := service.Asked{Face: org.API}
	if request.Act, request.Profile, err = c.read(k, b); err != nil {
		return err
	}
	if request.Key, err = c.key(); err != nil {
		return err
	}
	if request.Profile != nil {
		if err := c.limited(Limits.MayInvite); err != nil {
			return err
		}
	}
	answer, err := c.visit.Do(c.r.Context(), request)
	if err != nil {
		return err
	}
	if answer.Repeated {
		c.w.Header().Set("Idempotency-Replayed", "true")
	}
	return c.send(view.DoneOf(answer.Look.Version(), answer.Repeated, answer.Entries))
}

// key is the idempotency key of the request, empty for none. Keys of different
// people never meet.
func (c *call) key() (string, error) {
	key := c.r.Header.Get("Idempotency-Key")
	if key == "" {
		return "", nil
	}
	if len(key) > longestKey || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' }) {
		return "", wrongField("Idempotency-Key", "key", longestKey)
	}
	return fmt.Sprintf("api:%s:%s", c.visit.Who(), key), nil
}

// profile is what somebody new is called. It never goes into the log.
func profile(name, mail string) (*service.Profile, error) {
	name, mail = strings.TrimSpace(name), strings.TrimSpace(mail)
	switch {
	case name == "":
		return nil, &fault{status: http.StatusUnprocessableEntity, key: "required", args: []any{"name"}, field: "name"}
	case !form.IsName(name):
		return nil, wrongField("name", "value", "name")
	case mail != "" && !form.IsMail(mail):
		return nil, wrongField("mail", "value", "mail")
	}
	return &service.Profile{Name: name, Mail: mail}, nil
}
