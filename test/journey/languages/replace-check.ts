import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../../agreement/workspace.ts'

/** What a person does to an example by hand: puts a verifier file beside it, and calls it instead of the old check. */
export interface CheckReplacement {
  /** Name of the application in `APPS`. */
  readonly app: string
  /** The verifier file below codemods/verifiers, and its place in the application. */
  readonly verifier: readonly [from: string, to: string]
  /** Texts to replace, by file; each occurs once. */
  readonly edits: Readonly<Record<string, readonly (readonly [before: string, after: string])[]>>
}

/** Every language whose verifier file is handed out as it is and that has an example. */
export const REPLACEMENTS: readonly CheckReplacement[] = [
  {
    app: 'C#',
    verifier: ['csharp/VobizSignatures.cs', 'VobizSignatures.cs'],
    edits: {
      'Program.cs': [
        ['using System.Threading;\n', 'using System.Threading;\nusing VobizSignatures;\n'],
        [
          `            var signature = request.Headers["X-Plivo-Signature-V3"];
            var nonce = request.Headers["X-Plivo-Signature-V3-Nonce"];
            if (signature == null || nonce == null ||
                !PlivoSignature.IsValid(baseUrl + request.RawUrl, nonce, signature, AuthToken, form))
`,
          `            var headers = request.Headers.AllKeys.ToDictionary(name => name, name => request.Headers.GetValues(name));
            var fields = form.ToDictionary(field => field.Key, field => new[] { field.Value });
            var tokens = Tokens.Of(AuthToken, Setting("VOBIZ_AUTH_TOKEN", null));
            if (!WebhookSignature.VerifyRequest(request.HttpMethod, baseUrl + request.RawUrl, headers, fields, tokens))
`,
        ],
      ],
    },
  },
]

/** Makes the edits in a copy of the application; throws when the application no longer has what is to be replaced. */
export function replaceCheck(folder: string, { verifier: [from, to], edits }: CheckReplacement): void {
  mkdirSync(dirname(join(folder, to)), { recursive: true })
  cpSync(join(ROOT, 'codemods/verifiers', from), join(folder, to))
  for (const [file, changes] of Object.entries(edits)) {
    let text = readFileSync(join(folder, file), 'utf8')
    for (const [before, after] of changes) {
      if (text.split(before).length !== 2) throw new Error(`${file} does not hold this once:\n${before}`)
      text = text.replace(before, () => after)
    }
    writeFileSync(join(folder, file), text)
  }
}
