import { describe, expect, it } from 'vitest'
import type { LanguageName, SourceFile } from '../source-file.ts'
import { getCode, getReader } from './code.ts'
import { getSdkNames } from './sdk.ts'
import { getGrammarTexts } from './texts.ts'

const toFile = (language: LanguageName, text: string): SourceFile => ({ path: `src/input.${language}`, text, language })

/** Calls of a text as `new receiver.name(argument, keyword=argument)`. */
function getCalls(language: LanguageName, text: string): readonly string[] {
  const { facts, tree } = getCode(toFile(language, text))
  return facts.calls
    .flatMap((kind) => tree.getNodes(kind))
    .flatMap((node) => {
      const call = facts.readCall(node)
      if (call === undefined) return []
      const given = call.arguments.map(({ name, value, isSpread }) =>
        [isSpread ? '...' : '', name === undefined ? '' : `${name}=`, value.text()].join(''),
      )
      const receiver = call.receiver === undefined ? '' : `${call.receiver.text()} . `
      return [`${call.isNew ? 'new ' : ''}${receiver}${call.name}(${given.join(', ')})`]
    })
}

describe('calls', () => {
  it.each<[LanguageName, string, readonly string[]]>([
    ['go', 'package a\nvar x = p.F(1, y...)\n', ['p . F(1, ...y...)']],
    ['ruby', "A::B.c(1, d: 2, :e => 3, *f)\nA::B.new('x')\n", ['A::B . c(1, d=2, e=3, ...*f)', "new A . B('x')"]],
    [
      'php',
      "<?php $a->b(1, c: 2); A\\B::d(...$e); new \\A\\B('x');\n",
      ['$a . b(1, c=2)', 'A\\B . d(...$e)', "new B('x')"],
    ],
    ['java', 'class A { void f() { a.b(1); new c.D("x"); } }\n', ['a . b(1)', 'new c . D("x")']],
    [
      'csharp',
      'class A { void F() { a.B<int>(1, c: 2); new D.E("x"); a?.F(); } }\n',
      ['a . B(1, c=2)', 'a . F()', 'new D . E("x")'],
    ],
  ])('are read in %s', (language, text, expected) => {
    expect(getCalls(language, text)).toEqual(expected)
  })
})

/** Texts of a file; an expression stands as `<1>`. */
const getTexts = (language: LanguageName, text: string): readonly string[] =>
  getGrammarTexts(toFile(language, text)).map((one) => one.text.replaceAll(/\$\{e(\d)\}/g, '<$1>'))

describe('texts', () => {
  it.each<[LanguageName, string, readonly string[]]>([
    ['go', 'package a\nvar x = "a\\n" + y + `b`\nvar z = fmt.Sprintf("100%% %s", y)\n', ['a\n<1>b', '100% <1>']],
    ['ruby', "x = \"a#{b}c\" + 'd\\'e'\ny = <<~X\n  f #{g}\nX\n", ["a<1>cd'e", '  f <1>\n']],
    ['php', '<?php $x = "a{$b}c $d[0]" . \'e\'; $y = <<<X\nf $g\nX;\n', ['a<1>c <2>e', 'f <1>']],
    [
      'java',
      'class A { String a = "b\\t" + c + """\n  d"""; String e = String.format("%s!", f); }\n',
      ['b\t<1>\n  d', '<1>!'],
    ],
    [
      'csharp',
      'class A { string a = @"b""c" + $"d{e}{{f}}"; string g = string.Format("{0}{{}}", h); }\n',
      ['b"cd<1>{f}', '<1>{}'],
    ],
  ])('are put together in %s', (language, text, expected) => {
    expect(getTexts(language, text)).toEqual(expected)
  })
})

describe('names of the SDK', () => {
  it.each<[LanguageName, string, readonly string[]]>([
    [
      'go',
      'package a\nimport v "github.com/plivo/plivo-go/v7"\nvar x = v.NewClient()\n',
      ['github.com/plivo/plivo-go/v7'],
    ],
    ['ruby', "require 'plivo'\ninclude Plivo::XML\n", ['plivo', 'Plivo::XML']],
    ['php', '<?php use Plivo\\{RestClient as C, XML\\Response};\n', ['Plivo\\RestClient', 'Plivo\\XML\\Response']],
    ['java', 'import static com.plivo.api.util.Utils.*;\nimport app.plivo.A;\n', ['com.plivo.api.util.Utils']],
    [
      'csharp',
      'using P = Plivo.PlivoApi;\nusing static Plivo.Utilities.XPlivoSignatureV3;\nusing App.Plivo;\n',
      ['Plivo.PlivoApi', 'Plivo.Utilities.XPlivoSignatureV3'],
    ],
  ])('are told from those of the application in %s', (language, text, expected) => {
    expect(getSdkNames(toFile(language, text)).imports.map(({ path }) => path)).toEqual(expected)
  })
})

describe('a file that does not parse', () => {
  it.each<[LanguageName, string, number]>([
    ['go', 'package a\n\nfunc (\n', 3],
    ['ruby', 'def a\n', 1],
    ['php', '<?php\n\n$a = ;\n', 3],
    ['java', 'class A {\n  void f( {}\n}\n', 2],
    ['csharp', 'class A {\n  void F(int) { x = ; }\n}\n', 2],
  ])('is told with its line in %s', (language, text, line) => {
    expect(getReader(language).findSyntaxProblem(toFile(language, text))?.line).toBe(line)
  })
})
