import { OutgoingMessage } from 'node:http'
import express5 from 'express'
import express4 from 'express4'
import express417 from 'express417'
import { fastify } from 'fastify'
import { fastify as fastify50 } from 'fastify50'
import Koa from 'koa'
import Koa2 from 'koa2'
import Koa20 from 'koa20'
import type { InterceptHost } from './app.ts'
import { startExpress } from './hosts/express.ts'
import { startFastify } from './hosts/fastify.ts'
import { startKoa } from './hosts/koa.ts'
import { startNestOnExpress, startNestOnFastify } from './hosts/nest.ts'

const neverCompresses =
  '_headers' in OutgoingMessage.prototype ? undefined : 'it reads the private _headers, which this Node no longer has'
const parsesAfterOnly = 'its hooks run before any body is parsed'

/** The frameworks that have an intercept, each in the oldest and the newest version that is supported. */
export const HOSTS: readonly InterceptHost[] = [
  { name: 'express 4.17.0', start: startExpress(express417) },
  { name: 'express 4', start: startExpress(express4) },
  { name: 'express 5', start: startExpress(express5) },
  // Fastify 5.0 shares everything used here; the types of the newest stand for both.
  { name: 'fastify 5.0.0', start: startFastify(fastify50 as unknown as typeof fastify), parsesAfterOnly },
  { name: 'fastify 5', start: startFastify(fastify), parsesAfterOnly },
  { name: 'koa 2.0.0', start: startKoa(Koa20), neverCompresses },
  { name: 'koa 2', start: startKoa(Koa2) },
  { name: 'koa 3', start: startKoa(Koa) },
  {
    name: 'nest on express',
    start: startNestOnExpress,
    parsesAfterOnly: 'NestJS adds its parsers after what `use` was given',
    dropsLateStreams: 'NestJS destroys a stream when the connection has closed',
  },
  { name: 'nest on fastify', start: startNestOnFastify, parsesAfterOnly },
]
