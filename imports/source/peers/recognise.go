package peers

import (
	"path"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// Recognised is the format that a file seems to be of; "" where it is of none here.
func Recognised(name string, data []byte) string {
	var notes source.Notes
	if sheet.IsWorkbook(data) {
		sheets, err := sheet.Workbook(name, data, &notes)
		if err != nil {
			return ""
		}
		for _, s := range sheets {
			switch folded(s.Name) {
			case "assignations", "circles & roles":
				return "holaspirit"
			case "circle_members":
				return "rolebase"
			}
		}
		return ""
	}
	text, err := sheet.Text(name, data, &notes)
	if err != nil {
		return ""
	}
	switch ending := strings.ToLower(path.Ext(name)); {
	case ending == ".csv" || ending == ".tsv" || ending == ".txt":
		head, _, _ := strings.Cut(text, "\n")
		if head = folded(head); strings.HasPrefix(head, "depth,circle,parent circle") {
			return "maptio"
		}
		return ""
	case ending == ".yaml" || ending == ".yml":
		doc, err := sheet.YAML(name, text)
		switch {
		case err != nil:
			return ""
		case doc.Has("orgs"):
			return "peribolos"
		case doc.Has("seats") || doc.Kind == sheet.Sequence:
			return ""
		case doc.Has("organisation") || doc.Has("organization") || doc.Has("general_circle"):
			return "s3"
		}
		for _, c := range circlesIn(doc) {
			if c.Has("name") && (c.Has("driver") || c.Has("primary_driver") || len(circlesIn(c)) > 0 || c.Has("roles") || c.Has("members")) {
				return "s3"
			}
		}
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if n, err := sheet.JSON(name, first); err == nil && n.Has("table") && n.Has("record") {
		return "loomio"
	}
	doc, err := sheet.JSON(name, text)
	if err != nil {
		return ""
	}
	list := doc.List
	if len(list) == 0 {
		list = append(doc.At("data").List, doc.At("nests").List...)
	}
	switch {
	case doc.Has("circle_members") || doc.Has("circle_links"):
		return "rolebase"
	case doc.Has("initiative") || len(list) > 0 && list[0].Has("initiative"):
		return "maptio"
	case doc.Has("peers") || doc.Has("holders"):
		return "peerdom"
	case doc.Has("linked") || doc.Has("assignments"):
		return "glassfrog"
	case len(list) > 0 && list[0].Has("labels") && list[0].Has("_id"):
		return "nestr"
	}
	if roles := doc.At("roles").List; len(roles) > 0 && roles[0].Has("links") {
		return "glassfrog"
	}
	return ""
}
