// Starts the program with the demo company in a folder of its own, stops it, and lets tests speak to it without a browser.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the program until it names its address on a line of its own. */
function run(folder, listen, command) {
  const binary = process.env.TENON_BIN ?? join(ROOT, 'target/debug/tenon');
  const child = spawn(binary, ['--data', folder, '--listen', listen, command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { said: '', complained: '' };
  child.stderr.on('data', (bytes) => { output.complained += bytes; });
  child.stdout.on('data', (bytes) => { output.said += bytes; });
  const ready = new Promise((resolve, reject) => {
    const told = () => `${output.said}${output.complained}`;
    const timer = setTimeout(() => reject(new Error(`not started within 120 s: ${told()}`)), 120_000);
    const settle = (act, value) => {
      clearTimeout(timer);
      act(value);
    };
    child.stdout.on('data', () => {
      const found = output.said.match(/^(http:\/\/\S+)$/m);
      if (found) settle(resolve, found[1]);
    });
    child.on('error', (error) => settle(reject, error));
    child.on('exit', (code) => settle(reject, new Error(`ended with ${code}: ${told()}`)));
  });
  return { child, output, ready };
}

function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill(signal);
  return ended;
}

/** An installation with nobody in it, as the first `serve` makes it; `token` is the set-up token that it printed. */
export async function startEmpty() {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-e2e-empty-'));
  const { child, output, ready } = run(folder, '127.0.0.1:0', 'serve');
  const address = await ready;
  const token = output.said.match(/^ {2}([a-z0-9]{4}(?:-[a-z0-9]{4}){4})$/m)?.[1];
  const stop = async () => {
    await end(child, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, token, stop };
}

/**
 * `halt` ends the server hard, as a power cut would; `resume` starts it again on the same data and the same address.
 * `api(login)` signs in apart from any browser and returns a function that calls the server.
 * @returns {Promise<{address: string, passwords: Record<string, string>, api: Function, halt: () => Promise<void>, resume: () => Promise<void>, stop: () => Promise<void>}>}
 */
export async function startTenon() {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-e2e-'));
  let current = run(folder, '127.0.0.1:0', 'demo');
  const address = await current.ready;
  const passwords = {};
  for (const line of current.output.said.split('\n')) {
    const found = line.match(/^ {2}(\w+) +(\w{14}) /);
    if (found) passwords[found[1]] = found[2];
  }

  const api = async (login) => {
    const post = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
    const session = await fetch(`${address}/api/v1/auth/login`, { ...post, body: JSON.stringify({ login, password: passwords[login] }) });
    if (!session.ok) throw new Error(`${login} cannot sign in: ${session.status} ${await session.text()}`);
    const { access_token: token } = await session.json();
    return async (method, path, body, headers = {}) => {
      const answer = await fetch(`${address}/api/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    };
  };
  const halt = () => end(current.child, 'SIGKILL');
  const resume = async () => {
    current = run(folder, new URL(address).host, 'serve');
    // A plain `serve` may announce itself otherwise than the demo does: what counts is that it answers.
    const failed = new Promise((_, reject) => { current.ready.catch(reject); });
    const answers = (async () => {
      for (let attempt = 0; attempt < 300; attempt += 1) {
        const up = await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false);
        if (up) return;
        await new Promise((resolve) => { setTimeout(resolve, 200); });
      }
      throw new Error(`not ready again within 60 s: ${current.output.said}${current.output.complained}`);
    })();
    await Promise.race([failed, answers]);
  };
  const stop = async () => {
    await end(current.child, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, passwords, api, halt, resume, stop };
}
