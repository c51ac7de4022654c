// What the pages do beyond links and forms. Everything works without it.
import "./theme.js"
import "./menus.js"
import "./palette.js"
import "./tree.js"
import "./parts.js"
import "./strip.js"
import "./sheet.js"
import "./announce.js"
import "./focus.js"
import "./live.js"
import "./oneline.js"
import "./draft.js"
import "./copy.js"
import "./mentions.js"
import "./choose.js"
import "./app.js"

document.documentElement.classList.add("js")
