package web

import (
	"fmt"
	"strings"

	"orpheus/face/out"
)

// lookTies is the look of a picture of ties that stands alone, in light, as attributes that
// every program reads.
func lookTies(class string, family int) string {
	switch first, _, _ := strings.Cut(class, " "); first {
	case "ties-paper":
		return ` fill="#fff"`
	case "ties-ground":
		return ` fill="` + familyInk(family, .945, .032) + `"`
	case "ties-name":
		return ` fill="` + familyInk(family, .36, .09) + `"`
	case "ties-names":
		return ` font-family="sans-serif" font-size="14" font-weight="bold" text-anchor="middle" stroke="none"`
	case "ties-you":
		return ` fill="#23142c" font-size="13"`
	case "ties-lines":
		return ` fill="none" stroke="#574761" stroke-width="1" stroke-opacity=".2"`
	case "tie-own":
		return ` fill="none" stroke="#23142c" stroke-width="1.8" stroke-opacity=".85"`
	case "dot-first":
		return ` fill="#ffd43b" stroke="#23142c" stroke-width="1.6"`
	case "dot-part":
		return ` fill="#fff" stroke="` + familyInk(family, .56, .11) + `" stroke-width="1.4"`
	case "ties-ring":
		return ` fill="none" stroke="#23142c" stroke-width="2.2"`
	case "ties-bundles":
		return ` fill="none" stroke="#85748f" stroke-opacity=".6"`
	case "bundle":
		return ` stroke-width="` + map[byte]string{'1': "1.5", '2': "4", '3': "9"}[class[len(class)-1]] + `"`
	}
	return ""
}

// familyInk is a colour of a family.
func familyInk(family int, light, chroma float64) string {
	c := out.Ink(family, light, chroma)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}
