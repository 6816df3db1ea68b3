import { codeEvent } from '../transforms/code-event/transform.ts'
import { codeHost } from '../transforms/code-host/transform.ts'
import { codeSdk } from '../transforms/code-sdk/transform.ts'
import { codeSetting } from '../transforms/code-setting/transform.ts'
import { codeStream } from '../transforms/code-stream/transform.ts'
import { codeXmlLiteral } from '../transforms/code-xml-literal/transform.ts'
import { csharpSignature } from '../transforms/csharp-signature/transform.ts'
import { dependencyFile } from '../transforms/dependency-file/transform.ts'
import { docsPage } from '../transforms/docs-page/transform.ts'
import { envFile } from '../transforms/env-file/transform.ts'
import { goSignature } from '../transforms/go-signature/transform.ts'
import { javaSignature } from '../transforms/java-signature/transform.ts'
import { jsClient } from '../transforms/js-client/transform.ts'
import { jsEventParam } from '../transforms/js-event-param/transform.ts'
import { jsHost } from '../transforms/js-host/transform.ts'
import { jsRestHttp } from '../transforms/js-rest-http/transform.ts'
import { jsRingUrl } from '../transforms/js-ring-url/transform.ts'
import { jsSdk } from '../transforms/js-sdk/transform.ts'
import { jsSetting } from '../transforms/js-setting/transform.ts'
import { jsSignature } from '../transforms/js-signature/transform.ts'
import { jsSplitClient } from '../transforms/js-split-client/transform.ts'
import { jsStream } from '../transforms/js-stream/transform.ts'
import { jsXmlBuilder } from '../transforms/js-xml-builder/transform.ts'
import { jsXmlLiteral } from '../transforms/js-xml-literal/transform.ts'
import { packageJson } from '../transforms/package-json/transform.ts'
import { pageMarkup } from '../transforms/page-markup/transform.ts'
import { phpSignature } from '../transforms/php-signature/transform.ts'
import { pythonClient } from '../transforms/python-client/transform.ts'
import { pythonDependency } from '../transforms/python-dependency/transform.ts'
import { pythonRestHttp } from '../transforms/python-rest-http/transform.ts'
import { pythonSdk } from '../transforms/python-sdk/transform.ts'
import { pythonSetting } from '../transforms/python-setting/transform.ts'
import { pythonSignature } from '../transforms/python-signature/transform.ts'
import { pythonXml } from '../transforms/python-xml/transform.ts'
import { rubySignature } from '../transforms/ruby-signature/transform.ts'
import { settingFile } from '../transforms/setting-file/transform.ts'
import { xmlFile } from '../transforms/xml-file/transform.ts'
import type { Transform } from './transform.ts'

/** Every transform, one per folder of `transforms/`; `src/transforms.test.ts` compares the two. */
export const TRANSFORMS: readonly Transform[] = [
  codeEvent,
  codeHost,
  codeSdk,
  codeSetting,
  codeStream,
  codeXmlLiteral,
  dependencyFile,
  docsPage,
  envFile,
  goSignature,
  csharpSignature,
  javaSignature,
  jsClient,
  jsEventParam,
  jsHost,
  jsRestHttp,
  jsRingUrl,
  jsSdk,
  jsSetting,
  jsSignature,
  jsSplitClient,
  jsStream,
  jsXmlBuilder,
  jsXmlLiteral,
  packageJson,
  pageMarkup,
  phpSignature,
  pythonClient,
  pythonDependency,
  pythonRestHttp,
  pythonSdk,
  pythonSetting,
  pythonSignature,
  pythonXml,
  rubySignature,
  settingFile,
  xmlFile,
]
