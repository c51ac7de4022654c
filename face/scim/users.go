package scim

import (
	"net/http"
	"slices"
	"strings"

	"github.com/elimity-com/scim"
	scimerrors "github.com/elimity-com/scim/errors"

	"orpheus/face/scim/sent"
	"orpheus/org"
	"orpheus/service"
)

// users are the people whom a directory knows.
type users struct{ d *service.Service }

func userOf(l service.Listed) scim.Resource {
	attributes := scim.ResourceAttributes{"active": l.Present}
	for _, name := range sent.Kept {
		if v, there := l.Told[name]; there && v != nil {
			attributes[name] = v
		}
	}
	return scim.Resource{ID: l.Person.String(), ExternalID: external(l.External), Attributes: attributes, Meta: meta(l.At)}
}

// listed is what a directory sent of somebody.
func listed(p org.PersonID, a scim.ResourceAttributes) service.Listed {
	l := service.Listed{Person: p, Present: true, Told: map[string]any{}}
	for _, name := range sent.Kept {
		if v, there := a[name]; there && v != nil {
			l.Told[name] = v
		}
	}
	if active, ok := a["active"].(bool); ok {
		l.Present = active
	}
	l.External, _ = a["externalId"].(string)
	return l
}

func (u *users) Create(r *http.Request, a scim.ResourceAttributes) (scim.Resource, error) {
	l, err := directory(u.d, r).Add(r.Context(), listed(0, a))
	return userOf(l), told(r, "", err)
}

func (u *users) find(r *http.Request, id string) (service.Listed, error) {
	p, err := org.ParseID[org.PersonID](id)
	if err != nil {
		return service.Listed{}, service.ErrUnlisted
	}
	return directory(u.d, r).Find(r.Context(), p)
}

func (u *users) Get(r *http.Request, id string) (scim.Resource, error) {
	l, err := u.find(r, id)
	return userOf(l), told(r, id, err)
}

func (u *users) GetAll(r *http.Request, params scim.ListRequestParams) (scim.Page, error) {
	all, err := directory(u.d, r).People(r.Context())
	if err != nil {
		return scim.Page{}, told(r, "", err)
	}
	return page(all, params, userOf), nil
}

func (u *users) Replace(r *http.Request, id string, a scim.ResourceAttributes) (scim.Resource, error) {
	was, err := u.find(r, id)
	if err != nil {
		return scim.Resource{}, told(r, id, err)
	}
	l := listed(was.Person, a)
	if _, said := a["active"].(bool); !said {
		l.Present = was.Present
	}
	l, err = directory(u.d, r).Change(r.Context(), l)
	return userOf(l), told(r, id, err)
}

func (u *users) Delete(r *http.Request, id string) error {
	p, err := org.ParseID[org.PersonID](id)
	if err != nil {
		return scimerrors.ScimErrorResourceNotFound(id)
	}
	return told(r, id, directory(u.d, r).Remove(r.Context(), p))
}

func (u *users) Patch(r *http.Request, id string, operations []scim.PatchOperation) (scim.Resource, error) {
	was, err := u.find(r, id)
	if err != nil {
		return scim.Resource{}, told(r, id, err)
	}
	all := userOf(was).Attributes
	if was.External != "" {
		all["externalId"] = was.External
	}
	for _, o := range operations {
		if err := sent.Apply(all, o); err != nil {
			return scim.Resource{}, err
		}
	}
	l := listed(was.Person, all)
	if _, said := all["active"].(bool); !said {
		l.Present = was.Present
	}
	l, err = directory(u.d, r).Change(r.Context(), l)
	return userOf(l), told(r, id, err)
}

// groups are those of a directory.
type groups struct{ d *service.Service }

func groupOf(g service.ListedGroup) scim.Resource {
	members := []any{}
	for _, p := range g.Members {
		members = append(members, map[string]any{"value": p.String(), "type": "User"})
	}
	return scim.Resource{ID: g.ID, ExternalID: external(g.External), Attributes: scim.ResourceAttributes{"displayName": g.Name, "members": members}, Meta: meta(g.At)}
}

// listedGroup is what a directory sent of a group.
func listedGroup(id string, a scim.ResourceAttributes) (service.ListedGroup, error) {
	g := service.ListedGroup{ID: id}
	g.Name, _ = a["displayName"].(string)
	g.External, _ = a["externalId"].(string)
	members, _ := a["members"].([]any)
	for _, one := range members {
		m, _ := one.(map[string]any)
		text, _ := m["value"].(string)
		p, err := org.ParseID[org.PersonID](text)
		if err != nil {
			return g, scimerrors.ScimErrorInvalidValue
		}
		g.Members = append(g.Members, p)
	}
	return g, nil
}

// asked leaves out of a group what was not asked for: large ones are looked up without their
// members.
func asked(r *http.Request, res scim.Resource) scim.Resource {
	for name := range strings.SplitSeq(r.URL.Query().Get("excludedAttributes"), ",") {
		if strings.EqualFold(strings.TrimSpace(name), "members") {
			delete(res.Attributes, "members")
		}
	}
	return res
}

func (u *groups) Create(r *http.Request, a scim.ResourceAttributes) (scim.Resource, error) {
	return u.put(r, "", a)
}

func (u *groups) put(r *http.Request, id string, a scim.ResourceAttributes) (scim.Resource, error) {
	g, err := listedGroup(id, a)
	if err != nil {
		return scim.Resource{}, err
	}
	g, err = directory(u.d, r).PutGroup(r.Context(), g)
	return groupOf(g), told(r, id, err)
}

func (u *groups) Get(r *http.Request, id string) (scim.Resource, error) {
	g, err := directory(u.d, r).Group(r.Context(), id)
	return asked(r, groupOf(g)), told(r, id, err)
}

func (u *groups) GetAll(r *http.Request, params scim.ListRequestParams) (scim.Page, error) {
	all, err := directory(u.d, r).Groups(r.Context())
	if err != nil {
		return scim.Page{}, told(r, "", err)
	}
	out := page(all, params, groupOf)
	for i := range out.Resources {
		out.Resources[i] = asked(r, out.Resources[i])
	}
	return out, nil
}

func (u *groups) Replace(r *http.Request, id string, a scim.ResourceAttributes) (scim.Resource, error) {
	return u.put(r, id, a)
}

func (u *groups) Delete(r *http.Request, id string) error {
	return told(r, id, directory(u.d, r).DropGroup(r.Context(), id))
}

func (u *groups) Patch(r *http.Request, id string, operations []scim.PatchOperation) (scim.Resource, error) {
	was, err := directory(u.d, r).Group(r.Context(), id)
	if err != nil {
		return scim.Resource{}, told(r, id, err)
	}
	all := groupOf(was).Attributes
	if was.External != "" {
		all["externalId"] = was.External
	}
	for _, o := range operations {
		if err := sent.Apply(all, o); err != nil {
			return scim.Resource{}, err
		}
	}
	members, _ := all["members"].([]any)
	all["members"] = slices.Clone(members)
	return u.put(r, id, all)
}
