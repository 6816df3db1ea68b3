import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { NewFile, Target } from '../../src/touchpoint.ts'
import { VERIFIER_MARKER } from '../../src/verifier-marker.ts'

/** Name of the module that rewritten code imports, and of the file that holds it. */
export const HELPER_MODULE = 'vobiz_signatures'

const TEMPLATES: Readonly<Record<Target, string>> = { both: 'either.py', vobiz: 'vobiz.py' }

/** The helper file for a target, to be written into a folder of the code base. */
export function createHelperFile(folder: string, target: Target): NewFile {
  const path = folder === '' ? `${HELPER_MODULE}.py` : `${folder}/${HELPER_MODULE}.py`
  return { path, text: readTemplate(TEMPLATES[target]), marker: VERIFIER_MARKER }
}

const texts = new Map<string, string>()

/** Templates are data of the package: they stand beside the sources, also when the code runs from the build. */
function readTemplate(name: string): string {
  const manifest = createRequire(import.meta.url).resolve('@plivo-to-vobiz/codemods/package.json')
  const path = join(dirname(manifest), 'transforms/python-signature/templates', name)
  const text = texts.get(path) ?? readFileSync(path, 'utf8')
  texts.set(path, text)
  return text
}
