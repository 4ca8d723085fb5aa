import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { isPublic, readAddress } from './addresses.ts'
import { createNetwork, nameOf } from './network.ts'

let server: Server
let host: string
let open: ReturnType<typeof createNetwork>
const heard: string[] = []

before(async () => {
  server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.host}`)
    const { pathname } = new URL(request.url!, 'http://x')
    if (pathname === '/file.jpg') return void response.setHeader('Content-Type', 'image/jpeg; x=1').end('0123456789')
    if (pathname === '/chunked') return void (response.write('01234'), response.end('56789'))
    if (pathname === '/hop') return void response.writeHead(302, { Location: '/file.jpg' }).end()
    if (pathname === '/loop') return void response.writeHead(302, { Location: '/loop' }).end()
    if (pathname === '/inside') return void response.writeHead(301, { Location: 'http://169.254.169.254/latest/meta-data' }).end()
    if (pathname === '/other') return void response.writeHead(301, { Location: 'file:///etc/passwd' }).end()
    if (pathname === '/packed') return void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('x')
    if (pathname === '/broken') return void (response.writeHead(200, { 'Content-Length': '100' }), response.write('half'), setImmediate(() => response.destroy()))
    if (pathname === '/silent') return
    if (pathname === '/hook') return void response.writeHead(202).end()
    response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  open = createNetwork({ allowedHosts: [host], limits: { answer: 300, silence: 300, whole: 5000 } })
})

after(() => {
  server.closeAllConnections()
  server.close()
})

async function get(path: string, limit = 1000) {
  const { bytes, ...rest } = await open.download(`http://${host}${path}`, { limit })
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return { ...rest, text: Buffer.concat(parts).toString() }
}

test('a file comes with its name and type, also after being led on', async () => {
  assert.deepEqual(await get('/file.jpg?x=1'), { name: 'file.jpg', mimeType: 'image/jpeg', text: '0123456789' })
  assert.equal((await get('/hop')).name, 'file.jpg')
})

test('too much is refused by what is said and by what comes', async () => {
  await assert.rejects(get('/file.jpg', 9), { code: 'file-too-large' })
  await assert.rejects(get('/chunked', 9), { code: 'file-too-large' })
})

test('what gives no file is told: status, packing, silence, breaking off, going round', async () => {
  for (const path of ['/missing', '/packed', '/silent', '/broken', '/loop']) await assert.rejects(get(path), { code: 'download-failed' }, path)
})

test('being led on is checked like a first address', async () => {
  await assert.rejects(get('/inside'), { code: 'address-forbidden' })
  await assert.rejects(get('/other'), { code: 'address-forbidden' })
})

test('a POST tells the status', async () => {
  assert.equal(await open.post(`http://${host}/hook`, '{}', { 'Content-Type': 'application/json' }), 202)
})

test('without leave nothing of this machine or its network is visited, whatever it is called', async () => {
  const guarded = createNetwork()
  const { port } = server.address() as AddressInfo
  const before = heard.length
  for (const name of ['127.0.0.1', 'localhost', '0x7f.1', '2130706433', '017700000001', '127.1', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '0.0.0.0', '[::]', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '[fd00:ec2::254]', '[fe80::1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '168.63.129.16', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255']) {
    await assert.rejects(guarded.download(`http://${name}:${port}/file.jpg`, { limit: 100 }), { code: 'address-forbidden' }, name)
  }
  assert.equal(heard.length, before)
})

test('a name that points inside, or to inside and outside, is refused; the checked address is the one that is visited', async () => {
  const { port } = server.address() as AddressInfo
  const resolving = (...addresses: readonly string[]) => createNetwork({ resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) })
  await assert.rejects(resolving('127.0.0.1').download(`http://photos.example:${port}/file.jpg`, { limit: 100 }), { code: 'address-forbidden' })
  await assert.rejects(resolving('93.184.216.34', '10.0.0.7').download('http://photos.example/file.jpg', { limit: 100 }), { code: 'address-forbidden' })
  let asked = 0
  const pinned = createNetwork({ allowedHosts: [`photos.example:${port}`], resolve: async () => (asked += 1, [{ address: '127.0.0.1', family: 4 }]) })
  const { name } = await pinned.download(`http://photos.example:${port}/file.jpg`, { limit: 100 })
  assert.equal(name, 'file.jpg')
  assert.equal(asked, 1)
  assert.match(heard.at(-1)!, /photos\.example/)
})

test('other schemes, passwords and the ports of other protocols are refused', () => {
  for (const text of ['ftp://example.com/a', 'file:///etc/passwd', 'gopher://example.com', 'http://user:pass@example.com/', 'http://example.com:22/', 'http://example.com:25/', 'javascript:alert(1)', '', 'not an address']) {
    assert.throws(() => readAddress(text, []), { code: 'address-forbidden' }, text)
  }
  assert.equal(readAddress('https://example.com/a.jpg', []).hostname, 'example.com')
})

test('no address of a private range is public in any spelling', () => {
  fc.assert(fc.property(fc.constantFrom(10, 127, 0), fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c, d) => {
    assert.equal(isPublic(`${a}.${b}.${c}.${d}`), false)
    assert.equal(isPublic(`::ffff:${a}.${b}.${c}.${d}`), false)
    assert.equal(isPublic(`64:ff9b::${a}.${b}.${c}.${d}`), false)
  }))
  assert.equal(isPublic('93.184.216.34'), true)
  assert.equal(isPublic('2606:2800:220:1:248:1893:25c8:1946'), true)
})

test('a file name from a stranger is a name and nothing else', () => {
  const url = new URL('https://example.com/a/b%20c.jpg?x')
  assert.equal(nameOf(undefined, url), 'b c.jpg')
  assert.equal(nameOf('attachment; filename="../../etc/pass\u0000wd"', url), 'passwd')
  assert.equal(nameOf("attachment; filename=x; filename*=UTF-8''%E6%B5%B7.jpg", url), '海.jpg')
  assert.equal(nameOf('attachment; filename=".."', new URL('https://example.com/')), 'file')
})
