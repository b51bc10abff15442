/**
 * The walls: who may import whom. Each rule says why it stands; `scripts/walls.test.ts` proves
 * that each one bites. Where a wall is wrong, change it here and say why in the commit.
 */
const TEST_FILE = '(\\.(test|testing)\\.tsx?$|/test-support/)';
const WALL_CLOCK = '^domain/kernel/zoned\\.ts$';
const FIELD_PACKAGES = '^node_modules/(mqtt|aedes|serialport|@serialport|modbus-serial|ocpp-rpc)/';

/** The npm packages that the console is made of. Everything else stays out of the browser. */
const CONSOLE_PACKAGES = [
  'react',
  'react-dom',
  '@mantine',
  '@tabler',
  '@tanstack',
  '@orpc',
  'ag-grid-community',
  'ag-grid-react',
  'chart.js',
  'react-chartjs-2',
  'bwip-js',
  'dayjs',
  'temporal-polyfill',
  'wouter',
  'zod',
  'zustand',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The domain decides the same on every machine: itself and zod, no clock, no I/O.',
      severity: 'error',
      from: { path: '^domain/', pathNot: `^domain/contract/|${WALL_CLOCK}|${TEST_FILE}` },
      to: { pathNot: '^(domain/|node_modules/zod/)' },
    },
    {
      name: 'wall-clock-times-in-one-file',
      comment: 'Tariffs need time zones; Temporal brings a clock along, so one file fences it in.',
      severity: 'error',
      from: { path: WALL_CLOCK },
      to: { pathNot: '^(domain/|node_modules/(zod|temporal-polyfill)/)' },
    },
    {
      name: 'contract-is-pure',
      comment: 'The contract is written in oRPC’s builder, which holds types and schemas alone.',
      severity: 'error',
      from: { path: '^domain/contract/', pathNot: TEST_FILE },
      to: { pathNot: '^(domain/|node_modules/(zod|@orpc/contract)/)' },
    },
    {
      name: 'domain-tests-stay-in-domain',
      comment: 'A test of the domain needs no station, shell or console.',
      severity: 'error',
      from: { path: `^domain/.*${TEST_FILE}` },
      to: { path: '^(electron|renderer)/' },
    },
    {
      name: 'renderer-knows-the-contract-only',
      comment: 'The console runs in a browser as well: it imports the domain, itself and its kit.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST_FILE },
      to: {
        pathNot: `^(domain/|renderer/|node_modules/(${CONSOLE_PACKAGES.join('|')})/)`,
      },
    },
    {
      name: 'renderer-tests-need-no-station',
      comment: 'A test of the console talks to a contract, not to the station behind it.',
      severity: 'error',
      from: { path: `^renderer/.*${TEST_FILE}` },
      to: { path: '^electron/' },
    },
    {
      name: 'station-stands-alone',
      comment: 'The same station runs headless under plain Node: no Electron, no console.',
      severity: 'error',
      from: { path: '^electron/station/' },
      to: { path: '^(electron/shell/|renderer/|node_modules/electron/)|^electron$' },
    },
    {
      name: 'electron-only-in-shell',
      comment: 'One folder knows Electron, so that everything else can be run and tested without.',
      severity: 'error',
      from: { pathNot: '^electron/shell/' },
      to: { path: '^node_modules/electron/|^electron$' },
    },
    {
      name: 'shell-only-forks-the-station',
      comment: 'The shell shares nothing with the station but the types of their few messages.',
      severity: 'error',
      from: { path: '^electron/shell/', pathNot: TEST_FILE },
      to: {
        pathNot: '^(electron/shell/|electron/station/shell-messages\\.ts$|node_modules/electron/)',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'shell-messages-are-types',
      comment: 'What the shell may read of the station holds types alone and pulls in nothing.',
      severity: 'error',
      from: { path: '^electron/station/shell-messages\\.ts$' },
      to: { path: '.' },
    },
    {
      name: 'sqlite-only-in-journal',
      comment: 'One folder opens databases, so that durability is decided in one place.',
      severity: 'error',
      from: { pathNot: `^(electron/station/journal/|bench/)|${TEST_FILE}` },
      to: { path: '^node_modules/better-sqlite3/' },
    },
    {
      name: 'field-protocols-only-in-drivers',
      comment: 'Brokers and serial lines belong to the drivers and to the simulator opposite them.',
      severity: 'error',
      from: {
        pathNot: `^(electron/station/(drivers|simulator)/|bench/|e2e/)|${TEST_FILE}`,
      },
      to: { path: FIELD_PACKAGES },
    },
    {
      name: 'grids-and-charts-only-in-components',
      comment: 'The big widgets are wrapped once, so that they can be replaced once.',
      severity: 'error',
      from: { pathNot: '^renderer/components/' },
      to: { path: '^node_modules/(ag-grid-community|ag-grid-react|chart\\.js|react-chartjs-2)/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere would slip past every other wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?|^virtual:' },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API; swc reads types and JSX alike and sees type-only imports.
    parser: 'swc',
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(out|dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
};
