import '@ui/base.css';
import keyboardWords from '@i18n/en/keyboard.json';
import { startI18n } from '@i18n/i18n';
import { type Language, languages } from '@shared/contract/values';
import axe from 'axe-core';
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { OnScreenKeyboard } from '../../renderer/kiosk/keyboard/OnScreenKeyboard';
import type { KeyboardVariant } from '../../renderer/kiosk/keyboard/layouts';

/** What the policy refused, and other things that must not happen. */
const violations: string[] = [];
let root: Root | undefined;
let entered = 0;
let chosen: Language[] = [];

function Field({ layout, variant }: { layout: Language; variant: KeyboardVariant }) {
  const [value, setValue] = useState('');
  return (
    <form onSubmit={() => violations.push('a key has sent the form')}>
      <input aria-label="Name" inputMode="none" dir="auto" value={value} onChange={(event) => setValue(event.target.value)} />
      <OnScreenKeyboard
        value={value}
        onChange={setValue}
        layout={layout}
        variant={variant}
        onEnter={() => (entered += 1)}
        onLayoutChange={(language) => chosen.push(language)}
      />
    </form>
  );
}

async function show(layout: Language, variant: KeyboardVariant = 'text'): Promise<HTMLInputElement> {
  const host = document.createElement('main');
  document.body.append(host);
  root = createRoot(host);
  root.render(<Field layout={layout} variant={variant} />);
  const field = page.getByLabelText('Name', { exact: true });
  await expect.element(field).toBeVisible();
  await expect.poll(() => document.querySelectorAll('[data-skbtn]').length).toBeGreaterThan(9);
  const input = field.element() as HTMLInputElement;
  input.focus();
  return input;
}

const keyNamed = (key: string): HTMLElement => document.querySelector(`[data-skbtn="${CSS.escape(key)}"]`) as HTMLElement;

async function touch(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await expect.poll(() => keyNamed(key), { message: key }).not.toBeNull();
    await userEvent.click(keyNamed(key));
  }
}

beforeAll(async () => {
  await page.viewport(1280, 800);
  startI18n({ en: { keyboard: keyboardWords } });
  document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.sourceFile}`));
  // As the application's pages have it: no style but those of files and those that carry the page's nonce.
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "style-src 'self' 'nonce-page'";
  document.head.append(policy);
});

afterEach(() => {
  root?.unmount();
  document.querySelectorAll('main').forEach((each) => each.remove());
  entered = 0;
  chosen = [];
});

test('the policy is on', async () => {
  const host = document.createElement('div');
  host.innerHTML = '<p style="color: red">refused</p>';
  await expect.poll(() => violations.length).toBe(1);
  violations.length = 0;
});

test('types Hangul, and takes it back letter by letter', async () => {
  const field = await show('ko');
  await touch(...'ㅊㅗㅣㅅㅣㅇㅜ');
  expect(field.value).toBe('최시우');
  await touch('{bksp}', '{bksp}');
  expect(field.value).toBe('최시');
  await touch('{shift}', 'ㄲ');
  expect(field.value).toBe('최싞');
  // Shift was for one letter.
  await touch('ㅂ');
  expect(field.value).toBe('최싞ㅂ');
  expect(violations).toEqual([]);
});

test('types Chinese by pinyin, with characters to choose from', async () => {
  const field = await show('zh');
  await touch(...'wangwei');
  expect(field.value).toBe('wangwei');
  const candidates = page.getByTestId('candidates');
  await expect.element(candidates).toHaveAttribute('aria-label', 'Characters for “wang”');
  await userEvent.click(candidates.getByText('王'));
  expect(field.value).toBe('王wei');
  await expect.element(candidates).toHaveAttribute('aria-label', 'Characters for “wei”');
  await userEvent.click(page.getByRole('button', { name: 'More characters' }));
  await userEvent.click(page.getByRole('button', { name: 'Earlier characters' }));
  await userEvent.click(candidates.getByText('伟'));
  expect(field.value).toBe('王伟');
  expect(document.activeElement).toBe(field);
  await touch(...'li', '{space}');
  expect(field.value).toBe('王伟理');
});

test('keeps the focus in the field, and a real keyboard goes on typing there', async () => {
  const field = await show('de');
  await touch('A', 'n');
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard('na ');
  expect(field.value).toBe('Anna ');
  await touch('M', 'ü');
  expect(field.value).toBe('Anna Mü');
  await touch('{accents}', 'ø', '{letters}', '{symbols}', '4', '{letters}');
  expect(field.value).toBe('Anna Müø4');
  await touch('{enter}');
  expect(entered).toBe(1);
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement?.closest('[data-testid="on-screen-keyboard"]') ?? null).toBeNull();
});

test('its language is chosen on it', async () => {
  const field = await show('en');
  await touch('{language}', '{choose-ar}', 'م', 'ن', 'ى', '{language}', '{choose-ko}', 'ㄱ', 'ㅏ');
  expect(field.value).toBe('منى가');
  expect(chosen).toEqual(['ar', 'ko']);
  expect(getComputedStyle(field).direction).toBe('rtl');
});

test('two keys at once, as quick fingers press them, both count', async () => {
  const field = await show('ko');
  for (const key of 'ㅊㅗㅣ') keyNamed(key).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true }));
  await expect.poll(() => field.value).toBe('최');
});

test('a screen reader presses keys by clicks without a pointer', async () => {
  const field = await show('en');
  keyNamed('Q').click();
  await expect.poll(() => field.value).toBe('Q');
  await expect.element(page.getByRole('button', { name: 'Delete the last character' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete the last character' }).click();
  expect(field.value).toBe('');
  await expect.element(page.getByRole('button', { name: 'Capital letters' })).toHaveAttribute('aria-pressed', 'true');
});

test('e-mail addresses and dates have keys of their own', async () => {
  const field = await show('fr', 'email');
  await touch('a', '.', 'b', '_', '1', '@', 'x', '.com');
  expect(field.value).toBe('a.b_1@x.com');
  root?.unmount();
  document.querySelectorAll('main').forEach((each) => each.remove());
  const date = await show('fr', 'digits');
  await touch('1', '9', '0', '{bksp}');
  expect(date.value).toBe('19');
});

test.each(languages.flatMap((language) => (['text', 'email', 'digits'] as const).map((variant) => [language, variant] as const)))(
  '%s, %s: keys are 64 px and more at 1280 × 800, within the screen, and axe finds nothing',
  async (language, variant) => {
    await show(language, variant);
    const faces = variant === 'text' ? ['{symbols}', '{letters}', '{language}', '{letters}'] : [];
    for (const face of ['', ...faces]) {
      if (face !== '') await touch(face);
      const boxes = Array.from(document.querySelectorAll('[data-skbtn]'), (key) => key.getBoundingClientRect());
      expect(Math.min(...boxes.map((box) => box.width))).toBeGreaterThanOrEqual(64);
      expect(Math.min(...boxes.map((box) => box.height))).toBeGreaterThanOrEqual(64);
      expect(Math.max(...boxes.map((box) => box.right))).toBeLessThanOrEqual(1280);
      expect(Math.min(...boxes.map((box) => box.left))).toBeGreaterThanOrEqual(0);
    }
    if (variant === 'text') await touch('{symbols}');
    const { violations: found } = await axe.run(document.querySelector('main') as HTMLElement, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([]);
  },
);

test('nothing of what was typed stays in the library', async () => {
  const field = await show('en');
  await touch('Q', 'w', 'e');
  expect(field.value).toBe('Qwe');
  const instances = Object.values((window as unknown as { SimpleKeyboardInstances: Record<string, { input: object }> }).SimpleKeyboardInstances);
  expect(instances).toHaveLength(1);
  expect(JSON.stringify(instances.map((each) => each.input))).not.toMatch(/[qwe]"/i);
  root?.unmount();
  expect(Object.keys((window as unknown as { SimpleKeyboardInstances: object }).SimpleKeyboardInstances)).toEqual([]);
  expect(violations).toEqual([]);
});
