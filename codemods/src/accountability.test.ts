import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toReport } from './report.ts'
import { plan } from './run.ts'
import type { Plan } from './touchpoint.ts'
import { CHECK, createTree } from './tree.fixture.ts'

/** Lines that may stand in any order in a file of each kind. */
const LINES = {
  yml: [
    'PLIVO_AUTH_ID: x',
    '# plivo',
    'name: plivo-app',
    'ring_url: https://plivo.example/',
    'a: sip:x@phone.plivo.com',
    'b: 1',
    'url: https://api.plivo.com/v1',
    '- Plivo says hello',
  ],
  md: [
    '# Plivo',
    'Set `PLIVO_AUTH_TOKEN`.',
    '<Response><GetDigits/></Response>',
    "require('plivo')",
    'See https://www.plivo.com',
    'npm i plivo',
    'nothing here',
  ],
  xml: [
    '<Response><Speak>plivo</Speak></Response>',
    '<!-- plivo -->',
    '<a href="https://api.plivo.com/v1">Plivo</a>',
    '<b/>',
  ],
  env: ['PLIVO_AUTH_ID=1', 'PLIVO_NUMBER=2', '# PLIVO_AUTH_ID', 'APP=plivo', 'B=2'],
  vue: [
    '<p>Plivo</p>',
    '<script src="https://cdn.example/plivo.min.js"></script>',
    `<script>\n${CHECK}</script>`,
    '<!-- plivo -->',
    '<b>sip:a@sip.plivo.com</b>',
  ],
  js: [
    "const a = require('plivo')",
    '// Plivo',
    "const b = 'plivo'",
    'x.plivo.calls.create()',
    "import c from 'plivo-unheard-of'",
    'f(process.env.PLIVO_AUTH_ID)',
  ],
  rb: [
    "require 'plivo'",
    'include Plivo',
    '# plivo',
    "a = 'plivo'",
    "client = Plivo::RestClient.new(ENV['PLIVO_AUTH_ID'], x)",
    "client.calls.create('plivo', [1], 'https://plivo.example')",
    "plivo.addSpeak('hi')",
    "b = request.headers['X-Plivo-Signature-V3']",
    "ok = Plivo::Utils.valid_signatureV3?(u, request.headers['X-Plivo-Signature-V3-Nonce'], request.headers['X-Plivo-Signature-V3'], t, 'POST')",
    'xml = <<~XML\n  <Response><GetDigits action="#{plivo}"/></Response>\nXML',
    "gem 'plivo-unheard-of'",
    "url = 'https://api.plivo.com/v1'",
    'b = 1',
  ],
  php: [
    '<?php // plivo',
    '?><Response><Speak>plivo</Speak></Response><?php',
    '<?php $c = new \\Plivo\\RestClient(getenv("PLIVO_AUTH_ID")); ?>',
    '<?php $a = "plivo $b"; ?>',
    "<?php $d = ['ring_url' => 'https://plivo.example']; ?>",
    "<?php $s = $_SERVER['HTTP_X_PLIVO_SIGNATURE_V3']; ?>",
    '<p>Plivo</p>',
  ],
  go: [
    'package plivo',
    'import "github.com/plivo/plivo-go/v7"',
    'import x "example.com/plivo"',
    '// plivo',
    'var a = "plivo"',
    'var c, _ = plivo.NewClient(os.Getenv("PLIVO_AUTH_ID"), "", nil)',
    'func f(r R) bool { return plivo.ValidateSignatureV3(u, r.Header.Get("X-Plivo-Signature-V3-Nonce"), m, r.Header.Get("X-Plivo-Signature-V3"), t) }',
    'type T struct { H string `header:"X-Plivo-Signature-V3"` }',
    'var u = "https://api.plivo.com/v1"',
    'var s = "sip:a@phone.plivo.com"',
  ],
  java: [
    'import com.plivo.api.Plivo;',
    'import com.example.plivo.Client;',
    '// plivo',
    'class A { String a = "plivo"; }',
    'class B { void f() { Plivo.init(System.getenv("PLIVO_AUTH_ID"), plivo); } }',
    'class C { boolean f(R r) { return Utils.validateSignatureV3(u, r.getHeader("X-Plivo-Signature-V3-Nonce"), s, t, m); } }',
    `class D { @Value("\${plivo.auth-token}") String t; }`,
  ],
  cs: [
    'using Plivo;',
    '// plivo',
    'class A { string a = "plivo"; }',
    'class B { void F() { var c = new PlivoApi(Environment.GetEnvironmentVariable("PLIVO_AUTH_ID"), "x"); } }',
    'class C { string a = Request.Headers["X-Plivo-Signature-V3"]; }',
    'class D { string x = @"<Response><Speak>plivo</Speak></Response>"; }',
  ],
  gradle: ["implementation 'com.plivo:plivo-java:5.0'", '// plivo', "name = 'plivo'"],
  csproj: [
    '<PackageReference Include="Plivo" Version="5" />',
    '<!-- plivo -->',
    '<RootNamespace>App.Plivo</RootNamespace>',
  ],
  py: ['import plivo', '# plivo', "a = 'plivo'", 'b = 1'],
} as const

const kinds = Object.keys(LINES) as (keyof typeof LINES)[]
const file = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc
      .array(fc.constantFrom<string>(...LINES[kind]), { maxLength: 8 })
      .map((lines) => ({ kind, text: lines.join('\n') })),
  )

const key = ({ file: name, line }: { readonly file: string; readonly line: number }): string => `${name}:${line}`

function getCovered({ findings }: Plan, isWanted: (action: string) => boolean): ReadonlySet<string> {
  return new Set(
    findings
      // A finding about a file as a whole stands at its beginning and covers no line.
      .filter(
        ({ action, column, endColumn, line, endLine }) =>
          isWanted(action) && (line !== endLine || column !== endColumn),
      )
      .flatMap(({ file: name, line, endLine }) =>
        Array.from({ length: endLine - line + 1 }, (_, index) => key({ file: name, line: line + index })),
      ),
  )
}

it('accounts for every line of every kind of file, once, and the totals add up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('both' as const, 'vobiz' as const),
      async (files, target) => {
        const texts = new Map(files.map(({ kind, text }, index) => [`d${index % 2}/f${index}.${kind}`, text]))
        const tree = createTree(Object.fromEntries(texts))
        const planned = await plan({ paths: [tree.root], target })
        const skipped = new Set(planned.skipped.map((one) => one.file))
        const named = [...texts].flatMap(([name, text]) =>
          skipped.has(name)
            ? []
            : text.split('\n').flatMap((line, at) => (/plivo/i.test(line) ? [`${name}:${at + 1}`] : [])),
        )
        expect(planned.mentions.map(key).sort()).toEqual(named.sort())
        const { mentions, summary, findings, files: counted } = toReport(planned)
        expect(mentions.rewritten + mentions.person + mentions.nothing).toBe(mentions.lines)
        expect(Object.values(mentions.reasons).reduce((sum, count) => sum + count, 0)).toBe(mentions.nothing)
        expect(summary.auto + summary.review + summary.manual).toBe(findings.length)
        expect(Object.values(summary.byKind).reduce((sum, count) => sum + count, 0)).toBe(findings.length)
        expect(counted.walked).toBe(texts.size)
        // Where nothing explains several lines of a file, one finding stands for them.
        const summed = new Set(findings.filter(({ code }) => code === 'mentions').map((one) => one.file))
        const all = getCovered(planned, () => true)
        for (const mention of planned.mentions) {
          if (mention.verdict === 'person' && !summed.has(mention.file)) expect(all).toContain(key(mention))
          if (mention.verdict === 'nothing') expect(all).not.toContain(key(mention))
        }
      },
    ),
    { numRuns: 80 },
  )
})
