// Takes of fonts what the stylesheet names them for: letters, and the weights between two. On the
// standard input is a list of {From, To, Letters, Light, Bold}. The same fonts give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs'
import subset from 'subset-font'

for (const { From, To, Letters, Light, Bold } of JSON.parse(readFileSync(0, 'utf8'))) {
  const wght = { min: Number(Light), max: Number(Bold), default: Number(Light) }
  writeFileSync(To, await subset(readFileSync(From), Letters, { targetFormat: 'woff2', variationAxes: { wght } }))
}
