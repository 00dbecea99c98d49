// The objects of the mock: enough to meet every field type once. Labels are in both languages.
const L = (zh, en) => ({ 'zh-CN': zh, en })
const TEXT = ['eq', 'ne', 'contains', 'starts_with', 'in', 'empty', 'not_empty']
const NUMBER = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'in', 'empty', 'not_empty']
const OPERATORS = {
  text: TEXT, email: TEXT, phone: TEXT, auto_number: TEXT,
  long_text: ['contains', 'empty', 'not_empty'],
  integer: NUMBER, decimal: NUMBER, money: NUMBER, percent: NUMBER,
  boolean: ['eq', 'ne', 'empty', 'not_empty'],
  date: NUMBER.filter((op) => op !== 'in'), datetime: NUMBER.filter((op) => op !== 'in'),
  select: ['eq', 'ne', 'in', 'not_in', 'empty', 'not_empty'],
  multi_select: ['contains_any', 'contains_all', 'empty', 'not_empty'],
  reference: ['eq', 'ne', 'in', 'empty', 'not_empty'], department: ['eq', 'ne', 'in', 'empty', 'not_empty'],
  user: ['eq', 'ne', 'in', 'me', 'empty', 'not_empty'],
  file: ['empty', 'not_empty'], image: ['empty', 'not_empty'], signature: ['empty', 'not_empty'], location: ['empty', 'not_empty'], json: ['empty', 'not_empty'], children: [],
  url: TEXT, barcode: TEXT, rich_text: ['contains', 'empty', 'not_empty'], rating: NUMBER, duration: NUMBER, time: NUMBER,
  color: ['eq', 'ne', 'in', 'not_in', 'empty', 'not_empty'], tags: ['contains_any', 'contains_all', 'empty', 'not_empty'], users: ['contains_any', 'contains_all', 'me', 'empty', 'not_empty'],
}

const f = (name, type, zh, en, more = {}) => ({ name, type, label: L(zh, en), options: {}, ...more })
const o = (value, zh, en, color) => ({ value, label: L(zh, en), color })

const SYSTEM = [
  f('approval_state', 'text', '审批状态', 'Approval', { system: true }),
  f('owner', 'user', '负责人', 'Owner', { system: true }),
  f('created_at', 'datetime', '创建时间', 'Created', { system: true }),
  f('created_by', 'user', '创建人', 'Created by', { system: true }),
  f('updated_at', 'datetime', '更新时间', 'Updated', { system: true }),
]

export const objects = {
  customer: {
    label: L('客户', 'Customer'), icon: 'building', title_field: 'name', search: ['name', 'phone'],
    fields: [
      f('name', 'text', '客户名称', 'Name', { required: true, unique: true, options: { max_length: 200 } }),
      f('level', 'select', '客户等级', 'Level', { options: { options: [o('a', 'A 级', 'A', 'red'), o('b', 'B 级', 'B', 'orange'), o('c', 'C 级', 'C', 'gray')] } }),
      f('industry', 'select', '行业', 'Industry', { options: { options: [o('make', '制造业', 'Manufacturing', 'blue'), o('it', '信息技术', 'IT', 'purple'), o('trade', '批发零售', 'Trade', 'green'), o('build', '建筑', 'Construction', 'yellow')] } }),
      f('tags', 'multi_select', '标签', 'Tags', { options: { options: [o('key', '重点', 'Key', 'red'), o('old', '老客户', 'Loyal', 'cyan'), o('gov', '国企', 'State-owned', 'blue')] } }),
      f('phone', 'phone', '电话', 'Phone'), f('email', 'email', '邮箱', 'E-mail'),
      f('employees', 'integer', '员工人数', 'Employees'), f('credit', 'money', '信用额度', 'Credit limit', { options: { currency: 'CNY', scale: 2 } }),
      f('vip', 'boolean', '战略客户', 'Strategic'), f('address', 'long_text', '地址', 'Address'),
      f('website', 'url', '网址', 'Website'), f('satisfaction', 'rating', '满意度', 'Satisfaction', { options: { max: 5 } }),
      f('visit', 'duration', '拜访时长', 'Length of visits'), f('opens', 'time', '营业时间', 'Opens at'), f('theme', 'color', '主题色', 'Colour'),
      f('keywords', 'tags', '关键词', 'Keywords'), f('team', 'users', '服务团队', 'Team'), f('code', 'barcode', '客户码', 'Code', { options: { symbology: 'qr', max_length: 1000 } }),
      f('place', 'location', '位置', 'Place'), f('photos', 'image', '照片', 'Photos', { options: { max_files: 10 } }), f('signature', 'signature', '签名', 'Signature', { options: { max_files: 1 } }),
      f('terms', 'rich_text', '合作条款', 'Terms'), f('external', 'json', '外部数据', 'External data'),
    ],
    sections: [
      { name: 'base', label: L('基本信息', 'Basics'), columns: 2, fields: ['name', 'level', 'industry', 'tags', 'phone', 'email'] },
      { name: 'more', label: L('经营信息', 'Business'), columns: 3, fields: ['employees', 'credit', 'vip', 'address'] },
      { name: 'types', label: L('更多字段', 'More fields'), columns: 3, fields: ['website', 'satisfaction', 'visit', 'opens', 'theme', 'keywords', 'team', 'code', 'signature', 'place', 'photos', 'terms', 'external'] },
    ],
    related: [{ object: 'contract', field: 'customer', label: L('合同', 'Contracts'), columns: ['number', 'name', 'amount', 'status', 'signed_on'] }],
    views: [
      { name: 'all_customers', label: L('全部客户', 'All customers'), columns: ['name', 'level', 'industry', 'tags', 'phone', 'credit', 'vip', 'owner', 'created_at'] },
      { name: 'key_customers', label: L('A 级客户', 'Level A'), columns: ['name', 'industry', 'phone', 'credit', 'owner'], filter: { field: 'level', op: 'eq', value: 'a' } },
    ],
  },
  product: {
    label: L('产品', 'Product'), icon: 'package', title_field: 'name', search: ['name'],
    fields: [f('name', 'text', '产品名称', 'Name', { required: true }), f('price', 'money', '标准单价', 'List price', { options: { currency: 'CNY', scale: 2 } }), f('unit', 'text', '单位', 'Unit')],
    sections: [{ name: 'base', label: L('基本信息', 'Basics'), columns: 2, fields: ['name', 'price', 'unit'] }],
    views: [{ name: 'products', label: L('全部产品', 'All products'), columns: ['name', 'price', 'unit', 'created_at'] }],
  },
  contract_line: {
    child: true, label: L('合同明细', 'Contract line'), title_field: 'product',
    fields: [
      f('contract', 'reference', '合同', 'Contract', { options: { object: 'contract' } }),
      f('product', 'reference', '产品', 'Product', { required: true, options: { object: 'product' } }),
      f('specification', 'text', '规格', 'Specification', {}),
      f('quantity', 'decimal', '数量', 'Quantity', { required: true, options: { scale: 2 } }),
      f('price', 'money', '单价', 'Unit price', { required: true, options: { scale: 2, currency: 'CNY' } }),
      f('delivery', 'date', '交货日期', 'Delivery'),
      f('amount', 'money', '金额', 'Amount', { computed: true, options: { scale: 2, currency: 'CNY' } }),
    ],
  },
  contract: {
    label: L('合同', 'Contract'), icon: 'file-text', title_field: 'name', search: ['number', 'name'],
    fields: [
      f('number', 'auto_number', '合同编号', 'Number', { read_only: true }),
      f('name', 'text', '合同名称', 'Name', { required: true, options: { max_length: 200 } }),
      f('customer', 'reference', '客户', 'Customer', { required: true, options: { object: 'customer' } }),
      f('kind', 'select', '合同类型', 'Type', { required: true, default: 'sale', options: { options: [o('sale', '销售合同', 'Sale', 'blue'), o('service', '服务合同', 'Service', 'cyan'), o('frame', '框架协议', 'Framework', 'purple')] } }),
      f('status', 'select', '合同状态', 'Status', { default: 'draft', options: { options: [o('draft', '草稿', 'Draft', 'gray'), o('effective', '执行中', 'Effective', 'green'), o('done', '已完成', 'Completed', 'blue')] } }),
      f('signed_on', 'date', '签订日期', 'Signed on'), f('expires_on', 'date', '到期日期', 'Expires on', { help: L('到期前 30 天会提醒负责人', 'The owner is reminded 30 days before') }),
      f('meeting', 'datetime', '签约仪式', 'Signing ceremony'), f('tax_rate', 'percent', '税率', 'Tax rate', { options: { scale: 2 }, default: '13.00' }),
      f('salesperson', 'user', '销售负责人', 'Salesperson'), f('section', 'department', '所属部门', 'Department'),
      f('urgent', 'boolean', '加急', 'Urgent'), f('files', 'file', '附件', 'Attachments', { options: { max_files: 5 } }),
      f('remark', 'long_text', '备注', 'Remarks'),
      f('lines', 'children', '合同明细', 'Lines', { options: { object: 'contract_line', field: 'contract', max_rows: 500 } }),
      f('amount', 'money', '合同金额', 'Amount', { computed: true, options: { scale: 2, currency: 'CNY' } }),
    ],
    sections: [
      { name: 'base', label: L('基本信息', 'Basics'), columns: 2, fields: ['number', 'name', 'customer', 'kind', 'status', 'signed_on', 'expires_on', 'meeting', 'salesperson', 'section'] },
      { name: 'lines', label: L('合同明细', 'Lines'), columns: 1, fields: ['lines'] },
      { name: 'money', label: L('金额与附件', 'Amount and files'), columns: 3, fields: ['amount', 'tax_rate', 'urgent', 'files', 'remark'], wide: ['files', 'remark'] },
    ],
    views: [
      { name: 'contracts', label: L('全部合同', 'All contracts'), columns: ['number', 'name', 'customer', 'amount', 'kind', 'status', 'approval_state', 'signed_on', 'salesperson', 'created_at'], sort: [{ field: 'created_at', direction: 'desc' }] },
      { name: 'running_contracts', label: L('执行中', 'Effective'), columns: ['number', 'name', 'customer', 'amount', 'signed_on'], filter: { field: 'status', op: 'eq', value: 'effective' } },
    ],
    prints: [{ name: 'contract_print', label: L('合同文本', 'Contract document') }],
    flows: [{ name: 'contract_flow', label: L('合同审批', 'Contract approval') }],
  },
}

export function say(label, language) {
  return label?.[language] ?? label?.['zh-CN'] ?? ''
}

function fieldJson(field, language) {
  const options = { ...field.options }
  if (options.options) options.options = options.options.map((one) => ({ ...one, label: say(one.label, language) }))
  const fixed = Boolean(field.system || field.computed || field.read_only)
  return { name: field.name, type: field.type, label: say(field.label, language), help: say(field.help, language), required: Boolean(field.required), read_only: Boolean(field.read_only || field.system), unique: Boolean(field.unique), default: field.default ?? null, computed: Boolean(field.computed), options, operators: OPERATORS[field.type], writable: !fixed, system: Boolean(field.system) }
}

export function metaJson(name, language) {
  const object = objects[name]
  const fields = [...object.fields, ...(object.child ? [] : SYSTEM)].map((field) => fieldJson(field, language))
  const base = { name, label: say(object.label, language), icon: object.icon, title_field: object.title_field, description: '', rights: { create: true, update: true, delete: true, print: true }, fields }
  if (object.child) return base
  const children = Object.fromEntries(object.fields.filter((field) => field.type === 'children').map((field) => [field.options.object, metaJson(field.options.object, language)]))
  return {
    ...base, children,
    form: {
      name: `${name}_form`, label: base.label,
      sections: object.sections.map((section) => ({ name: section.name, label: say(section.label, language), columns: section.columns, fields: section.fields.map((field) => ({ field, wide: section.wide?.includes(field) ?? false, columns: [] })) })),
      related: (object.related ?? []).map((list) => ({ ...list, label: say(list.label, language) })),
    },
    views: object.views.map((view) => ({ name: view.name, label: say(view.label, language), columns: view.columns.map((field) => ({ field, width: null })), filter: view.filter ?? null, sort: view.sort ?? [] })),
    prints: (object.prints ?? []).map((one) => ({ ...one, label: say(one.label, language) })),
    flows: (object.flows ?? []).map((one) => ({ ...one, label: say(one.label, language) })),
  }
}

export const fieldsOf = (name) => [...objects[name].fields, ...SYSTEM]
