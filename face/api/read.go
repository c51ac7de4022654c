package api

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"orpheus/org"
	"orpheus/service"
)

// read makes an act of kind k from the JSON that was sent: its fields, with ids as
// people say them, days or moments, and sentences as they are. A field that is
// absent or null stays as it is. What the program works out is refused.
func (c *call) read(k *org.Kind, b []byte) (org.Act, *service.Profile, error) {
	var given map[string]jsontext.Value
	if err := json.Unmarshal(b, &given); err != nil {
		return nil, nil, wrong(http.StatusUnprocessableEntity, "json")
	}
	var who struct{ name, mail string }
	for name, v := range given {
		if v.Kind() == 'n' {
			delete(given, name)
			continue
		}
		if extraOf(k)[name] != nil {
			to := map[string]*string{"name": &who.name, "mail": &who.mail}[name]
			if err := json.Unmarshal(v, to); err != nil {
				return nil, nil, wrongField(name, "value", name)
			}
			delete(given, name)
			continue
		}
		f := k.Named(name)
		if f == nil || f.Derived {
			return nil, nil, wrongField(name, "field", name, k.Name)
		}
		value, err := c.value(f, v)
		if err != nil {
			return nil, nil, wrongField(name, "value", name)
		}
		given[name] = value
	}
	for _, f := range k.Asked() {
		if given[f.Name] == nil && !f.Optional {
			return nil, nil, wrongField(f.Name, "required", f.Name)
		}
	}
	doc, err := json.Marshal(given)
	if err != nil {
		return nil, nil, err
	}
	act := k.New()
	if err := json.Unmarshal(doc, act); err != nil {
		if e, ok := errors.AsType[*org.Error](err); ok {
			return nil, nil, e
		}
		return nil, nil, wrong(http.StatusUnprocessableEntity, "json")
	}
	switch {
	case !k.Profiled:
		return act, nil, nil
	case org.EffectOf(act).Known != 0: // who comes back has a name
		if who.name != "" || who.mail != "" {
			return nil, nil, wrongField("name", "field", "name", k.Name)
		}
		return act, nil, nil
	}
	p, err := profile(who.name, who.mail)
	return act, p, err
}

var errValue = errors.New("not a value of this field")

// value is what a field has as the domain reads it: ids as numbers, days as moments.
func (c *call) value(f *org.Field, v jsontext.Value) (jsontext.Value, error) {
	if !f.Many {
		return c.one(f, v)
	}
	var all []jsontext.Value
	if err := json.Unmarshal(v, &all); err != nil {
		return nil, err
	}
	for i := range all {
		one, err := c.one(f, all[i])
		if err != nil {
			return nil, err
		}
		all[i] = one
	}
	return json.Marshal(all)
}

func (c *call) one(f *org.Field, v jsontext.Value) (jsontext.Value, error) {
	switch f.Value {
	case org.TimeValue:
		if f.Kept && string(v) == `""` {
			return v, nil // none from now on
		}
		var text string
		if err := json.Unmarshal(v, &text); err != nil {
			return nil, err
		}
		at, err := service.Moment(text, c.Zone())
		if err != nil {
			return nil, err
		}
		return json.Marshal(at)
	case org.IDValue:
		return id(f, v)
	case org.YesNoValue:
		return strictly[bool](v)
	case org.NumberValue:
		return strictly[uint16](v)
	case org.ProseValue, org.TextValue:
		return strictly[string](v)
	case org.ActsValue:
		return c.inside(v)
	case org.ChoiceValue: // whether it can be chosen is for the domain to say
		return strictly[string](v)
	}
	return nil, errValue
}

// inside reads changes of the map inside an act, each as it would be sent by itself; which of
// them are possible is for the domain to say.
func (c *call) inside(v jsontext.Value) (jsontext.Value, error) {
	var given []struct {
		Kind string         `json:"kind"`
		Act  jsontext.Value `json:"act"`
	}
	if err := json.Unmarshal(v, &given, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	var acts org.Acts
	for _, one := range given {
		k := org.KindNamed(one.Kind)
		if !offered(k) || !k.Structural {
			return nil, errValue
		}
		act, _, err := c.read(k, one.Act)
		if err != nil {
			return nil, err
		}
		acts = append(acts, act)
	}
	return json.Marshal(acts)
}

// strictly is v where it is a T.
func strictly[T any](v jsontext.Value) (jsontext.Value, error) {
	var to T
	return v, json.Unmarshal(v, &to)
}

// id reads 12, "12" or "C12".
func id(f *org.Field, v jsontext.Value) (jsontext.Value, error) {
	text := string(v)
	if v.Kind() == '"' {
		if err := json.Unmarshal(v, &text); err != nil {
			return nil, err
		}
		if len(text) > 0 && (text[0] == f.Letter || text[0] == f.Letter|0x20) {
			text = text[1:]
		}
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n == 0 {
		return nil, errValue
	}
	return jsontext.Value(strconv.FormatUint(n, 10)), nil
}
