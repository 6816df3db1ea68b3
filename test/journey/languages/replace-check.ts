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
    app: 'Spring Boot',
    verifier: ['java/VobizSignatures.java', 'src/main/java/vobizsignatures/VobizSignatures.java'],
    edits: {
      'src/main/java/com/example/lakeside/PlivoSignatureInterceptor.java': [
        [
          'import com.plivo.api.util.Utils;\nimport java.util.HashMap;\n',
          'import java.util.Arrays;\nimport java.util.Collections;\nimport java.util.HashMap;\nimport java.util.List;\n',
        ],
        [
          'import org.springframework.web.servlet.HandlerInterceptor;\n',
          'import org.springframework.web.servlet.HandlerInterceptor;\nimport vobizsignatures.VobizSignatures;\n',
        ],
        [
          `    String signature = request.getHeader("X-Plivo-Signature-V3");
    String nonce = request.getHeader("X-Plivo-Signature-V3-Nonce");
    if (signature == null || nonce == null) {
      response.sendError(403, "missing signature");
      return false;
    }
`,
          `    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    VobizSignatures.Tokens tokens =
        VobizSignatures.Tokens.of(authToken, System.getenv("VOBIZ_AUTH_TOKEN"));
`,
        ],
        [
          `    Map<String, String> params = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> params.put(name, values[0]));
`,
          `    Map<String, List<String>> form = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> form.put(name, Arrays.asList(values)));
`,
        ],
        [
          'Utils.validateSignatureV3(url, nonce, signature, authToken, request.getMethod(), params)',
          'VobizSignatures.verifyRequest(request.getMethod(), url, headers, form, tokens)',
        ],
      ],
    },
  },
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
