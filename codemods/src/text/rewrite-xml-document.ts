import { rewritePlivoXml } from '../rewrite-plivo-xml.ts'
import type { SourceFile } from '../source-file.ts'
import type { Edit, Target } from '../touchpoint.ts'
import type { Rewrite } from '../transform.ts'
import { placeEdits } from './place-edits.ts'
import type { Recognised } from './recognise-xml.ts'
import type { TextDocument } from './text-document.ts'

/** What the rewrite of a document depends on. */
export interface RewriteContext {
  readonly file: SourceFile
  readonly target: Target
  readonly form: NonNullable<Recognised>
}

/** Reports what differs on Vobiz, and for Vobiz alone translates the literals in place. */
export function rewriteXmlDocument(document: TextDocument, { file, target, form }: RewriteContext): Rewrite {
  const found = {
    text: document.text,
    isFragment: form.kind === 'fragment',
    isSure: form.isSure,
    isInTest: isTest(file.path),
    codes: { unparsed: 'xml-literal-unparsed', atRunTime: 'xml-literal-at-run-time', unplaced: 'xml-literal-spans' },
    place: (edits: readonly Edit[]) => placeEdits(document, edits, file.text),
  } as const
  return rewritePlivoXml(found, target)
}

/** Whether a file is a test by its name, as the test runners of each language look for them. */
const isTest = (path: string): boolean =>
  /(?:^|\/)(?:__tests__|tests?|specs?)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/i.test(
    path,
  )
