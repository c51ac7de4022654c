package web

import (
	"fmt"
	"math"
	"strings"
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

// hues are those of the families in the style sheet.
var hues = [...]float64{300, 255, 155, 335, 48, 205, 290, 18, 128}

// familyInk is a colour of a family, in sRGB (Ottosson 2020).
func familyInk(family int, light, chroma float64) string {
	if family > 0 {
		family = (family-1)%8 + 1
	}
	turn := hues[max(0, family)] * math.Pi / 180
	a, b := chroma*math.Cos(turn), chroma*math.Sin(turn)
	l := math.Pow(light+.3963377774*a+.2158037573*b, 3)
	m := math.Pow(light-.1055613458*a-.0638541728*b, 3)
	s := math.Pow(light-.0894841775*a-1.2914855480*b, 3)
	part := func(x float64) int {
		if x <= .0031308 {
			x *= 12.92
		} else {
			x = 1.055*math.Pow(x, 1/2.4) - .055
		}
		return int(math.Round(255 * min(1, max(0, x))))
	}
	return fmt.Sprintf("#%02x%02x%02x",
		part(4.0767416621*l-3.3077115913*m+.2309699292*s),
		part(-1.2684380046*l+2.6097574011*m-.3413193965*s),
		part(-.0041960863*l-.7034186147*m+1.7076147010*s))
}
