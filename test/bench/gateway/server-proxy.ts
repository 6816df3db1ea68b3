import { Agent, createServer } from 'node:http'
import httpProxy from 'http-proxy'
import { report } from './report.ts'

/** The rival: `http-proxy` as its documentation sets it up, with a keep-alive agent, as ours has. */
const proxy = httpProxy.createProxyServer({
  target: process.env.UPSTREAM,
  agent: new Agent({ keepAlive: true }),
})
report(createServer((request, response) => proxy.web(request, response, {}, () => response.writeHead(502).end())))
