import { traverseContractProcedures } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#domain/contract/index.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { isInRest } from './transports/open-api-document.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly in?: string;
    readonly name?: string;
    readonly $ref?: string;
  }[];
  readonly responses: Readonly<Record<string, object>>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string };
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await testApi();
  document = await (await fetch(`${api.http.url}/api/v1/openapi.json`)).json();
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 with a title, bearer security and one shape of errors', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info.title).toBe('Gatehouse');
    expect(document.security).toEqual([{ bearer: [] }]);
    for (const { operation } of operations()) {
      expect(operation.responses.default).toEqual({ $ref: '#/components/responses/Error' });
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!status.startsWith('2')) {
          expect(response).toEqual({ $ref: '#/components/responses/Error' });
        }
      }
    }
  });

  it('describes every route of the contract and no other', () => {
    const routes: string[] = [];
    traverseContractProcedures({ router: contract, path: [] }, ({ path, contract: procedure }) => {
      const { method, path: route } = procedure['~orpc'].route;
      if (isInRest({ path })) routes.push(`${method?.toLowerCase()} ${route}`);
    });
    expect(routes.length).toBeGreaterThan(25);
    const described = operations().map(({ path, method }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
  });

  it('names each operation once and every part of its path', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name);
      expect(described.toSorted()).toEqual(inPath.toSorted());
    }
  });

  it('points only at what is in it', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, ref]) => ref,
    );
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of new Set(refs)) {
      const found = (ref ?? '')
        .split('/')
        .reduce<unknown>((node, step) => (node as Record<string, unknown>)?.[step], document);
      expect(found, ref).toBeDefined();
    }
  });

  it('says which calls need no token, which take a key, and how reports are written', () => {
    expect(document.paths['/sign-in']?.post?.security).toEqual([]);
    expect(document.paths['/me']?.get?.security).toBeUndefined();
    expect(document.paths['/lots/{lotId}/payments']?.post?.parameters).toContainEqual({
      $ref: '#/components/parameters/IdempotencyKey',
    });
    const report = document.paths['/lots/{lotId}/reports/{report}']?.get;
    expect(report?.parameters?.map(({ name }) => name)).toContain('format');
    expect(report?.responses['200']).toMatchObject({ content: { 'text/csv': {} } });
  });
});
