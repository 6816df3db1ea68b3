import type { InputEmulation, Translation, translate } from '@plivo-to-vobiz/voice-xml'
import { ShimError } from './errors.ts'

type Translate = typeof translate

let loading: Promise<Translate> | undefined

/**
 * The translator, loaded apart from the rest: it is the largest part of the shim, and an application should not wait
 * for it to start. Called when a shim is set up, so that it is there when the first call is.
 */
export function loadTranslator(): Promise<Translate> {
  loading ??= import('@plivo-to-vobiz/voice-xml').then((module) => module.translate)
  return loading
}

/** A document for Vobiz, and what there is to say about it. */
export type Translated = Pick<Translation, 'xml' | 'findings'>

/** Translates a document for Vobiz; rejects with `bad-reply` when it is none. `url` is where relative URLs start from. */
export async function translateDocument(
  document: string,
  url: string,
  emulateInput?: InputEmulation,
): Promise<Translation> {
  const run = await loadTranslator()
  try {
    return run(document, { baseUrl: url, recordCallback: 'action', ...(emulateInput && { emulateInput }) })
  } catch (cause) {
    throw new ShimError('bad-reply', cause instanceof Error ? cause.message : undefined, { cause })
  }
}
