import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { structuredPatch } from 'diff'

const FILE = 'app.js'

/** Where the lines go: after a line of the application, these. The guide tells users to add the same ones. */
const ADDITIONS = [
  {
    after: "const express = require('express');\n",
    lines: "const { expressIntercept } = require('@plivo-to-vobiz/shim/express');\n",
  },
  {
    after: '  const app = express();\n',
    lines: `
  app.use(expressIntercept({
    plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
    vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
    publicUrl: process.env.PUBLIC_URL,
    paths: ['/voice'],
    routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
  }));
`,
  },
]

/** Puts the shim in front of the application's own routes and gives the change as a diff. */
export function addShim(folder: string): string {
  const path = join(folder, FILE)
  const before = readFileSync(path, 'utf8')
  const after = ADDITIONS.reduce((text, { after: anchor, lines }) => {
    if (!text.includes(anchor)) throw new Error(`${FILE} has no line "${anchor.trim()}" to add the shim after.`)
    return text.replace(anchor, anchor + lines)
  }, before)
  writeFileSync(path, after)
  const { hunks } = structuredPatch(FILE, FILE, before, after, '', '', { context: 2 })
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ])
  return [`--- a/${FILE}`, `+++ b/${FILE}`, ...body, ''].join('\n')
}
