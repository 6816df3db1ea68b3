import { ACCOUNT_VARIABLES } from '../variables.ts'
import type { Section } from './step.ts'

const { plivo, vobiz } = ACCOUNT_VARIABLES

const INTERCEPT = `const { expressIntercept } = require('@plivo-to-vobiz/shim/express')
app.use(
  expressIntercept({
    plivo: { authToken: process.env.${plivo.token} },
    vobiz: { authToken: process.env.${vobiz.token} },
    publicUrl: process.env.PUBLIC_URL,
    paths: ['/ring', '/answer', '/hangup'], // nothing unsigned gets in here
    routes: { ring: '/ring', answer: '/answer', hangup: '/hangup' },
  }),
)`

/** The migration from the first look to the release of the last Plivo number, in order. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Assess',
    steps: [
      {
        id: 'inventory',
        role: 'dev',
        evidence: 'inventory',
        text: 'Inventory: `npx plivo-to-vobiz scan .` lists every place that touches Plivo, what `migrate` rewrites (`auto`), what a person should look at (`review`) and what only a person can do (`manual`).',
        check: "the summary's three figures are written down.",
        undo: 'nothing was changed.',
      },
      {
        id: 'keep-report',
        role: 'dev',
        text: 'Keep the report: `npx plivo-to-vobiz scan . --format json --output plivo-inventory.json`.',
      },
      {
        id: 'decide-lost',
        role: 'owner',
        evidence: 'nothing-lost',
        text: 'Decide on everything without an equivalent: SMS inside a call, MultiPartyCall, PHLO, Verify, Lookup.',
        check: 'each `no-equivalent` finding has a decision.',
      },
      {
        id: 'read-xml',
        role: 'dev',
        text: 'Read [XML differences](docs:reference/xml.md) for the verbs you use. The ones that bite: Conference `stayAlone` (a lone caller is disconnected), Record `redirect` and the time at which its `action` fires, GetDigits `timeout` (first digit on Plivo, whole entry on Vobiz).',
      },
    ],
  },
  {
    title: 'Prepare the Vobiz account',
    steps: [
      {
        id: 'numbers',
        role: 'ops',
        text: 'Account, auth token, numbers. Plivo numbers cannot be counted on to move: buy new ones, a pilot number first. A number given to a sub-account can be taken back only after a cool-off of 15 days.',
        check: 'the pilot number rings somewhere.',
      },
      {
        id: 'rate',
        role: 'ops',
        text: 'Rate: ask for the calls per second and the concurrent calls that your peak needs. Vobiz refuses what is over the limit, where Plivo queues it.',
        check:
          "the limits of the account (its console, or `callsPerSecond: 'account'` of the rest-client) are above your peak.",
      },
      {
        id: 'account-copy',
        role: 'ops',
        text: 'Applications, SIP endpoints and sub-accounts: `npx plivo-to-vobiz account export`, then `account plan` and `account apply` ([guide](docs:guides/outbound.md#2-set-up-the-account)).',
        check: 'the plan is empty.',
        undo: 'nothing on Plivo was changed.',
      },
      {
        id: 'tokens',
        role: 'ops',
        text: `\`${vobiz.token}\` is in the secret store of every environment, **beside** \`${plivo.token}\`.`,
        check: 'the deployment refuses to start without it. An empty token is refused by every verifier.',
      },
      {
        id: 'credentials',
        role: 'ops',
        text: 'Configure credentials on the callback URLs. Vobiz sends signature headers only then, and not for every callback type.',
        check: 'one test callback carries the V3 signature and its nonce ([headers](docs:reference/headers.md)).',
      },
      {
        id: 'unsigned',
        role: 'owner',
        text: "Policy for unsigned callbacks: refuse (default), or allow from named networks or with HTTP Basic credentials. It must be said in so many words in the shim's `unsigned` option.",
      },
      {
        id: 'public-url',
        role: 'ops',
        text: 'The public base URL of the application, exactly as the vendors call it (scheme, host, port, prefix), is a setting. Never rebuild it from request headers unless the proxy chain is trusted.',
      },
      {
        id: 'out-of-query',
        role: 'dev',
        text: 'Move unguessable values from the query string into the path: Vobiz does not sign the query.',
      },
    ],
  },
  {
    title: 'Rewrite',
    steps: [
      {
        id: 'clean-tree',
        role: 'dev',
        evidence: 'clean-tree',
        text: 'A clean branch.',
        check: '`git status` is empty; `migrate --write` refuses otherwise.',
      },
      {
        id: 'read-diff',
        role: 'dev',
        text: 'Read the diff: `npx plivo-to-vobiz migrate .` (changes nothing).',
      },
      {
        id: 'apply',
        role: 'dev',
        evidence: 'rewritten',
        text: 'Apply it: `npx plivo-to-vobiz migrate . --write`. The default target `both` writes code that accepts either vendor.',
        check: '`npx plivo-to-vobiz migrate .` prints no diff any more.',
        undo: '`git restore .`',
      },
      {
        id: 'settings',
        role: 'dev',
        evidence: 'tokens-beside',
        text: `Wherever \`${plivo.token}\` is read or listed, \`${vobiz.token}\` is too: code, \`.env\` templates, compose and deployment files.`,
      },
      {
        id: 'tasks',
        role: 'dev',
        evidence: 'tasks-done',
        text: 'Work through the `review` and `manual` findings that are left.',
        check: '`npx plivo-to-vobiz scan . --fail-on manual` exits 0, or each one left has a decision.',
      },
      {
        id: 'unsigned-body',
        role: 'owner',
        text: 'Accept what changed: on Vobiz a signature proves origin and URL, not body and query. The shim remembers nonces with a hash of the body; an application without the shim needs a store of its own.',
      },
    ],
  },
  {
    title: 'Try',
    steps: [
      {
        id: 'shim',
        role: 'dev',
        evidence: 'shim-loaded',
        text: 'Put the shim in front of the existing routes (Express below; [other hosts](https://github.com/plivo-to-vobiz/plivo-to-vobiz/tree/main/packages/shim)), or the [gateway](docs:guides/gateway.md) in front of an application in any language.',
        code: { language: 'js', text: INTERCEPT },
        undo: 'take the line out, or point the load balancer past the gateway.',
      },
      {
        id: 'parity',
        role: 'dev',
        text: 'Play calls as both vendors: `npx plivo-to-vobiz simulate --list`, then each scenario your application serves with `--provider both` ([guide](docs:guides/simulate.md)).',
        check: 'exit code 0: a caller would notice nothing.',
      },
      {
        id: 'own-tests',
        role: 'dev',
        text: "The application's own tests pass. Hard-coded signatures in tests are listed by `scan`: recompute them with `sign` from `@plivo-to-vobiz/signatures`.",
      },
    ],
  },
  {
    title: 'Cut over',
    steps: [
      {
        id: 'deploy',
        role: 'ops',
        text: 'Deploy with both tokens.',
        check: 'Plivo calls work as before; an unsigned `curl` to the answer URL gets 403.',
        undo: 'deploy what ran before.',
      },
      {
        id: 'shadow',
        role: 'ops',
        text: 'Shadow run: `dryRun` for a day of real Plivo traffic ([guide](docs:guides/cut-over.md)).',
        check: '`onEvent` tells of no `reply.untranslatable`, and you have read what `reply.translated` reports.',
        undo: 'turn `dryRun` off.',
      },
      {
        id: 'pilot',
        role: 'ops',
        text: "Point one pilot number's application at the **same** URLs on Vobiz: answer, hangup, fallback. `Ring`, `StartApp` and `Hangup` may all arrive at the answer URL; the shim tells them apart by `Event`.",
        undo: 'take the application off the number.',
      },
      {
        id: 'real-calls',
        role: 'owner',
        text: 'Place real calls to the pilot number: menu, wrong key, no key, voicemail, transfer, busy, no answer, both sides hanging up.',
        check: 'one hangup record per call.',
      },
      {
        id: 'outbound',
        role: 'dev',
        text: 'Calls the application places: `createSplitClient` moves a share of the destinations, with `callsPerSecond` set ([guide](docs:guides/outbound.md)).',
        check: '`counters()` shows no `uncertain` and few `failed`.',
        undo: '`setRoute({ percent: 0 })`.',
      },
      {
        id: 'groups',
        role: 'ops',
        text: 'Move numbers in groups.',
        check: 'after each group: refusals by reason, duplicates and slow handlers are where they were.',
        undo: 'point the group back at Plivo.',
      },
    ],
  },
  {
    title: 'Roll back (at any time)',
    steps: [
      {
        id: 'roll-back',
        role: 'ops',
        text: 'Practise it once: point the pilot number back at Plivo. The application accepts both vendors, so nothing is deployed.',
        check: "the next call's `provider` is `plivo`.",
      },
      {
        id: 'in-flight',
        role: 'ops',
        text: 'In-flight calls end where they began; do not remove a token while one is running.',
      },
    ],
  },
  {
    title: 'Finish',
    steps: [
      {
        id: 'quiet',
        role: 'ops',
        text: 'No Plivo callback for as long as your longest schedule (two weeks is usual).',
      },
      {
        id: 'target-vobiz',
        role: 'dev',
        evidence: 'finished',
        text: '`npx plivo-to-vobiz migrate . --target vobiz --write`: XML literals become VobizXML, verifiers accept Vobiz alone.',
        undo: '`git restore .`',
      },
      {
        id: 'nothing-left',
        role: 'dev',
        evidence: 'nothing-left',
        text: '`npx plivo-to-vobiz scan . --target vobiz` exits 0.',
      },
      {
        id: 'release',
        role: 'ops',
        text: `Remove \`${plivo.token}\`, release the Plivo numbers and applications, rotate what was shared.`,
        undo: 'none: a released number is gone. Do this last.',
      },
    ],
  },
]
