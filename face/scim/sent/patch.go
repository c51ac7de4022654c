// Package sent reads what directories of people send (SCIM 2.0): it undoes what they write beside
// the standard, and does the operations of a PATCH. It knows nothing of an organisation.
package sent

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/elimity-com/scim"
	scimerrors "github.com/elimity-com/scim/errors"
	filter "github.com/scim2/filter-parser/v2"
)

// Kept are the attributes of a person that are kept; others are taken and forgotten.
var Kept = []string{"userName", "displayName", "name", "emails"}

// Apply does one operation of a PATCH on attributes. What is not kept is passed over.
func Apply(all scim.ResourceAttributes, o scim.PatchOperation) error {
	if o.Path == nil {
		values, ok := o.Value.(map[string]any)
		if !ok {
			return scimerrors.ScimErrorInvalidValue
		}
		for k, v := range values {
			set(all, k, v, o.Op)
		}
		return nil
	}
	name, sub := o.Path.AttributePath.AttributeName, o.Path.AttributePath.SubAttributeName()
	if o.Path.AttributePath.URI() != "" && !strings.Contains(o.Path.AttributePath.URI(), ":core:2.0:") {
		return nil // of an extension
	}
	if o.Path.SubAttribute != nil {
		sub = *o.Path.SubAttribute
	}
	if o.Path.ValueExpression != nil {
		return applyWhere(all, name, sub, o)
	}
	if sub == "" {
		set(all, name, o.Value, o.Op)
		return nil
	}
	key := keyOf(all, name)
	inner, _ := all[key].(map[string]any)
	inner = maps.Clone(inner)
	if inner == nil {
		inner = map[string]any{}
	}
	set(inner, sub, single(o.Value), o.Op)
	all[key] = inner
	return nil
}

// keyOf is the name of an attribute as it stands there, in whatever case it is written.
func keyOf(all map[string]any, name string) string {
	for k := range all {
		if strings.EqualFold(k, name) {
			return k
		}
	}
	for _, k := range append(slices.Clip(Kept), "active", "externalId", "members", "givenName", "familyName", "formatted", "value") {
		if strings.EqualFold(k, name) {
			return k
		}
	}
	return name
}

// single is the one value of a list that has one.
func single(v any) any {
	if list, ok := v.([]any); ok && len(list) == 1 {
		return list[0]
	}
	return v
}

// set sets, adds to or removes an attribute.
func set(all map[string]any, name string, v any, op string) {
	key := keyOf(all, name)
	have, many := all[key].([]any)
	many = many || key == "members" || key == "emails"
	switch {
	case op == scim.PatchOperationRemove && many && v != nil: // some name who goes in the value
		all[key] = without(have, list(v))
	case op == scim.PatchOperationRemove:
		delete(all, key)
	case op == scim.PatchOperationAdd && many:
		all[key] = append(without(have, list(v)), list(v)...)
	case many:
		all[key] = list(v)
	default:
		if inner, ok := v.(map[string]any); ok {
			if was, ok := all[key].(map[string]any); ok { // of something made of parts, those that are named change
				both := maps.Clone(was)
				maps.Copy(both, inner)
				v = both
			}
		}
		all[key] = single(v)
	}
}

func list(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case []map[string]any:
		var out []any
		for _, one := range v {
			out = append(out, one)
		}
		return out
	case nil:
		return nil
	}
	return []any{v}
}

func valueOf(v any) any {
	if m, ok := v.(map[string]any); ok {
		return m["value"]
	}
	return v
}

// without is a list without what has the value of one of others.
func without(all, others []any) []any {
	return slices.DeleteFunc(slices.Clone(all), func(a any) bool {
		return slices.ContainsFunc(others, func(b any) bool { return reflect.DeepEqual(valueOf(a), valueOf(b)) })
	})
}

// applyWhere does an operation on those of a list that are as a filter says: members[value eq
// "P3"], emails[type eq "work"].value.
func applyWhere(all scim.ResourceAttributes, name, sub string, o scim.PatchOperation) error {
	where, ok := o.Path.ValueExpression.(*filter.AttributeExpression)
	if !ok || where.Operator != filter.EQ {
		return scimerrors.ScimErrorInvalidPath
	}
	key := keyOf(all, name)
	have, _ := all[key].([]any)
	var out []any
	found := false
	for _, one := range have {
		m, _ := one.(map[string]any)
		if m == nil || !equal(field(m, where.AttributePath.AttributeName), where.CompareValue) {
			out = append(out, one)
			continue
		}
		found = true
		m = maps.Clone(m)
		switch {
		case o.Op == scim.PatchOperationRemove && sub == "":
			continue
		case sub != "":
			set(m, sub, single(o.Value), o.Op)
		default:
			if inner, ok := single(o.Value).(map[string]any); ok {
				maps.Copy(m, inner)
			}
		}
		out = append(out, m)
	}
	if !found && o.Op != scim.PatchOperationRemove {
		m := map[string]any{where.AttributePath.AttributeName: where.CompareValue}
		if sub != "" {
			m[sub] = single(o.Value)
		} else if inner, ok := single(o.Value).(map[string]any); ok {
			maps.Copy(m, inner)
		}
		out = append(out, m)
	}
	if out == nil {
		out = []any{}
	}
	all[key] = out
	return nil
}

// equal compares as directories do: texts in any case.
func equal(a, b any) bool {
	x, ok1 := a.(string)
	y, ok2 := b.(string)
	return ok1 && ok2 && strings.EqualFold(x, y) || reflect.DeepEqual(a, b)
}
