import { jsSdk } from '../transforms/js-sdk/transform.ts'
import { jsSignature } from '../transforms/js-signature/transform.ts'
import { jsXmlLiteral } from '../transforms/js-xml-literal/transform.ts'
import { pythonSignature } from '../transforms/python-signature/transform.ts'
import type { Transform } from './transform.ts'

/** Every transform, one per folder of `transforms/`; `src/transforms.test.ts` compares the two. */
export const TRANSFORMS: readonly Transform[] = [jsSdk, jsSignature, jsXmlLiteral, pythonSignature]
