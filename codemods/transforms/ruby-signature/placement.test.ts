import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../../src/source-file.ts'
import { getRequireEdits, placeHelper } from './placement.ts'

const toFile = (path: string, text: string, files: readonly string[] = []): SourceFile => ({
  path,
  text,
  language: 'ruby',
  hasFile: (name) => files.includes(name),
})

const place = (path: string, text: string, files: readonly string[] = []) => {
  const { folder, method, feature } = placeHelper(toFile(path, text, files))
  return [folder, `${method} ${feature}`]
}

const addRequire = (path: string, text: string, files: readonly string[] = []): string => {
  const [edit] = getRequireEdits(toFile(path, text, files))
  return edit === undefined ? text : text.slice(0, edit.start) + edit.text + text.slice(edit.end)
}

describe('the place of the helper file', () => {
  it('is beside a script', () => {
    expect(place('app.rb', "require 'plivo'")).toEqual(['', 'require_relative vobiz_signatures'])
    expect(place('hooks/voice.rb', "require_relative 'log'")).toEqual(['hooks', 'require_relative vobiz_signatures'])
  })

  it('is the lib folder that a script loads its own code from', () => {
    const text = "require 'sinatra'\nrequire_relative 'lib/call_log'"
    expect(place('app.rb', text)).toEqual(['lib', 'require_relative lib/vobiz_signatures'])
    expect(place('web/app.rb', "require_relative '../lib/a/b'")).toEqual([
      'lib',
      'require_relative ../lib/vobiz_signatures',
    ])
    expect(place('app.rb', "require_relative '../lib/a'")).toEqual(['', 'require_relative vobiz_signatures'])
  })

  it('is the lib folder that a file is in', () => {
    expect(place('lib/plivo.rb', '')).toEqual(['lib', 'require_relative vobiz_signatures'])
    expect(place('gems/x/lib/x/hooks/plivo.rb', '')).toEqual(['gems/x/lib', 'require_relative ../../vobiz_signatures'])
  })

  it('is lib of a Rails application, which Ruby searches', () => {
    const files = ['shop/config/application.rb']
    const expected = ['shop/lib', 'require vobiz_signatures']
    expect(place('shop/app/controllers/calls_controller.rb', '', files)).toEqual(expected)
    expect(place('shop/lib/plivo_check.rb', '', files)).toEqual(expected)
    expect(place('shop/spec/requests/calls_spec.rb', '', files)).toEqual(expected)
  })

  it('is lib of an engine, which has no application of its own', () => {
    expect(place('app/controllers/plivo_controller.rb', '')).toEqual(['lib', 'require vobiz_signatures'])
    expect(place('engines/x/app/models/x/call.rb', '')).toEqual(['engines/x/lib', 'require vobiz_signatures'])
    expect(place('app/main.rb', '')).toEqual(['app', 'require_relative vobiz_signatures'])
  })
})

describe('the require of it', () => {
  it('follows the other requires at the top, in their quotes', () => {
    expect(addRequire('a.rb', 'require "sinatra" # web\nrequire "plivo"\n\ncheck\n')).toBe(
      'require "sinatra" # web\nrequire "plivo"\nrequire_relative "vobiz_signatures"\n\ncheck\n',
    )
  })

  it('comes before the first statement and its comments, and after the magic ones', () => {
    expect(addRequire('a.rb', '# About\nclass A\nend\n')).toBe(
      "require_relative 'vobiz_signatures'\n\n# About\nclass A\nend\n",
    )
    expect(addRequire('a.rb', '#!/usr/bin/env ruby\n# frozen_string_literal: true\n\nclass A\nend\n')).toBe(
      "#!/usr/bin/env ruby\n# frozen_string_literal: true\n\nrequire_relative 'vobiz_signatures'\n\nclass A\nend\n",
    )
  })

  it('is not made twice, and shares a line where the last require does', () => {
    expect(addRequire('a.rb', "require_relative 'lib/vobiz_signatures'\n")).toBe(
      "require_relative 'lib/vobiz_signatures'\n",
    )
    expect(addRequire('a.rb', "require 'plivo'; run\n")).toBe(
      "require 'plivo'; require_relative 'vobiz_signatures'; run\n",
    )
  })
})
