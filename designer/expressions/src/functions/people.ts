import { Ref } from '../value'
import { fail } from '../evaluate-error'
import type { FunctionTable } from './function'

/** The reader and his place in the organisation. */
export const peopleFunctions: FunctionTable = {
  ME: { eager: ({ source }) => (source.user === null ? null : new Ref(source.user)) },
  MYDEPARTMENT: { eager: ({ source }) => (source.department === null ? null : new Ref(source.department)) },
  HASROLE: {
    eager: (args) => {
      const role = args.text(0)
      return role !== null && args.source.hasRole(role)
    },
  },
  INDEPARTMENT: {
    eager: (args) => {
      const department = args.value(0)
      if (department === null) return false
      return department instanceof Ref ? args.source.inDepartment(department.id) : fail('value_unexpected')
    },
  },
}
