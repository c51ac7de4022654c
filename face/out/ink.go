package out

import (
	"image/color"
	"math"
)

// hues are those of the families in the style sheet.
var hues = [...]float64{300, 255, 155, 335, 48, 205, 290, 18, 128}

// Ink is a colour of a family, in sRGB (Ottosson 2020).
func Ink(family int, light, chroma float64) color.RGBA {
	if family > 0 {
		family = (family-1)%8 + 1
	}
	turn := hues[max(0, family)] * math.Pi / 180
	a, b := chroma*math.Cos(turn), chroma*math.Sin(turn)
	l := math.Pow(light+.3963377774*a+.2158037573*b, 3)
	m := math.Pow(light-.1055613458*a-.0638541728*b, 3)
	s := math.Pow(light-.0894841775*a-1.2914855480*b, 3)
	part := func(x float64) uint8 {
		if x <= .0031308 {
			x *= 12.92
		} else {
			x = 1.055*math.Pow(x, 1/2.4) - .055
		}
		return uint8(math.Round(255 * min(1, max(0, x))))
	}
	return color.RGBA{
		part(4.0767416621*l - 3.3077115913*m + .2309699292*s),
		part(-1.2684380046*l + 2.6097574011*m - .3413193965*s),
		part(-.0041960863*l - .7034186147*m + 1.7076147010*s), 255,
	}
}
