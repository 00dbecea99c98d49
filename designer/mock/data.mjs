// The records of the mock, the same at every start.
let seed = 42
export const random = (n) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed % n
}
const pick = (list) => list[random(list.length)]

export const departments = [
  { id: 'd1', label: '华东科技集团', parent: null },
  { id: 'd2', label: '销售部', parent: 'd1' },
  { id: 'd3', label: '财务部', parent: 'd1' },
  { id: 'd4', label: '大客户组', parent: 'd2' },
]
export const users = [
  { id: 'u1', login: 'chenjing', label: '陈静', department: departments[1] },
  { id: 'u2', login: 'wangwei', label: '王伟', department: departments[1] },
  { id: 'u3', login: 'zhaomin', label: '赵敏', department: departments[2] },
  { id: 'u4', login: 'liuyang', label: '刘洋', department: departments[3] },
  { id: 'u5', login: 'sunli', label: '孙丽', department: departments[3] },
  { id: 'u6', login: 'zhougang', label: '周刚', department: departments[0] },
].map((user) => ({ ...user, department: { id: user.department.id, label: user.department.label }, password: 'tenon' }))
export const named = (one) => (one ? { id: one.id, label: one.label } : null)

const at = (daysAgo, hour = 9) => new Date(Date.now() - daysAgo * 86400000 - hour * 1800000).toISOString().replace(/\.\d+Z/, 'Z')
const day = (ago) => at(ago).slice(0, 10)
export const records = { customer: [], product: [], contract: [] }
let next = 100
export const newId = () => String((next += 1))
const system = (ago) => ({ id: newId(), revision: 1, created_at: at(ago, random(20)), updated_at: at(ago), owner: named(pick(users)), created_by: named(pick(users)), updated_by: named(users[0]), department: null, approval_state: null })

const places = ['上海', '苏州', '杭州', '宁波', '南京', '合肥', '无锡', '青岛', '武汉', '深圳']
const brands = ['远景', '恒通', '金帆', '博瑞', '华信', '天工', '锐科', '明德', '中泰', '瑞丰']
const trades = ['精密机械', '信息技术', '建设工程', '新能源', '供应链', '电子科技']
for (let index = 0; index < 230; index += 1) {
  records.customer.push({ ...system(random(400)), name: `${pick(places)}${pick(brands)}${pick(trades)}有限公司${index < 60 ? '' : `（${index}）`}`, level: pick(['a', 'b', 'c']), industry: pick(['make', 'it', 'trade', 'build']), tags: random(3) ? [pick(['key', 'old', 'gov'])] : ['key', 'old'], phone: `1${pick(['38', '39', '86'])}${String(10000000 + random(89999999))}`, email: `contact${index}@example.cn`, employees: 20 + random(3000), credit: `${(1 + random(500)) * 10000}.00`, vip: random(4) === 0, address: `${pick(places)}市高新区科技路 ${1 + random(800)} 号` })
}
for (const [name, price, unit] of [['数控加工中心 V850', '386000.00', '台'], ['伺服电机 SGM7', '4280.50', '台'], ['MES 标准版许可', '58000.00', '套'], ['年度维保服务', '36000.00', '年'], ['工业相机 5MP', '6999.00', '台'], ['实施服务', '2800.00', '人天'], ['边缘网关 G2', '3150.00', '台']]) {
  records.product.push({ ...system(300), name, price, unit })
}
for (let index = 0; index < 128; index += 1) {
  const customer = pick(records.customer)
  const lines = Array.from({ length: 1 + random(5) }, (_, position) => {
    const product = pick(records.product)
    const quantity = 1 + random(20)
    return { id: newId(), position, product: named({ id: product.id, label: product.name }), specification: pick(['标准', '定制', '出口型']), quantity: `${quantity}.00`, price: product.price, delivery: day(-random(90)), amount: (quantity * Number(product.price)).toFixed(2) }
  })
  const ago = index * 2
  records.contract.push({
    ...system(ago), created_at: at(ago, random(20)), number: `HT202611-${String(1000 - index).padStart(4, '0')}`, name: `${customer.name.slice(0, 6)}${pick(['设备采购合同', '系统建设合同', '年度服务合同', '框架协议'])}`, customer: { id: customer.id, label: customer.name }, kind: pick(['sale', 'service', 'frame']), status: pick(['draft', 'effective', 'done']), signed_on: day(ago), expires_on: day(ago - 365), meeting: at(ago - 3), tax_rate: '13.00', salesperson: named(pick(users)), section: named(departments[3]), urgent: random(5) === 0, files: index % 4 ? [] : [{ id: 'f1', name: '技术协议（盖章版）.pdf', size: 482133, type: 'application/pdf' }], remark: index % 3 ? '' : '付款方式：预付 30%，验收合格后支付 60%，质保金 10%。\n交货地点：买方厂区。', lines, amount: lines.reduce((sum, line) => sum + Number(line.amount), 0).toFixed(2),
  })
}

export const instances = new Map()
export const tasks = []
export const notices = []
export const history = new Map()
export const files = new Map([['f1', { id: 'f1', name: '技术协议（盖章版）.pdf', size: 482133, type: 'application/pdf', body: Buffer.from('%PDF-1.4\n') }]])

export const note = (object, record, by, action, changes = []) => {
  const key = `${object}/${record}`
  history.set(key, [{ at: new Date().toISOString(), by: named(by), action, changes }, ...(history.get(key) ?? [])])
}

/** The superior decides first, the director second. */
export function submit(contract, by, comment) {
  const id = newId()
  const started = new Date(Date.now() - random(300) * 60000).toISOString()
  const step = (people) => people.map((one) => ({ ...named(one), outcome: null, comment: null, at: null, reason: null }))
  const instance = { id, state: 'running', object: 'contract', record: contract, initiator: by, started_at: started, ended_at: null, steps: [
    { step: 'start', label: ['提交', 'Submit'], kind: 'start', state: 'done', people: [{ ...named(by), outcome: null, comment: comment ?? null, at: started }], at: started },
    { step: 'superior', label: ['直属上级', 'Superior'], kind: 'approve', rule: 'any', state: 'current', people: step([users[0]]), at: null },
    { step: 'director', label: ['销售总监、财务会签', 'Director and finance'], kind: 'approve', rule: 'all', state: 'waiting', people: step([users[5], users[2]]), at: null },
    { step: 'cc', label: ['抄送财务', 'Copy to finance'], kind: 'cc', state: 'waiting', people: step([users[2]]), at: null },
    { step: 'end', label: ['结束', 'End'], kind: 'end', state: 'waiting', people: [], at: null },
  ] }
  instances.set(id, instance)
  contract.approval_state = 'running'
  contract.instance = id
  tasks.unshift({ id: newId(), state: 'open', outcome: null, opened_at: started, closed_at: null, step: 'superior', assignee: users[0].id, instance: id })
  return instance
}
for (const [index, contract] of records.contract.entries()) if (index % 11 === 3) submit(contract, users[3 + (index % 2)], index % 2 ? '客户希望本周内完成签约，请尽快审批。' : null)
for (const [index, contract] of records.contract.entries()) if (index < 3) notices.push({ id: newId(), at: at(0, index + 1), text: `${pick(users).label}提交的「${contract.name}」${index ? '已通过审批' : '待您审批'}`, object: 'contract', record: contract.id, read: index === 2 })
