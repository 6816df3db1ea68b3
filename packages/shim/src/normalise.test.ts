import { PARAMS } from '@plivo-to-vobiz/mappings/callbacks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise, toParams } from './normalise.ts'
import { route } from './route.ts'

const vobiz = (fields: Record<string, string | string[]>, source: 'form' | 'query' | 'json' = 'form') =>
  normalise('vobiz', { fields, source })

const NAMES = PARAMS.flatMap((row) => [row.plivo, row.vobiz, ...('aliases' in row ? row.aliases : [])]).filter(
  (name) => name !== null,
)
const anyFields = fc.dictionary(
  fc.oneof(fc.constantFrom(...NAMES), fc.string(), fc.constantFrom('__proto__', 'constructor', 'X-VH-', 'X-VH-a')),
  fc.oneof(fc.string(), fc.array(fc.string()), fc.constantFrom('Vobiz', 'aleg', 'canceled', 'StartApp', 'hangup')),
)

describe('normalising', () => {
  it('loses no name, whatever came', () => {
    fc.assert(
      fc.property(anyFields, fc.constantFrom('form', 'query', 'json'), (fields, source) => {
        const params = vobiz(fields, source)
        for (const name of Object.keys(fields)) expect(Object.hasOwn(params, name)).toBe(true)
      }),
    )
  })

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const once = vobiz(fields)
        expect({ ...normalise('vobiz', { fields: once, source: 'form' }) }).toEqual({ ...once })
      }),
    )
  })

  it("leaves Plivo's own as they are", () => {
    fc.assert(fc.property(anyFields, (fields) => normalise('plivo', { fields, source: 'form' }) === fields))
  })

  it('gives every request one handler and never throws', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const found = route(toParams(vobiz(fields)))
        expect(found.event).toBeTypeOf('string')
        expect(route(toParams(vobiz(fields)))).toEqual(found)
      }),
    )
  })

  it.each([
    ['RecordFile', 'RecordUrl'],
    ['RecordingUrl', 'RecordUrl'],
    ['Status', 'CallStatus'],
    ['call_id', 'CallUUID'],
    ['stir_verification', 'STIRVerification'],
    ['auth_id', 'ParentAuthID'],
  ])('reads %s as %s, unless that is there as well', (alias, name) => {
    expect(vobiz({ [alias]: 'x' })).toMatchObject({ [name]: 'x', [alias]: 'x' })
    expect(vobiz({ [alias]: 'x', [name]: '' })[name]).toBe('x')
    expect(vobiz({ [alias]: 'x', [name]: 'y' })[name]).toBe('y')
  })

  it('takes the first of several aliases that says something', () => {
    expect(vobiz({ RecordFile: '', RecordingUrl: 'u' }).RecordUrl).toBe('u')
    expect(vobiz({ RecordFile: 'f', RecordingUrl: 'u' }).RecordUrl).toBe('f')
  })

  it("reads no alias in a query, where the application's own parameters stand", () => {
    const params = vobiz({ status: 'open', to: 'room 7', Event: 'StartApp' }, 'query')
    expect(params.CallStatus).toBeUndefined()
    expect(params.To).toBeUndefined()
  })

  it.each([
    ['HangupSource', 'Vobiz', 'Plivo'],
    ['HangupSource', 'vobiz', 'Plivo'],
    ['HangupSource', 'Call recipient', 'Callee'],
    ['HangupSource', 'Caller', 'Caller'],
    ['DialBLegHangupSource', 'Vobiz', 'Plivo'],
    ['DialDigitsPressedBy', 'bleg', 'BLeg'],
    ['CallStatus', 'canceled', 'cancel'],
    ['CallerName', 'Vobiz', 'Vobiz'],
  ])('writes %s=%s as %s', (name, received, expected) => {
    expect(vobiz({ [name]: received })[name]).toBe(expected)
  })

  it('takes the first of several values', () => {
    expect(toParams({ To: ['1', '2'], From: [], Event: 'Ring' })).toMatchObject({ To: '1', From: '', Event: 'Ring' })
  })
})
