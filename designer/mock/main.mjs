// The contract of the HTTP API in memory, for development and screenshots of the web app alone.
// People: chenjing (approver), liuyang, … with the password "tenon". `node mock/main.mjs [port]`
import { createServer } from 'node:http'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { approvalOf, decide, instanceJson, taskJson, withdraw } from './approvals.mjs'
import { departments, files, history, instances, named, newId, note, notices, records, submit, tasks, users } from './data.mjs'
import { fieldsOf, metaJson, objects } from './model.mjs'
import { pdf } from './pdf.mjs'
import { list } from './query.mjs'

const sessions = new Map()
const refreshes = new Map()
const answers = new Map()
const state = { released: 3, languages: new Map() }
const DIST = new URL('../dist/', import.meta.url).pathname
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.json': 'application/json' }

class Refusal extends Error {
  constructor(status, code, message, more = {}) {
    super(message)
    Object.assign(this, { status, code, more })
  }
}
const bad = (status, code, zh, en) => (language) => new Refusal(status, code, language === 'en' ? en : zh)
const NOT_FOUND = bad(404, 'record_not_found', '记录不存在，或者您没有查看权限。', 'The record does not exist, or you may not see it.')

function check(object, body, language) {
  const problems = []
  const say = (path, code, zh, en) => problems.push({ code, path, message: language === 'en' ? en : zh, params: {} })
  const inspect = (fields, values, at, whole) => {
    for (const field of fields) {
      const value = values[field.name]
      if (field.required && (whole || field.name in values) && (value === null || value === undefined || value === '')) say(`${at}/${field.name}`, 'required', '此项必填', 'This is required')
      else if (['money', 'decimal', 'percent'].includes(field.type) && value != null && !/^-?\d+(\.\d+)?$/.test(value)) say(`${at}/${field.name}`, 'type_mismatch', '请输入数字', 'Enter a number')
      else if (field.type === 'email' && value && !/^\S+@\S+$/.test(value)) say(`${at}/${field.name}`, 'format_invalid', '邮箱格式不正确', 'Not a valid e-mail address')
      if (field.type === 'children' && Array.isArray(value)) value.forEach((row, index) => inspect(objects[field.options.object].fields.filter((one) => one.name !== field.options.field), row, `${at}/${field.name}/${index}`, !row.id))
    }
  }
  inspect(objects[object].fields.filter((field) => !field.computed), body.values, '', body.whole)
  if (problems.length) throw new Refusal(422, 'validation_failed', language === 'en' ? 'Some values are wrong.' : '部分内容填写有误。', { problems })
}

const label = (field, value) => {
  if (value == null || typeof value === 'object') return value
  const source = field.type === 'user' ? users : field.type === 'department' ? departments : field.type === 'reference' ? records[field.options.object] : null
  const found = source?.find((one) => one.id === value)
  return source ? (found ? { id: found.id, label: found.label ?? found.name } : null) : value
}

function store(object, target, values) {
  for (const field of objects[object].fields) {
    if (!(field.name in values)) continue
    const value = values[field.name]
    if (['file', 'image', 'signature'].includes(field.type)) target[field.name] = (value ?? []).map((id) => (({ body, ...info }) => info)(files.get(id.id ?? id)))
    else if (field.type === 'children') target[field.name] = (value ?? []).map((row, position) => store(field.options.object, { id: row.id ?? newId(), position, ...(target[field.name] ?? []).find((one) => one.id === row.id) }, row))
    else if (field.type === 'users') target[field.name] = (value ?? []).map((id) => label({ type: 'user' }, id))
    else target[field.name] = label(field, value)
  }
  return compute(target)
}

function compute(target) {
  const times = (a, b) => ((Number(a) || 0) * (Number(b) || 0)).toFixed(2)
  if ('quantity' in target || 'price' in target) if (!('unit' in target)) target.amount = times(target.quantity, target.price)
  if (Array.isArray(target.lines)) {
    target.lines = target.lines.map((line) => ({ ...line, amount: times(line.quantity, line.price) }))
    target.amount = target.lines.reduce((sum, line) => sum + Number(line.amount), 0).toFixed(2)
  }
  return target
}

const full = (object, record, user, language) => {
  const locked = record.approval_state === 'running'
  return { ...record, instance: undefined, rights: { update: !locked, delete: !locked, print: true }, approval: object === 'contract' ? approvalOf(record, user, language) : null }
}

async function api(method, path, url, body, headers, user, language) {
  const [a, b, c, d] = path
  const open = (task) => task.state === 'open' && task.assignee === user.id
  if (a === 'me') {
    if (method === 'PATCH') state.languages.set(user.id, body.language)
    const menu = [{ label: language === 'en' ? 'Customers' : '客户管理', items: [['all_customers', 'customer']] }, { label: language === 'en' ? 'Deals' : '交易管理', items: [['contracts', 'contract'], ['products', 'product']] }]
    const item = ([view, object]) => ({ view, object, label: metaJson(object, language).label, icon: objects[object].icon })
    return { user: { id: user.id, login: user.login, name: user.label, language, department: user.department, superior: named(users[5]) }, roles: [{ name: 'manager', label: language === 'en' ? 'Sales manager' : '销售经理' }], apps: [{ name: 'crm', label: language === 'en' ? 'CRM' : '客户关系', icon: 'users', menu: menu.map((group) => ({ ...group, items: group.items.map(item) })) }], system: ['metadata'], release: 3, open_tasks: tasks.filter(open).length, unread_notices: notices.filter((one) => !one.read).length }
  }
  if (a === 'meta' && b === 'objects') {
    if (!objects[c]) throw bad(404, 'object_not_found', '对象不存在，或者您没有查看权限。', 'No such object.')(language)
    return metaJson(c, language)
  }
  if (a === 'users') return { data: users.filter((one) => one.label.includes(url.searchParams.get('search') ?? '')).map(({ password, ...one }) => one) }
  if (a === 'departments') return { data: departments }
  if (a === 'notices') {
    if (method === 'POST') for (const one of notices) if (b === 'read-all' || one.id === b) one.read = true
    return { data: notices, next: null }
  }
  if (a === 'tasks' && method === 'GET') {
    const wanted = url.searchParams.get('state') === 'done' ? (task) => task.state === 'done' && task.assignee === user.id : open
    return { data: tasks.filter(wanted).map((task) => taskJson(task, language)), next: null }
  }
  if (a === 'tasks') {
    const task = tasks.find((one) => one.id === b)
    if (!task || !open(task)) throw bad(409, 'task_closed', '这条审批已处理或已撤回。', 'The task is already decided or withdrawn.')(language)
    if (c === 'reject' && !body.comment) throw bad(422, 'comment_required', '驳回时请填写审批意见。', 'A rejection needs a comment.')(language)
    return instanceJson(decide(task, user, c, body.comment), user, language)
  }
  if (a === 'instances') {
    const instance = instances.get(b)
    return instanceJson(c === 'withdraw' ? withdraw(instance) : instance, user, language)
  }
  if (a === 'openapi.json') return openApi(language)
  if (a !== 'records' || !records[b]) throw bad(404, 'route_not_found', '地址不存在。', 'No such address.')(language)
  if (c === 'query') return list(records[b], body, metaJson(b, language).views.find((view) => view.name === body.view), objects[b].search, user.id)
  if (c === 'compute') return compute(structuredClone(body))
  if (!c && method === 'POST') {
    const key = headers['idempotency-key']
    if (key && answers.has(key)) return answers.get(key)
    check(b, { values: body, whole: true }, language)
    const now = new Date().toISOString()
    const record = store(b, { id: newId(), revision: 1, created_at: now, updated_at: now, owner: named(user), created_by: named(user), approval_state: null, ...(b === 'contract' ? { number: `HT202611-${newId().padStart(4, '0')}` } : {}) }, body)
    records[b].unshift(record)
    note(b, record.id, user, 'create')
    if (key) answers.set(key, full(b, record, user, language))
    return full(b, record, user, language)
  }
  const record = records[b].find((one) => one.id === c)
  if (!record) throw NOT_FOUND(language)
  if (d === 'history') return { data: history.get(`${b}/${c}`) ?? [{ at: record.created_at, by: record.created_by, action: 'create', changes: [] }] }
  if (d === 'submit') return instanceJson(submit(record, user, body?.comment), user, language)
  if (method === 'GET') return full(b, record, user, language)
  if (headers['if-match'] !== `"${record.revision}"`) throw new Refusal(412, 'revision_stale', '记录已被其他人修改。', { current: full(b, record, user, language) })
  if (method === 'DELETE') return void records[b].splice(records[b].indexOf(record), 1)
  check(b, { values: body, whole: false }, language)
  const changes = fieldsOf(b).filter((field) => field.name in body && field.type !== 'children').map((field) => ({ field: field.name, label: field.label[language], old: record[field.name] ?? null, new: label(field, body[field.name]) }))
  store(b, record, body)
  record.revision += 1
  note(b, c, user, 'update', changes)
  return full(b, record, user, language)
}

function openApi(language) {
  const paths = {}
  for (const [name, object] of Object.entries(objects)) {
    if (object.child) continue
    const ref = { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } }
    const tags = [object.label[language]]
    paths[`/api/v1/records/${name}`] = { get: { tags, summary: 'List records', parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }], responses: { 200: { description: 'OK', ...ref } } }, post: { tags, summary: 'Create a record', requestBody: ref, responses: { 201: { description: 'Created', ...ref }, 422: { description: 'validation_failed' } } } }
  }
  const schemas = Object.fromEntries(Object.entries(objects).map(([name, object]) => [name, { type: 'object', description: object.label[language], required: object.fields.filter((field) => field.required).map((field) => field.name), properties: Object.fromEntries(object.fields.map((field) => [field.name, { type: 'string', description: field.label[language] }])) }]))
  return { openapi: '3.1.0', info: { title: 'Tenon API', version: '1' }, paths, components: { schemas } }
}

async function read(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function session(response, user) {
  const [access, refresh] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
  sessions.set(access, user)
  refreshes.set(refresh, user)
  response.setHeader('Set-Cookie', `tenon_refresh=${refresh}; HttpOnly; SameSite=Strict; Path=/api/v1/auth`)
  return { access_token: access, expires_in: 900, user: { id: user.id, login: user.login, name: user.label, language: state.languages.get(user.id) ?? 'zh-CN', department: user.department, superior: null } }
}

async function page(path, response) {
  const file = normalize(join(DIST, path))
  const hashed = path.startsWith('/assets/')
  const wanted = file.startsWith(DIST) && extname(file) ? file : join(DIST, 'index.html')
  try {
    const body = await readFile(wanted)
    response.setHeader('Content-Security-Policy', "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; frame-src blob:; object-src 'none'; base-uri 'none'")
    response.writeHead(200, { 'Content-Type': TYPES[extname(wanted)] ?? 'application/octet-stream' }).end(body)
  } catch {
    response.writeHead(hashed ? 404 : 503).end('npm run build first')
  }
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock')
  if (!url.pathname.startsWith('/api/v1/')) return page(url.pathname, response)
  const path = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent)
  const user = sessions.get((request.headers.authorization ?? '').replace('Bearer ', ''))
  const language = /^en/.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh-CN'
  const json = (status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body))
  try {
    const raw = await read(request)
    if (path[0] === 'auth') {
      const body = raw.length ? JSON.parse(raw) : {}
      const cookie = /tenon_refresh=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
      if (path[1] === 'logout') return refreshes.delete(cookie), json(204)
      const found = path[1] === 'login' ? users.find((one) => one.login === body.login && one.password === body.password) : refreshes.get(cookie)
      if (path[1] === 'login' && !found) throw bad(401, 'login_failed', '登录名或密码不正确。', 'Unknown login or wrong password.')(language)
      if (!found) throw bad(401, 'session_expired', '登录已过期。', 'The session ended.')(language)
      return json(200, session(response, found))
    }
    if (!user) throw bad(401, 'not_signed_in', '请先登录。', 'Please sign in.')(language)
    if (path[0] === 'files' && request.method === 'POST') {
      const info = { id: newId(), name: decodeURIComponent(request.headers['x-file-name']), size: raw.length, type: request.headers['content-type'] }
      files.set(info.id, { ...info, body: raw })
      return json(200, info)
    }
    if (path[0] === 'files') return response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(files.get(path[1])?.body)
    if (path[0] === 'prints') {
      const record = records.contract.find((one) => one.id === path[2])
      return response.writeHead(200, { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(record.name)}.pdf` }).end(pdf(`Contract ${record.number}`))
    }
    const body = raw.length ? JSON.parse(raw) : undefined
    const result = await api(request.method, path, url, body, request.headers, user, language)
    const created = request.method === 'POST' && path[0] === 'records' && path.length === 2
    json(result === undefined ? 204 : created ? 201 : 200, result)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal', String(error))
    json(refusal.status, { error: { code: refusal.code, message: refusal.message, problems: [], request_id: 'mock', ...refusal.more } })
  }
}).listen(Number(process.argv[2] ?? 8410), '127.0.0.1')
