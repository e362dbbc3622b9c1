export { exportOffice, ExportOfficeInput } from './export-office.ts'
export type { OpenedOfficeExport } from './export-office.ts'
