import { describe, expect, it } from 'vitest'
import { SimulatorError } from '../simulator-error.ts'
import { findScenario, listScenarios } from './included.ts'
import { parseScenario } from './parse-scenario.ts'

const HEAD = 'name: A\nabout: B\n'
const parse = (rest: string) => parseScenario(HEAD + rest, 'a.yaml')

describe('parseScenario', () => {
  it('sorts steps by what asks for them', () => {
    const yaml = 'steps:\n  - press: 2\n  - dial: busy\n  - silence\n  - say: yes\n  - talk: 42\n  - record: 6\n'
    expect(parse(yaml).script).toMatchObject({
      direction: 'inbound',
      inputs: [{ digits: '2' }, {}, { speech: 'yes' }],
      dials: [{ status: 'busy' }, { status: 'completed', seconds: 42 }],
      recordings: [{ seconds: 6 }],
    })
  })

  it.each(['007', '1#', '0x1', '1e3', '"*9"'])('keeps the keys %s as they are written, or refuses them', (keys) => {
    const yaml = `steps:\n  - press: ${keys}\n`
    if (/[a-z]/.test(keys)) expect(() => parse(yaml)).toThrow(SimulatorError)
    else expect(parse(yaml).script.inputs).toEqual([{ digits: keys.replaceAll('"', '') }])
  })

  it.each<[string, string, string]>([
    ['a step it does not know', 'steps:\n  - jump: 1\n', 'expected one of: "silence"'],
    ['a step that says two things', 'steps:\n  - press: 1\n    say: hi\n', 'expected one of'],
    ['seconds that are not a number', 'steps:\n  - talk: long\n', 'expected whole seconds'],
    ['an unknown field', 'colour: red\n', 'colour'],
    ['a number without its country', 'from: 04155550122\n', 'expected a number with its country'],
    ['an attack it does not know', 'attacks:\n  - shout\n', 'attacks'],
    ['a list instead of a map', '- 1\n', 'a.yaml'],
    ['text that is not YAML', 'steps: [1\n', 'a.yaml is not YAML'],
  ])('refuses %s', (_name, yaml, message) => {
    const text = yaml.startsWith('- ') ? yaml : HEAD + yaml
    expect(() => parseScenario(text, 'a.yaml')).toThrow(SimulatorError)
    expect(() => parseScenario(text, 'a.yaml')).toThrow(message)
    expect(() => parseScenario(text, 'a.yaml')).toThrow(/^bad-scenario: /)
  })

  it.each([
    ['steps:\n  - press: 1\n  - jump: 2\n', 'a.yaml:5:5 steps.1: '],
    ['colour: red\n', 'a.yaml:3:9 colour: '],
    ['hangup-after: soon\n', 'a.yaml:3:15 hangup-after: '],
    ['operator:\n  - { after: 3, request: GO /x }\n', 'a.yaml:4:26 operator.0.request: '],
    ['steps: [1\n', 'a.yaml:4:1 '],
  ])('says where: %j', (yaml, place) => {
    expect(() => parse(yaml)).toThrow(place)
  })

  it('reads what goes wrong, when the caller hangs up, and what an operator does', () => {
    const yaml = [
      'faults: [duplicate, late-record]',
      'hangup-after: 12',
      'operator:',
      "  - { after: 5, request: POST /admin/transfer, form: { call: '{CallUUID}' } }",
      'place: { request: POST /admin/calls }',
      'expect: { refused: false }',
      'steps:',
      '  - talk: { seconds: 9, phone: 2, press: "*", confirm: 1 }',
      '  - record: { seconds: 4, hangup: true }',
      '  - conference: { seconds: 7, others: 0, ends: star }',
      '  - stream: 5',
    ].join('\n')
    const { script, place } = parse(`${yaml}\n`)
    expect(place).toEqual({ method: 'POST', path: '/admin/calls', form: {} })
    expect(script).toMatchObject({
      faults: ['duplicate', 'late-record'],
      acceptsForged: true,
      hangupAt: 12,
      operator: [{ at: 5, method: 'POST', path: '/admin/transfer', form: { call: '{CallUUID}' } }],
      dials: [{ status: 'completed', seconds: 9, leg: 2, keys: '*', confirm: '1' }],
      recordings: [{ seconds: 4, hangup: true }],
      stays: [{ seconds: 7, others: 0, ends: 'star' }],
      streams: [{ seconds: 5 }],
    })
  })

  it('refuses a scenario without a name', () => {
    expect(() => parseScenario('about: B\n', 'a.yaml')).toThrow('name')
  })
})

describe('included scenarios', () => {
  it('are a dozen or more, each read by its name, each with a name of its own', () => {
    const names = listScenarios()
    expect(names.length).toBeGreaterThanOrEqual(12)
    const scenarios = names.map((name) => findScenario(name))
    expect(scenarios).not.toContain(undefined)
    expect(new Set(scenarios.map((scenario) => scenario?.name)).size).toBe(names.length)
  })

  it.each(['nothing', '../package', 'toString', ''])('has none called %j', (name) => {
    expect(findScenario(name)).toBeUndefined()
  })
})
