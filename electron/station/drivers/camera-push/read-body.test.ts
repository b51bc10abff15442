import { expect, it } from 'vitest';
import { PARTS_MAX } from './delivery.ts';
import { readBody } from './read-body.ts';

const read = (text: string, contentType = 'multipart/form-data; boundary=b') =>
  readBody(Buffer.from(text, 'latin1'), contentType)?.parts.map(
    ({ name, fileName, type, bytes }) => [name, fileName, type, bytes.toString('latin1')],
  );
const PART = 'Content-Disposition: form-data; name="json"\r\n\r\n{}';

it.each([
  ['as it should be', `--b\r\n${PART}\r\n--b--\r\n`],
  ['without carriage returns', `--b\n${PART.replaceAll('\r', '')}\n--b--\n`],
  ['without an end', `--b\r\n${PART}`],
  ['with a preamble', `hello\r\n--b\r\n${PART}\r\n--b--`],
  ['with blanks behind the delimiter', `--b  \r\n${PART}\r\n--b--`],
])('reads a part %s', (_name, text) => {
  expect(read(text)).toEqual([['json', null, '', '{}']]);
});

it('reads names, types and bytes of several parts', () => {
  const text = `--b\r\nCONTENT-TYPE: Image/JPEG; q=1\r\ncontent-disposition: form-data; name=a; filename="x y.jpg";\r\n\r\n\xff\xd8\r\n--bee\r\n\r\n--b\r\n\r\nno head\r\n--b--`;
  expect(read(text)).toEqual([
    ['a', 'x y.jpg', 'image/jpeg', '\xff\xd8\r\n--bee\r\n'],
    ['', null, '', 'no head'],
  ]);
});

it('decodes what is sent as base64', () => {
  const text = '--b\r\nContent-Transfer-Encoding: base64\r\n\r\ne30=\r\n--b--';
  expect(read(text)).toEqual([['', null, '', '{}']]);
});

it('finds the delimiter where nobody names it', () => {
  expect(read(`--abc\r\n${PART}\r\n--abc--`, 'multipart/form-data')).toHaveLength(1);
  expect(read(`--abc\r\n${PART}\r\n--abc--`, '')).toHaveLength(1);
  expect(read(`--abc\r\n${PART}\r\n--abc--`, 'multipart/x; boundary="abc"')).toHaveLength(1);
});

it('reads forms, and a document that is called one', () => {
  const type = 'application/x-www-form-urlencoded';
  expect(read('json=%7B%7D&x=1', type)).toEqual([
    ['json', null, '', '{}'],
    ['x', null, '', '1'],
  ]);
  expect(read('{"a":"b=c"}', type)).toEqual([['', null, '', '{"a":"b=c"}']]);
});

it('leaves what is too much', () => {
  const many = `--b\r\n${PART}\r\n`.repeat(PARTS_MAX + 5);
  expect(read(many)).toHaveLength(PARTS_MAX);
});

it('gives up without a delimiter', () => {
  expect(read('nothing', 'multipart/form-data; boundary=b')).toBeUndefined();
  expect(read('', 'multipart/form-data')).toBeUndefined();
});
