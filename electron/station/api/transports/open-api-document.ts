import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '#domain/contract/index.ts';
import { CONTRACT_VERSION } from '#domain/contract/version.ts';
import { REPORT_FORMATS, REPORT_IDS, REPORT_PERIODS } from '#domain/reports/reports.ts';
import { PUBLIC } from '../permissions.ts';

export const REST_PREFIX = '/api/v1';

const STREAMS: ReadonlySet<string> = new Set([
  'live.watch',
  'journal.proof',
  'dashboard.watch',
  'devices.watchTraffic',
  'tariffs.watchWhatIf',
  'reports.watch',
  'reports.csvText',
  'reports.rebuild',
]);

/** Streams have no place in REST: they go over WebSocket and MessagePort. */
export function isInRest({ path }: { readonly path: readonly string[] }): boolean {
  return !STREAMS.has(path.join('.'));
}

type Generated = Awaited<ReturnType<OpenAPIGenerator['generate']>>;
type Operation = NonNullable<NonNullable<Generated['paths']>[string]>['get'];

const ERROR_RESPONSE = { $ref: '#/components/responses/Error' };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The REST API as an OpenAPI 3.1 document, from the contract itself. */
export async function openApiDocument(): Promise<Generated> {
  const generator = new OpenAPIGenerator({
    schemaConverters: [new ZodToJsonSchemaConverter()],
  });
  const document = await generator.generate(contract, {
    filter: isInRest,
    info: {
      title: 'Gatehouse',
      version: CONTRACT_VERSION,
      description:
        'The control room of a car park. Sign in at /sign-in, then send the token as "Authorization: Bearer". ' +
        'Amounts are integers of minor units; instants are epoch milliseconds, UTC.',
    },
    servers: [{ url: REST_PREFIX }],
    security: [{ bearer: [] }],
    components: COMPONENTS,
  });
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = path?.[method];
      if (operation !== undefined) complete(operation, method);
    }
  }
  addReportFormats(document.paths?.['/lots/{lotId}/reports/{report}']?.get);
  for (const [path, formats] of Object.entries(DOCUMENT_TYPES)) {
    addBinaryAnswer(document.paths?.[path]?.get, formats);
  }
  return document;
}

/** Adds what all operations share and the contract does not say: errors, keys, who may call. */
function complete(operation: NonNullable<Operation>, method: (typeof METHODS)[number]): void {
  const responses = operation.responses ?? {};
  operation.responses = responses;
  // The generator describes errors as they travel over RPC; over REST they have one plain shape.
  for (const status of Object.keys(responses)) {
    if (!status.startsWith('2')) responses[status] = ERROR_RESPONSE;
  }
  responses.default = ERROR_RESPONSE;
  if (operation.operationId !== undefined && PUBLIC.has(operation.operationId)) {
    operation.security = [];
  }
  if (method === 'post' && operation.tags?.includes('sign-in') !== true) {
    operation.parameters = [
      ...(operation.parameters ?? []),
      { $ref: '#/components/parameters/IdempotencyKey' },
    ];
  }
}

function addReportFormats(operation: Operation): void {
  if (operation === undefined) return;
  // All reports are served at this one address; the contract says the first two by themselves.
  const own = (operation.parameters ?? []).filter(
    (parameter) => '$ref' in parameter || !['report', 'period'].includes(parameter.name),
  );
  operation.parameters = own;
  operation.parameters.push(
    {
      name: 'report',
      in: 'path',
      required: true,
      schema: { type: 'string', enum: [...REPORT_IDS] },
    },
    {
      name: 'period',
      in: 'query',
      schema: { type: 'string', enum: [...REPORT_PERIODS], default: 'day' },
    },
  );
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'format',
      in: 'query',
      description: 'How the report is written. Others than these are answered with 406.',
      schema: { type: 'string', enum: [...REPORT_FORMATS], default: 'json' },
    },
  ];
  const ok = operation.responses?.['200'];
  if (ok === undefined || '$ref' in ok || !('content' in ok)) return;
  ok.content = {
    ...ok.content,
    'text/csv': { schema: { type: 'string' } },
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {},
    'application/pdf': {},
  };
}

/** Over REST a document is its own bytes, in the format that its name ends with. */
const DOCUMENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  '/lots/{lotId}/tickets/{file}': ['application/pdf', 'image/png', 'application/octet-stream'],
  '/lots/{lotId}/slips/{file}': ['application/pdf', 'image/png', 'application/octet-stream'],
  '/lots/{lotId}/receipts/{file}': [
    'application/pdf',
    'image/png',
    'application/octet-stream',
    'application/json',
  ],
};

function addBinaryAnswer(operation: Operation, types: readonly string[]): void {
  const ok = operation?.responses?.['200'];
  if (ok === undefined || '$ref' in ok) return;
  // OpenAPI 3.1 says of bytes no more than their media type.
  ok.content = Object.fromEntries(types.map((type) => [type, {}]));
}

const COMPONENTS: NonNullable<Generated['components']> = {
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'The same key twice is the same answer: send one to be able to repeat a write.',
      schema: { type: 'string', minLength: 8, maxLength: 100, pattern: '^[!-~]+$' },
    },
  },
  schemas: {
    Error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'For programs, such as "lot-full".' },
        message: { type: 'string', description: 'A plain sentence for people, in English.' },
        issues: {
          type: 'array',
          description: 'With "invalid": what is wrong where.',
          items: {
            type: 'object',
            required: ['path', 'message'],
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
        problems: {
          type: 'array',
          description: 'With "lot-file-invalid": what is wrong where in the lot file.',
          items: {
            type: 'object',
            required: ['path', 'message'],
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
      additionalProperties: true,
    },
  },
  responses: {
    Error: {
      description: 'What was wrong.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  },
};
