import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { apply, plan } from '@plivo-to-vobiz/codemods'
import { afterEach, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { describeSdk } from './plivo-sdks.ts'

/**
 * The unit tests that `migrate --with-tests` writes, run by the language's own runner: they pass with the verifier file,
 * and fail once it accepts everything, or nothing.
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
  /** A change that makes it accept everything, and one that makes it refuse everything. */
  readonly breaks: readonly (readonly [RegExp, string])[]
  readonly run: (folder: string) => readonly (readonly [command: string, ...args: readonly string[]])[]
}

const JAVA = { java: '-version', javac: '-version', mvn: '-version' }
const javaBreaks: Setting['breaks'] = [
  [/return matched;/, 'return true;'],
  [/return matched;/, 'return false;'],
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
  breaks: javaBreaks,
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

const csharp = (name: string, target: 'both' | 'vobiz', isGuarded: boolean): Setting => ({
  name,
  tools: { mcs: '--version', mono: '--version', 'nunit-console': '-help' },
  verifier: join(VERIFIERS, 'csharp', target === 'both' ? '' : 'vobiz', 'VobizSignatures.cs'),
  path: 'App/VobizSignatures.cs',
  test: isGuarded ? 'App/VobizSignaturesTests.cs' : 'App.Tests/VobizSignaturesTests.cs',
  files: isGuarded
    ? { 'App/App.csproj': '<Project />' }
    : {
        'App/App.csproj': '<Project />',
        'App.Tests/App.Tests.csproj': '<Project><PackageReference Include="NUnit" Version="3.13.3" /></Project>',
      },
  breaks: [
    [/return matched;/, 'return true;'],
    [/return matched;/, 'return false;'],
  ],
  run: (folder) => [
    // A project without the framework has to go on building.
    ...(isGuarded ? [['mcs', '-t:library', '-out:app.dll', '-recurse:App/*.cs'] as const] : []),
    ['mcs', '-langversion:7', '-t:library', `-r:${findNUnit()}`, '-d:NUNIT', '-out:tests.dll', '-recurse:*.cs'],
    ['nunit-console', '-nologo', '-noshadow', '-nothread', '-domain:None', `-result=${folder}/r.xml`, 'tests.dll'],
  ],
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
      ],
      run: () => [['python3', '-B', '-m', 'unittest', 'discover']],
    })),
  ),
  {
    name: 'Go with testing',
    tools: { go: 'version' },
    verifier: join(VERIFIERS, 'go/vobizsignatures.go'),
    path: 'vobizsignatures/vobizsignatures.go',
    test: 'vobizsignatures/vobizsignatures_test.go',
    files: { 'go.mod': 'module example.com/app\n\ngo 1.18\n' },
    breaks: [
      [/return matched\n/, 'return true\n'],
      [/return matched\n/, 'return false\n'],
    ],
    run: () => [
      ['gofmt', '-l', '-d', '.'],
      ['go', 'vet', './...'],
      ['go', 'test', './...'],
    ],
  },
  {
    name: 'Ruby with minitest',
    tools: { ruby: '--version' },
    verifier: join(VERIFIERS, 'ruby/vobiz_signatures.rb'),
    path: 'lib/vobiz_signatures.rb',
    test: 'test/vobiz_signatures_test.rb',
    files: { 'test/.keep': '', Gemfile: "gem 'sinatra'\n" },
    breaks: [
      [/given\.map do/, 'return true; given.map do'],
      [/given\.map do/, 'return false; given.map do'],
    ],
    run: () => [['ruby', '-W0', 'test/vobiz_signatures_test.rb']],
  },
  {
    name: 'Ruby with RSpec',
    tools: { ruby: '--version', rspec: '--version' },
    verifier: join(VERIFIERS, 'ruby/vobiz_signatures.rb'),
    path: 'lib/vobiz_signatures.rb',
    test: 'spec/vobiz_signatures_spec.rb',
    files: { Gemfile: "gem 'rspec'\n" },
    breaks: [
      [/given\.map do/, 'return true; given.map do'],
      [/given\.map do/, 'return false; given.map do'],
    ],
    run: () => [['rspec', 'spec/vobiz_signatures_spec.rb']],
  },
  {
    name: 'PHP with PHPUnit',
    tools: { php: '--version', phpunit: '--version' },
    verifier: join(VERIFIERS, 'php/VobizSignatures.php'),
    path: 'src/VobizSignatures.php',
    test: 'tests/VobizSignaturesTest.php',
    files: { 'composer.json': '{"require-dev":{"phpunit/phpunit":"^9"}}', 'tests/.keep': '' },
    breaks: [
      [/(\$matched = false;)/, 'return true; $1'],
      [/(\$matched = false;)/, 'return false; $1'],
    ],
    run: () => [['phpunit', '--no-configuration', 'tests/VobizSignaturesTest.php']],
  },
  java('Java with JUnit 5', { target: 'both', ...JUNIT5 }),
  java('Java, Vobiz alone, with JUnit 5', { target: 'vobiz', ...JUNIT5 }),
  java('Java with JUnit 4', {
    target: 'both',
    jars: 'junit:junit:4.13.2',
    build: '<artifactId>junit</artifactId>',
    runner: ['org.junit.runner.JUnitCore', 'vobizsignatures.VobizSignaturesTest'],
  }),
  java('Java with TestNG', {
    target: 'both',
    jars: 'org.testng:testng:7.5.1',
    build: '<artifactId>testng</artifactId>',
    runner: ['org.testng.TestNG', '-testclass', 'vobizsignatures.VobizSignaturesTest', '-d', '{classes}/out'],
  }),
  csharp('C# with NUnit', 'both', false),
  csharp('C#, Vobiz alone, with NUnit', 'vobiz', false),
  csharp('C# without a test project', 'both', true),
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
    it('passes with the verifier, and fails with one that accepts or refuses everything', async () => {
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
