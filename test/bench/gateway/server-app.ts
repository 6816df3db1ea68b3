import { createServer } from 'node:http'
import { report } from './report.ts'

/** The application behind both proxies: reads the form, replies with a document. */
const DOCUMENT =
  '<Response><GetDigits action="https://voice.acme.example/voice/menu" numDigits="1"><Speak>Press 1</Speak></GetDigits></Response>'

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(DOCUMENT) }).end(DOCUMENT)
  })
})
report(server, Number(process.env.PORT ?? 0))
