import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { apply, plan, type Target } from '@plivo-to-vobiz/codemods'
import { afterEach, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { describeSdk } from './plivo-sdks.ts'

/**
 * The unit tests that `migrate --with-tests` writes, run by the language's own runner: they pass with the verifier file,
 * and fail once it accepts everything or nothing, tries one token alone, or lets an older version win.
 */

const CACHE = join(ROOT, 'node_modules/.cache/plivo-to-vobiz')
const VERIFIERS = join(ROOT, 'codemods/verifiers')
const PYTHON = join(ROOT, 'codemods/transforms/python-signature/templates')
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Setting {
  readonly name: string
  readonly tools: Readonly<Record<string, string>>
  /** The verifier file, absolute. */
  readonly verifier: string
  /** Where it stands in the code base. */
  readonly path: string
  /** Where its test is written. */
  readonly test: string
  /** What else is in the code base. */
  readonly files?: Readonly<Record<string, string>>
  /** Changes each of which makes it decide wrongly; the first two accept and refuse everything. */
  readonly breaks: readonly (readonly [RegExp, string])[]
  readonly run: (folder: string) => readonly (readonly [command: string, ...args: readonly string[]])[]
}

/** The rows of headers change places, so that an older version wins. */
const OLDER_FIRST: Setting['breaks'][number] = [/(^.*Signature-V3['"],.*$)\n(^.*Signature-V2['"],.*$)/gm, '$2\n$1']

const JUNIT4_MAIN = 'org.junit.runner.JUnitCore'
const JAVA = { java: '-version', javac: '-version', mvn: '-version' }
const javaBreaks: Setting['breaks'] = [
  [/return matched;/, 'return true;'],
  [/return matched;/, 'return false;'],
]

/** Which framework runs the tests makes no difference to these, so one of them is asked. */
const javaOrderBreaks: Setting['breaks'] = [
  [/(for \(String token : )(tokens(?:\.vobiz)?)\)/, '$1$2.subList(0, Math.min(1, $2.size())))'],
  OLDER_FIRST,
]

/** JUnit's or TestNG's jars, fetched once by Maven. */
function getJars(artifact: string): string {
  const file = join(CACHE, `${artifact.replace(/\W/g, '-')}.classpath`)
  const [groupId, artifactId, version] = artifact.split(':')
  const isFresh = existsSync(file) && readFileSync(file, 'utf8').split(':').every(existsSync)
  if (!isFresh) {
    const folder = mkdtempSync(join(tmpdir(), 'jars-'))
    folders.push(folder)
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(
      join(folder, 'pom.xml'),
      `<project><modelVersion>4.0.0</modelVersion><groupId>t</groupId><artifactId>t</artifactId><version>1</version>
      <dependencies><dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version>
      </dependency></dependencies></project>`,
    )
    const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${file}`]
    execFileSync('mvn', ['--quiet', '--batch-mode', ...goal], { cwd: folder, stdio: 'pipe' })
  }
  return readFileSync(file, 'utf8')
}

const java = (
  name: string,
  setting: { target: 'both' | 'vobiz'; jars: string; build: string; runner: readonly string[] },
): Setting => ({
  name,
  tools: JAVA,
  verifier: join(VERIFIERS, 'java', setting.target === 'both' ? '' : 'vobiz', 'VobizSignatures.java'),
  path: 'src/main/java/vobizsignatures/VobizSignatures.java',
  test: 'src/test/java/vobizsignatures/VobizSignaturesTest.java',
  files: { 'pom.xml': setting.build },
  breaks: setting.runner[0] === JUNIT4_MAIN ? [...javaBreaks, ...javaOrderBreaks] : javaBreaks,
  run: (folder) => {
    const jars = getJars(setting.jars)
    const sources = [
      'src/main/java/vobizsignatures/VobizSignatures.java',
      'src/test/java/vobizsignatures/VobizSignaturesTest.java',
    ]
    const [main = '', ...args] = setting.runner
    return [
      ['javac', '-encoding', 'US-ASCII', '--release', '8', '-Xlint:-options', '-cp', jars, '-d', folder, ...sources],
      ['java', '-cp', `${folder}:${jars}`, main, ...args.map((one) => one.replace('{classes}', folder))],
    ]
  },
})

const JUNIT5 = {
  jars: 'org.junit.platform:junit-platform-console-standalone:1.10.2',
  build: '<artifactId>junit-jupiter</artifactId>',
  runner: [
    'org.junit.platform.console.ConsoleLauncher',
    '--select-class=vobizsignatures.VobizSignaturesTest',
    '--fail-if-no-tests',
  ],
}

const NUNIT = '/usr/lib/cli'

/** NUnit as Debian installs it. */
function findNUnit(): string {
  const folder = readdirSync(NUNIT).find((name) => name.startsWith('nunit.framework'))
  return join(NUNIT, folder ?? '', 'nunit.framework.dll')
}

/** Where a C# test project names its framework, and how its tests are run. */
interface CSharpRunner {
  readonly name: string
  /** Tool with an argument that prints its version. */
  readonly tools: Readonly<Record<string, string>>
  /** Package of the test project; none when there is no test project. */
  readonly reference?: string
  readonly run: (folder: string) => readonly (readonly [command: string, ...args: readonly string[]])[]
}

const NUNIT_RUN: CSharpRunner['run'] = (folder) => [
  ['mcs', '-langversion:7', '-t:library', `-r:${findNUnit()}`, '-d:NUNIT', '-out:tests.dll', '-recurse:*.cs'],
  ['nunit-console', '-nologo', '-noshadow', '-nothread', '-domain:None', `-result=${folder}/r.xml`, 'tests.dll'],
]

const NUNIT_TOOLS = { 'nunit-console': '-help' }

/**
 * xUnit and MSTest come from NuGet alone, which not every machine that runs these tests reaches. The file is compiled against
 * the few names it uses, as those packages declare them, and its methods are called as their runners call them.
 */
const runAgainstNames = (name: string): CSharpRunner['run'] => {
  const names = join(import.meta.dirname, 'verifiers', `${name}.cs`)
  const main = join(import.meta.dirname, 'verifiers', 'RunTests.cs')
  return () => [
    ['mcs', '-langversion:7', '-out:tests.exe', names, main, '-recurse:*.cs'],
    ['mono', 'tests.exe'],
  ]
}

const CSHARP_RUNNERS = {
  nunit: { name: 'NUnit', tools: NUNIT_TOOLS, reference: 'NUnit', run: NUNIT_RUN },
  none: {
    name: 'NUnit, without a test project',
    tools: NUNIT_TOOLS,
    // A project without the framework has to go on building.
    run: (folder) => [['mcs', '-t:library', '-out:app.dll', '-recurse:App/*.cs'], ...NUNIT_RUN(folder)],
  },
  xunit: { name: "xUnit's names", tools: {}, reference: 'xunit', run: runAgainstNames('XunitNames') },
  mstest: { name: "MSTest's names", tools: {}, reference: 'MSTest.TestFramework', run: runAgainstNames('MSTestNames') },
} satisfies Record<string, CSharpRunner>

const csharp = (target: Target, { name, tools, reference, run }: CSharpRunner): Setting => ({
  name: toName(`C# with ${name}`, target),
  tools: { mcs: '--version', mono: '--version', ...tools },
  verifier: toFile('csharp', target, 'VobizSignatures.cs'),
  path: 'App/VobizSignatures.cs',
  test: reference === undefined ? 'App/VobizSignaturesTests.cs' : 'App.Tests/VobizSignaturesTests.cs',
  files: {
    'App/App.csproj': '<Project />',
    ...(reference === undefined
      ? {}
      : {
          'App.Tests/App.Tests.csproj': `<Project><PackageReference Include="${reference}" Version="3.1.1" /></Project>`,
        }),
  },
  breaks: [
    [/return matched;/, 'return true;'],
    [/return matched;/, 'return false;'],
    [/in tokens(\.Vobiz)?\.Where/, 'in tokens$1.Take(1).Where'],
    OLDER_FIRST,
  ],
  run,
})

const toName = (name: string, target: Target): string => (target === 'both' ? name : `${name}, Vobiz alone`)
const toFile = (language: string, target: Target, name: string): string =>
  join(VERIFIERS, language, target === 'both' ? '' : 'vobiz', name)

const go = (target: Target): Setting => ({
  name: toName('Go with testing', target),
  tools: { go: 'version' },
  verifier: toFile('go', target, 'vobizsignatures.go'),
  path: 'vobizsignatures/vobizsignatures.go',
  test: 'vobizsignatures/vobizsignatures_test.go',
  files: { 'go.mod': 'module example.com/app\n\ngo 1.18\n' },
  breaks: [
    [/return matched\n/, 'return true\n'],
    [/return matched\n/, 'return false\n'],
    [/(for _, token := range tokens) \{/, '$1[:len(tokens)/2] {'],
    OLDER_FIRST,
  ],
  run: () => [
    ['gofmt', '-l', '-d', '.'],
    ['go', 'vet', './...'],
    ['go', 'test', './...'],
  ],
})

interface RubyRunner {
  readonly name: string
  readonly test: string
  readonly files: Readonly<Record<string, string>>
  readonly command: readonly [string, ...(readonly string[])]
}

const RUNNERS: Readonly<Record<'minitest' | 'rspec', RubyRunner>> = {
  minitest: {
    name: 'minitest',
    test: 'test/vobiz_signatures_test.rb',
    files: { 'test/.keep': '', Gemfile: "gem 'sinatra'\n" },
    command: ['ruby', '-W0'],
  },
  rspec: {
    name: 'RSpec',
    test: 'spec/vobiz_signatures_spec.rb',
    files: { Gemfile: "gem 'rspec'\n" },
    command: ['rspec'],
  },
}

const ruby = (target: Target, { name, test, files, command }: RubyRunner): Setting => ({
  name: toName(`Ruby with ${name}`, target),
  tools: { ruby: '--version', [command[0]]: '--version' },
  verifier: toFile('ruby', target, 'vobiz_signatures.rb'),
  path: 'lib/vobiz_signatures.rb',
  test,
  files,
  breaks: [
    [/given\.map /, 'return true; given.map '],
    [/given\.map /, 'return false; given.map '],
    [/given\.map /, 'given.first(1).map '],
    [/(\['v3'.*?\]),\n(\s*)(\['v2'.*?\])/g, '$3,\n$2$1'],
  ],
  run: () => [[...command, test]],
})

const php = (target: Target): Setting => ({
  name: toName('PHP with PHPUnit', target),
  tools: { php: '--version', phpunit: '--version' },
  verifier: toFile('php', target, 'VobizSignatures.php'),
  path: 'src/VobizSignatures.php',
  test: 'tests/VobizSignaturesTest.php',
  files: { 'composer.json': '{"require-dev":{"phpunit/phpunit":"^9"}}', 'tests/.keep': '' },
  breaks: [
    [/(\$matched = false;)/, 'return true; $1'],
    [/(\$matched = false;)/, 'return false; $1'],
    [/(foreach \()(is_array\(\$tokens\) \? \$tokens : \[\$tokens\]) as \$token/, '$1array_slice($2, 0, 1) as $token'],
    OLDER_FIRST,
  ],
  run: () => [['phpunit', '--no-configuration', 'tests/VobizSignaturesTest.php']],
})

const SETTINGS: readonly Setting[] = [
  ...(['either.py', 'vobiz.py'] as const).flatMap((template): readonly Setting[] =>
    [false, true].map((isPackage) => ({
      name: `Python ${template} with unittest${isPackage ? ', in a package' : ''}`,
      tools: { python3: '--version' },
      verifier: join(PYTHON, template),
      path: `${isPackage ? 'app/' : ''}vobiz_signatures.py`,
      test: `${isPackage ? 'app/' : ''}test_vobiz_signatures.py`,
      files: isPackage ? { 'app/__init__.py': '' } : {},
      breaks: [
        [/matched = False/, 'return True'],
        [/matched = False/, 'return False'],
        [/in _tokens\(tokens\):/, 'in _tokens(tokens)[:1]:'],
        OLDER_FIRST,
      ],
      run: () => [['python3', '-B', '-m', 'unittest', 'discover']],
    })),
  ),
  ...(['both', 'vobiz'] as const).flatMap((target) => [
    go(target),
    ruby(target, RUNNERS.minitest),
    ruby(target, RUNNERS.rspec),
    php(target),
  ]),
  java('Java with JUnit 5', { target: 'both', ...JUNIT5 }),
  java('Java, Vobiz alone, with JUnit 5', { target: 'vobiz', ...JUNIT5 }),
  java('Java with JUnit 4', {
    target: 'both',
    jars: 'junit:junit:4.13.2',
    build: '<artifactId>junit</artifactId>',
    runner: [JUNIT4_MAIN, 'vobizsignatures.VobizSignaturesTest'],
  }),
  java('Java with TestNG', {
    target: 'both',
    jars: 'org.testng:testng:7.5.1',
    build: '<artifactId>testng</artifactId>',
    runner: ['org.testng.TestNG', '-testclass', 'vobizsignatures.VobizSignaturesTest', '-d', '{classes}/out'],
  }),
  csharp('both', CSHARP_RUNNERS.none),
  ...(['both', 'vobiz'] as const).flatMap((target) => [
    csharp(target, CSHARP_RUNNERS.nunit),
    csharp(target, CSHARP_RUNNERS.xunit),
    csharp(target, CSHARP_RUNNERS.mstest),
  ]),
]

function createTree(setting: Setting): string {
  const folder = mkdtempSync(join(tmpdir(), 'verifier-tests-'))
  folders.push(folder)
  const files = { ...setting.files, [setting.path]: readFileSync(setting.verifier, 'utf8') }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function runTests(setting: Setting, folder: string): string {
  return setting
    .run(folder)
    .map(([command, ...args]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }))
    .join('')
}

for (const setting of SETTINGS) {
  describeSdk(setting, () => {
    it('passes with the verifier, and fails with every one that decides wrongly', async () => {
      const folder = createTree(setting)
      expect((await plan({ cwd: folder })).changes).toEqual([])
      const planned = await plan({ cwd: folder, withTests: true })
      expect(planned.changes.map(({ file }) => file)).toEqual([setting.test])
      await apply(planned, { force: true })
      expect((await plan({ cwd: folder, withTests: true })).changes).toEqual([])
      runTests(setting, folder)
      for (const [pattern, text] of setting.breaks) {
        const sound = readFileSync(setting.verifier, 'utf8')
        expect(sound).toMatch(pattern)
        writeFileSync(join(folder, setting.path), sound.replace(pattern, text))
        expect(() => runTests(setting, folder), text).toThrow()
      }
    }, 300_000)
  })
}
