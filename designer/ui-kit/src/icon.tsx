import './icon.css'

/** Outlines on a 24 px grid, drawn with one stroke width; several sub-paths in one string. */
const PATHS = {
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6',
  'file-text': 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  users: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.6c2.1.8 3.5 2.8 3.5 5.4',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-3.8 3.3-6.5 7.5-6.5s7.5 2.7 7.5 6.5',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3M16.5 13v.01M16.5 17v.01',
  target: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12v.01',
  package: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9M8 5.2l8 4.6',
  receipt: 'M6 3v18l2-1.4 2 1.4 2-1.4 2 1.4 2-1.4 2 1.4V3l-2 1.4L14 3l-2 1.4L10 3 8 4.4zM9 9h6M9 13h6',
  wallet: 'M4 7.5A2.5 2.5 0 0 1 6.5 5H17v3M4 7.5V17a3 3 0 0 0 3 3h13V8H6.5M20 12h-4a2 2 0 0 0 0 4h4',
  'clipboard-check': 'M9 4h6v3H9zM9 5H6v16h12V5h-3M9 14l2 2 4-4.5',
  calendar: 'M4 6h16v15H4zM4 10.5h16M8.5 3v4M15.5 3v4',
  tag: 'M4 4h8l8.5 8.5-8 8L4 12zM8 8v.01',
  briefcase: 'M3.5 8h17v12h-17zM9 8V5h6v3M3.5 13h17',
  'shopping-cart': 'M3 4h2.5l2 11h10.5l2-8H6.5M9 20v.01M17 20v.01',
  truck: 'M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  folder: 'M3.5 6h6l2 2.5h9V19h-17z',
  chart: 'M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6',
  star: 'M12 4l2.5 5.200 5.5.8-4 4 1 5.700-5-2.800-5 2.800 1-5.700-4-4 5.5-.8z',
  inbox: 'M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 2.5h4l1-2.5h5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  'chevron-down': 'M6 9.5l6 6 6-6',
  'chevron-up': 'M6 14.5l6-6 6 6',
  'chevron-left': 'M14.5 6l-6 6 6 6',
  'chevron-right': 'M9.5 6l6 6-6 6',
  x: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  printer: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  upload: 'M12 16V5M7.5 9L12 4.5 16.5 9M5 20h14',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  monitor: 'M3.5 5h17v11h-17zM12 16v4M8 20h8',
  'log-out': 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6',
  pencil: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z',
  copy: 'M8 8h12v12H8zM8 16H4V4h12v4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  paperclip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700L9.5 17a1.700 1.700 0 0 1-2.400-2.400L14.5 7',
  more: 'M4.8 12a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0zM11.3 12a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0zM17.8 12a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0z',
  'arrow-left': 'M20 12H4M10.5 5.5L4 12l6.5 6.5',
  'arrow-up': 'M12 20V4M5.5 10.5L12 4l6.5 6.5',
  'arrow-down': 'M12 4v16M5.5 13.5L12 20l6.5-6.5',
  filter: 'M4 5h16l-6.5 7.5V20l-3-2v-5.5z',
  columns: 'M4 4h16v16H4zM9.5 4v16M14.5 4v16',
  sort: 'M8 5v14M4.5 8.5L8 5l3.5 3.5M16 19V5M12.5 15.5L16 19l3.5-3.5',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  sidebar: 'M4 5h16v14H4zM9.5 5v14',
  settings: 'M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.600 5.600l1.800 1.800M16.600 16.600l1.800 1.800M5.600 18.400l1.800-1.800M16.600 7.400l1.800-1.800',
  alert: 'M12 4l9 16H3zM12 10v4.5M12 17.200v.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.01',
  eye: 'M2.5 12C5 7.5 8.300 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.800 6.5-9.5 6.5S5 16.5 2.5 12zM12 14.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600z',
  'eye-off': 'M4 4l16 16M9.5 6c.8-.3 1.600-.5 2.5-.5 3.700 0 7 2 9.5 6.5-.8 1.5-1.700 2.700-2.700 3.700M6.5 7.5c-1.5 1.100-2.800 2.600-4 4.5 2.5 4.5 5.800 6.5 9.5 6.5 1.600 0 3.100-.4 4.5-1.100M10 10a2.800 2.800 0 0 0 4 4',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.200-5.300L20 9.5M20 4v5.5h-5.5',
  mail: 'M3.5 5.5h17v13h-17zM3.5 6.5L12 13l8.5-6.5',
  phone: 'M6 3.5h3.5l1.5 4.5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5V18a2.5 2.5 0 0 1-2.5 2.5C10.5 20.5 3.5 13.5 3.5 6A2.5 2.5 0 0 1 6 3.5z',
  type: 'M5 7V5h14v2M12 5v14M9.5 19h5',
  'align-left': 'M4 6h16M4 10.5h10M4 15h16M4 19.5h10',
  hash: 'M9.5 4l-2 16M16.5 4l-2 16M4 9h16.5M3.5 15H20',
  'percent': 'M18.5 5.5l-13 13M7.5 9.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16.5 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  toggle: 'M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7zM16 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.01M4.5 12v.01M4.5 17.5v.01',
  link: 'M10 14a4.5 4.5 0 0 0 6.5 0l3-3A4.600 4.600 0 0 0 13 4.5l-1 1M14 10a4.5 4.5 0 0 0-6.5 0l-3 3a4.600 4.600 0 0 0 6.5 6.5l1-1',
  table: 'M4 5h16v14H4zM4 10h16M10 10v9',
  send: 'M4 12l16-8-5.5 16-3-6.5zM11.5 13.5L20 4',
  undo: 'M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9',
  book: 'M5 4h6a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H5zM20 4h-5a2 2 0 0 0-2 2v14a2 2 0 0 1 2-2h5z',
} as const

export type IconName = keyof typeof PATHS

/** Icon names of documents are free text; unknown ones become a plain page. */
export function iconName(name: string | undefined | null): IconName {
  return name && name in PATHS ? (name as IconName) : 'file-text'
}

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
