import { expect, test } from 'vitest';
import { upiUri } from './upi.ts';

const request = {
  payeeVpa: 'riverside@okbank',
  payeeName: 'Riverside Parking',
  reference: 'GH8f0c2a77d1b94e21aa03',
  note: 'Parking A7K2-9',
  amountMinor: 4_050,
};

test('a code asks for one amount by one reference', () => {
  expect(upiUri(request)).toBe(
    'upi://pay?pa=riverside@okbank&pn=Riverside%20Parking&tr=GH8f0c2a77d1b94e21aa03' +
      '&tn=Parking%20A7K2-9&am=40.50&cu=INR',
  );
});

test.each([
  [1, '0.01'],
  [100, '1.00'],
  [5, '0.05'],
  [123_456_789, '1234567.89'],
])('%i paise are am=%s', (amountMinor, am) => {
  expect(new URL(upiUri({ ...request, amountMinor })).searchParams.get('am')).toBe(am);
});

test('what would end a field or begin another is encoded', () => {
  const uri = upiUri({ ...request, payeeName: 'A&B = C#D', note: "50% (it's) पार्किंग" });
  const { searchParams } = new URL(uri);
  expect(searchParams.get('pn')).toBe('A&B = C#D');
  expect(searchParams.get('tn')).toBe("50% (it's) पार्किंग");
  expect(searchParams.get('am')).toBe('40.50');
  expect(uri).not.toContain('+');
  expect(uri).not.toMatch(/[()']/);
});

test('a long note is cut between characters', () => {
  const { searchParams } = new URL(upiUri({ ...request, note: '🚗'.repeat(80) }));
  expect(searchParams.get('tn')).toBe('🚗'.repeat(50));
});

test.each([
  ['reference', 'GH-1'],
  ['reference', ''],
  ['reference', 'x'.repeat(36)],
  ['payeeVpa', 'nobody'],
  ['payeeVpa', 'a@b&am=1'],
])('a %s of "%s" is a bug', (field, value) => {
  expect(() => upiUri({ ...request, [field]: value })).toThrow();
});

test.each([0, -5, 1.5])('an amount of %d paise is a bug', (amountMinor) => {
  expect(() => upiUri({ ...request, amountMinor })).toThrow();
});
