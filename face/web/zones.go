package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/i18n"
)

// zones are the time zones that are offered: where those live who use the languages of the
// program, and their neighbours. Another one that is set already stays among them.
var zones = []string{
	"Europe/Amsterdam", "Europe/Brussels", "Europe/Copenhagen",
	"America/Aruba", "America/Curacao", "America/Nuuk", "America/Paramaribo", "Atlantic/Faroe", "Atlantic/Reykjavik",
	"Europe/Athens", "Europe/Berlin", "Europe/Bucharest", "Europe/Budapest", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul",
	"Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague",
	"Europe/Rome", "Europe/Sofia", "Europe/Stockholm", "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zurich", "UTC",
}

// zoneChoices are the time zones to choose from; UTC is one that is not said.
func zoneChoices(chosen string) []ui.Option {
	if chosen == "" {
		chosen = "UTC"
	}
	all := zones
	if !slices.Contains(all, chosen) {
		all = append([]string{chosen}, all...)
	}
	var out []ui.Option
	for _, z := range all {
		out = append(out, ui.Option{Value: z, Text: z, Chosen: z == chosen})
	}
	return out
}

// langChoices are the languages to choose from, each by its own name.
func langChoices(chosen string) []ui.Option {
	var out []ui.Option
	for _, l := range i18n.Languages {
		out = append(out, ui.Option{Value: l, Text: i18n.Names[l], Chosen: l == chosen})
	}
	return out
}

// textChoices are what a text may be, where pages know all of it; nil for any text.
func textChoices(f *org.Field, chosen string) []ui.Option {
	switch f.Name {
	case "lang":
		return langChoices(chosen)
	case "zone":
		return zoneChoices(chosen)
	}
	return nil
}
