import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apply, plan, type Target } from '@plivo-to-vobiz/codemods'
import { sign } from '@plivo-to-vobiz/signatures'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { callPython, describePython, getPythonWith } from '../oracle/python.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { startProcess } from './languages/start-process.ts'

/** An application on FastAPI whose routes depend on a check, before, during and after the cut-over. */

const APP = `import os

import plivo
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import Response

PLIVO_AUTH_TOKEN = os.environ["PLIVO_AUTH_TOKEN"]
PUBLIC_URL = "https://ivr.example.com"
app = FastAPI()


async def verified(request: Request):
    signature = request.headers.get("X-Plivo-Signature-V3")
    nonce = request.headers.get("X-Plivo-Signature-V3-Nonce")
    if not signature or not nonce:
        raise HTTPException(403, "missing signature")
    form = dict(await request.form())
    if not plivo.utils.validate_v3_signature(
        method=request.method,
        uri=PUBLIC_URL + request.url.path,
        nonce=nonce,
        auth_token=PLIVO_AUTH_TOKEN,
        v3_signature=signature,
        params=form,
    ):
        raise HTTPException(403, "invalid signature")
    return form


@app.post("/answer")
async def answer(form: dict = Depends(verified)):
    xml = f"""<Response><GetDigits action="{PUBLIC_URL}/menu" numDigits="1"><Speak>Hello {form["From"]}</Speak></GetDigits></Response>"""
    return Response(xml, media_type="application/xml")
`
const TOKENS = { PLIVO_AUTH_TOKEN: 'plivo-token-of-the-team', VOBIZ_AUTH_TOKEN: 'vobiz-token-of-the-team' }
const URL_SIGNED = 'https://ivr.example.com/answer'
const CALL = { CallUUID: 'c-1', From: '14155550122', To: '14155550100', Event: 'StartApp' }

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())
let python = ''

async function start(target?: Target): Promise<{ readonly url: string; readonly text: string }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fastapi-ivr-')))
  cleanUp.add(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'app.py'), APP)
  if (target !== undefined) {
    await apply(await plan({ cwd: folder, target }), { force: true })
    expect((await plan({ cwd: folder, target })).changes).toEqual([])
  }
  const { url } = await startProcess(
    {
      command: python,
      args: ['-B', '-m', 'uvicorn', 'app:app', '--port', '0'],
      ready: /Uvicorn running on http:\/\/127\.0\.0\.1:(\d+)/,
      cwd: folder,
      env: TOKENS,
    },
    cleanUp,
  )
  return { url, text: readFileSync(join(folder, 'app.py'), 'utf8') }
}

type Headers = Readonly<Record<string, string>>

/** The signature the real package of the vendor computes. */
function asPlivo(params: Headers, token = TOKENS.PLIVO_AUTH_TOKEN): Headers {
  const nonce = '12345678901234567890'
  const args = ['POST', URL_SIGNED, nonce, token, params]
  const [answer] = callPython(python, [], [{ call: 'plivo_v3_signature', args }])
  const signature = answer !== undefined && 'result' in answer ? String(answer.result) : ''
  return { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': nonce }
}

const asVobiz = (url = URL_SIGNED, secret = TOKENS.VOBIZ_AUTH_TOKEN): Headers =>
  sign('vobiz', { method: 'POST', url, headers: {} }, { secret })

async function post(url: string, headers: Headers = {}, body: Headers = CALL) {
  const response = await fetch(`${url}/answer`, { method: 'POST', headers, body: new URLSearchParams(body) })
  return { status: response.status, text: await response.text() }
}

const OTHER = { ...CALL, From: '19005550199' }

describePython('an application on FastAPI', () => {
  beforeAll(async () => {
    python = await getPythonWith([join(ROOT, 'test/journey/fastapi.txt')])
  }, 300_000)

  it('serves Plivo alone as it is', async () => {
    const { url } = await start()
    expect((await post(url, asPlivo(CALL))).text).toContain('<GetDigits')
    expect((await post(url, asPlivo(CALL), OTHER)).status).toBe(403)
    expect((await post(url, asVobiz())).status).toBe(403)
    expect((await post(url)).status).toBe(403)
  })

  it('accepts both after migrate, good and replayed, and refuses what is bad', async () => {
    const { url } = await start('both')
    for (const headers of [asPlivo(CALL), asVobiz()]) {
      expect((await post(url, headers)).text).toContain('<GetDigits')
      expect((await post(url, headers)).status).toBe(200)
    }
    expect((await post(url, asPlivo(CALL), OTHER)).status).toBe(403)
    expect((await post(url, asPlivo(CALL, 'wrong'))).status).toBe(403)
    expect((await post(url, asVobiz('https://ivr.example.com/other'))).status).toBe(403)
    expect((await post(url, asVobiz(URL_SIGNED, 'wrong'))).status).toBe(403)
    expect((await post(url)).status).toBe(403)
  })

  it('accepts Vobiz alone at the end, and answers in VobizXML', async () => {
    const { url, text } = await start('vobiz')
    expect(text).not.toContain('import plivo')
    const { status, text: reply } = await post(url, asVobiz())
    expect([status, reply]).toEqual([200, expect.stringContaining('<Gather action="https://ivr.example.com/menu"')])
    expect(reply).toContain('<Speak>Hello 14155550122</Speak>')
    expect((await post(url, asPlivo(CALL))).status).toBe(403)
    expect((await post(url, asVobiz(URL_SIGNED, 'wrong'))).status).toBe(403)
  })
})
