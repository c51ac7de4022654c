package cli

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"

	"orpheus/identity/mail"
	"orpheus/service"
	"orpheus/service/checkup"
	"orpheus/service/elsewhere"
)

// elsewhereFlags say who is let into the bucket in which copies lie.
type elsewhereFlags struct {
	S3Key    string `env:"AWS_ACCESS_KEY_ID" placeholder:"ID" name:"s3-key"`
	S3Secret string `env:"AWS_SECRET_ACCESS_KEY" placeholder:"SECRET" name:"s3-secret"`
}

// place is the place of an address.
func (f elsewhereFlags) place(e *env, address string) (*elsewhere.Place, error) {
	p, err := elsewhere.Open(address, elsewhere.Keys{ID: f.S3Key, Secret: f.S3Secret}, e.transport)
	switch {
	case errors.Is(err, elsewhere.ErrOpen):
		return nil, e.usage("cli.elsewhere_open", address)
	case err != nil:
		return nil, e.usage("cli.elsewhere_address", address)
	case f.S3Key == "" || f.S3Secret == "":
		return nil, e.usage("cli.elsewhere_keys")
	}
	return p, nil
}

// closing reads for whom copies are closed.
func closing(e *env, text string) (elsewhere.Recipients, error) {
	to, err := elsewhere.ParseRecipients(text)
	if err != nil || len(to) == 0 {
		return nil, e.usage("cli.elsewhere_recipient")
	}
	return to, nil
}

// copiesFlags say where nightly copies go.
type copiesFlags struct {
	Copies string `env:"ORPHEUS_COPIES" placeholder:"FOLDER"`
}

type doctorCmd struct {
	copiesFlags
	publicFlag
	SMTPURL  string `env:"ORPHEUS_SMTP_URL" placeholder:"URL" name:"smtp-url"`
	MailFrom string `env:"ORPHEUS_MAIL_FROM" placeholder:"MAIL"`
	MailTo   string `placeholder:"MAIL"`
}

// findingJSON is one thing that was looked at.
type findingJSON struct {
	About string `json:"about"`
	State string `json:"state"`
	What  string `json:"what"`
	Says  string `json:"says"`
}

func (c *doctorCmd) Run(e *env) error {
	o := checkup.Options{Data: e.data, Key: e.key, Copies: c.Copies, Sends: c.MailTo != ""}
	var err error
	if o.Mail, err = c.mail(e); err != nil {
		return err
	}
	all, wrong := []findingJSON{}, 0
	for _, f := range checkup.Look(e.ctx, o) {
		if f.State == checkup.Wrong {
			wrong++
		}
		all = append(all, findingJSON{f.About, string(f.State), f.What, e.found(f)})
	}
	if e.ctx.Err() != nil {
		return e.ctx.Err()
	}
	if e.json {
		err = e.print(struct {
			OK       bool          `json:"ok"`
			Findings []findingJSON `json:"findings"`
		}{wrong == 0, all})
	} else {
		for _, f := range all {
			fmt.Fprintf(e.out, "%s  %s: %s\n", padded(e.say.T("cli.doctor_"+f.State), 9), e.say.T("cli.doctor_about_"+f.About), f.Says)
		}
	}
	if err == nil && wrong > 0 {
		return errors.New(e.say.T("cli.doctor_end", wrong))
	}
	return err
}

// padded fills a word up to a width.
func padded(word string, width int) string {
	return word + strings.Repeat(" ", max(0, width-len([]rune(word))))
}

// found says in words what was found.
func (e *env) found(f checkup.Finding) string {
	if f.What == "trouble" {
		return e.say.T("cli.t_"+f.Args[0].(string), service.StoreName(e.data))
	}
	args := make([]any, len(f.Args))
	for i, a := range f.Args {
		if n, ok := a.(checkup.Size); ok {
			a = e.size(n)
		}
		args[i] = a
	}
	return e.say.T("cli.doctor_"+f.About+"_"+f.What, args...)
}

// size says a number of bytes in the largest unit that leaves one before the point.
func (e *env) size(n checkup.Size) string {
	value, unit := float64(n), 0
	units := []string{"B", "kB", "MB", "GB", "TB"}
	for value >= 1000 && unit < len(units)-1 {
		value, unit = value/1000, unit+1
	}
	if unit == 0 || value >= 100 {
		return fmt.Sprintf("%.0f %s", value, units[unit])
	}
	text := fmt.Sprintf("%.1f %s", value, units[unit])
	if e.say.Lang() != "en" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// mail is how the mail server is tried; nil for none.
func (c *doctorCmd) mail(e *env) (func(context.Context) error, error) {
	if _, err := netmail.ParseAddress(c.MailTo); c.MailTo != "" && (err != nil || c.SMTPURL == "") {
		return nil, e.usage("cli.doctor_mail_to")
	}
	base, err := c.base(e, "")
	if err != nil {
		return nil, err
	}
	if c.SMTPURL == "" {
		return nil, nil
	}
	postman, err := e.postman(c.SMTPURL, c.MailFrom)
	if err != nil {
		return nil, err
	}
	s, ok := postman.(*mail.SMTP)
	if !ok {
		return nil, nil
	}
	if base != "" {
		if err := s.Greet(base); err != nil {
			return nil, e.usage("cli.public_url", base)
		}
	}
	if c.MailTo == "" {
		return s.Reach, nil
	}
	return func(ctx context.Context) error {
		return s.Try(ctx, c.MailTo, e.say.T("cli.doctor_mail_subject"), e.say.T("cli.doctor_mail_text")+"\n")
	}, nil
}
