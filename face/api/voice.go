package api

import (
	"orpheus/face/view"
	"orpheus/org"
)

func thanks(v *naming, id org.ThanksID, t *org.Thanks) (view.Thanks, error) {
	err := v.load(t.Text)
	return view.Thanks{
		ID: id, By: v.person(t.By), To: v.person(t.To), About: t.About.String(), At: view.OrNull(t.At), Hidden: view.OrNull(t.Hidden), Text: v.text(t.Text),
	}, err
}

func informal(v *naming, id org.InformalID, n *org.Informal) (view.Informal, error) {
	return view.Informal{
		ID: id, Circle: n.Circle, Person: v.person(n.Person), As: n.As, Name: n.Name, By: v.persons(n.By),
		Since: view.OrNull(n.Since), Accepted: view.OrNull(n.Accepted), Ended: view.OrNull(n.Ended), Recognised: v.State.Recognised(n),
	}, nil
}
