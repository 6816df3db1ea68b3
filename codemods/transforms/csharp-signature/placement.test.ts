import { describe, expect, it } from 'vitest'
import { plan } from '../../src/run.ts'
import { createTree } from '../../src/tree.fixture.ts'

const CALL = `public static class Hooks
{
    public static bool Check(string url, string nonce, string signature, string token) =>
        XPlivoSignatureV2.VerifySignature(url, nonce, signature, token);
}
`
const OPEN = `using Plivo.Utilities;\n${CALL}`
const SDK_STYLE = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>'

async function run(files: Readonly<Record<string, string>>) {
  const tree = createTree(files)
  const { changes, findings } = await plan({ paths: [tree.root], target: 'both' })
  return { changed: changes.map(({ file }) => file), codes: findings.map(({ code }) => code), changes }
}

describe('where the helper file of C# goes', () => {
  it('is one file beside the project, however many folders use it', async () => {
    const { changed } = await run({
      'src/App/App.csproj': SDK_STYLE,
      'src/App/Voice/Hooks.cs': OPEN,
      'src/App/Sms/Other.cs': OPEN.replace('Hooks', 'Other'),
    })
    expect(changed).toEqual(['src/App/Sms/Other.cs', 'src/App/VobizSignatures.cs', 'src/App/Voice/Hooks.cs'])
  })

  it('is one file a project, and beside the caller where there is none', async () => {
    const { changed } = await run({
      'one/One.csproj': SDK_STYLE,
      'one/Hooks.cs': OPEN,
      'two/Hooks.cs': OPEN,
    })
    expect(changed.filter((file) => file.endsWith('VobizSignatures.cs'))).toEqual([
      'one/VobizSignatures.cs',
      'two/VobizSignatures.cs',
    ])
  })

  it('says what a project has to list that compiles the files it lists alone', async () => {
    const { codes } = await run({
      'App.csproj': '<Project ToolsVersion="15.0"><ItemGroup><Compile Include="Hooks.cs" /></ItemGroup></Project>',
      'Hooks.cs': OPEN,
    })
    expect(codes).toContain('signature-helper-not-compiled')
  })
})

describe('a namespace that the whole project uses', () => {
  it('counts in each of its files', async () => {
    const { changed } = await run({
      'App.csproj': SDK_STYLE,
      'Usings.cs': 'global using Plivo.Utilities;\n',
      'Voice/Hooks.cs': CALL,
    })
    expect(changed).toEqual(['VobizSignatures.cs', 'Voice/Hooks.cs'])
  })

  it('is not taken for granted: the call is for a person', async () => {
    const { changed, codes } = await run({ 'App.csproj': SDK_STYLE, 'Voice/Hooks.cs': CALL })
    expect(changed).toEqual([])
    expect(codes).toContain('signature-unresolved')
  })

  it('is not meant where the application has such a class beside the file', async () => {
    const { changed } = await run({
      'App.csproj': SDK_STYLE,
      'Hooks.cs': OPEN,
      'XPlivoSignatureV2.cs': 'public static class XPlivoSignatureV2 { }\n',
    })
    expect(changed).toEqual([])
  })
})
